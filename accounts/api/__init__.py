"""What the resources of the API have in common, and the regions a person may read about."""

from accounts.api.once import IDEMPOTENCY, once
from accounts.api.problems import ProblemError, UnknownParameterError, check_one_of, check_parameters
from accounts.api.regions import RegionViewSet
from accounts.api.resource import Resource

__all__ = [
    "IDEMPOTENCY",
    "ProblemError",
    "RegionViewSet",
    "Resource",
    "UnknownParameterError",
    "check_one_of",
    "check_parameters",
    "once",
]
