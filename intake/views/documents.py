"""Documents as they came."""

from __future__ import annotations

from typing import IO

import structlog
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from intake.queries.drafts import document_path, document_shown
from intake.views.answers import person

log = structlog.get_logger(__name__)


@require_safe
def document(request: HttpRequest, document_id: int) -> FileResponse:
    """To be saved, never shown: whatever it holds must not act on this site."""
    found = document_shown(person(request), document_id)
    if found is None:
        raise Http404("没有这份文件。")
    answer = FileResponse(
        _stored(found.digest),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _stored(digest: str) -> IO[bytes]:
    try:
        return default_storage.open(document_path(digest))
    except FileNotFoundError:
        log.error("the content of a plan document is missing", digest=digest)
        raise Http404("文件内容不在存储中，请联系系统管理员从备份恢复。") from None
