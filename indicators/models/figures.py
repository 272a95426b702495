"""A figure as columns: operator and number (or range, ratio, growth, words) with its printed text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, cast

from django.db import models
from django.db.models import F, Q

from indicators.calc import Figure
from indicators.calc.figure import Kind, Op

KINDS = ("number", "range", "ratio", "average_growth", "change_from_baseline", "words", "missing", "blank")
OPS = ("=", ">", ">=", "<", "<=", "~")
NUMERIC = ("number", "range", "average_growth", "change_from_baseline")


class FigureRow(models.Model):
    """Base of every table that holds a figure; the printed text is kept beside what was understood."""

    kind = models.CharField("形式", max_length=20, choices=[(kind, kind) for kind in KINDS], default="number")
    op = models.CharField("符号", max_length=2, choices=[(op, op) for op in OPS], default="=")
    value = models.DecimalField("数值", max_digits=15, decimal_places=6, null=True, blank=True)
    upper = models.DecimalField("上端", max_digits=15, decimal_places=6, null=True, blank=True)
    members = models.JSONField("各档", default=list, blank=True)
    cumulative = models.BooleanField("规划期累计", default=False)
    text = models.CharField("原文", max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(kind__in=KINDS) & Q(op__in=OPS), name="%(class)s_figure_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=NUMERIC, value__isnull=False) | (~Q(kind__in=NUMERIC) & Q(value=None)),
                name="%(class)s_number_where_numeric",
            ),
            models.CheckConstraint(
                condition=Q(kind="range", upper__gt=F("value")) | (~Q(kind="range") & Q(upper=None)),
                name="%(class)s_range_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.text or str(self.figure.value)

    @property
    def figure(self) -> Figure:
        """The figure as the engine takes it."""
        return Figure(
            cast(Op, self.op),
            None if self.value is None else trimmed(self.value),
            None if self.upper is None else trimmed(self.upper),
            tuple(Decimal(member) for member in self.members),
            self.text,
            self.cumulative,
            cast(Kind, self.kind),
        )


def trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros and without exponent: the database pads every number to six places."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def columns_of(figure: Figure) -> dict[str, Any]:
    """The columns that hold a figure, as keyword arguments for a FigureRow."""
    return {
        "kind": figure.kind,
        "op": figure.op,
        "value": figure.value,
        "upper": figure.upper,
        "members": [str(member) for member in figure.members],
        "cumulative": figure.cumulative,
        "text": figure.text,
    }
