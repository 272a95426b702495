"""Rounds and forms over the API: read, filled in, handed up, reviewed, accepted."""

from reporting.api.rounds import RoundViewSet
from reporting.api.submissions import SubmissionViewSet

__all__ = ["RoundViewSet", "SubmissionViewSet"]
