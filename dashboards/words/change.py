"""What became of each indicator since the year before: two stored verdicts side by side, none made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.numbers import signed
from dashboards.words.figures import word_of
from dashboards.words.tally import GREY, ORDER
from indicators.queries.progress import Judgement, Row

BETTER, WORSE, NEW, AGAIN, LOST = "better", "worse", "new", "again", "lost"
CHANGES = {  # what calls for a look first
    WORSE: "变差", LOST: "不再可评价", BETTER: "改善", NEW: "首次可评价", AGAIN: "转为可评价",
}  # fmt: skip
SEVERITY = {"ok": 0, "warn": 1, "bad": 2}
FARTHEST = Decimal(100)  # points; a short path makes thousands of them, which say nothing


@dataclass(frozen=True)
class Change:
    """`before` and `now` are the words of the two verdicts; `moved` tells of the deviation, where both have
    one of the same kind. `is_revised`: the target is not the same one any more.
    """

    kind: str
    before: str
    now: str
    moved: str
    is_revised: bool

    @property
    def label(self) -> str:
        return CHANGES[self.kind]


def changes_of(rows: Sequence[Row], before: Mapping[int, Judgement], year: int) -> dict[int, Change]:
    """By plan indicator, those that changed; `before`: what is stored for the year before. Where that year
    has no figure at all nothing is the first of anything.
    """
    if not any(verdict.judged_year == year - 1 for verdict in before.values()):
        return {}
    found = {row.item.id: change_of(row, before.get(row.item.id), year) for row in rows}
    return {key: change for key, change in found.items() if change is not None}


def change_of(row: Row, before: Judgement | None, year: int) -> Change | None:
    """None where nothing changed, or where one of the two years has no verdict of its own."""
    now = row.verdict
    if now is None or before is None or before.year != year - 1:
        return None
    kind = _kind(before, now)
    if kind is None:
        return None
    return Change(
        kind=kind,
        before=word_of(before, row.item.sense),
        now=word_of(now, row.item.sense),
        moved=_moved(before, now),
        is_revised=before.target_version != now.target_version,
    )


def _kind(before: Judgement, now: Judgement) -> str | None:
    """Figures must be of those very years; only where nothing had been reported at all is it the first."""
    if now.judged_year != now.year:
        return None
    if before.status == "no_data":
        return None if now.status in GREY else NEW
    if before.judged_year != before.year:
        return None
    if before.status in GREY or now.status in GREY:
        return None if now.status in GREY and before.status in GREY else LOST if now.status in GREY else AGAIN
    was, has_become = _rank(before, now), _rank(now, before)
    return None if was == has_become else WORSE if has_become > was else BETTER


def _rank(verdict: Judgement, other: Judgement) -> tuple[int, int]:
    """The lamp, then the band; 完成 at the end and 快于时序 on the way are two scales: the lamp alone."""
    band = ORDER.index(verdict.status) if verdict.is_final == other.is_final else 0
    return SEVERITY[verdict.lamp], band


def _moved(before: Judgement, now: Judgement) -> str:
    """Points of the schedule, or per cent of the target: never one against the other."""
    was, has_become = before.deviation, now.deviation
    if was is None or has_become is None or before.regime != now.regime:
        return ""
    if (before.schedule is None) != (now.schedule is None) or max(abs(was), abs(has_become)) > FARTHEST:
        return ""
    unit = " 个百分点" if now.schedule is not None else "%"
    lead = "与时序进度之差" if now.schedule is not None else "与目标之差"
    return f"{lead} {signed(was)} → {signed(has_become)}{unit}"
