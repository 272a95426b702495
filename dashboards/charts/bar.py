"""The little bar beside a percentage."""

from __future__ import annotations

from decimal import Decimal


def bar_width(value: Decimal | None) -> int:
    """Of 100, which it does not exceed."""
    return 0 if value is None else min(100, max(0, int(value)))
