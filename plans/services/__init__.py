"""The verbs of plans: made, published, closed; commitments added, reported, taken into the record."""

from plans.services.commitments import (
    CommitmentEntry,
    Pledge,
    accept_reports,
    add_commitments,
    report_commitments,
)
from plans.services.plans import PlanError, close, create_plan, publish

__all__ = [
    "CommitmentEntry",
    "PlanError",
    "Pledge",
    "accept_reports",
    "add_commitments",
    "close",
    "create_plan",
    "publish",
    "report_commitments",
]
