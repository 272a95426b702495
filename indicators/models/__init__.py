"""What is measured: catalogue, plan indicators with their targets, actuals in versions, verdicts."""

from indicators.models.actuals import Acceptance, Actual, ActualVersion, Signature
from indicators.models.catalogue import Indicator, IndicatorAlias
from indicators.models.promises import AnnualTarget, Baseline, PlanIndicator, Target
from indicators.models.verdicts import PendingAssessment, Standing, Verdict

__all__ = [
    "Acceptance",
    "Actual",
    "ActualVersion",
    "AnnualTarget",
    "Baseline",
    "Indicator",
    "IndicatorAlias",
    "PendingAssessment",
    "PlanIndicator",
    "Signature",
    "Standing",
    "Target",
    "Verdict",
]
