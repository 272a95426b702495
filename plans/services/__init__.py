"""The verbs of plans: made, published, closed; commitments added, reported, taken into the record."""

from plans.services.commitments import (
    CommitmentEntry,
    Pledge,
    accept_reports,
    add_commitments,
    report_commitments,
)
from plans.services.drafting import (
    PlanMovedError,
    change_commitment,
    change_plan,
    discard_draft,
    remove_commitment,
)
from plans.services.plans import PlanError, close, create_plan, publish

__all__ = [
    "CommitmentEntry",
    "PlanError",
    "PlanMovedError",
    "Pledge",
    "accept_reports",
    "add_commitments",
    "change_commitment",
    "change_plan",
    "close",
    "create_plan",
    "discard_draft",
    "publish",
    "remove_commitment",
    "report_commitments",
]
