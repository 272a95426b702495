"""Answers to what went wrong outside the views: a page, or a problem document where the API was asked."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.urls import is_valid_path
from django.views.decorators.csrf import csrf_exempt

from config.problem_codes import KINDS

PROBLEM_JSON = "application/problem+json"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old; what was typed is still in the browser's form."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, "no_such_address")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400, "bad_request")


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "server_error")


@csrf_exempt
@login_not_required
def no_such_address(request: HttpRequest) -> HttpResponse:
    """Whatever else lies under /api/. A forgotten slash at the end is forgiven."""
    if request.method in ("GET", "HEAD") and _means(f"{request.path_info}/"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{request.path}/?{query}" if query else f"{request.path}/")
    return problem(
        "no_such_address", f"接口中没有 {request.path[:200]}。可用的资源见 /api/v1/。", instance=request.path
    )


def _means(path: str) -> bool:
    match: Any = is_valid_path(path)
    return bool(match) and match.func is not no_such_address


def problem(code: str, detail: str = "", *, instance: str = "", **members: Any) -> JsonResponse:
    """A problem document (RFC 9457)."""
    body = problem_body(code, detail, instance=instance, **members)
    return JsonResponse(
        body, status=body["status"], content_type=PROBLEM_JSON, json_dumps_params={"ensure_ascii": False}
    )


def problem_body(code: str, detail: str = "", *, instance: str = "", **members: Any) -> dict[str, Any]:
    kind = KINDS[code]
    body = {"type": f"/api/problems/{code}/", "title": kind.title, "status": kind.status, "code": code}
    body |= {"detail": detail or kind.detail, **members}
    return body | ({"instance": instance} if instance else {})


@csrf_exempt
@login_not_required
def problem_kind(request: HttpRequest, code: str) -> HttpResponse:
    """What the `type` of a problem document leads to."""
    if request.method not in ("GET", "HEAD"):
        refused = problem("method_not_allowed", instance=request.path)
        refused["Allow"] = "GET, HEAD"
        return refused
    if code not in KINDS:
        return problem("no_such_address", f"没有“{code[:60]}”这种问题。", instance=request.path)
    kind = KINDS[code]
    said = {"code": code, "status": kind.status, "title": kind.title, "detail": kind.detail}
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def _answer(request: HttpRequest, status: int, code: str) -> HttpResponse:
    # The pages use no context, so that they can be shown when all else fails.
    if request.path.startswith("/api/"):
        return problem(code, instance=request.path)
    return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
