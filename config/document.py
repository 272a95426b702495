"""What the API's document (OpenAPI) says everywhere: the errors, and in Chinese what the parts mean."""

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
        "instance": {**STRING, "description": "出错的地址"},
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
        "rows": {
            "type": "array",
            "description": "办理填报时逐项的说明：各项的问题 findings，或保存的结果 result",
            "items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
        },
        "missing": {**STRING, "description": "填报单本身还缺什么"},
    },
}
MEANINGS = {
    "Accepted": "要审核或接收的项。",
    "Actual": "一个地区、一项指标、一个年度的一个数。",
    "AnnualTarget": "年度计划：一年应完成多少（累计指标为当年数，其他为当年末水平）。",
    "Commitment": "一项重点任务：规划专栏和正文中的项目、工作量，保留原文。",
    "CommitmentReport": "一项重点任务一个年度的进展。",
    "Cutoffs": "这个规划的进度分档界限，百分点。",
    "CommitmentReference": "所指的重点任务。",
    "Correction": "要更正的已接收的项，和原因。",
    "Entries": "要保存的各项。",
    "Entry": "一项：给出的内容照存，没有给出的不变。",
    "Figure": "一个数：符号、数值和原文。",
    "Finding": "检查发现的一个问题：error 须改正，warning 须在备注中说明，notice 只作提示。",
    "Indicator": "指标目录中的一项。",
    "IndicatorReference": "所指的目录指标。",
    "Lamp": "灯：代码和名称。",
    "LampOfVerdict": "评价的灯：代码和名称。",
    "Moved": "办理了哪些项。",
    "Outlook": "以现填的数试算，不是评价。",
    "Plan": "一个地区一个时期的规划。",
    "PlanIndicator": "规划中的一项指标，保留原文。",
    "PlanIndicatorReference": "所指的规划指标。",
    "PlanReference": "所指的规划。",
    "Progress": "一项规划指标到某一年的评价。百分数保留两位小数，数量以 unit 计；规则没有给出的为 null。",
    "Region": "一个地区。",
    "RegionReference": "所指的地区。",
    "Return": "退回哪些项，为什么。",
    "Round": "一个填报任务：一个年度、一个地区及其全部下级。",
    "RoundReference": "所指的填报任务。",
    "Row": "填报单中的一项：一项指标的数，或一项重点任务的进展。",
    "Rows": "所指的填报项。",
    "Saved": "保存的结果，逐项。",
    "SavedRow": "一项的保存结果。",
    "Submission": "一个地区（和部门）在一个填报任务中的填报单。",
    "SubmissionInFull": "一张填报单，连同各项。",
    "Target": "目标的一个版本。",
}
# The detail of the examples, where the general one would say nothing.
EXAMPLES: dict[str, dict[str, Any]] = {
    "invalid_parameter": problem_body(
        "invalid_parameter",
        "region：没有代码为“999999”的地区。",
        errors=[{"parameter": "region", "detail": "没有代码为“999999”的地区。"}],
    )
}
FINDING = {"code": "not_a_figure", "weight": "error", "text": "“约十万”不是数。请填数值，如 100000。"}
EXAMPLES["submission_blocked"] = problem_body(
    "submission_blocked",
    "有 1 项需要改正或说明，填报单没有上报。已填的内容都已保存。",
    rows=[{"id": 1024, "findings": [FINDING]}],
    missing="",
)
IN_ADDRESSES = {"id": "编号", "code": "代码"}
WRITING = ("token_read_only", "unsupported_media_type", "content_refused", "move_refused")
# Of the kinds with one HTTP status the document shows one; these operations have their own.
OF_OPERATION = {"submit": ("submission_blocked",), "rows": ("rows_refused", "stale_revision")}
EVERYWHERE = ("invalid_parameter", "not_authenticated", "permission_denied", "not_acceptable", "throttled")


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The error answers of each operation, and descriptions in Chinese; a hook of drf-spectacular."""
    schemas = result["components"].setdefault("schemas", {})
    for name, meaning in MEANINGS.items():
        schemas[name]["description"] = meaning
    schemas["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        codes = [*EVERYWHERE, "not_found"] if "{" in path else EVERYWHERE
        for method, operation in operations.items():
            for parameter in operation.get("parameters", ()):
                parameter.setdefault("description", IN_ADDRESSES.get(parameter["name"], ""))
            operation["responses"]["200"]["description"] = "成功"
            more = () if method == "get" else (*WRITING, *OF_OPERATION.get(path.split("/")[-2], ()))
            operation["responses"] |= {str(KINDS[code].status): _response(code) for code in (*codes, *more)}
    return result


def _response(code: str) -> dict[str, Any]:
    kind = KINDS[code]
    example = EXAMPLES.get(code) or problem_body(code)
    media = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    response: dict[str, Any] = {
        "description": f"{kind.title}：{kind.detail}",
        "content": {PROBLEM_JSON: media},
    }
    if code == "throttled":
        response["headers"] = {
            "Retry-After": {"description": "需要等待的秒数", "schema": {"type": "integer"}}
        }
    return response
