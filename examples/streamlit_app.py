"""Who holds what on an issue on a day: `streamlit run streamlit_app.py`."""

import os
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

import altair as alt
import pandas as pd
import requests
import streamlit as st

SERVER = os.environ.get("PARLEY_URL", "http://127.0.0.1:8000")
COLUMNS: dict[str, Any] = {
    "provision_label": "Question",
    "party_label": "Party",
    "answer_label": "Answer",
    "said_on": "Said on",
    "speaker_label": "Speaker",
    "summary": "In our words",
    "page": st.column_config.LinkColumn("Sources", display_text="sources"),
}
DIRECTION = alt.Color("direction:N").scale(
    domain=["for", "conditional", "open", "against"],
    range=["#74add1", "#c6dbef", "#d9d9d9", "#f46d43"],
)


class RefusedError(Exception):
    """Say why the server did not answer."""


@st.cache_data(ttl=600, show_spinner="Asking the server")
def records(address: str) -> list[dict[str, Any]]:
    """Return the records at an address."""
    try:
        answer = requests.get(address, timeout=30)
        told = answer.json()
    except requests.RequestException as error:
        raise RefusedError(f"There is no answer from {SERVER}.") from error
    if not answer.ok:
        reasons = [f"`{one['name']}`: {one['reason']}" for one in told.get("errors", [])]
        raise RefusedError("  \n".join([told["detail"], *reasons]))
    return cast("list[dict[str, Any]]", told["data"])


def names(kind: str) -> dict[str, str]:
    """Return the names of parties or issues by their ids, those with most positions first."""
    address = f"{SERVER}/v1/{kind}?limit=200&sort=-position_count&fields=name"
    return {record["id"]: record["name"] for record in records(address)}


def matrix(parties: list[str], issue: str, day: date) -> pd.DataFrame:
    """Return what parties hold on the questions of an issue on a day; no parties are all."""
    query = {"issue": issue, "as_of": day.isoformat()}
    chosen = {"party": ",".join(parties)} if parties else {}
    cells = pd.DataFrame(records(f"{SERVER}/v1/matrix?{urlencode(query | chosen)}"))
    return cells.assign(page=f"{SERVER}/positions/" + cells["position"])


def chart(cells: pd.DataFrame) -> alt.Chart:
    """Draw questions by parties, coloured by the side on which the answer counts."""
    squares: alt.Chart = alt.Chart(cells).mark_rect(stroke="white")
    encoded: alt.Chart = squares.encode(
        x=alt.X("party_label:N").title(None).axis(labelAngle=-40),
        y=alt.Y("provision_label:N").title(None).axis(labelLimit=420),
        color=DIRECTION,
        tooltip=["answer_label", "said_on", "speaker_label", "summary"],
    )
    return encoded


def main() -> None:
    """Ask for parties, an issue and a day, and show what stands."""
    st.set_page_config("Who holds what", layout="wide")
    st.title("Who holds what")
    parties, issues = names("parties"), names("issues")
    chosen = st.sidebar.multiselect(
        "Parties", list(parties), list(parties)[:3], format_func=parties.__getitem__
    )
    issue = st.sidebar.selectbox("Issue", list(issues), format_func=issues.__getitem__)
    day = st.sidebar.date_input("Day", date.today())
    cells = matrix(chosen, issue, day)
    held = cells[cells["position"].notna()]
    st.caption(f"{len(held)} of {len(cells)} cells have a position.")
    st.altair_chart(chart(cells))
    st.dataframe(held, column_config=COLUMNS, column_order=list(COLUMNS), hide_index=True)


try:
    main()
except RefusedError as refused:
    st.error(str(refused))
