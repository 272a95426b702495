from django.urls import path

from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.home, name="home"),
    path("board/", views.own_board, name="own_board"),
    path("board/<str:code>/", views.board, name="board"),
    path("plans/", views.plans, name="plans"),
    path("plans/<int:plan_id>/", views.plan, name="plan"),
    path("plans/<int:plan_id>/indicators/<int:plan_indicator_id>/", views.indicator, name="indicator"),
]
