"""What is measured, over the API."""

from indicators.api.actuals import ActualViewSet
from indicators.api.annual import AnnualTargetViewSet
from indicators.api.catalogue import IndicatorViewSet
from indicators.api.gaps import GapViewSet
from indicators.api.progress import ProgressViewSet
from indicators.api.promises import PlanIndicatorViewSet
from indicators.api.rollups import RollupViewSet

__all__ = [
    "ActualViewSet",
    "AnnualTargetViewSet",
    "GapViewSet",
    "IndicatorViewSet",
    "PlanIndicatorViewSet",
    "ProgressViewSet",
    "RollupViewSet",
]
