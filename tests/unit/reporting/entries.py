"""Rows as the rules look at them, with the project's own weights and thresholds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from indicators.calc import parse_figure
from reporting.fixture_files import checks
from reporting.rules import Entered, Known

YEAR = 2024


def entered(typed: str, **facts: Any) -> Entered:
    return Entered(typed, checks(), year=YEAR, **facts)


def rising(typed: str, *before: str, **facts: Any) -> Entered:
    """A number where more is better; `before`: the years before, the last of them last."""
    return entered(typed, **{"unit": "万人", "basis": "level", "sense": "higher", **facts}, **past(*before))


def past(*texts: str) -> dict[str, Any]:
    first = YEAR - len(texts)
    return {"earlier": {first + place: known(text) for place, text in enumerate(texts) if text}}


def known(text: str, name: str = "合计", **facts: Any) -> Known:
    """In brackets: a total since 2021."""
    figure = parse_figure(text)
    return Known(figure, name, **{"since_year": 2021 if figure.cumulative else None, **facts})


def share(typed: str, **facts: Any) -> Entered:
    return entered(typed, **{"unit": "%", "limit_low": Decimal(0), "limit_high": Decimal(100), **facts})
