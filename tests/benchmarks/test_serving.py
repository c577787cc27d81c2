"""How targets take turns, and how their rounds are compared."""

from itertools import groupby

import pytest

from benchmarks.servers import Server
from benchmarks.serving import compared, given, in_turn
from benchmarks.targets import Round, Target
from benchmarks.wrk import Told

SERVER = Server("http://127.0.0.1:1", 1)


def target(name: str, *rounds: tuple[float, int, float], most: float = 9) -> Target:
    """Return a target whose rounds of two seconds had a share of others, answers and a cost."""
    group, _, _ = name.partition(" ")
    measured = [
        (share, Round(Told(answers, 2.0, 1.0, 5.0, 0), cost)) for share, answers, cost in rounds
    ]
    return Target(group, name, SERVER, "/", most=most, measured=measured)


TARGETS = [target(name) for name in ("a 1", "b 1", "a 2", "c 1", "b 2", "a 3")]


@pytest.mark.parametrize("turn", range(9))
def test_a_group_is_asked_together(turn: int) -> None:
    asked = in_turn(TARGETS, turn)
    assert sorted(one.name for one in asked) == sorted(one.name for one in TARGETS)
    assert len(list(groupby(asked, key=lambda one: one.group))) == 3


def test_orders_differ() -> None:
    orders = {tuple(one.name for one in in_turn(TARGETS, turn)) for turn in range(9)}
    assert len(orders) > 6


def test_some_are_asked_in_fewer_turns() -> None:
    slow, quick = target("a slow", most=2), target("a quick")
    assert [slow in in_turn([slow, quick], turn) for turn in range(4)] == [True, True, False, False]


def test_a_ratio_is_that_of_turns_in_which_neither_was_disturbed() -> None:
    mine = target("mine", (0, 100, 0.2), (0.5, 900, 0.1), (0, 300, 0.4), (0, 800, 9.0))
    theirs = target("theirs", (0, 200, 0.1), (0, 300, 0.9), (0, 400, 0.3), (0.5, 100, 9.0))
    row = compared(mine, theirs, "1 connection", None)
    assert row.ratio == pytest.approx((100 / 200 + 300 / 400) / 2)
    assert row.median == (50 + 150) / 2
    assert row.also == "(0.62 × by processor time)"


def test_who_has_fewer_rounds_is_compared_by_those() -> None:
    mine, theirs = target("mine", (0, 50, 1), (0, 70, 1)), target("theirs", (0, 100, 1))
    assert compared(mine, theirs, "1 connection", None).ratio == 0.5


def test_what_a_target_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "size", lambda _: 1234)
    one = given(target("mine", (0, 100, 2e-6), (0.9, 900, 1), (0, 300, 4e-6)), "1 connection")
    assert (one.median, one.p99) == (100, 5.0)
    assert one.also == "p50 1 ms, 3 µs of processor, 1.2 kB"
