"""The quantities that tasks promise."""

from __future__ import annotations

from intake.parsing.locating import Locator
from intake.parsing.prose import Outline
from intake.parsing.reading import CommitmentRead, HeadRead


def read_commitments(outline: Outline, head: HeadRead, locate: Locator) -> list[CommitmentRead]:
    """In the order of the document; what a section of targets states is an indicator, not a commitment."""
    return []
