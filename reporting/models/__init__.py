"""How figures come in: rounds, the forms of each region, their rows, and what is said and told about them."""

from reporting.models.notices import Notice
from reporting.models.rounds import Extension, Round, Submission
from reporting.models.rows import TEXTS, Comment, Evidence, Row, ToldFinding, digest_of, read_seal
from reporting.models.uploads import Upload

__all__ = [
    "TEXTS",
    "Comment",
    "Evidence",
    "Extension",
    "Notice",
    "Round",
    "Row",
    "Submission",
    "ToldFinding",
    "Upload",
    "digest_of",
    "read_seal",
]
