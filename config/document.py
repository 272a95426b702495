"""What the API's document (OpenAPI) says about every operation alike: the errors."""

from __future__ import annotations

from typing import Any

from config.errors import PROBLEM_JSON, problem_body
from config.problem_codes import KINDS

STRING = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "问题文档（RFC 9457）。code 固定不变，可据以判断；detail 说明错在哪里。",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {**STRING, "format": "uri-reference", "description": "这种问题的说明所在"},
        "title": {**STRING, "description": "这种问题的名称"},
        "status": {"type": "integer", "description": "HTTP 状态"},
        "code": {**STRING, "enum": list(KINDS), "description": "这种问题的代码"},
        "detail": {**STRING, "description": "这一次错在哪里"},
        "instance": {**STRING, "format": "uri-reference", "description": "出错的地址"},
        "errors": {
            "type": "array",
            "description": "逐个参数的错误",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": STRING, "detail": STRING},
            },
        },
        "allowed": {"type": "array", "items": STRING, "description": "这个资源可用的参数"},
    },
}
EVERYWHERE = ("invalid_parameter", "not_authenticated", "permission_denied", "not_acceptable", "throttled")


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The error answers of each operation; a hook of drf-spectacular."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for operation in operations.values():
            codes = [*EVERYWHERE, "not_found"] if "{" in path else EVERYWHERE
            for code in codes:
                operation["responses"][str(KINDS[code].status)] = _response(code)
    return result


def _response(code: str) -> dict[str, Any]:
    kind = KINDS[code]
    media = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": problem_body(code)}
    response: dict[str, Any] = {"description": f"{kind.title}：{kind.detail}", "content": {PROBLEM_JSON: media}}
    if code == "throttled":
        response["headers"] = {"Retry-After": {"description": "需要等待的秒数", "schema": {"type": "integer"}}}
    return response
