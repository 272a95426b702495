"""What a rule looks at: a row as typed, and all that it may be compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from indicators.calc import Figure, FigureError, Interval, read_entry
from indicators.calc.interval import interval_of
from reporting.rules.finding import Checks, Finding


@dataclass(frozen=True)
class Known:
    """A figure that stands elsewhere: in the record, or in another row of the form.

    `since_year`: it is a total since the beginning of that year. `breaks_series`: from its year on the
    definition is another one. `step`: what its last decimal place is worth.
    """

    figure: Figure
    name: str = ""
    since_year: int | None = None
    breaks_series: bool = False
    step: Decimal = Decimal(0)


@dataclass(frozen=True)
class Entered:
    """One row as typed, with what the rules compare it with; every number in the unit of the row's indicator.

    `start_year` and `plan_years` are those of the plan: a figure in brackets is a total since its start.
    `earlier` is the record by year. `whole` and `parts`: 合计 and 其中; a part that is still being typed is
    not among `parts`, for then it is told in its own row. `children`: by the name of each region below from
    which the figure is expected, null where there is none yet; `all_children`: no region below that reports
    is without the indicator. `siblings`: the accepted figures of the regions beside, by name. `inflow`: the
    year's sum of the flows that add to this stock. `accepted`: what stands in the record for this very year.
    `lamp`: how the indicator would stand with what was typed.
    """

    typed: str
    checks: Checks
    unit: str = ""
    basis: str = ""
    sense: str = ""
    decimals: int = 2
    is_additive: bool = False
    limit_low: Decimal | None = None
    limit_high: Decimal | None = None
    jump_notice: Decimal = Decimal(20)
    jump_warning: Decimal = Decimal(50)
    year: int = 0
    start_year: int | None = None
    plan_years: int | None = None
    note: str = ""
    cause: str = ""
    measure: str = ""
    numerator: str = ""
    denominator: str = ""
    break_note: str = ""
    correction: str = ""
    earlier: Mapping[int, Known] = field(default_factory=dict)
    target: Figure | None = None
    annual_target: Figure | None = None
    whole: Known | None = None
    parts: tuple[Known, ...] = ()
    children: Mapping[str, Figure | None] = field(default_factory=dict)
    all_children: bool = True
    siblings: Mapping[str, Figure] = field(default_factory=dict)
    inflow: Known | None = None
    accepted: Figure | None = None
    lamp: str = ""

    @cached_property
    def figure(self) -> Figure | None:
        """What was typed; None where it cannot be read."""
        try:
            return read_entry(self.typed)
        except FigureError:
            return None

    @cached_property
    def number(self) -> Decimal | None:
        """What was typed, where it is one exact number."""
        return self.figure.value if self.figure is not None and self.figure.is_exact else None

    @cached_property
    def interval(self) -> Interval | None:
        """All that the figure may be; None where it is no number."""
        if self.figure is None or not self.figure.is_comparable:
            return None
        return interval_of(self.figure, (self.limit_low, self.limit_high))

    @cached_property
    def series(self) -> Mapping[int, Known]:
        """The record of the years before, and this year as typed."""
        if self.figure is None:
            return self.earlier
        since = self.start_year if self.figure.cumulative else None
        this = Known(self.figure, since_year=since, breaks_series=self.is_redefined)
        return {**self.earlier, self.year: this}

    @property
    def shown(self) -> str:
        return self.typed.strip()

    @property
    def step(self) -> Decimal:
        """What the last decimal place is worth."""
        return Decimal(1).scaleb(-self.decimals)

    @property
    def is_redefined(self) -> bool:
        """口径变化 is declared: earlier years measured something else."""
        return bool(self.break_note.strip())

    def threshold(self, code: str, name: str) -> Decimal:
        return self.checks[code].thresholds[name]

    def finds(self, code: str, variant: str = "", /, **parameters: str) -> Finding:
        """A finding of this rule, weighed as the data say; `variant` is another sentence of the same rule."""
        key = f"{code}.{variant}" if variant else code
        check = self.checks.get(key) or self.checks[code]
        return Finding(code, check.weight, parameters, variant)
