"""Rows as they would be handed up: what the checks say, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.models import PlanIndicator
from reporting.models import Row, Submission
from reporting.queries.commitments import commitment_findings
from reporting.queries.comparison import comparison_of
from reporting.queries.rows import plan_indicators_of
from reporting.rules import Finding, Weight

NO_NAME = "请在表尾填写单位负责人。"


@dataclass(frozen=True)
class Checked:
    """By row id the `findings`, and those of them that stand `in_the_way`; `missing` is what the form itself
    lacks. `printed`: the indicators as the plan has them.
    """

    measured: list[Row]
    promised: list[Row]
    printed: Mapping[int, PlanIndicator]
    findings: Mapping[int, list[Finding]]
    in_the_way: Mapping[int, list[Finding]]
    missing: str

    @property
    def is_blocked(self) -> bool:
        return bool(self.in_the_way or self.missing)


def checked_rows(submission: Submission, rows: Sequence[Row]) -> Checked:
    measured = [row for row in rows if row.commitment_id is None]
    promised = [row for row in rows if row.commitment_id is not None]
    printed = plan_indicators_of(submission)
    found = comparison_of(submission, measured, printed).findings
    found |= commitment_findings(submission, promised)
    in_the_way = {
        row.pk: blocking for row in (*measured, *promised) if (blocking := _blocking(found[row.pk], row.note))
    }
    missing = "" if submission.responsible else NO_NAME
    return Checked(measured, promised, printed, found, in_the_way, missing)


def _blocking(findings: Sequence[Finding], note: str) -> list[Finding]:
    """What stands in the way of handing a row up: errors, and warnings not answered by a note."""
    weights = {Weight.ERROR} if note.strip() else {Weight.ERROR, Weight.WARNING}
    return [finding for finding in findings if finding.weight in weights]
