"""Rounds and forms as the API gives them, and what it takes."""

from reporting.serializers.checking import CheckedFormSerializer, CommentSerializer, ConversationsSerializer
from reporting.serializers.forms import SubmissionInFullSerializer, SubmissionSerializer
from reporting.serializers.rounds import RoundSerializer
from reporting.serializers.writing import (
    AcceptedSerializer,
    CorrectionSerializer,
    EntriesSerializer,
    MovedSerializer,
    NothingSerializer,
    RemarkSerializer,
    ReturnSerializer,
    RowsSerializer,
    SavedSerializer,
)

__all__ = [
    "AcceptedSerializer",
    "CheckedFormSerializer",
    "CommentSerializer",
    "ConversationsSerializer",
    "CorrectionSerializer",
    "EntriesSerializer",
    "MovedSerializer",
    "NothingSerializer",
    "RemarkSerializer",
    "ReturnSerializer",
    "RoundSerializer",
    "RowsSerializer",
    "SavedSerializer",
    "SubmissionInFullSerializer",
    "SubmissionSerializer",
]
