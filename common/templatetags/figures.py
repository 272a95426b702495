"""Filters for numbers and tags for the small parts of a page; built into every template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import template

from common import numbers
from common.sparkline import sparkline as drawn

register = template.Library()

register.filter("number", numbers.number)
register.filter("signed", numbers.signed)
register.filter("percent", numbers.percent)
register.filter("points", numbers.points)
register.filter("amount", numbers.amount)
register.filter("difference", numbers.difference)
register.filter("with_unit", numbers.with_unit)


@register.filter
def grow(part: int, whole: int) -> int:
    """The share of `part` as a whole number from 1 to 100: the class g-N that gives a strip its width."""
    return max(1, round(100 * part / whole)) if whole else 1


@register.filter
def ratio_of(part: int, whole: int) -> str:
    """14 of 18 as 77.8%."""
    return numbers.ratio(part, whole)


@register.filter
def minutes(span: timedelta) -> int:
    """How long a lock-out lasts."""
    return round(span.total_seconds() / 60)


@register.inclusion_tag("components/lamp.html")
def lamp(signal: Any, word: str = "", detail: str = "") -> dict[str, Any]:
    """Shape, word and colour. `signal` has .code (ok warn bad na) and .label, said where no word is given."""
    return {"code": signal.code, "word": word or signal.label, "detail": detail}


@register.inclusion_tag("components/sparkline.html")
def sparkline(
    values: Sequence[Decimal | None],
    path: Sequence[Decimal | None] = (),
    limit: Decimal | None = None,
    label: str = "",
) -> dict[str, Any]:
    """A small trend. `label` says in words what it shows; without one it is decoration."""
    return {"line": drawn(values, path or (), limit), "label": label}
