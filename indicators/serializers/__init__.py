"""What is measured, as the API gives it."""

from indicators.serializers.actuals import ActualSerializer
from indicators.serializers.catalogue import IndicatorSerializer
from indicators.serializers.progress import GapSerializer, ProgressSerializer
from indicators.serializers.promises import AnnualTargetInFullSerializer, PlanIndicatorSerializer
from indicators.serializers.rollups import RollupSerializer

__all__ = [
    "ActualSerializer",
    "AnnualTargetInFullSerializer",
    "GapSerializer",
    "IndicatorSerializer",
    "PlanIndicatorSerializer",
    "ProgressSerializer",
    "RollupSerializer",
]
