"""How punctually a form was reported, apart from what it says."""

from __future__ import annotations

from reporting.queries import Form

OVERDUE, LATE, RUNNING, PROMPT = "overdue", "late", "open", "prompt"
PUNCTUALITY = {OVERDUE: "逾期未报", LATE: "迟报", RUNNING: "未到期", PROMPT: "按时"}


def punctuality_of(form: Form) -> str:
    """One that came back after it was handed up in time is owed again, as reporting counts it."""
    if form.owed:
        return OVERDUE if form.days_late else RUNNING
    return LATE if form.days_late else PROMPT
