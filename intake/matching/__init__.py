"""Which indicator of the catalogue a printed one is; what a new one would be.

Pure: names, units and figures in; nothing is decided but an exact name or a known alias.
"""

from intake.matching.catalogue import Entry, Match, Suggestion, match
from intake.matching.proposing import Proposal, propose

__all__ = ["Entry", "Match", "Proposal", "Suggestion", "match", "propose"]
