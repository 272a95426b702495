"""What is measured, over the API."""

from indicators.api.actuals import ActualViewSet
from indicators.api.catalogue import IndicatorViewSet
from indicators.api.progress import ProgressViewSet
from indicators.api.promises import PlanIndicatorViewSet

__all__ = ["ActualViewSet", "IndicatorViewSet", "PlanIndicatorViewSet", "ProgressViewSet"]
