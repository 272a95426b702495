"""Addresses of the catalogue, and of the pages on which a planner sets annual targets, weights, revisions."""

from django.urls import path

from common import converters  # noqa: F401 - registers row_id
from indicators.views import annual_targets, catalogue, revision, weights

app_name = "indicators"
urlpatterns = [
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/new/entry/", catalogue.add_entry, name="add_entry"),  # `new` alone could be a code
    path("catalogue/<slug:code>/", catalogue.entry, name="entry"),
    path("catalogue/<slug:code>/edit/", catalogue.change_entry, name="change_entry"),
    path("catalogue/<slug:code>/aliases/", catalogue.add_alias, name="add_alias"),
    path("catalogue/<slug:code>/aliases/<row_id:alias_id>/", catalogue.remove_alias, name="remove_alias"),
    path("targets/plans/<row_id:plan_id>/annual/", annual_targets.annual_targets, name="annual_targets"),
    path("targets/plans/<row_id:plan_id>/weights/", weights.weights, name="weights"),
    path("targets/<row_id:plan_indicator_id>/revise/", revision.revise_target, name="revise_target"),
]
