"""Additive rows: split by shares, so that the children's baselines, targets and figures sum to the parent's.

A place's lead shifts part of the progress to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.calc import parse_figure
from indicators.calc.figure import plain_number
from reporting.demo.apportion import apportioned
from reporting.demo.goal import Goal, fixed, texts_below, wobble
from reporting.demo.reading import Line, Place

LEAST = Decimal("0.05")  # of a share: no part vanishes or turns round
RAMP = 4  # years until a lead shows in full where a level is kept


@dataclass(frozen=True)
class Amounts:
    """The numbers behind a row of one place; annual targets and figures by year."""

    baseline: Decimal | None
    target: Decimal
    annual: Mapping[int, Decimal]
    figures: Mapping[int, Decimal]

    @property
    def lies_ahead(self) -> bool:
        """Whether the target is beyond the baseline."""
        return self.baseline is not None and self.target > self.baseline


@dataclass(frozen=True)
class Row:
    """What splitting needs to know of a row."""

    line: Line
    position: int
    baseline_year: int
    is_level: bool

    def weights(self, children: Sequence[Place], year: int, *, kept: bool) -> list[Decimal]:
        """Shares moved by the lead; where a level is kept, year by year a little more."""
        ramp = Decimal(min(year - self.baseline_year, RAMP)) / RAMP if kept else Decimal(1)
        return [
            child.shares[self.line.share]
            * max(LEAST, 1 + self.line.tilt * ramp * (child.lead + wobble(child, year, self.position)))
            for child in children
        ]


def shared_out(
    line: Line, top: Place, below: Sequence[Place], position: int, baseline_year: int
) -> dict[str, Goal]:
    """Goals of the places below the top, parents before children."""
    row = Row(line, position, baseline_year, not parse_figure(line.target).cumulative)
    amounts = {top.code: _amounts(line)}
    for parent in (top, *below):
        children = [place for place in below if place.parent == parent.code]
        if children:
            amounts |= _split(row, amounts[parent.code], children)
    return {place.code: _printed(amounts[place.code], line) for place in below}


def _number(text: str) -> Decimal | None:
    return parse_figure(text).value


def _amounts(line: Line) -> Amounts:
    """The province's numbers. Where the target was revised, the places below share what it was revised to."""
    target = _number(line.revision.get("target", line.target))
    assert target is not None, line.name
    return Amounts(
        baseline=_number(line.baseline),
        target=target,
        annual={year: _number(text) or Decimal(0) for year, text in line.annual_targets.items()},
        figures={year: _number(text) or Decimal(0) for year, text in texts_below(line).items()},
    )


def _split(row: Row, parent: Amounts, children: Sequence[Place]) -> dict[str, Amounts]:
    shares = [child.shares[row.line.share] for child in children]

    def parts(total: Decimal) -> list[Decimal]:
        return apportioned(total, shares, row.line.decimals)

    bases = [None] * len(children) if parent.baseline is None else parts(parent.baseline)
    targets = parts(parent.target)
    annual = {year: parts(total) for year, total in parent.annual.items()}
    figures = {year: _figures(row, parent, children, year) for year in parent.figures}
    return {
        child.code: Amounts(
            bases[place],
            targets[place],
            {year: each[place] for year, each in annual.items()},
            {year: each[place] for year, each in figures.items()},
        )
        for place, child in enumerate(children)
    }


def _figures(row: Row, parent: Amounts, children: Sequence[Place], year: int) -> list[Decimal]:
    """The year's figures. On the way to a better level it is the way made so far that is shared out."""
    total, decimals = parent.figures[year], row.line.decimals
    if not (row.is_level and parent.lies_ahead):
        return apportioned(total, row.weights(children, year, kept=row.is_level), decimals)
    assert parent.baseline is not None
    bases = apportioned(parent.baseline, [child.shares[row.line.share] for child in children], decimals)
    ways = apportioned(total - parent.baseline, row.weights(children, year, kept=False), decimals)
    return [base + way for base, way in zip(bases, ways, strict=True)]


def _printed(amounts: Amounts, line: Line) -> Goal:
    """As the province prints its own: with its brackets and signs."""
    return Goal(
        baseline=line.baseline if amounts.baseline is None else _like(line.baseline, amounts.baseline),
        target=_like(line.target, amounts.target),
        annual_targets={year: plain_number(number) for year, number in amounts.annual.items()},
        actuals={year: fixed(number, line.decimals) for year, number in amounts.figures.items()},
    )


def _like(text: str, number: Decimal) -> str:
    """The number in place of the one in the printed text."""
    old = _number(text)
    assert old is not None
    return text.replace(plain_number(old), plain_number(number))
