"""One module for each way in which a text draws a table; each finds blocks among the lines still free."""

from intake.parsing.tables.layouts.aligned import aligned_blocks
from intake.parsing.tables.layouts.glued import glued_blocks, headless_blocks
from intake.parsing.tables.layouts.marked import marked_blocks
from intake.parsing.tables.layouts.pipes import pipe_blocks
from intake.parsing.tables.layouts.separated import blank_blocks, separated_blocks
from intake.parsing.tables.layouts.stacked import stacked_blocks
from intake.parsing.tables.layouts.tabs import tab_blocks

__all__ = [
    "aligned_blocks",
    "blank_blocks",
    "glued_blocks",
    "headless_blocks",
    "marked_blocks",
    "pipe_blocks",
    "separated_blocks",
    "stacked_blocks",
    "tab_blocks",
]
