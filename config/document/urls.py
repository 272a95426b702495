"""Addresses of the documentation."""

from django.urls import path

from config.document import views

app_name = "docs"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<slug:name>/", views.resource, name="resource"),
]
