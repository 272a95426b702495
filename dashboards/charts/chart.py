"""A picture and its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """What components/chart.html draws. `figure` is {data, layout, narrow}; colours are names of CSS tokens,
    resolved in the browser.
    """

    id: str
    figure: Mapping[str, Any]
    table: Table
    caption: str
    note: str = ""
    source: str = ""
    size: str = ""
