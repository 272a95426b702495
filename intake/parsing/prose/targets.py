"""The targets that sections of targets state in sentences."""

from __future__ import annotations

from intake.parsing.locating import Locator
from intake.parsing.prose.outline import Outline
from intake.parsing.reading import HeadRead, IndicatorRead


def read_targets(outline: Outline, head: HeadRead, locate: Locator) -> list[IndicatorRead]:
    """As indicators of source prose, each with the clause that states it as its quote."""
    return []
