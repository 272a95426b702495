"""Table and text side by side: what is said twice, and what is said differently."""

from __future__ import annotations

from collections.abc import Sequence

from intake.parsing.comparing.echoes import echoed
from intake.parsing.comparing.repeats import repeated
from intake.parsing.comparing.tables import duplicates_joined, tables_compared
from intake.parsing.comparing.units import with_units
from intake.parsing.prose import Outline
from intake.parsing.reading import Conflict, DefinitionRead, IndicatorRead

__all__ = ["compared", "echoed"]


def compared(
    rows: Sequence[IndicatorRead],
    targets: Sequence[IndicatorRead],
    definitions: Sequence[DefinitionRead] = (),
    outline: Outline = (),
) -> tuple[list[IndicatorRead], list[Conflict]]:
    """Indicators with each target once: one of the text that a row of a table states too becomes a repeat of
    that row; the others stay. Differences are listed, never resolved.
    """
    stated = with_units(duplicates_joined(rows), targets, definitions, outline)
    indicators, conflicts = repeated(stated, targets)
    return indicators, [*conflicts, *tables_compared(stated)]
