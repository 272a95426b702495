"""Sentences as a section of targets would print them, read."""

from __future__ import annotations

from intake.parsing.locating import Locator
from intake.parsing.prose import Targets, outline_of, paragraphs_of, read_targets
from intake.parsing.reading import HeadRead, IndicatorRead
from intake.parsing.script import legible
from intake.parsing.source import Source

PERIOD = (2021, 2025)


def targets_of(text: str, heading: str = "二、主要目标") -> list[IndicatorRead]:
    return read(text, heading).indicators


def read(text: str, heading: str = "二、主要目标") -> Targets:
    source = Source(f"{heading}\n{text}\n", "text")
    outline = outline_of(paragraphs_of(legible(source), []))
    return read_targets(outline, HeadRead(period=PERIOD), Locator(source))


def told(text: str) -> list[str]:
    """Each target as name, sign, number, unit, with Σ where it is a sum of years."""
    return [_told(each) for each in targets_of(text)]


def _told(row: IndicatorRead) -> str:
    assert row.target is not None
    figure = row.target.figure
    number = ":".join(map(str, figure.members)) or str(figure.value)
    upper = f"~{figure.upper}" if figure.upper is not None else ""
    return f"{row.name} {figure.op}{number}{upper}{row.unit}{'Σ' if figure.cumulative else ''}"
