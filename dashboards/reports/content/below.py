"""The regions below: their counts, how timely they reported, and how they rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from common.numbers import POINTS, ratio
from dashboards.queries.landscape import Place
from dashboards.reports.content.shape import Ranking, RegionLine
from dashboards.words.figures import actual_text, in_unit, rate
from dashboards.words.ranking import Entry, rank
from dashboards.words.tally import Tally, tally_of
from indicators.queries.progress import Item, Row
from regions.models import Region
from reporting.queries import Form

IN_TIME, NO_FORM = "按时上报", "—"
LEVELS = ("province", "city", "county")


def region_lines(
    above: Region, places: Sequence[Place], forms: Mapping[str, Sequence[Form]], year: int
) -> tuple[RegionLine, ...]:
    """Higher levels first, then by the region above and by code; each is ranked among those beside it."""
    shown = [place for place in places if place.plan is not None]
    tallies = {place.region.code: tally_of(place.rows, year) for place in shown}
    ranks = _ranks(shown, tallies)
    names = {each.code: each.name for each in (above, *(place.region for place in places))}
    return tuple(
        _line(place, tallies[place.region.code], ranks.get(place.region.code), forms, names)
        for place in sorted(shown, key=_order)
    )


def _order(place: Place) -> tuple[int, str, str]:
    level = place.region.level
    return (
        (LEVELS.index(level) if level in LEVELS else len(LEVELS)),
        place.region.parent_id or "",
        place.region.code,
    )


def _ranks(places: Sequence[Place], tallies: Mapping[str, Tally]) -> dict[str, int]:
    """By 达标率 among siblings; equal rates share a rank, and where nothing is assessable there is none."""
    found: dict[str, int] = {}
    for parent in {place.region.parent_id for place in places}:
        beside = {
            place.region.code: Decimal(tally.met) / tally.assessable
            for place in places
            if place.region.parent_id == parent and (tally := tallies[place.region.code]).assessable
        }
        found |= ranks_of(beside, higher_is_better=True)
    return found


def ranks_of(scores: Mapping[str, Decimal], *, higher_is_better: bool) -> dict[str, int]:
    """Equal scores share a rank: 1, 2, 2, 4."""
    entries = [Entry(code, score) for code, score in scores.items()]
    ranked = rank(entries, higher_is_better=higher_is_better)
    return {each.key: each.rank for each in ranked if each.rank is not None}


def _line(
    place: Place,
    tally: Tally,
    place_taken: int | None,
    forms: Mapping[str, Sequence[Form]],
    names: Mapping[str, str],
) -> RegionLine:
    region = place.region
    return RegionLine(
        code=region.code,
        name=region.name,
        level=region.get_level_display(),
        total=tally.total,
        assessable=tally.assessable,
        met=tally.met,
        lagging=tally.lagging,
        binding_lagging=tally.binding_lagging,
        unassessed=tally.unassessed,
        rate=ratio(tally.met, tally.assessable),
        rank=place_taken,
        late=timeliness(forms.get(region.code, ())),
        stale=tally.stale,
        parent=names.get(region.parent_id or "", ""),
    )


def timeliness(forms: Sequence[Form]) -> str:
    """How the forms of one region stood, apart from what they say."""
    if not forms:
        return NO_FORM
    overdue = [form for form in forms if form.owed and form.days_late]
    late = [form for form in forms if not form.owed and form.days_late]
    owed = [form for form in forms if form.owed and not form.days_late]
    parts = []
    if overdue:
        parts.append(f"{_of(overdue, forms)}逾期未报齐（{max(form.days_late for form in overdue)} 天）")
    if late:
        parts.append(f"{_of(late, forms)}迟报 {max(form.days_late for form in late)} 天")
    if owed:
        parts.append(f"{_of(owed, forms)}未到期、尚未报齐")
    return "；".join(parts) or IN_TIME


def _of(some: Sequence[Form], forms: Sequence[Form]) -> str:
    return "" if len(forms) == 1 else f"{len(forms)} 份填报单中 {len(some)} 份"


def rankings_of(rows: Sequence[Row], children: Sequence[Place], year: int) -> tuple[Ranking, ...]:
    """On each indicator of the plan: those directly below that have the same one, on the same basis, with an
    exact figure of the year itself. With fewer than two there is nothing to rank.
    """
    found = (_ranking(row.item, children, year) for row in rows)
    return tuple(each for each in found if len(each.lines) > 1)


def _ranking(item: Item, children: Sequence[Place], year: int) -> Ranking:
    """A rate is compared as it is; of an amount, how much of one's own target it makes."""
    by_figure = item.unit in POINTS and item.basis != "cumulative"
    compared = {
        place.region.code: (place, row, score)
        for place in children
        for row in place.rows
        if _is_same(row.item, item) and (score := _score(row, year, by_figure)) is not None
    }
    scores = {code: score for code, (_, _, score) in compared.items()}
    ranks = ranks_of(scores, higher_is_better=not by_figure or item.sense == "higher")
    lines = sorted((ranks[code], code) for code in compared)
    return Ranking(
        indicator=item.name,
        unit=item.unit,
        score_name="实际值" if by_figure else "完成率",
        lines=tuple(
            (taken, place.region.name, actual_text(row), _shown(row, score, by_figure, year))
            for taken, code in lines
            for place, row, score in [compared[code]]
        ),
    )


def _is_same(one: Item, other: Item) -> bool:
    return (one.indicator_id, one.basis, one.sense, one.unit) == (
        other.indicator_id, other.basis, other.sense, other.unit,
    )  # fmt: skip


def _score(row: Row, year: int, by_figure: bool) -> Decimal | None:
    verdict = row.verdict
    if verdict is None or verdict.judged_year != year:
        return None
    if not by_figure:
        return verdict.attainment
    figure = verdict.case.actuals.get(year)
    return figure.value if figure is not None and figure.is_exact else None


def _shown(row: Row, score: Decimal, by_figure: bool, year: int) -> str:
    if not by_figure or row.verdict is None:
        return rate(score)
    return in_unit(row.verdict.case.actuals.get(year), row.item.unit)
