"""综合指数 of a plan: by year, by indicator, and beside those of the regions around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse

from common.numbers import DASH
from dashboards.charts.bar import bar_width
from dashboards.charts.chart import Chart
from dashboards.charts.index_years import IndexYear, index_chart
from dashboards.pages.address import (
    ACCEPTED,
    Asked,
    Kept,
    indicator_link,
    link,
)
from dashboards.pages.plan_frame import PlanHead, about_plan, choices_of, notices_of, open_plan
from dashboards.pages.reports import report_link
from dashboards.queries.landscape import siblings_of
from dashboards.queries.people import is_public_only
from dashboards.words.figures import data_date_of, distance, lamp_for, rate, word_of
from dashboards.words.index import index_for, points, weight, why_unassessed
from indicators.calc import REGIMES, Lamp
from indicators.calc.index import FULL, KEPT, Index
from indicators.queries.weights import Weighed, weighed_of
from plans.permissions import can_plan
from plans.queries import plans_of_period


@dataclass(frozen=True)
class IndexRow:
    """An indicator with its weight; `why` where it could not be assessed."""

    number: str
    name: str
    url: str
    unit: str
    is_part: bool
    attribute: str
    weight: str
    regime: str
    attainment: str
    score: str
    contribution: str
    width: int
    why: str
    lamp: Lamp
    word: str
    detail: str


@dataclass(frozen=True)
class Figures:
    """An index as it is shown: `points` of `full`, the `unassessed` weight beside it, `best` if all of that
    scored in full; `over_assessed` of 100 over the rest alone.
    """

    points: str
    full: str
    unassessed: str
    has_unassessed: bool
    best: str
    over_assessed: str
    is_hundred: bool


@dataclass(frozen=True)
class SiblingRow:
    """`figures` is None where the region has no plan of the period, or no weights: `why` says which."""

    name: str
    url: str
    is_own: bool
    figures: Figures | None
    width: int
    why: str


@dataclass(frozen=True, kw_only=True)
class IndexPage(PlanHead):
    weights_url: str
    report_url: str
    rows: tuple[IndexRow, ...]
    figures: Figures
    is_interim: bool
    chart: Chart | None
    siblings: tuple[SiblingRow, ...]
    data_date: datetime | None


def index_link(plan_id: int, **params: object) -> str:
    return link(reverse("dashboards:plan_index", args=[plan_id]), **params)


def index_page(*, user: Any, plan_id: int, asked: Asked) -> IndexPage | None:
    """None where the plan, or the standing, is not for this person's eyes."""
    opened = open_plan(user=user, plan_id=plan_id, asked=asked)
    if opened is None:
        return None
    plan, year, kept = opened.plan, opened.year, opened.kept
    found = weighed_of(
        user, [plan], years=list(plan.years), standing=asked.standing, known_at=asked.known_at
    )[plan.pk]
    rows = found[year]
    public_only = is_public_only(plan.region)
    return IndexPage(
        **about_plan(plan),
        **choices_of(opened, tab="index", address=partial(index_link, plan.pk)),
        report_url=report_link(user, plan, opened.year),
        weights_url=reverse("indicators:weights", args=[plan.pk]) if can_plan(user, plan.region_id) else "",
        notices=notices_of(opened),
        rows=tuple(_row(each, kept, public_only) for each in rows),
        figures=_figures(index_for(rows)),
        is_interim=year < plan.end_year,
        chart=_chart({each: found[each] for each in opened.years}),
        siblings=_siblings(user, plan, year, asked, index_for(rows)) if rows else (),
        data_date=data_date_of(each.verdict for each in rows),
    )


def _row(row: Weighed, kept: Kept, public_only: bool) -> IndexRow:
    item, verdict, scored = row.item, row.verdict, row.scored
    regime = verdict.regime if verdict else None
    return IndexRow(
        number=item.number,
        name=item.name,
        url=indicator_link(item.plan_id, item.id, **kept),
        unit=item.unit,
        is_part=item.parent_id is not None,
        attribute=item.attribute,
        weight=weight(scored.weight),
        regime=REGIMES[regime] if regime else DASH,
        attainment=DASH if verdict is None or regime in KEPT else rate(verdict.attainment),
        score=points(scored.score),
        contribution=points(scored.contribution),
        width=bar_width(scored.score),
        why=why_unassessed(row, public_only=public_only),
        lamp=lamp_for(verdict),
        word=word_of(verdict, item.sense),
        detail=distance(verdict),
    )


def _figures(index: Index) -> Figures:
    return Figures(
        points=points(index.points) if index.assessed else DASH,
        full=weight(index.weight),
        unassessed=weight(index.unassessed),
        has_unassessed=bool(index.unassessed),
        best=points(index.points + index.unassessed),
        over_assessed=points(index.over_assessed),
        is_hundred=index.weight == FULL,
    )


def _chart(found: Mapping[int, Sequence[Weighed]]) -> Chart | None:
    """Years in which nothing could be assessed are left out."""
    indices = {year: index_for(rows) for year, rows in found.items()}
    years = [
        IndexYear(
            year,
            index.points,
            index.unassessed,
            (points(index.points), weight(index.unassessed), points(index.over_assessed)),
        )
        for year, index in sorted(indices.items())
        if index.assessed
    ]
    return index_chart(years, full=max(index.weight for index in indices.values())) if years else None


def _siblings(user: Any, plan: Any, year: int, asked: Asked, own: Index) -> tuple[SiblingRow, ...]:
    """By code, the own among them; others by their accepted figures. Alone there is nothing to compare."""
    regions = siblings_of(user, plan.region)
    if len(regions) < 2:
        return ()
    plans = plans_of_period(user, regions, start_year=plan.start_year, end_year=plan.end_year)
    plans[plan.region_id] = plan
    others = [each for each in plans.values() if each.pk != plan.pk]
    found = weighed_of(user, others, years=[year], standing=ACCEPTED, known_at=asked.known_at)
    indices = {each.region_id: index_for(found[each.pk][year]) for each in others}
    indices[plan.region_id] = own
    return tuple(
        _sibling(each, plans.get(each.code), indices.get(each.code), year, asked, plan) for each in regions
    )


def _sibling(region: Any, plan: Any, index: Index | None, year: int, asked: Asked, own: Any) -> SiblingRow:
    is_own = region.code == own.region_id
    kept = asked.kept if is_own else {"known_on": asked.known_on}
    weighed = index is not None and index.weight > 0
    return SiblingRow(
        name=region.name,
        url=index_link(plan.pk, year=year, **kept) if plan else "",
        is_own=is_own,
        figures=_figures(index) if index is not None and weighed else None,
        width=bar_width(index.points * 100 / index.weight) if index is not None and weighed else 0,
        why="" if weighed else "未设权重" if plan else "没有同期规划",
    )
