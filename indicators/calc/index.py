"""综合指数: Σ weight · min(score, 100) of a plan as of a year, with the weight that could not be assessed.

The score is the attainment; 100 × green for HOLD and YEARLY, where a bound is kept or not and there is no way
to come closer to it. What follows from that:

- CUM and PATH: the attainment of the target itself, so in the course of a plan a sum scores what has been
  done of the whole, not of the year's part. DIRECT likewise, once it is judged.
- BUDGET: cap / sum, which is known at the end only; before that the weight is not assessed.
- COMP has no attainment and is not assessed, met or not: counting only the good ones would inflate the index.
- Without a verdict of the very year (nothing reported, judged by an earlier year, grey) nothing is assessed,
  though an attainment may be known.
- An attainment that is not known (an inequality was reported) is not assessed, for the same reason as COMP.
- A negative attainment counts as it is: the text has an upper end only, and nought would be too good.
- Of a target that is nought or negative the quotient says nothing: not assessed.

Weights are taken as they are, whatever their sum; a weight of nought is a row that does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

KEPT = ("HOLD", "YEARLY")
FULL = Decimal(100)
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
NO_VERDICT, GREY, STALE, BUDGET, TIERS, INEXACT, NOT_POSITIVE = (
    "no_verdict", "grey", "stale", "budget", "tiers", "inexact", "not_positive",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What the index takes from a verdict; `is_current`: by figures of the very year."""

    regime: str | None
    lamp: str
    attainment: Decimal | None
    is_current: bool = True
    is_final: bool = False
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """The score of one indicator, at most 100; without one, `why` says why not."""

    weight: Decimal
    score: Decimal | None
    why: str = ""

    @property
    def contribution(self) -> Decimal | None:
        """In points, of which the weight is the most there can be."""
        return None if self.score is None else self.weight * self.score / 100


@dataclass(frozen=True, slots=True)
class Index:
    """`points` of `weight`; `assessed`: the weight of what has a score."""

    points: Decimal
    weight: Decimal
    assessed: Decimal

    @property
    def unassessed(self) -> Decimal:
        return self.weight - self.assessed

    @property
    def over_assessed(self) -> Decimal | None:
        """Of 100, over the assessed weight only: says nothing of the rest."""
        return WIDE.divide(self.points * FULL, self.assessed) if self.assessed else None


def scored(weight: Decimal, judged: Judged | None) -> Scored:
    if judged is None:
        return Scored(weight, None, NO_VERDICT)
    why = _why_not(judged)
    if why:
        return Scored(weight, None, why)
    if judged.regime in KEPT:
        return Scored(weight, FULL if judged.lamp == "ok" else Decimal(0))
    assert judged.attainment is not None
    return Scored(weight, min(judged.attainment, FULL))


def _why_not(judged: Judged) -> str:
    if judged.lamp == "na":
        return GREY
    if not judged.is_current:
        return STALE
    if judged.regime in KEPT:
        return ""
    if judged.regime == "COMP":
        return TIERS
    if judged.regime == "BUDGET" and not judged.is_final:
        return BUDGET
    if judged.attainment is None:
        return INEXACT
    return NOT_POSITIVE if judged.target is not None and judged.target <= 0 else ""


def index_of(rows: Sequence[Scored]) -> Index:
    known = [row for row in rows if row.score is not None]
    return Index(
        points=sum((row.contribution or Decimal(0) for row in known), Decimal(0)),
        weight=sum((row.weight for row in rows), Decimal(0)),
        assessed=sum((row.weight for row in known), Decimal(0)),
    )
