"""What the clerk types, kept while it is typed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from reporting import services
from reporting.forms import entry_of, responsible_of, sent_rows
from reporting.models import Submission
from reporting.pages.entry import CameBack, EntryPage, entry_page
from reporting.pages.entry_problems import Line
from reporting.permissions import can_fill
from reporting.queries import rows_named
from reporting.services import Entry
from reporting.views.answers import REFUSALS, found_submission, person, sentence_of

PARTS = "reporting/_row_result.html"


@require_POST
def autosave(request: HttpRequest, submission_id: int) -> JsonResponse:
    """Save the rows sent, and answer how each went, with the parts of the page that follow from it.

    `code` tells the page what stands in the way: another `person` is signed in by now, the form has `ended`,
    or the name of the responsible is `refused`.
    """
    user, now = person(request), timezone.now()
    if request.POST.get("person", str(user.pk)) != str(user.pk):
        return _refused("person", "本机现以另一账号登录。", 403)
    submission = found_submission(user, submission_id)
    if not can_fill(user, submission):
        raise Http404("没有这张填报单。")
    entries, responsible = _entries(request, submission), responsible_of(request.POST)
    try:
        saved = services.save_rows(
            submission_id=submission.pk, entries=entries, by=user, at=now, responsible=responsible
        )
    except ValidationError as error:
        return _refused("refused", sentence_of(error), 422)
    except REFUSALS as error:
        return _refused("ended", sentence_of(error), 409)
    submission.refresh_from_db(fields=["responsible"])
    lost = CameBack(unsaved=[each for each in saved if not each.is_kept])
    page = entry_page(user=user, submission=submission, now=now, came_back=lost)
    rows = _told(request, page, {str(each.row_id) for each in entries})
    if "responsible" in request.POST:
        rows.append({"id": "responsible", "seen": page.foot.stored, "outcome": "saved", "html": ""})
    tally = render_to_string("reporting/_tally.html", {"page": page}, request)
    return JsonResponse({"at": f"{localtime(now):%H:%M:%S}", "rows": rows, "html": tally})


def _entries(request: HttpRequest, submission: Submission) -> list[Entry]:
    """Of the rows sent, even where nothing differs from what was shown: each is to be answered."""
    return [entry_of(request.POST, row)[0] for row in rows_named(submission, sent_rows(request.POST))]


def _told(request: HttpRequest, page: EntryPage, sent: Collection[str]) -> list[dict[str, Any]]:
    """All rows, because a check may look at several; only of those sent the outcome means something."""
    return [
        {
            "id": str(row.id),
            "seen": row.seen,
            "outcome": _outcome(row) if str(row.id) in sent else "",
            "html": render_to_string(
                getattr(row, "result_template", PARTS), {"row": row, "page": page}, request
            ),
        }
        for row in page.rows
    ]


def _outcome(row: Line) -> str:
    if row.conflict:
        return "final" if row.conflict.is_final else "conflict"
    return "refused" if row.refused else "saved"


def _refused(code: str, sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "sentence": sentence}, status=status)
