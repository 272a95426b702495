"""生成规划: what will be made, which completed periods may become plans too, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.pages.listing import title_of
from intake.queries.drafts import plans_of_same_period, rows_of_draft
from intake.queries.obstacles import Obstacle, obstacles_of
from intake.queries.standing import Period, is_task, judged_rows, own_period, period_of, periods_of
from intake.services.making import Earlier, refused
from plans.models import DraftRow, Plan, PlanDraft

TEXT = {
    2001: "十五",
    2006: "十一五",
    2011: "十二五",
    2016: "十三五",
    2021: "十四五",
    2026: "十五五",
    2031: "十六五",
}
LONGEST = 120


@dataclass(frozen=True)
class EarlierChoice:
    """A completed period of the document. `name` is that of its fields."""

    name: str
    label: str
    taken: int
    results: int
    open: int
    title: str
    is_chosen: bool
    same: Plan | None


@dataclass(frozen=True)
class MakePage:
    id: int
    seen: int
    title: str
    region: str
    is_fictional: bool
    period: str
    indicators: int
    new: tuple[str, ...]
    aliases: tuple[str, ...]
    tasks: int
    left_out: int
    earlier: tuple[EarlierChoice, ...]
    obstacles: tuple[Obstacle, ...]
    same: tuple[Plan, ...]
    refusal: str


def field_of(period: Period) -> str:
    return f"{period[0]}-{period[1]}"


def make_page(*, draft: PlanDraft, data: Mapping[str, str] | None = None, refusal: str = "") -> MakePage:
    rows = rows_of_draft(draft)
    own = own_period(draft)
    taken = [row for row in rows if row.state == DraftRow.State.CONFIRMED]
    figures = [row for row in taken if not is_task(row)]
    later = [period for period in periods_of(draft, rows) if period != own]
    chosen = [each.period for each in earlier_of(draft, data or {})]
    entries = [row.entry for row in figures]
    obstacles = obstacles_of(draft, rows, chosen)
    return MakePage(
        id=draft.pk,
        seen=draft.version,
        title=title_of(draft),
        region=draft.document.region.name,
        is_fictional=draft.document.region.is_fictional,
        period=f"{own[0]}—{own[1]}" if own else "",
        indicators=sum(period_of(row) == own for row in figures),
        new=tuple(dict.fromkeys(str(each.row) for each in judged_rows(draft, figures) if each.is_new)),
        aliases=tuple(entry["name"] for entry in entries if entry["remember"]),
        tasks=sum(is_task(row) for row in taken),
        left_out=sum(row.state == DraftRow.State.LEFT_OUT for row in rows),
        earlier=tuple(_choice(draft, rows, period, data) for period in later),
        obstacles=tuple(obstacles),
        same=tuple(plans_of_same_period(draft.document.region_id, *own)) if own else (),
        refusal="" if obstacles and refusal == refused(obstacles) else refusal,
    )


def earlier_of(draft: PlanDraft, data: Mapping[str, str]) -> list[Earlier]:
    """The completed periods that are ticked, with the titles typed for them."""
    periods = periods_of(draft, rows_of_draft(draft))
    return [
        Earlier(period, data.get(f"title-{field_of(period)}", "").strip())
        for period in periods
        if period != own_period(draft) and f"make-{field_of(period)}" in data
    ]


def _choice(
    draft: PlanDraft, rows: list[DraftRow], period: Period, data: Mapping[str, str] | None
) -> EarlierChoice:
    own = [row for row in rows if not is_task(row) and period_of(row) == period]
    taken = [row for row in own if row.state == DraftRow.State.CONFIRMED]
    name = field_of(period)
    same = next(iter(plans_of_same_period(draft.document.region_id, *period)), None)
    asked = data or {}
    return EarlierChoice(
        name=name,
        label=f"{period[0]}—{period[1]}",
        taken=len(taken),
        results=sum(row.entry["actual"] is not None for row in taken),
        open=sum(row.state == DraftRow.State.OPEN for row in own),
        title=asked.get(f"title-{name}", _earlier_title(draft, period)),
        is_chosen=f"make-{name}" in asked if asked else bool(taken) and same is None,
        same=same,
    )


def _earlier_title(draft: PlanDraft, period: Period) -> str:
    """The title with the words and years of the earlier period; empty where it names none."""
    own, title = own_period(draft), draft.head.get("title") or ""
    if own is None:
        return ""
    swapped = title
    if own[0] in TEXT and period[0] in TEXT:
        swapped = swapped.replace(TEXT[own[0]], TEXT[period[0]])
    for mine, theirs in zip(own, period, strict=True):
        swapped = swapped.replace(str(mine), str(theirs))
    return "" if swapped == title else swapped[:LONGEST]
