"""The foot of the form, as statistical forms have it: who stands for it, and when it was reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from indicators.models import Signature
from reporting.models import Submission
from reporting.pages.dates import day, moment

Part = Signature.Part


@dataclass(frozen=True)
class Foot:
    """`responsible` as typed, `stored` as it was shown; empty texts stand for what is still to come."""

    responsible: str
    stored: str
    is_editable: bool
    is_missing: bool
    filled_by: str
    filled_at: str
    reviewed_by: str
    reviewed_at: str
    reported: str


def foot_of(
    submission: Submission,
    signatures: Sequence[Signature],
    *,
    is_editable: bool,
    typed: str | None = None,
    blocked: bool = False,
) -> Foot:
    """`typed`: what came back with a refused form; `blocked`: handing up was tried without a name."""
    filled = [each for each in signatures if each.part == Part.FILLED]
    reviewed = [each for each in signatures if each.part == Part.REVIEWED]
    return Foot(
        responsible=submission.responsible if typed is None else typed,
        stored=submission.responsible,
        is_editable=is_editable,
        is_missing=blocked and is_editable and not submission.responsible,
        filled_by=_names(filled),
        filled_at=moment(filled[-1].at) if filled else "",
        reviewed_by=_names(reviewed),
        reviewed_at=moment(reviewed[-1].at) if reviewed else "",
        reported=day(localdate(filled[-1].at)) if filled else "",
    )


def _names(signatures: Sequence[Signature]) -> str:
    return "、".join(dict.fromkeys(each.name for each in signatures))
