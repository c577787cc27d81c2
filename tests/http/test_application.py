import pytest
from flask import Flask, url_for


@pytest.mark.parametrize(
    ("endpoint", "values", "expected"),
    [
        ("positions.list_positions", {}, "/v1/positions"),
        ("positions.list_positions", {"limit": 5}, "/v1/positions?limit=5"),
        ("positions.get_position", {"id": "a b?é"}, "/v1/positions/a%20b%3F%C3%A9"),
        (
            "positions.get_position",
            {"id": "a", "release": "1.0.0"},
            "/v1/positions/a?release=1.0.0",
        ),
        ("positions.list_positions_as", {"suffix": "csv"}, "/v1/positions.csv"),
        ("docs.swagger_asset", {"name": "a/b.js"}, "/docs/assets/a/b.js"),
    ],
)
def test_addresses_are_built(
    app: Flask, endpoint: str, values: dict[str, str], expected: str
) -> None:
    with app.test_request_context():
        assert [url_for(endpoint, **values) for _ in range(2)] == [expected, expected]
