"""Forms as pages and services read them: which there are, how far along, what stands in them."""

from reporting.queries.forms import (
    UNFINISHED,
    Form,
    days_late,
    due_date_of,
    forms_shown,
    is_open,
    regions_planned_by,
    regions_with_reviewers,
    rounds_shown,
    rounds_to_close,
    submission_shown,
)
from reporting.queries.rows import (
    accepted_figures,
    commitment_findings,
    commitment_rows_of,
    entered_rows,
    plan_indicators_of,
    rows_of,
)

__all__ = [
    "UNFINISHED",
    "Form",
    "accepted_figures",
    "commitment_findings",
    "commitment_rows_of",
    "days_late",
    "due_date_of",
    "entered_rows",
    "forms_shown",
    "is_open",
    "plan_indicators_of",
    "regions_planned_by",
    "regions_with_reviewers",
    "rounds_shown",
    "rounds_to_close",
    "rows_of",
    "submission_shown",
]
