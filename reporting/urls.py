"""Addresses under /reporting/."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.list_forms, name="list"),
    path("<int:submission_id>/", views.submission, name="submission"),
    path("<int:submission_id>/rows/<int:row_id>/preview/", views.preview, name="preview"),
    path("rounds/new/", views.open_round, name="open_round"),
    path("rounds/<int:round_id>/close/", views.close_round, name="close_round"),
]
