"""规划录入: documents and their drafts, and plans made by hand."""

from __future__ import annotations

from django.urls import path

from common import converters  # noqa: F401 - registers row_id
from intake.views import (
    documents,
    drafts,
    editor_commitments,
    editor_paste,
    editor_plan,
    editor_rows,
    making,
    rows,
)

app_name = "intake"
urlpatterns = [
    path("", drafts.drafts, name="drafts"),
    path("documents/<row_id:document_id>/", documents.document, name="document"),
    path("<row_id:draft_id>/", drafts.draft, name="draft"),
    path("<row_id:draft_id>/head/", drafts.draft_head, name="draft_head"),
    path("<row_id:draft_id>/drop/", drafts.draft_drop, name="draft_drop"),
    path("<row_id:draft_id>/take/", rows.take_all, name="draft_take"),
    path("<row_id:draft_id>/add/<slug:kind>/", rows.new_row, name="draft_add"),
    path("<row_id:draft_id>/rows/<row_id:row_id>/", rows.row, name="draft_row"),
    path("<row_id:draft_id>/rows/<row_id:row_id>/decide/", rows.decide, name="draft_decide"),
    path("<row_id:draft_id>/make/", making.make, name="draft_make"),
    path("<row_id:draft_id>/revise/", making.revise, name="draft_revise"),
    path("plans/new/", editor_plan.new_plan, name="new_plan"),
    path("plans/<row_id:plan_id>/", editor_plan.plan_editor, name="plan_editor"),
    path("plans/<row_id:plan_id>/facts/", editor_plan.plan_facts, name="plan_facts"),
    path("plans/<row_id:plan_id>/publish/", editor_plan.publish_plan, name="publish_plan"),
    path("plans/<row_id:plan_id>/discard/", editor_plan.discard_plan, name="discard_plan"),
    path("plans/<row_id:plan_id>/rows/new/", editor_rows.add_row, name="add_row"),
    path("plans/<row_id:plan_id>/rows/paste/", editor_paste.paste_rows, name="paste_rows"),
    path("plans/<row_id:plan_id>/commitments/new/", editor_commitments.add_commitment, name="add_commitment"),
    path("rows/<row_id:plan_indicator_id>/", editor_rows.change_row, name="change_row"),
    path("rows/<row_id:plan_indicator_id>/move/", editor_rows.move_row, name="move_row"),
    path("rows/<row_id:plan_indicator_id>/remove/", editor_rows.remove_row, name="remove_row"),
    path(
        "commitments/<row_id:commitment_id>/", editor_commitments.change_commitment, name="change_commitment"
    ),
    path(
        "commitments/<row_id:commitment_id>/remove/",
        editor_commitments.remove_commitment,
        name="remove_commitment",
    ),
]
