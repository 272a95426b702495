"""The glossary of indicators (指标解释)."""

from __future__ import annotations

from intake.parsing.locating import Locator
from intake.parsing.prose import Outline
from intake.parsing.reading import DefinitionRead


def read_definitions(outline: Outline, locate: Locator) -> list[DefinitionRead]:
    return []
