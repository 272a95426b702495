"""The verbs of reporting: rounds opened and closed; rows saved, submitted, reviewed, returned, accepted."""

from reporting.services.corrections import drop_correction, open_correction
from reporting.services.entry import Entry, Saved, save_rows
from reporting.services.review import accept, return_for_correction, review
from reporting.services.rounds import RoundError, close_round, extend, open_round
from reporting.services.submitting import SubmissionBlockedError, save_and_submit, submit, withdraw

__all__ = [
    "Entry",
    "RoundError",
    "Saved",
    "SubmissionBlockedError",
    "accept",
    "close_round",
    "drop_correction",
    "extend",
    "open_correction",
    "open_round",
    "return_for_correction",
    "review",
    "save_and_submit",
    "save_rows",
    "submit",
    "withdraw",
]
