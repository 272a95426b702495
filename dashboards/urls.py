"""Addresses of the pages for everybody who reads."""

from django.urls import path

from common import converters  # noqa: F401 - registers row_id
from dashboards.views import (
    commitments,
    compare,
    composite,
    landscape,
    lists,
    reading,
    report_templates,
    reports,
    search,
    splits,
    wall,
)

app_name = "dashboards"
urlpatterns = [
    path("", reading.home, name="home"),
    path("board/", reading.own_board, name="own_board"),
    path("board/<str:code>/", reading.board, name="board"),
    path("board/<str:code>/list/", lists.board_list, name="board_list"),
    path("board/<str:code>/regions/", landscape.board_regions, name="board_regions"),
    path("board/<str:code>/compare/", compare.board_compare, name="board_compare"),
    path("board/<str:code>/wall/", wall.board_wall, name="board_wall"),
    path("reports/", reports.reports, name="reports"),
    path("reports/templates/", report_templates.report_templates, name="report_templates"),
    path(
        "reports/templates/default/<slug:kind>/",
        report_templates.default_template_file,
        name="default_template",
    ),
    path(
        "reports/templates/<str:region>/<row_id:template_id>/",
        report_templates.report_template_file,
        name="report_template_file",
    ),
    path("reports/<row_id:report_id>/", reports.report, name="report"),
    path("reports/<row_id:report_id>/again/", reports.report_again, name="report_again"),
    path("reports/<row_id:report_id>/<slug:form>/", reports.report_file, name="report_file"),
    path("search/", search.search, name="search"),
    path("plans/", reading.plans, name="plans"),
    path("plans/<row_id:plan_id>/", reading.plan, name="plan"),
    path("plans/<row_id:plan_id>/splits/", splits.plan_splits, name="plan_splits"),
    path("plans/<row_id:plan_id>/index/", composite.plan_index, name="plan_index"),
    path("plans/<row_id:plan_id>/commitments/", commitments.plan_commitments, name="plan_commitments"),
    path(
        "plans/<row_id:plan_id>/indicators/<row_id:plan_indicator_id>/", reading.indicator, name="indicator"
    ),
]
