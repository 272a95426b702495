"""What is reported on a commitment: a state, a quantity where one was promised, a word where it lags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators.calc import FigureError
from reporting.rules.finding import Checks, Finding
from reporting.rules.numbers import plain
from reporting.rules.quantity import quantity

TO_EXPLAIN = {"delayed": "进度滞后", "stopped": "已调整或终止"}
FLOORS = ("=", ">", ">=", "~")


@dataclass(frozen=True)
class Undertaken:
    """One commitment as its clerk filled it in. `promised` is null where the plan prints no single number;
    `before` is what was last accepted for an earlier year, `before_year`, unless the commitment is per year.
    """

    progress: str
    typed: str
    note: str
    checks: Checks
    op: str = "="
    promised: Decimal | None = None
    before: Decimal | None = None
    before_year: int | None = None

    @cached_property
    def done(self) -> Decimal | None:
        """The quantity done; None where there is none or it cannot be read."""
        try:
            return quantity(self.typed)
        except FigureError:
            return None

    @property
    def shown(self) -> str:
        return self.typed.strip()

    def finds(self, code: str, /, **parameters: str) -> Finding:
        return Finding(code, self.checks[code].weight, parameters)


def findings_on_commitment(entered: Undertaken) -> list[Finding]:
    return [finding for rule in COMMITMENT_RULES if (finding := rule(entered)) is not None]


def no_progress(entered: Undertaken) -> Finding | None:
    """No state was chosen."""
    return None if entered.progress else entered.finds("no_progress")


def no_quantity(entered: Undertaken) -> Finding | None:
    """The plan promises a quantity, and none is reported, not even a dash."""
    return entered.finds("no_quantity") if entered.promised is not None and not entered.shown else None


def lag_unexplained(entered: Undertaken) -> Finding | None:
    """Delayed or stopped, without a word why."""
    if entered.progress not in TO_EXPLAIN or entered.note.strip():
        return None
    return entered.finds("lag_unexplained", progress=TO_EXPLAIN[entered.progress])


def not_a_quantity(entered: Undertaken) -> Finding | None:
    """The quantity done cannot be read as a plain number."""
    try:
        quantity(entered.typed)
    except FigureError as error:
        return entered.finds("not_a_quantity", advice=str(error))
    return None


def negative_quantity(entered: Undertaken) -> Finding | None:
    """Less than nothing was done."""
    if entered.done is None or entered.done >= 0:
        return None
    return entered.finds("negative_quantity", typed=entered.shown)


def done_too_early(entered: Undertaken) -> Finding | None:
    """Said to be done, with less than was promised. What is promised as a ceiling is not counted up to."""
    done, promised = entered.done, entered.promised
    if entered.progress != "done" or entered.op not in FLOORS or promised is None or done is None:
        return None
    if done > promised or (done == promised and entered.op != ">"):
        return None
    return entered.finds("done_too_early", typed=entered.shown, promised=plain(promised))


def done_though_not_started(entered: Undertaken) -> Finding | None:
    """A quantity done of what is said not to have begun."""
    done = entered.done
    if entered.progress != "not_started" or not done or done < 0 or entered.op not in FLOORS:
        return None
    return entered.finds("done_though_not_started", typed=entered.shown)


def total_fell(entered: Undertaken) -> Finding | None:
    """A total below that of an earlier year. No error, because what is promised may be a stock or a rate."""
    done, before = entered.done, entered.before
    if done is None or before is None or entered.op not in FLOORS or done >= before:
        return None
    return entered.finds(
        "total_fell", typed=entered.shown, before=plain(before), year=str(entered.before_year)
    )


COMMITMENT_RULES: tuple[Callable[[Undertaken], Finding | None], ...] = (
    no_progress,
    no_quantity,
    lag_unexplained,
    not_a_quantity,
    negative_quantity,
    done_too_early,
    done_though_not_started,
    total_fell,
)
