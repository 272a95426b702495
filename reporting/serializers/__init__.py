"""Rounds and forms as the API gives them, and what it takes."""

from reporting.serializers.forms import SubmissionInFullSerializer, SubmissionSerializer
from reporting.serializers.rounds import RoundSerializer
from reporting.serializers.writing import (
    AcceptedSerializer,
    CorrectionSerializer,
    EntriesSerializer,
    MovedSerializer,
    NothingSerializer,
    ReturnSerializer,
    RowsSerializer,
    SavedSerializer,
)

__all__ = [
    "AcceptedSerializer",
    "CorrectionSerializer",
    "EntriesSerializer",
    "MovedSerializer",
    "NothingSerializer",
    "ReturnSerializer",
    "RoundSerializer",
    "RowsSerializer",
    "SavedSerializer",
    "SubmissionInFullSerializer",
    "SubmissionSerializer",
]
