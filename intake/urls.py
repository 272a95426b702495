"""规划录入: documents and their drafts, and plans made by hand."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "intake"
urlpatterns: list[URLPattern] = []
