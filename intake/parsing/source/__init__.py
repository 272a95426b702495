"""From bytes to the text as shown, whatever the format."""

from intake.parsing.source.opening import check_readable, open_source
from intake.parsing.source.shown import Source, SourceTable, Span, UnreadableError

__all__ = ["Source", "SourceTable", "Span", "UnreadableError", "check_readable", "open_source"]
