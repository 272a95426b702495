"""The regions below: their counts, how timely they reported, and how they rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from common.numbers import POINTS, ratio, with_unit
from dashboards.queries.landscape import Place
from dashboards.reports.content.shape import Ranking, RegionLine
from dashboards.words.comparing import ACTUAL, MEASURES, Comparison, comparison_of, measure_text
from dashboards.words.figures import actual_text
from dashboards.words.lateness import LATE, OVERDUE, RUNNING, punctuality_of
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
        beside = [
            Entry(place.region.code, tallies[place.region.code].share_met)
            for place in places
            if place.region.parent_id == parent
        ]
        ranked = rank(beside, higher_is_better=True)
        found |= {each.key: each.rank for each in ranked if each.rank is not None}
    return found


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
    overdue, late, owed = (
        [form for form in forms if punctuality_of(form) == kind] for kind in (OVERDUE, LATE, RUNNING)
    )
    parts = []
    if overdue:
        parts.append(f"{_of(overdue, forms)}逾期未报齐（{max(form.days_late for form in overdue)} 天）")
    if late:
        longest = "，最长 " if len(late) > 1 else " "
        parts.append(f"{_of(late, forms)}迟报{longest}{max(form.days_late for form in late)} 天")
    if owed:
        parts.append(f"{_of(owed, forms)}未到期、尚未报齐")
    return "；".join(parts) or IN_TIME


def _of(some: Sequence[Form], forms: Sequence[Form]) -> str:
    if len(some) == len(forms):
        return "" if len(forms) == 1 else f"{len(forms)} 份填报单均"
    return f"{len(forms)} 份填报单中 {len(some)} 份"


def rankings_of(rows: Sequence[Row], children: Sequence[Place], year: int) -> tuple[Ranking, ...]:
    """On each indicator of the plan the regions directly below, as 区域对比 ranks them; those that stand
    apart there are left out, and with fewer than two left there is nothing to rank.
    """
    names = {place.region.code: place.region.name for place in children}
    theirs = {place.region.code: _by_indicator(place.rows) for place in children}
    return tuple(
        _ranking(row.item, found, names)
        for indicator, row in _by_indicator(rows).items()
        for same in [{code: there[indicator] for code, there in theirs.items() if indicator in there}]
        if (found := comparison_of(same, like=row.item, year=year)).measures
    )


def _by_indicator(rows: Sequence[Row]) -> dict[int, Row]:
    """The first printed where a plan has an indicator twice."""
    found: dict[int, Row] = {}
    for row in rows:
        found.setdefault(row.item.indicator_id, row)
    return found


def _ranking(item: Item, found: Comparison, names: Mapping[str, str]) -> Ranking:
    return Ranking(
        indicator=item.name,
        unit=item.unit,
        score_name=MEASURES[found.by],
        lines=tuple(
            (each.rank, names[each.key], actual_text(row), _score(row, found.by))
            for each in found.ranking
            for row in [found.rows[each.key]]
            if each.rank is not None
        ),
    )


def _score(row: Row, by: str) -> str:
    """As 区域对比 says it, a rate that is ranked as it is with its percent sign."""
    text = measure_text(row, by)
    return with_unit(text, row.item.unit) if by == ACTUAL and row.item.unit in POINTS else text
