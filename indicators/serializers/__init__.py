"""What is measured, as the API gives it."""

from indicators.serializers.actuals import ActualSerializer
from indicators.serializers.catalogue import IndicatorSerializer
from indicators.serializers.progress import ProgressSerializer
from indicators.serializers.promises import PlanIndicatorSerializer

__all__ = ["ActualSerializer", "IndicatorSerializer", "PlanIndicatorSerializer", "ProgressSerializer"]
