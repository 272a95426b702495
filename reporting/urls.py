"""Addresses under /reporting/."""

from django.urls import path

from common import converters  # noqa: F401 - registers row_id
from reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.list_forms, name="list"),
    path("move/", views.move_forms, name="move_forms"),
    path("<row_id:submission_id>/", views.submission, name="submission"),
    path("<row_id:submission_id>/autosave/", views.autosave, name="autosave"),
    path("<row_id:submission_id>/rows/<row_id:row_id>/comments/", views.comment, name="comment"),
    path("<row_id:submission_id>/sheet/", views.sheet, name="sheet"),
    path("<row_id:submission_id>/sheet/upload/", views.upload, name="upload"),
    path("<row_id:submission_id>/sheet/uploads/<row_id:upload_id>/", views.shown_upload, name="shown_upload"),
    path("rounds/new/", views.open_round, name="open_round"),
    path("rounds/<row_id:round_id>/", views.round_detail, name="round"),
    path("rounds/<row_id:round_id>/close/", views.close_round, name="close_round"),
    path("rounds/<row_id:round_id>/complete/", views.complete_round, name="complete_round"),
    path("rounds/<row_id:round_id>/due/", views.reschedule_round, name="reschedule_round"),
    path("<row_id:submission_id>/extend/", views.extend_form, name="extend_form"),
    path(
        "<row_id:submission_id>/rows/<row_id:row_id>/evidence/",
        views.evidence,
        name="evidence",
    ),
    path("evidence/<row_id:evidence_id>/", views.evidence_file, name="evidence_file"),
    path("history/", views.history, name="history"),
    path("history/<str:region>/<slug:indicator>/", views.figure, name="figure"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read_notices"),
    path("notices/<row_id:notice_id>/open/", views.open_notice, name="open_notice"),
]
