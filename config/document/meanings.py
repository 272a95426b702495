"""What the parts of the API's document mean, in Chinese: data only. A part that is missing fails a test."""

from __future__ import annotations

# Of serializers, by the name of their component.
MEANINGS = {
    "Accepted": "要审核或接收的项。",
    "Actual": "一个地区、一项指标、一个年度的一个数。",
    "AnnualTarget": "年度计划：一年应完成多少（累计指标为当年数，其他为当年末水平）。",
    "AnnualTargetInFull": "一个规划指标一个年度的目标。",
    "CheckedForm": "填报单检查的结果：现在能否上报，各项有什么问题。",
    "CheckedRow": "检查发现了问题的一项。",
    "Comment": "就一项所说的话；退回和更正的原因也在其中。",
    "Child": "一个直接下级：计入合计的目标和实绩，没有计入的原因。",
    "Commitment": "一项重点任务：规划专栏和正文中的项目、工作量，保留原文。",
    "CommitmentReport": "一项重点任务一个年度的进展。",
    "Counts": "各状态的项数。",
    "Cutoffs": "这个规划的进度分档界限，百分点。",
    "CommitmentReference": "所指的重点任务。",
    "Conversations": "就各项所说的话。",
    "Correction": "要更正的已接收的项，和原因。",
    "Entries": "要保存的各项。",
    "Entry": "一项：给出的内容照存，没有给出的不变。",
    "Figure": "一个数：符号、数值和原文。",
    "Finding": "检查发现的一个问题：error 须改正，warning 须在备注中说明，notice 只作提示。",
    "Gap": "一条滞后：黄灯或红灯的评价，连同责任单位和所报的原因、措施。",
    "Indicator": "指标目录中的一项。",
    "IndicatorReference": "所指的目录指标。",
    "Interval": "区间：不等式说明的范围；两端相同的是一个数。",
    "Lamp": "灯：代码和名称。",
    "LampOfVerdict": "评价的灯：代码和名称。",
    "Moved": "办理了哪些项。",
    "Nothing": "没有成员：指整张填报单。",
    "Outlook": "以现填的数试算，不是评价。",
    "Plan": "一个地区一个时期的规划。",
    "PlanIndicator": "规划中的一项指标，保留原文。",
    "PlanIndicatorReference": "所指的规划指标。",
    "PlanReference": "所指的规划。",
    "Progress": "一项规划指标到某一年的评价。百分数保留两位小数，数量以 unit 计；规则没有给出的为 null。",
    "Region": "一个地区。",
    "RegionReference": "所指的地区。",
    "Remark": "就一项要说的话。",
    "Return": "退回哪些项，为什么。",
    "Rollup": "一项规划指标的目标和实绩，与直接下级的合计相对照。",
    "Round": "一个填报任务：一个年度、一个地区及其全部下级。",
    "RoundReference": "所指的填报任务。",
    "Row": "填报单中的一项：一项指标的数，或一项重点任务的进展。",
    "Rows": "所指的填报项。",
    "Saved": "保存的结果，逐项。",
    "SavedRow": "一项的保存结果。",
    "Submission": "一个地区（和部门）在一个填报任务中的填报单。",
    "SubmissionInFull": "一张填报单，连同各项。",
    "Sum": "下级的合计，与本级相对照。",
    "Target": "目标的一个版本。",
}
# Of members and parts of an address that go by the same name everywhere, where nothing more exact is said.
COMMON = {"id": "编号", "code": "代码", "label": "名称", "name": "名称"}
# Kinds of problem (config.problem_codes) that an operation answers with. Every one:
EVERYWHERE = (
    "invalid_parameter", "unknown_parameter", "not_authenticated", "token_malformed", "token_unknown",
    "token_revoked", "token_expired", "permission_denied", "not_acceptable", "precondition_failed",
    "throttled", "server_error",
)  # fmt: skip
# One that names a row in its address:
ONE = ("not_found",)
# A list, in one of its forms:
LISTING = ("too_many_rows",)
# One that writes:
WRITING = (
    "unreadable", "body_too_large", "token_read_only", "csrf_failed", "move_refused",
    "unsupported_media_type", "content_refused", "idempotency_in_progress", "idempotency_key_reused",
)  # fmt: skip
# By the name of the view's action, what only it answers with.
PROBLEMS_OF: dict[str, tuple[str, ...]] = {
    "submit": ("submission_blocked",),
    "rows": ("rows_refused", "stale_revision"),
}
