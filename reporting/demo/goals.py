"""What each place promised and reported, worked out from the province's table.

Additive rows are split by shares, so that baselines, targets and figures of the children add up to the parent's;
a place's lead shifts part of the progress to it. Other rows keep the target and vary around the province's figures.
Nothing is left to chance: the same files give the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from indicators.calc import Figure, parse_figure, round_half_up
from indicators.calc.figure import plain_number
from reporting.demo.apportion import apportioned
from reporting.demo.reading import Line, Place, Sheet

HALF = Decimal("0.5")
LEAST = Decimal("0.05")  # of a share: no part vanishes or turns round
RATE_LIMIT = Decimal(100)
RAMP = 4  # years until a lead shows in full where a level is kept

Key = tuple[str, str]  # region code, indicator code


@dataclass(frozen=True)
class Goal:
    """One row of one place, as printed: baseline, target, annual targets, and the figures typed year by year."""

    line: Line
    baseline: str
    target: str
    annual_targets: Mapping[int, str] = field(default_factory=dict)
    actuals: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Amounts:
    """The numbers behind a row while it is being split; `at` by year."""

    baseline: Decimal | None
    target: Decimal
    annual: Mapping[int, Decimal]
    at: Mapping[int, Decimal]


def goals_of(places: Sequence[Place], sheet: Sheet) -> dict[Key, Goal]:
    """Every row of every place's plan."""
    found: dict[Key, Goal] = {}
    for position, line in enumerate(sheet.lines):
        for code, goal in _common(places, line, sheet, position).items():
            found[code, line.indicator] = goal
    for code, line in sheet.local:
        found[code, line.indicator] = _as_printed(line)
    for code, rows in sheet.own.items():
        for indicator, texts in rows.items():
            found[code, indicator] = _with_own_texts(found[code, indicator], texts)
    return found


def _common(places: Sequence[Place], line: Line, sheet: Sheet, position: int) -> dict[str, Goal]:
    having = [place for place in places if sheet.covers(place) and line in sheet.lines_at(place)]
    top = having[0]
    found = {top.code: _as_printed(line)}
    if line.share:
        amounts = {top.code: _amounts(line)}
        for parent in having:
            children = [place for place in having if place.parent == parent.code]
            amounts.update(_split(amounts[parent.code], children, line, sheet, position))
        found |= {place.code: _printed(amounts[place.code], line) for place in having[1:]}
    else:
        leads = {place.code: _lead_from_top(place, places) for place in having}
        found |= {place.code: _varied(place, leads[place.code], line, position) for place in having[1:]}
    return found


def _as_printed(line: Line) -> Goal:
    return Goal(line, line.baseline, line.target, line.annual_targets, line.actuals)


def _with_own_texts(goal: Goal, texts: Mapping[str, str]) -> Goal:
    years = {int(year): text for year, text in texts.items() if year.isdigit()}
    return replace(
        goal,
        baseline=texts.get("baseline", goal.baseline),
        target=texts.get("target", goal.target),
        actuals={**goal.actuals, **years},
    )


def _number(text: str) -> Decimal | None:
    return parse_figure(text).value


def _amounts(line: Line) -> Amounts:
    """The province's numbers; after a revision of the target, the places below share what it was revised to."""
    target = _number(line.revision.get("target", line.target))
    assert target is not None, line.name
    return Amounts(
        baseline=_number(line.baseline),
        target=target,
        annual={year: _number(text) or Decimal(0) for year, text in line.annual_targets.items()},
        at={year: _number(line.under.get(year, text)) or Decimal(0) for year, text in line.actuals.items()},
    )


def _split(
    parent: Amounts, children: Sequence[Place], line: Line, sheet: Sheet, position: int
) -> dict[str, Amounts]:
    if not children:
        return {}
    shares = [child.shares[line.share] for child in children]

    def parts(total: Decimal) -> list[Decimal]:
        return apportioned(total, shares, line.decimals)

    bases = [None] * len(children) if parent.baseline is None else parts(parent.baseline)
    targets = parts(parent.target)
    annual = {year: parts(total) for year, total in parent.annual.items()}
    at = {year: _figures(parent, year, bases, children, line, sheet, position) for year in parent.at}
    return {
        child.code: Amounts(
            bases[place],
            targets[place],
            {year: each[place] for year, each in annual.items()},
            {year: each[place] for year, each in at.items()},
        )
        for place, child in enumerate(children)
    }


def _figures(
    parent: Amounts,
    year: int,
    bases: Sequence[Decimal | None],
    children: Sequence[Place],
    line: Line,
    sheet: Sheet,
    position: int,
) -> list[Decimal]:
    """The year's figures of the children. On a path it is the way made since the baseline that is shared out."""
    path = _is_path(parent, line)
    ramp = Decimal(min(year - sheet.baseline_year, RAMP)) / RAMP if _is_level(line) and not path else Decimal(1)
    weights = [
        child.shares[line.share]
        * max(LEAST, 1 + line.tilt * ramp * (child.lead + _wobble(child, year, position)))
        for child in children
    ]
    if not path:
        return apportioned(parent.at[year], weights, line.decimals)
    assert parent.baseline is not None
    ways = apportioned(parent.at[year] - parent.baseline, weights, line.decimals)
    return [(base or Decimal(0)) + way for base, way in zip(bases, ways, strict=True)]


def _is_level(line: Line) -> bool:
    return not parse_figure(line.target).cumulative


def _is_path(amounts: Amounts, line: Line) -> bool:
    return _is_level(line) and amounts.baseline is not None and amounts.target > amounts.baseline


def _wobble(place: Place, year: int, position: int) -> Decimal:
    """±0.04, so that no two series run alike; a figure of the place, the year and the row."""
    return Decimal((int(place.code) * 7 + year * 13 + position * 5) % 9 - 4) / 100


def _printed(amounts: Amounts, line: Line) -> Goal:
    """As the province prints its own: with its brackets and signs."""
    return Goal(
        line,
        baseline=line.baseline if amounts.baseline is None else _like(line.baseline, amounts.baseline),
        target=_like(line.target, amounts.target),
        annual_targets={year: plain_number(number) for year, number in amounts.annual.items()},
        actuals={year: _fixed(number, line.decimals) for year, number in amounts.at.items()},
    )


def _like(text: str, number: Decimal) -> str:
    """The number in place of that in the printed text."""
    old = parse_figure(text)
    assert old.value is not None
    return text.replace(plain_number(old.value), plain_number(number))


def _fixed(number: Decimal, decimals: int) -> str:
    return f"{number:.{decimals}f}"


def _lead_from_top(place: Place, places: Sequence[Place]) -> Decimal:
    by_code = {each.code: each for each in places}
    lead = place.lead
    while place.parent is not None:
        place = by_code[place.parent]
        lead += place.lead
    return lead


def _varied(place: Place, lead: Decimal, line: Line, position: int) -> Goal:
    """A rate or a ratio: the province's target, and figures off the province's by the lead times the spread."""
    texts = {year: line.under.get(year, text) for year, text in line.actuals.items()}
    return Goal(
        line,
        baseline=_moved(line.baseline, line.spread * lead * HALF, line),
        target=line.target,
        annual_targets=line.annual_targets,
        actuals={
            year: _moved(text, line.spread * (lead + _wobble(place, year, position)), line)
            for year, text in texts.items()
        },
    )


def _moved(text: str, better: Decimal, line: Line) -> str:
    """The figure made better by so many points, within the limits of a rate."""
    figure = parse_figure(text)
    if figure.members:
        return _moved_shares(figure, better, line.decimals)
    if figure.value is None:
        return text
    turned = -better if parse_figure(line.target).op in ("<", "<=") else better
    number = round_half_up(figure.value + turned, line.decimals)
    return _fixed(number if line.open_top else min(number, RATE_LIMIT), line.decimals)


def _moved_shares(figure: Figure, better: Decimal, decimals: int) -> str:
    """Points moved from the last tier to the first."""
    step = round_half_up(better, decimals)
    first, *middle, last = figure.members
    return "∶".join(plain_number(member) for member in (first + step, *middle, last - step))
