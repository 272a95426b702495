"""What a document says of itself: title, number, issuer, date, region, period, the plans above it."""

from intake.parsing.head.reading import read_head
from intake.parsing.head.regions import Named

__all__ = ["Named", "read_head"]
