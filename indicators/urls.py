"""Addresses of the pages a planner writes on: annual targets, weights, revised targets."""

from django.urls import path

from common import converters  # noqa: F401 - registers row_id
from indicators.views import annual_targets, revision, weights

app_name = "indicators"
urlpatterns = [
    path("plans/<row_id:plan_id>/annual/", annual_targets.annual_targets, name="annual_targets"),
    path("plans/<row_id:plan_id>/weights/", weights.weights, name="weights"),
    path("<row_id:plan_indicator_id>/revise/", revision.revise_target, name="revise_target"),
]
