"""Pages for what went wrong, and the problem document where the API was asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

PROBLEM_JSON = "application/problem+json"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old; what was typed is still in the browser's form."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return problem(404, "not_found", "没有这个地址", f"接口中没有 {request.path}。可用的资源见 /api/v1/。")
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return problem(500, "server_error", "服务器内部错误", "请求没有完成，已记录。请稍后再试，或联系系统管理员。")
    return render(request, "500.html", status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return problem(400, "bad_request", "请求无法识别", "请检查地址和参数。")
    return render(request, "400.html", status=400)


def problem(status: int, code: str, title: str, detail: str) -> JsonResponse:
    """A problem document (RFC 9457)."""
    body = {"type": f"/api/problems/{code}", "title": title, "status": status, "code": code, "detail": detail}
    return JsonResponse(body, status=status, content_type=PROBLEM_JSON, json_dumps_params={"ensure_ascii": False})
