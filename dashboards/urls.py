"""Addresses of the pages for everybody who reads."""

from django.urls import path

from common import converters  # noqa: F401 - registers row_id
from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.own_board, name="own_board"),
    path("board/<str:code>/", views.board, name="board"),
    path("plans/", views.plans, name="plans"),
    path("plans/<row_id:plan_id>/", views.plan, name="plan"),
    path("plans/<row_id:plan_id>/indicators/<row_id:plan_indicator_id>/", views.indicator, name="indicator"),
]
