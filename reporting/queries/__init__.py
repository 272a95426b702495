"""Forms as pages and services read them: which there are, how far along, what stands in them."""

from reporting.queries.asked import Asked, Place, asked_of, not_yet_asked
from reporting.queries.checked import Checked, checked_rows
from reporting.queries.commitments import accepted_reports, commitment_findings, commitment_rows_of
from reporting.queries.comparison import Comparison, comparison_of
from reporting.queries.evidence import (
    evidence_of,
    evidence_path,
    evidence_with_form,
    handed_up_moments,
    row_of,
)
from reporting.queries.forms import (
    Form,
    counted,
    days_late,
    due_date_of,
    extensions_of,
    form_of,
    forms_shown,
    is_open,
    overseen_round,
    regions_planned_by,
    regions_with_reviewers,
    rounds_shown,
    rounds_to_close,
    submission_shown,
)
from reporting.queries.notices import (
    clerks_by_form,
    forms_to_remind,
    notices_of,
    notices_to_mail,
    reviewers_by_region,
    told_about,
    unread_notices,
)
from reporting.queries.reviewing import conversations_of
from reporting.queries.rows import (
    accepted_figures,
    hide_drafts,
    plan_indicators_of,
    rows_named,
    rows_of,
    text_shown,
)

__all__ = [
    "Asked",
    "Checked",
    "Comparison",
    "Form",
    "Place",
    "accepted_figures",
    "accepted_reports",
    "asked_of",
    "checked_rows",
    "clerks_by_form",
    "commitment_findings",
    "commitment_rows_of",
    "comparison_of",
    "conversations_of",
    "counted",
    "days_late",
    "due_date_of",
    "evidence_of",
    "evidence_path",
    "evidence_with_form",
    "extensions_of",
    "form_of",
    "forms_shown",
    "forms_to_remind",
    "handed_up_moments",
    "hide_drafts",
    "is_open",
    "not_yet_asked",
    "notices_of",
    "notices_to_mail",
    "overseen_round",
    "plan_indicators_of",
    "regions_planned_by",
    "regions_with_reviewers",
    "reviewers_by_region",
    "rounds_shown",
    "rounds_to_close",
    "row_of",
    "rows_named",
    "rows_of",
    "submission_shown",
    "text_shown",
    "told_about",
    "unread_notices",
]
