"""How far two codings of a sample agree.

Krippendorff's alpha for nominal data (K. Krippendorff, Content Analysis, 2004, chapter 11),
computed by NLTK. By his customary limits alpha of at least 0.8 is reliable, of at least 0.67 allows
tentative conclusions.
"""

from typing import Any, cast

from api.dataset.records import Dataset
from schemas.reliability import VARIABLES

Served = dict[str, Any]
Pair = tuple[str, str]

LIMITS = {"reliable": 0.8, "tentative": 0.67}


def measure(dataset: Dataset) -> list[Served]:
    """Return, for each variable, alpha, the share coded alike, and the units that both coded."""
    return [agreement(variable, pairs(dataset, variable)) for variable in VARIABLES]


def pairs(dataset: Dataset, variable: str) -> list[Pair]:
    """Return the two values of each unit, where both coders could tell one."""
    codings = (record.data for record in dataset.of("codings").values())
    both = [(coding["first"][variable], coding["second"][variable]) for coding in codings]
    return [pair for pair in both if None not in pair]


def agreement(variable: str, coded: list[Pair]) -> Served:
    """Return the agreement of one variable; alpha is 0 where nothing was coded."""
    alike = sum(one == other for one, other in coded) / len(coded) if coded else 0.0
    return {
        "variable": variable,
        "alpha": round(alpha(coded), 3),
        "agreement": round(alike, 3),
        "units": len(coded),
    }


def alpha(coded: list[Pair]) -> float:
    """Return Krippendorff's alpha of pairs of nominal values."""
    # NLTK takes half a second to import, and the server never measures.
    from nltk.metrics.agreement import AnnotationTask

    judgements = [
        (coder, unit, value)
        for unit, pair in enumerate(coded)
        for coder, value in zip(("first", "second"), pair, strict=True)
    ]
    return cast(float, AnnotationTask(judgements).alpha()) if judgements else 0.0


def state(alpha: float) -> str:
    """Return what an alpha means."""
    return next((word for word, limit in LIMITS.items() if alpha >= limit), "experimental")
