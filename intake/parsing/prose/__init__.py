"""Running text: its paragraphs, its outline, and the targets that its sentences state."""

from intake.parsing.prose.outline import Outline, Section, outline_of
from intake.parsing.prose.paragraphs import paragraphs_of
from intake.parsing.prose.targets import Targets, read_targets

__all__ = ["Outline", "Section", "Targets", "outline_of", "paragraphs_of", "read_targets"]
