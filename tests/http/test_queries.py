"""Bad queries are refused with 400; every parameter at fault is named, with what would be right."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

BAD = [
    ("positions", "party=nort", "party", "There is no party 'nort'; did you mean 'north'?"),
    ("positions", "party=north,suth", "party", "There is no party 'suth'; did you mean 'south'?"),
    ("positions", "party=north&party=suth", "party", "There is no party 'suth'; did you mean 'south'?"),
    ("positions", "party=", "party", "Names no value."),
    ("positions", "party=,%20,", "party", "Names no value."),
    ("positions", "partie=north", "partie", "There is no parameter 'partie'; did you mean 'party'?"),
    ("positions", "Party=north", "Party", "There is no parameter 'Party'; did you mean 'party'?"),
    ("positions", "issue=straits", "issue", "There is no issue 'straits'; did you mean 'strait'?"),
    ("positions", "provision=patrols", "provision", "There is no provision 'patrols'; did you mean 'joint-patrols'?"),
    ("positions", "speaker=lind", "speaker", "There is no speaker 'lind'; did you mean 'ada-lind'?"),
    ("positions", "event=first", "event", "There is no event 'first'; did you mean 'first-round'?"),
    ("positions", "source=blog", "source", "There is no source 'blog'; did you mean 'blog-second-round'?"),
    ("positions", "stance=reject", "stance", "There is no stance 'reject'; did you mean 'rejects'?"),
    ("positions", "direction=pro", "direction", "There is no direction 'pro'; there are against, conditional, for, open."),
    ("positions", "authority=president", "authority", "There is no authority 'president'; there are chief_negotiator, head_of_government, head_of_state, minister, other_official, spokesperson."),
    ("positions", "attribution=leak", "attribution", "There is no attribution 'leak'; did you mean 'leaked'?"),
    ("positions", "attribution_min=best", "attribution_min", "There is no attribution 'best'; there are leaked, official_document, on_record_paraphrase, on_record_quote, reported."),
    ("positions", "attribution_min=leaked,reported", "attribution_min", "There is no attribution 'leaked,reported'; there are leaked, official_document, on_record_paraphrase, on_record_quote, reported."),
    ("positions", "said_from=2025-02-30", "said_from", "There is no date '2025-02-30'."),
    ("positions", "said_from=", "said_from", "'' is not a date: write 2025, 2025-03, 2025-03-13, 2025-03-11/2025-03-13 or ../2025-03-14."),
    ("positions", "said_to=March", "said_to", "'March' is not a date: write 2025, 2025-03, 2025-03-13, 2025-03-11/2025-03-13 or ../2025-03-14."),
    ("positions", "said_from=../2025", "said_from", "Must begin on a day: an open start selects nothing."),
    ("positions", "said_from=2020&said_from=2021", "said_from", "Given more than once."),
    ("positions", "said_from=2025-03-13&said_to=2025-03-12", "said_to", "Ends before said_from begins."),
    ("positions", "said_from=2025&said_to=2024", "said_to", "Ends before said_from begins."),
    ("events", "held_from=2025-04&held_to=2025-03-31", "held_to", "Ends before held_from begins."),
    ("positions", "said_from=03/13/2025", "said_from", "'03/13/2025' is not a date: write 2025, 2025-03, 2025-03-13, 2025-03-11/2025-03-13 or ../2025-03-14."),
    ("positions", "q=ceasefire%0A", "q", "Must hold a letter or a digit, and no control characters."),
    ("positions", "change=soft", "change", "There is no change 'soft'; did you mean 'softened'?"),
    ("positions", "party=" + "x" * 100, "party", "There is no party '" + "x" * 60 + "…'; there are league, north, south."),
    ("positions", "party=NORT", "party", "There is no party 'NORT'; did you mean 'north'?"),
    ("sources", "language=EN", "language", "Must be a language tag such as 'en'."),
    ("positions", "has_quote=yes", "has_quote", "Must be true or false."),
    ("positions", "has_quote=", "has_quote", "Must be true or false."),
    ("positions", "q=", "q", "Must hold a letter or a digit, and no control characters."),
    ("positions", "q=%25%22_", "q", "Must hold a letter or a digit, and no control characters."),
    ("positions", "q=a%00b", "q", "Must hold a letter or a digit, and no control characters."),
    ("positions", "q=" + "a" * 201, "q", "Must have at most 200 characters."),
    ("positions", "q=a&q=b", "q", "Given more than once."),
    ("positions", "sort=date", "sort", "There is no sort key 'date'; there are id, issue, party, provision, said_on."),
    ("positions", "sort=said", "sort", "There is no sort key 'said'; did you mean 'said_on'?"),
    ("sources", "language=English", "language", "Must be a language tag such as 'en'."),
    ("positions", "sort=--said_on", "sort", "There is no sort key '--said_on'; did you mean 'said_on'?"),
    ("positions", "fields=stanse", "fields", "There is no member 'stanse'; did you mean 'stance'?"),
    ("positions", "facets=source", "facets", "There is no facet 'source'; there are attribution, authority, change, direction, event, issue, party, provision, speaker, stance."),
    ("positions", "limit=0", "limit", "Must be a whole number from 1 to 200."),
    ("positions", "limit=201", "limit", "Must be a whole number from 1 to 200."),
    ("positions", "limit=" + "9" * 5000, "limit", "Must be a whole number from 1 to 200."),
    ("positions", "q=%E2%80%94", "q", "Must hold a letter or a digit, and no control characters."),
    ("positions", "members=id", "members", "There is no parameter 'members'; there are as_of, attribution, attribution_min, authority, change, cursor, direction, event, facets, fields, grade, has_quote, issue, limit, origin, party, provision, q, release, said_from, said_to, sort, source, speaker, stance, standing."),
    ("positions", "limit=-1", "limit", "Must be a whole number from 1 to 200."),
    ("positions", "limit=2.5", "limit", "Must be a whole number from 1 to 200."),
    ("positions", "limit=1_0", "limit", "Must be a whole number from 1 to 200."),
    ("positions", "as_of=2020-02-30", "as_of", "Must be a day such as '2025-03-13'."),
    ("positions", "as_of=2020-02", "as_of", "Must be a day such as '2025-03-13'."),
    ("positions", "as_of=../2020-02-01", "as_of", "Must be a day such as '2025-03-13'."),
    ("positions", "as_of=2020-02-01/2020-02-01", "as_of", "Must be a day such as '2025-03-13'."),
    ("positions", "as_of=", "as_of", "Must be a day such as '2025-03-13'."),
    ("positions", "as_of=today", "as_of", "Must be a day such as '2025-03-13'."),
    ("positions", "as_of=9999-01-01", "as_of", f"Lies in the future; today is {datetime.now(UTC).date()}."),
    ("positions", "standing=false", "standing", "Must be true; leave it out for what is superseded too."),
    ("positions", "standing=1", "standing", "Must be true; leave it out for what is superseded too."),
    ("positions", "standing=true&as_of=2020-02-01", "standing", "Give as_of or standing, not both."),
    ("timeline", "standing=true&as_of=2020-02-01", "standing", "Give as_of or standing, not both."),
    ("timeline", "party=nort", "party", "There is no party 'nort'; did you mean 'north'?"),
    ("timeline", "day_from=2020-03&day_to=2020-02", "day_to", "Ends before day_from begins."),
    ("timeline", "sort=said_on", "sort", "There is no sort key 'said_on'; there are day."),
    ("timeline", "cursor=x", "cursor", "Is not a cursor."),
    ("timeline", "fields=day", "fields", "There is no parameter 'fields'; there are as_of, cursor, day_from, day_to, issue, limit, party, provision, release, sort, standing."),
    ("positions", "limit=%D9%A3", "limit", "Must be a whole number from 1 to 200."),
    ("positions", "limit=1&limit=2", "limit", "Given more than once."),
    ("positions", "cursor=x", "cursor", "Is not a cursor."),
    ("positions", "cursor=", "cursor", "Is not a cursor."),
    ("parties", "role=fighter", "role", "There is no role 'fighter'; there are belligerent, guarantor, mediator, observer, supporter."),
    ("parties", "facets=role", "facets", "There is no parameter 'facets'; there are cursor, fields, kind, limit, member_of, q, release, role, sort."),
    ("parties", "stance=rejects", "stance", "There is no parameter 'stance'; there are cursor, fields, kind, limit, member_of, q, release, role, sort."),
    ("events", "held_from=x", "held_from", "'x' is not a date: write 2025, 2025-03, 2025-03-13, 2025-03-11/2025-03-13 or ../2025-03-14."),
    ("coverage", "state=none", "state", "There is no coverage_state 'none'; did you mean 'none_found'?"),
    ("matrix", "party=nort", "party", "There is no party 'nort'; did you mean 'north'?"),
    ("matrix", "provision=patrols", "provision", "There is no provision 'patrols'; did you mean 'joint-patrols'?"),
    ("matrix", "layout=width", "layout", "There is no layout 'width'; there are long, wide."),
    ("matrix", "layout=wide&layout=long", "layout", "Given more than once."),
    ("matrix", "limit=1", "limit", "There is no parameter 'limit'; there are as_of, cursor, issue, layout, party, provision, release, standing."),
    ("matrix", "as_of=2020-02", "as_of", "Must be a day such as '2025-03-13'."),
    ("matrix", "standing=true&as_of=2020-02-01", "standing", "Give as_of or standing, not both."),
    ("agreement", "", "party", "Is missing; name 2 to 6 to compare."),
    ("agreement", "party=north", "party", "Names 1; 2 to 6 can be compared, for every pair of them is told on every provision."),
    ("agreement", "party=north,north", "party", "Names 1; 2 to 6 can be compared, for every pair of them is told on every provision."),
    ("agreement", "party=a,b,c,d,e,f,g", "party", "Names 7; 2 to 6 can be compared, for every pair of them is told on every provision."),
    ("agreement", "party=north,suth", "party", "There is no party 'suth'; did you mean 'south'?"),
    ("agreement", "party=north,south&as_of=9999-01-01", "as_of", f"Lies in the future; today is {datetime.now(UTC).date()}."),
    ("agreement", "party=north,south&layout=wide", "layout", "There is no parameter 'layout'; there are as_of, issue, party, provision, release, standing."),
    ("stats", "", "group_by", "Is missing; name one to three of party, issue, provision, stance, attribution, source, month, year."),
    ("stats", "group_by=partie", "group_by", "There is no grouping 'partie'; did you mean 'party'?"),
    ("stats", "group_by=party,issue,stance,year", "group_by", "Names 4; at most three can be crossed."),
    ("stats", "group_by=party&sort=stance", "sort", "Positions are not grouped by 'stance'."),
    ("stats", "group_by=party&sort=said_on", "sort", "There is no sort key 'said_on'; there are attribution, count, issue, month, party, provision, source, stance, year."),
    ("stats", "group_by=party&facets=party", "facets", "There is no parameter 'facets'; there are as_of, attribution, cursor, direction, group_by, issue, limit, party, provision, release, said_from, said_to, sort, source, speaker, stance, standing."),
    ("stats", "group_by=party&said_from=2021&said_to=2020", "said_to", "Ends before said_from begins."),
    ("stats", "group_by=party&cursor=x", "cursor", "Is not a cursor."),
    ("codebook", "vocabulary=stance", "vocabulary", "There is no parameter 'vocabulary'; there are release."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "query", "name", "reason"), BAD)
def test_bad_query(client: FlaskClient, kind: str, query: str, name: str, reason: str) -> None:
    response = client.get(f"/v1/{kind}?{query}")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert response.json["detail"] == "The request has invalid parameters."
    assert response.json["errors"] == [{"name": name, "reason": reason}]


def test_all_parameters_at_fault_are_named(client: FlaskClient) -> None:
    response = client.get("/v1/positions?sort=x&limit=0&said_from=x&nonsense=1&q=a&q=b&party=y")
    names = {error["name"] for error in response.json["errors"]}
    assert names == {"sort", "limit", "said_from", "nonsense", "q", "party"}


def test_unknown_values_are_named_with_all_the_rest(client: FlaskClient) -> None:
    response = client.get("/v1/positions?party=x&issue=y&said_from=z&nonsense=1")
    names = {error["name"] for error in response.json["errors"]}
    assert names == {"party", "issue", "said_from", "nonsense"}


def test_a_problem_stays_small(client: FlaskClient) -> None:
    query = ",".join(f"x{number}" for number in range(1500))
    response = client.get(f"/v1/positions?event={query}")
    assert len(response.json["errors"]) == 20
    assert len(response.data) < 5000


def test_several_unknown_values_are_all_named(client: FlaskClient) -> None:
    response = client.get("/v1/positions?party=nort,suth&stance=no")
    assert [error["name"] for error in response.json["errors"]] == ["party", "party", "stance"]


def test_a_cursor_fits_only_its_list(client: FlaskClient) -> None:
    cursor = (
        client.get("/v1/positions?limit=1").json["links"]["next"].split("cursor=")[1].split("&")[0]
    )
    for query in ("party=north", "sort=party", "q=strait"):
        response = client.get(f"/v1/positions?{query}&cursor={cursor}")
        assert response.status_code == 400
        assert response.json["errors"] == [{"name": "cursor", "reason": "Belongs to another list."}]
    assert (
        client.get(f"/v1/positions?limit=2&facets=party&fields=id&cursor={cursor}").status_code
        == 200
    )
