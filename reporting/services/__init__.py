"""The verbs of reporting: rounds opened and closed; rows saved, submitted, reviewed, returned, accepted."""

from reporting.services.bulk import Outcome, move_clean_rows
from reporting.services.comments import comment
from reporting.services.corrections import (
    drop_correction,
    open_correction,
    save_and_correct,
    save_and_drop,
)
from reporting.services.entry import Entry, Saved, save_rows
from reporting.services.evidence import Added, SentFile, add_evidence, remove_evidence
from reporting.services.mailing import send_mail
from reporting.services.reminders import remind
from reporting.services.review import accept, return_for_correction, review
from reporting.services.rounds import (
    Completed,
    RoundError,
    close_round,
    complete_round,
    extend,
    open_round,
    reschedule,
)
from reporting.services.submitting import SubmissionBlockedError, save_and_submit, submit, withdraw
from reporting.services.told import read_notice, read_notices
from reporting.services.uploads import UploadDecidedError, drop_upload, read_upload, take_upload

__all__ = [
    "Added",
    "Completed",
    "Entry",
    "Outcome",
    "RoundError",
    "Saved",
    "SentFile",
    "SubmissionBlockedError",
    "UploadDecidedError",
    "accept",
    "add_evidence",
    "close_round",
    "comment",
    "complete_round",
    "drop_correction",
    "drop_upload",
    "extend",
    "move_clean_rows",
    "open_correction",
    "open_round",
    "read_notice",
    "read_notices",
    "read_upload",
    "remind",
    "remove_evidence",
    "reschedule",
    "return_for_correction",
    "review",
    "save_and_correct",
    "save_and_drop",
    "save_and_submit",
    "save_rows",
    "send_mail",
    "submit",
    "take_upload",
    "withdraw",
]
