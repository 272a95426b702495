"""The documentation of the API, for whoever is signed in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.queries import reach_of
from config.document.pages import overview_page, resource_page

SECTIONS = (
    ("start", "三步取数"), ("examples", "其他工具"), ("sign-in", "令牌与权限"),
    ("lists", "列表：筛选、分页"), ("figures", "数值的写法"),
    ("known-on", "某一天所知的数据"), ("forms", "格式"), ("conditional", "没有变化就不再传送"),
    ("writing", "办理填报"),
    ("errors", "错误"), ("limits", "限制"), ("promise", "承诺与变更"),
)  # fmt: skip


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    page = overview_page(**_for_examples(request), sections=SECTIONS)
    return TemplateResponse(request, "docs/overview.html", {"page": page})


@require_safe
def resource(request: HttpRequest, name: str) -> HttpResponse:
    page = resource_page(name, **_for_examples(request))
    if page is None:
        raise Http404
    return TemplateResponse(request, "docs/resource.html", {"page": page})


def _for_examples(request: HttpRequest) -> dict[str, Any]:
    rights = reach_of(request.user).rights
    return {
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "region": rights[0].region if rights else "100000",
        "year": timezone.localdate().year - 1,
    }
