"""What was promised: plans, the documents they come from, and the commitments (专栏 projects and quantified
tasks) that stand in them.
"""

from plans.models.commitments import Commitment, CommitmentAcceptance, CommitmentReport
from plans.models.documents import DraftRow, PlanDocument, PlanDraft, PlanDraftQuerySet
from plans.models.plans import Plan, PlanQuerySet

__all__ = [
    "Commitment",
    "CommitmentAcceptance",
    "CommitmentReport",
    "DraftRow",
    "Plan",
    "PlanDocument",
    "PlanDraft",
    "PlanDraftQuerySet",
    "PlanQuerySet",
]
