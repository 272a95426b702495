"""Views of reporting: each loads within the person's grants, calls one service or query, and answers."""

from reporting.views.autosave import autosave
from reporting.views.comments import comment
from reporting.views.evidence import evidence, evidence_file
from reporting.views.excel import sheet, shown_upload, upload
from reporting.views.history import figure, history
from reporting.views.listing import list_forms, move_forms
from reporting.views.notices import notices, open_notice, read_notices
from reporting.views.rounds import (
    close_round,
    complete_round,
    extend_form,
    open_round,
    reschedule_round,
    round_detail,
)
from reporting.views.submission import submission

__all__ = [
    "autosave",
    "close_round",
    "comment",
    "complete_round",
    "evidence",
    "evidence_file",
    "extend_form",
    "figure",
    "history",
    "list_forms",
    "move_forms",
    "notices",
    "open_notice",
    "open_round",
    "read_notices",
    "reschedule_round",
    "round_detail",
    "sheet",
    "shown_upload",
    "submission",
    "upload",
]
