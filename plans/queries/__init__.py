"""Plans and their commitments as pages and services read them."""

from plans.queries.commitments import ByYear, commitments_and_reports, counted_reports, latest_before
from plans.queries.plans import (
    Neighbourhood,
    PlanListing,
    neighbourhood,
    plan_ids_shown,
    plan_listing,
    plan_shown,
    plans_of_period,
    plans_of_periods,
    plans_of_region,
    published_by,
    region_shown,
)

__all__ = [
    "ByYear",
    "Neighbourhood",
    "PlanListing",
    "commitments_and_reports",
    "counted_reports",
    "latest_before",
    "neighbourhood",
    "plan_ids_shown",
    "plan_listing",
    "plan_shown",
    "plans_of_period",
    "plans_of_periods",
    "plans_of_region",
    "published_by",
    "region_shown",
]
