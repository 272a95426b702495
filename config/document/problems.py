"""The error answers of each operation: which kinds of problem, and what each looks like."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from config.document.forms import RETRY_AFTER
from config.document.meanings import EVERYWHERE, LISTING, ONE, PROBLEMS_OF, WRITING
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
        "instance": {**STRING, "description": "出错的地址"},
        "errors": {
            "type": "array",
            "description": "逐个参数的错误",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {
                    "parameter": {**STRING, "description": "参数名；请求内容中的写作 rows[0].revision"},
                    "detail": {**STRING, "description": "错在哪里"},
                },
            },
        },
        "allowed": {"type": "array", "items": STRING, "description": "这个资源可用的参数"},
        "rows": {
            "type": "array",
            "description": "办理填报时逐项的说明：各项的问题 findings，或保存的结果 result",
            "items": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "integer", "description": "填报项编号"}},
            },
        },
        "missing": {**STRING, "description": "填报单本身还缺什么"},
        "rows_found": {"type": "integer", "description": "符合条件的行数"},
        "rows_allowed": {"type": "integer", "description": "这种格式至多的行数"},
    },
}
FINDING = {"code": "not_a_figure", "weight": "error", "text": "“约十万”不是数。请填数值，如 100000。"}
STALE = {
    "id": 1024, "indicator": "urban_new_jobs", "result": "stale", "state": "draft", "revision": 3,
    "stored": "6.1",
    "detail": "您读取之后已被他人改过，没有覆盖。请按现在的 revision 重新填写。",
}  # fmt: skip
# Of kinds whose general detail would say nothing, what is said on an occasion.
OCCASIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "invalid_parameter": (
        "region：没有代码为“999999”的地区。",
        {"errors": [{"parameter": "region", "detail": "没有代码为“999999”的地区。"}]},
    ),
    "unknown_parameter": (
        "yaer：没有这个参数。可用的参数：region、year。",
        {
            "errors": [{"parameter": "yaer", "detail": "没有这个参数。可用的参数：region、year。"}],
            "allowed": ["region", "year"],
        },
    ),
    "token_revoked": ("令牌“月报程序”已撤销。请在“接口”页重新生成。", {}),
    "token_expired": ("令牌“月报程序”已于 2025-12-31 到期。请在“接口”页重新生成。", {}),
    "throttled": ("请求过于频繁，请在 12 秒后再试。", {}),
    "submission_blocked": (
        "有 1 项需要改正或说明，填报单没有上报。已填的内容都已保存。",
        {"rows": [{"id": 1024, "findings": [FINDING]}], "missing": ""},
    ),
    "stale_revision": (
        "有 1 项没有保存，原因见 rows 中的各项；其余 1 项已保存或没有改动。",
        {"rows": [STALE]},
    ),
}


def codes_of(*, action: str, writes: bool, names_one: bool, lists: bool) -> list[str]:
    """The kinds of problem that an operation may answer with."""
    parts = ((writes, WRITING), (names_one, ONE), (lists, LISTING))
    codes = {*EVERYWHERE, *PROBLEMS_OF.get(action, ())}.union(*(said for holds, said in parts if holds))
    return [code for code in KINDS if code in codes]


def responses(codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By status, with an example of each kind."""
    by_status = groupby(sorted(codes, key=_status), key=_status)
    return {str(status): _response(list(found)) for status, found in by_status}


def _status(code: str) -> int:
    return KINDS[code].status


def _response(codes: list[str]) -> dict[str, Any]:
    said = "；".join(f"{code}（{KINDS[code].title}）" for code in codes)
    examples = {code: {"summary": KINDS[code].title, "value": example(code)} for code in codes}
    media = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
    response: dict[str, Any] = {"description": said, "content": {PROBLEM_JSON: media}}
    return response | ({"headers": RETRY_AFTER} if "throttled" in codes else {})


def example(code: str) -> dict[str, Any]:
    detail, members = OCCASIONS.get(code, ("", {}))
    return problem_body(code, detail, instance="/api/v1/…", **members)


def name_of(status: str, codes: Iterable[str]) -> str:
    """Of the response, among the components: by its status, and the kinds that not every operation has."""
    own = [code for code in codes if str(_status(code)) == status and code not in (*EVERYWHERE, *ONE)]
    return f"Status{status}" + "".join(code.title().replace("_", "") for code in own)
