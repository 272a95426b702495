"""Every error of the API's views as a problem document, in Chinese, with a stable code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.api import ProblemError, UnknownParameterError
from config.errors import PROBLEM_JSON, problem_body
from config.formats.json import Json
from config.problem_codes import KINDS

CODES: dict[type[Exception], str] = {
    exceptions.NotAuthenticated: "not_authenticated",
    exceptions.AuthenticationFailed: "token_unknown",
    exceptions.PermissionDenied: "permission_denied",
    PermissionDenied: "permission_denied",
    exceptions.NotFound: "not_found",
    Http404: "not_found",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAcceptable: "not_acceptable",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
    exceptions.Throttled: "throttled",
    exceptions.ParseError: "unreadable",
    UnknownParameterError: "unknown_parameter",
    exceptions.ValidationError: "invalid_parameter",
}
LARGEST_BODY = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
# These say something exact in Chinese themselves; what the framework says in the others is not shown.
OUTSPOKEN = (
    "token_unknown", "token_malformed", "token_revoked", "token_expired", "token_read_only", "csrf_failed",
    "permission_denied", "unreadable",
)  # fmt: skip


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler; None lets an unexpected error become a 500, which is logged."""
    if isinstance(error, RequestDataTooBig):
        error = ProblemError("body_too_large", f"请求内容至多 {LARGEST_BODY} MB。请分几次办理。")
    response = exception_handler(error, context)
    if response is None:
        return None
    request = context["request"]
    request.accepted_renderer, request.accepted_media_type = Json(), Json.media_type  # whatever was asked for
    code = _code(error)
    detail, members = _said(error, code)
    body = problem_body(code, detail, instance=request.path, **members)
    response.data = body
    response.status_code = body["status"]
    response.content_type = PROBLEM_JSON
    return response


def _code(error: Exception) -> str:
    own = getattr(getattr(error, "detail", None), "code", "")
    if own in KINDS:
        return str(own)
    return next((code for kind, code in CODES.items() if isinstance(error, kind)), "bad_request")


def _said(error: Exception, code: str) -> tuple[str, dict[str, Any]]:
    """The detail, and further members of the document."""
    if isinstance(error, ProblemError):
        return str(error.detail), error.members
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        errors = [{"parameter": name, "detail": said} for name, said in _leaves("", error.detail)]
        members: dict[str, Any] = {"errors": errors}
        if isinstance(error, UnknownParameterError):
            members["allowed"] = error.allowed
        said = "；".join(f"{each['parameter']}：{each['detail'].rstrip('。')}" for each in errors)
        return f"{said}。", members
    wait = getattr(error, "wait", None)  # of Throttled: whole seconds
    if wait is not None:
        return f"请求过于频繁，请在 {wait} 秒后再试。", {}
    if code in OUTSPOKEN:
        return _words(getattr(error, "detail", "") or str(error)), {}
    return "", {}


def _leaves(path: str, said: Any) -> Iterator[tuple[str, str]]:
    """What is wrong where: parameters by name, members of a body as rows[0].revision."""
    if isinstance(said, dict):
        for name, inner in said.items():
            yield from _leaves(_member(path, name), inner)
    elif isinstance(said, list) and any(isinstance(each, dict) for each in said):
        for place, inner in enumerate(said):
            yield from _leaves(f"{path}[{place}]", inner)
    elif said:
        yield path, _words(said)


def _member(path: str, name: Any) -> str:
    if isinstance(name, int):
        return f"{path}[{name}]"
    if name == "non_field_errors":  # the framework's name for the whole
        return path or "body"
    return f"{path}.{name}" if path else str(name)


def _words(said: Any) -> str:
    return "；".join(map(str, said)) if isinstance(said, list | tuple) else str(said)
