"""Laws of what changed: applied to what was before, it gives what is after."""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.dataset.differences import differences
from api.dataset.freezing import data_of, lines
from api.dataset.frozen import thaw
from api.dataset.loading import load
from api.dataset.records import Dataset
from api.store.downloads import Offered
from api.store.making import fill_store
from api.store.store import Store
from schemas.kinds import SCHEMAS
from tests.conftest import DATA
from tests.store.engines import located

State = dict[tuple[str, str], dict[str, Any]]

FIRST = data_of(load(DATA))
EXAMPLES = settings.default.max_examples
POSITIONS = sorted(id for kind, id in FIRST if kind == "positions")
STANCES = ["demands", "requests", "rejects", "questions"]
CITATION = {"source": "gazette-first-round", "locator": "paragraph 1"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


def position(id: str, **given: Any) -> dict[str, Any]:
    first = FIRST["positions", POSITIONS[0]]
    return first | {"id": id, "supersedes": [], "change": None, "event": None} | given


def edited(state: State, edits: Iterable[tuple[str, Any]]) -> State:
    """Return a state of the dataset after some edits, in which nothing refers to what is gone."""
    found: State = json.loads(json.dumps([[*key, data] for key, data in state.items()]))
    found = {(kind, id): data for kind, id, data in found}  # type: ignore[misc, str-unpack]
    for action, value in edits:
        EDITS[action](found, value)
    ids = {id for kind, id in found if kind == "positions"}
    for (kind, id), data in list(found.items()):
        if kind == "positions":
            data["supersedes"] = [one for one in data["supersedes"] if one in ids and one != id]
            data["change"] = (data["change"] or "refined") if data["supersedes"] else None
        if kind == "codings" and data["position"] not in ids:
            del found[kind, id]
    return found


def remove(state: State, number: int) -> None:
    ids = sorted(id for kind, id in state if kind == "positions")
    if len(ids) > 1:
        del state["positions", ids[number % len(ids)]]


def restate(state: State, given: tuple[int, str]) -> None:
    ids = sorted(id for kind, id in state if kind == "positions")
    state["positions", ids[given[0] % len(ids)]] |= {"stance": given[1], "citations": [CITATION]}


def add(state: State, given: tuple[int, str | None]) -> None:
    ids = sorted(id for kind, id in state if kind == "positions")
    id, change = f"new-{given[0]}", given[1]
    earlier = [ids[given[0] % len(ids)]] if change else []
    if id not in former(state):
        state.setdefault(("positions", id), position(id, supersedes=earlier, change=change))


def reword(state: State, text: str) -> None:
    state["parties", "south"]["name"] = text
    state["events", "first-round"]["note"] = text
    state["codebook", "codebook"]["version"] = text


def former(state: State) -> set[str]:
    return {alias for data in state.values() for alias in data.get("aliases", [])}


def call(state: State, given: tuple[int, bool]) -> None:
    """Give a position another id; its aliases are in some order."""
    ids = sorted(id for kind, id in state if kind == "positions")
    old, new = ids[given[0] % len(ids)], f"called-{given[0]}"
    if new in ids or new in former(state):
        return
    data = state.pop(("positions", old))
    aliases = [*data.get("aliases", []), old]
    state["positions", new] = data | {"id": new, "aliases": aliases[:: 1 if given[1] else -1]}
    for (kind, _), other in state.items():
        if kind == "positions":
            other["supersedes"] = [new if one == old else one for one in other["supersedes"]]
        elif kind == "codings" and other["position"] == old:
            other["position"] = new


EDITS: dict[str, Any] = {
    "call": call,
    "remove": remove,
    "restate": restate,
    "add": add,
    "reword": reword,
}

numbers = st.integers(0, 9)
changes = st.sampled_from([None, "softened", "reaffirmed", "corrected"])
edits = st.lists(
    st.one_of(
        st.tuples(st.just("remove"), numbers),
        st.tuples(st.just("call"), st.tuples(numbers, st.booleans())),
        st.tuples(st.just("restate"), st.tuples(numbers, st.sampled_from(STANCES))),
        st.tuples(st.just("add"), st.tuples(numbers, changes)),
        st.tuples(st.just("reword"), st.sampled_from(["One", "Two", "=3"])),
    ),
    max_size=6,
)


def dataset_of(state: State) -> Dataset:
    ordered = sorted(state.items(), key=lambda item: [*SCHEMAS].index(item[0][0]))
    texts = [json.dumps({"kind": kind, "data": data}) for (kind, _), data in ordered]
    return thaw("\n".join(texts))


def with_cards(states: list[State]) -> Dataset:
    """Return the last of some states, with a card for each of those before it."""
    rows = {**states[-1]}
    for number, _ in enumerate(states[:-1], 1):
        card = {
            "id": f"{number}.0.0",
            "released_on": f"2020-0{number}-01",
            "counts": [],
        }
        rows["releases", card["id"]] = card
    return dataset_of(rows)


def store_of(folder: Path, states: list[State]) -> Store:
    """Return a store of some releases and the draft, which is the last state."""
    names = [f"{number}.0.0" for number in range(1, len(states))]
    editions = [(name, dataset_of(state)) for name, state in zip(names, states, strict=False)]
    location = located(folder)
    offered = Offered(dict.fromkeys(names, ""), {})
    location.write(partial(fill_store, [*editions, ("draft", with_cards(states))], offered))
    return Store(location)


def sparse(value: Any) -> Any:
    """Return a value without whatever holds nothing."""
    if isinstance(value, dict):
        kept = {name: sparse(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, [])}
    return [sparse(one) for one in value] if isinstance(value, list) else value


def known(state: State) -> State:
    """Return what a state holds as a client puts it together: no provisions within issues."""
    return {
        key: sparse({name: one for name, one in data.items() if name != "provisions"})
        for key, data in state.items()
    }


def applied(state: State, found: Iterable[str]) -> State:
    """Return a state after some changes, as a client applies them."""
    after = dict(state)
    for change in map(json.loads, found):
        members = {one["member"]: one for one in change["members"]}
        former = members["id"]["before"] if "id" in members else change["record"]
        old = (
            after.pop((change["kind"], former), {})
            if change["action"] in ("corrected", "removed")
            else {}
        )
        new = sparse(old | {name: one["after"] for name, one in members.items()})
        if change["action"] != "removed":
            after[change["kind"], change["record"]] = new
    return after


@given(edits, edits)
@settings(max_examples=EXAMPLES * 2 // 5, suppress_health_check=[HealthCheck.too_slow])
def test_applying_what_changed_gives_what_is_after(folder: Path, first: Any, second: Any) -> None:
    states = [FIRST, edited(FIRST, first)]
    states += [edited(states[1], second)] * 2
    store = store_of(folder, states)
    names = ["1.0.0", "2.0.0", "3.0.0", "draft"]
    for earlier, later in [(0, 1), (0, 2), (1, 2), (2, 3)]:
        found = store.differences(names[earlier], names[later]).stream({})
        assert applied(known(states[earlier]), found) == known(states[later])
    every = list(store.changes().stream({"sort": ["release"]}))
    for number, name in enumerate(names[:3], 1):
        past = [one for one in every if json.loads(one)["release"] <= name]
        assert applied({}, past) == known(states[number - 1])


@given(edits)
@settings(max_examples=EXAMPLES // 5, suppress_health_check=[HealthCheck.too_slow])
def test_pages_hold_what_the_stream_holds(folder: Path, given: Any) -> None:
    states = [FIRST, edited(FIRST, given)]
    store = store_of(folder, [*states, states[-1]])
    for found, query in [
        (store.differences("1.0.0", "2.0.0"), {}),
        (store.changes(), {"sort": ["release"]}),
        (store.changes(), {"sort": ["-release"], "action": ["added", "removed"]}),
    ]:
        pages, cursor = [], ""
        while cursor is not None:
            page = found.page(query | {"limit": 3} | ({"cursor": cursor} if cursor else {}))
            pages += page.bodies
            cursor = page.next
        assert pages == list(found.stream(query))
        assert page.total == len(pages) == sum(one["count"] for one in page.facets["kind"])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({"stance": "rejects"}, {"stance": "accepts"}, [("stance", "rejects", "accepts")]),
        ({"speaker": None}, {"speaker": "ada-lind"}, [("speaker", None, "ada-lind")]),
        ({"conditions": ["Peace."]}, {"conditions": []}, [("conditions", ["Peace."], None)]),
        ({"stance_label": "no"}, {"stance_label": "yes"}, []),
        ({"superseded_by": ["a"]}, {"superseded_by": []}, []),
        ({"independent_sources": 1}, {"independent_sources": 2}, []),
        ({"citations": [{"source": "a", "source_label": "A"}]}, {"citations": [{"source": "a", "source_label": "B"}]}, []),
        (
            {"citations": [{"source": "a", "quote": None, "source_url": "x"}]},
            {"citations": [{"source": "a", "quote": "We agree.", "source_url": "x"}]},
            [("citations", [{"source": "a"}], [{"source": "a", "quote": "We agree."}])],
        ),
    ],
)  # fmt: skip
def test_only_what_is_written_counts(before: Any, after: Any, expected: Any) -> None:
    def whole(given: dict[str, Any]) -> dict[str, Any]:
        shape = SCHEMAS["positions"]
        inner = shape.fields["citations"].inner.schema.fields  # type: ignore[attr-defined]
        empty = dict.fromkeys(shape.fields) | {"citations": []}
        cited = [dict.fromkeys(inner) | one for one in given.get("citations", [])]
        return empty | given | {"citations": cited}

    found = differences("positions", whole(before), whole(after))
    assert [(one["member"], one["before"], one["after"]) for one in found] == expected


def test_the_frozen_lines_are_what_the_changes_build() -> None:
    dataset = load(DATA)
    texts = [json.loads(line) for line in lines(dataset)]
    assert known({(one["kind"], one["data"]["id"]): one["data"] for one in texts}) == known(FIRST)
