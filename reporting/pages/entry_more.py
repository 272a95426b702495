"""更多: what a row holds besides its figure, behind a disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from indicators.models import PlanIndicator
from reporting.models import Row
from reporting.pages.evidence import NO_EVIDENCE, EvidencePart
from reporting.pages.threads import Thread
from reporting.pages.typed_line import marks_beside
from reporting.queries.uses import Use
from reporting.states import MOVES, State

ACTUAL = "实际数"
RATES = ("%", "‰")
YEARLY = ("level", "annual")


@dataclass(frozen=True)
class Beside:
    """What stands beside the rows of a page, by row id; `uses` by indicator.

    `reasons` are those typed for corrections on a form that was refused, `at_fault` the row it was about.
    """

    region_id: str = ""
    uses: Mapping[int, tuple[Use, ...]] = field(default_factory=dict)
    evidence: Mapping[int, EvidencePart] = field(default_factory=dict)
    threads: Mapping[int, Thread] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)
    at_fault: int | None = None
    complaint: str = ""


NOTHING = Beside()


@dataclass(frozen=True)
class More:
    """`marks` say on the closed disclosure what is inside; `history` is the address of the earlier versions,
    where there are any; `complaint`: why no correction was opened.
    """

    nature: str
    nature_label: str
    is_rate: bool
    numerator: str
    denominator: str
    break_note: str
    uses: tuple[Use, ...]
    evidence: EvidencePart
    thread: Thread | None
    history: str
    can_correct: bool
    reason: str
    complaint: str
    marks: tuple[str, ...]
    is_open: bool


def more_of(row: Row, plan_row: PlanIndicator | None, beside: Beside, *, is_wrong: bool) -> More:
    """`is_wrong`: something about the row is to be put right, perhaps in here."""
    is_rate = _is_rate(row, plan_row)
    at_fault = beside.at_fault == row.pk
    is_quotient = bool(row.numerator or row.denominator)
    evidence, thread = beside.evidence.get(row.pk, NO_EVIDENCE), beside.threads.get(row.pk)
    marks = (
        Row.Nature(row.nature).label if row.nature in Row.Nature else "",
        "分子分母" if is_quotient else "",
        "口径变化" if row.break_note else "",
        *marks_beside(evidence, thread),
    )
    return More(
        nature=row.nature,
        nature_label=Row.Nature(row.nature).label if row.nature in Row.Nature else ACTUAL,
        is_rate=is_rate,
        numerator=row.numerator,
        denominator=row.denominator,
        break_note=row.break_note,
        uses=beside.uses.get(row.measured.pk, ()),
        evidence=evidence,
        thread=thread,
        history=_history(row, beside.region_id),
        can_correct=State(row.state) in MOVES["correct"].origins,
        reason=beside.reasons.get(row.pk, ""),
        complaint=beside.complaint if at_fault else "",
        marks=tuple(mark for mark in marks if mark),
        is_open=at_fault or (is_wrong and is_quotient),
    )


def _history(row: Row, region_id: str) -> str:
    if row.version_id is None or not region_id:
        return ""
    return reverse("reporting:figure", args=[region_id, row.measured.code])


def _is_rate(row: Row, plan_row: PlanIndicator | None) -> bool:
    """A percentage of something at one time, which can be recomputed from a numerator and a denominator."""
    basis = (plan_row.own_basis if plan_row else "") or row.measured.basis
    return (row.measured.unit in RATES and basis in YEARLY) or bool(row.numerator or row.denominator)
