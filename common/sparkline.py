"""The small trend in a table row: figures by year as coordinates for an SVG drawn by the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 84, 26, 4

Point = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Strokes break where a year is missing; a year alone between holes is a dot."""

    strokes: tuple[str, ...]
    dots: tuple[Point, ...]
    last: Point | None
    path: str
    limit: str | None
    width: int = WIDTH
    height: int = HEIGHT


def sparkline(
    values: Sequence[Decimal | None], path: Sequence[Decimal | None] = (), limit: Decimal | None = None
) -> Sparkline:
    """`values` and `path` (what was to be expected) are by year from the baseline year on; a `limit` is a
    floor or ceiling to keep.
    """
    known = [each for each in (*values, *path, limit) if each is not None]
    low, high = (min(known), max(known)) if known else (Decimal(0), Decimal(0))
    steps = max(len(values), len(path), 2) - 1

    def x(place: int) -> str:
        return f"{EDGE + (WIDTH - 2 * EDGE) * place / steps:.1f}"

    def y(value: Decimal) -> str:
        part = (value - low) / (high - low) if high > low else Decimal("0.5")
        return f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * float(part):.1f}"

    def runs(series: Sequence[Decimal | None]) -> list[list[Point]]:
        found: list[list[Point]] = [[]]
        for place, value in enumerate(series):
            if value is None:
                found.append([])
            else:
                found[-1].append((x(place), y(value)))
        return [run for run in found if run]

    lines = runs(values)
    return Sparkline(
        strokes=tuple(_joined(run) for run in lines if len(run) > 1),
        dots=tuple(run[0] for run in lines if len(run) == 1),
        last=lines[-1][-1] if lines else None,
        path=_joined([point for run in runs(path) for point in run]),
        limit=y(limit) if limit is not None else None,
    )


def _joined(points: Sequence[Point]) -> str:
    return " ".join(f"{across},{down}" for across, down in points)
