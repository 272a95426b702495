"""From the text as shown to text that is even for reading: half width, Simplified, without furniture."""

from intake.parsing.script.legible import legible, script_of, simplified

__all__ = ["legible", "script_of", "simplified"]
