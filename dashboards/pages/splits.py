"""分解核对: a plan's targets against the sum of those below, and its figures against theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.urls import reverse

from common.numbers import DASH, number, percent
from dashboards.charts.bar import bar_width
from dashboards.pages.address import (
    Asked,
    Kept,
    indicator_link,
    link,
)
from dashboards.pages.notices import Notice
from dashboards.pages.plan_frame import PlanHead, about_plan, choices_of, notices_of, open_plan
from dashboards.pages.reports import report_link
from dashboards.queries.people import is_public_only
from dashboards.words.figures import data_date_of, distance, in_unit, lamp_for, target_text, word_of
from dashboards.words.rollups import (
    Judged,
    interval_text,
    missing_actuals,
    missing_targets,
    share_text,
    split_judged,
    sum_judged,
    total_text,
    why_no_actual,
    why_no_target,
)
from indicators.calc import LAMPS, Lamp
from indicators.calc.rollup import share
from indicators.pages import printed
from indicators.queries.rollups import Child, Reporting, Rollup, rollups_of

LOST = "地址中的指标不在本规划的可汇总指标中，以下为全部指标。"
LAMP_ORDER = ("warn", "na", "ok")


@dataclass(frozen=True)
class PartRow:
    """A region below. Shares are of the whole's own target and figure; `width` of the bar, 0 to 100."""

    name: str
    url: str
    target: str
    printed: str
    target_share: str
    width: int
    why: str
    actual: str
    is_provisional: bool
    actual_share: str
    actual_why: str
    lamp: Lamp
    word: str
    detail: str
    has_row: bool


@dataclass(frozen=True)
class SplitRow:
    """An indicator: its split and its sum. `url` opens it; `is_open`: with the table of its parts."""

    id: int
    number: str
    name: str
    unit: str
    url: str
    own_url: str
    is_part: bool
    is_open: bool
    attribute: str
    target: str
    target_said: str
    target_sum: str
    coverage: str
    width: int
    split: Judged | None
    missing: str
    own: str
    own_is_provisional: bool
    actual_sum: str
    actual: Judged | None
    unreported: str
    by: str
    parts: tuple[PartRow, ...] = ()


@dataclass(frozen=True)
class RateRow:
    name: str
    url: str
    own: str
    recomputed: str


@dataclass(frozen=True)
class Count:
    lamp: Lamp
    word: str
    count: int


@dataclass(frozen=True, kw_only=True)
class SplitsPage(PlanHead):
    """`chosen`: the one indicator that is open. `rates`: those made again from numerators and denominators;
    `rates_not`: names of those for which that cannot be done.
    """

    report_url: str
    places: int
    rows: tuple[SplitRow, ...]
    chosen: SplitRow | None
    all_url: str
    split_counts: tuple[Count, ...]
    sum_counts: tuple[Count, ...]
    rates: tuple[RateRow, ...]
    rates_not: tuple[str, ...]
    data_date: datetime | None


def splits_link(plan_id: int, **params: object) -> str:
    return link(reverse("dashboards:plan_splits", args=[plan_id]), **params)


def splits_page(*, user: Any, plan_id: int, asked: Asked, params: Mapping[str, str]) -> SplitsPage | None:
    """None where the plan, or the standing, is not for this person's eyes."""
    opened = open_plan(user=user, plan_id=plan_id, asked=asked)
    if opened is None:
        return None
    plan, kept = opened.plan, opened.kept
    found = rollups_of(user, plan, year=opened.year, standing=asked.standing, known_at=asked.known_at)
    chosen = params.get("indicator", "").strip()
    public_only = is_public_only(plan.region)
    rows = tuple(
        _row(each, kept, is_open=str(each.item.id) == chosen, public_only=public_only)
        for each in found
        if each.is_additive
    )
    shown = next((row for row in rows if row.is_open), None)
    lost = (Notice("warning", LOST),) if chosen and shown is None else ()
    address = partial(splits_link, plan.pk, indicator=shown.id if shown else None)
    return SplitsPage(
        **about_plan(plan),
        **choices_of(opened, tab="splits", address=address),
        report_url=report_link(user, plan, opened.year),
        notices=notices_of(opened, *lost),
        places=len(found[0].children) if found else 0,
        rows=rows,
        chosen=shown,
        all_url=splits_link(plan.pk, **kept),
        split_counts=_counts([row.split for row in rows]),
        sum_counts=_counts([row.actual for row in rows]),
        **_rates(found, kept),
        data_date=data_date_of(each.verdict for row in found for each in row.children),
    )


def _row(rollup: Rollup, kept: Kept, *, is_open: bool, public_only: bool) -> SplitRow:
    item, targets, actuals = rollup.item, rollup.targets, rollup.actuals
    return SplitRow(
        id=item.id,
        number=item.number,
        name=item.name,
        unit=item.unit,
        url=splits_link(item.plan_id, **kept, indicator=item.id) + "#parts",
        own_url=indicator_link(item.plan_id, item.id, **kept),
        is_part=item.parent_id is not None,
        is_open=is_open,
        attribute=item.attribute,
        target=printed(item.target),
        target_said=target_text(item),
        target_sum=total_text(targets, summed=item.basis == "cumulative"),
        coverage=share_text(targets.coverage, targets.total) if targets else DASH,
        width=bar_width(targets.coverage if targets else None),
        split=split_judged(rollup),
        missing=missing_targets(rollup.children),
        own=printed(rollup.own.figure) if rollup.own else DASH,
        own_is_provisional=rollup.own is not None and rollup.own.is_provisional,
        actual_sum=total_text(actuals),
        actual=sum_judged(rollup),
        unreported=missing_actuals(rollup.children, public_only=public_only),
        by=_by(rollup.children),
        parts=tuple(_part(each, rollup, kept, public_only) for each in rollup.children) if is_open else (),
    )


def _by(children: Sequence[Child]) -> str:
    """How the parts were found."""
    linked = sum(each.is_linked for each in children)
    same = sum(each.item is not None for each in children) - linked
    if linked and same:
        return f"{linked} 个按规划登记的分解关系，{same} 个按同期规划中的同一指标"
    return "按规划登记的分解关系" if linked else "按同期规划中的同一指标" if same else ""


def _part(child: Child, rollup: Rollup, kept: Kept, public_only: bool) -> PartRow:
    item, theirs, target = rollup.item, child.item, child.target.interval
    whole = item.target.value if item.target is not None and item.target.is_comparable else None
    part = share(target, whole)
    return PartRow(
        name=child.region.name,
        url=indicator_link(theirs.plan_id, theirs.id, **kept) if theirs else "",
        target=interval_text(target, summed=item.basis == "cumulative"),
        printed=in_unit(theirs.target, theirs.unit) if theirs and theirs.unit != item.unit else "",
        target_share=share_text(part, target),
        width=bar_width(part),
        why=why_no_target(child.target),
        actual=printed(child.reported.figure) if child.reported else DASH,
        is_provisional=child.reported is not None and child.reported.is_provisional,
        actual_share=share_text(share(child.actual.interval, _point(rollup.own)), child.actual.interval),
        actual_why=why_no_actual(child.actual, public_only),
        lamp=lamp_for(child.verdict) if theirs else LAMPS["na"],
        word=word_of(child.verdict, theirs.sense) if theirs else "",
        detail=distance(child.verdict),
        has_row=theirs is not None,
    )


def _point(own: Reporting | None) -> Decimal | None:
    return own.figure.value if own is not None and own.figure.is_exact else None


def _counts(judged: Sequence[Judged | None]) -> tuple[Count, ...]:
    """The troubling first; words that say the same of a floor and of a ceiling are counted together."""
    found: dict[str, list[Judged]] = {}
    for each in judged:
        if each is not None:
            found.setdefault(each.lamp.code, []).append(each)
    return tuple(
        Count(group[0].lamp, "、".join(dict.fromkeys(each.word for each in group)), len(group))
        for code in LAMP_ORDER
        if (group := found.get(code, []))
    )


def _rates(found: Sequence[Rollup], kept: Kept) -> dict[str, Any]:
    """A rate is never averaged: made again from all numerators and denominators below, or not at all."""
    rates = [each for each in found if not each.is_additive]
    return {
        "rates": tuple(
            RateRow(
                each.item.name,
                indicator_link(each.item.plan_id, each.item.id, **kept),
                in_unit(each.own.figure, each.item.unit) if each.own else DASH,
                percent(each.recomputed)
                if each.item.unit in ("%", "％")
                else f"{number(each.recomputed)}{each.item.unit}",
            )
            for each in rates
            if each.recomputed is not None
        ),
        "rates_not": tuple(each.item.name for each in rates if each.recomputed is None),
    }
