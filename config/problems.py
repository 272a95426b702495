"""Every error of the API as a problem document (RFC 9457), in Chinese, with a stable code."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from config.errors import PROBLEM_JSON

TITLES: dict[type[Exception], tuple[str, str]] = {
    exceptions.NotAuthenticated: ("not_authenticated", "需要登录或令牌"),
    exceptions.AuthenticationFailed: ("invalid_token", "令牌无效"),
    exceptions.PermissionDenied: ("permission_denied", "没有权限"),
    PermissionDenied: ("permission_denied", "没有权限"),
    exceptions.NotFound: ("not_found", "没有找到"),
    Http404: ("not_found", "没有找到"),
    exceptions.MethodNotAllowed: ("method_not_allowed", "不支持这种请求方法"),
    exceptions.NotAcceptable: ("not_acceptable", "不支持所要求的格式"),
    exceptions.UnsupportedMediaType: ("unsupported_media_type", "不支持的内容类型"),
    exceptions.Throttled: ("throttled", "请求过于频繁"),
    exceptions.ParseError: ("unreadable", "请求内容无法解析"),
    exceptions.ValidationError: ("invalid_parameter", "参数有误"),
}
DETAILS = {
    "not_found": "没有这个对象，或您的授权范围内看不到它。",
    "not_authenticated": "请在请求头中给出 Authorization: Token <令牌>，或先登录网站。",
    "method_not_allowed": "这个资源是只读的，请用 GET。",
    "not_acceptable": "目前只提供 JSON，请把 Accept 设为 application/json。",
}


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler; None lets an unexpected error become a 500, which is logged."""
    response = exception_handler(error, context)
    if response is None:
        return None
    code, title = next((found for kind, found in TITLES.items() if isinstance(error, kind)), ("error", "请求未完成"))
    body: dict[str, Any] = {"type": f"/api/problems/{code}", "title": title, "status": response.status_code, "code": code}
    if isinstance(error, exceptions.ValidationError) and isinstance(response.data, dict):
        body["detail"] = "；".join(f"{name}：{_words(said)}" for name, said in response.data.items())
        body["errors"] = [{"parameter": name, "detail": _words(said)} for name, said in response.data.items()]
    else:
        body["detail"] = DETAILS.get(code) or _words(getattr(error, "detail", ""))
    body["instance"] = context["request"].path
    response.data = body
    response.content_type = PROBLEM_JSON
    return response


def _words(said: Any) -> str:
    return "；".join(map(str, said)) if isinstance(said, list | tuple) else str(said)
