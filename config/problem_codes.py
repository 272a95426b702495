"""The kinds of problem the API answers with (RFC 9457): stable codes, data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`detail` is what is said where the occasion has nothing more exact to say."""

    code: str
    status: int
    title: str
    detail: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("bad_request", 400, "请求无法识别", "请检查地址和参数。"),
        Kind("invalid_parameter", 400, "参数有误", "请按 errors 逐项改正。"),
        Kind("unknown_parameter", 400, "没有这个参数", "请按 allowed 所列核对参数名。"),
        Kind("unreadable", 400, "请求内容无法解析", "请检查请求内容的格式。"),
        Kind(
            "not_authenticated",
            401,
            "需要令牌",
            "请在请求头中给出 Authorization: Token <令牌>，或先登录网站。",
        ),
        Kind(
            "token_malformed", 401, "令牌格式有误", "Authorization 的格式应为：Token <令牌>，中间一个空格。"
        ),
        Kind("token_unknown", 401, "令牌无效", "令牌不存在或账号已停用。"),
        Kind("token_revoked", 401, "令牌已撤销", "请在“接口”页重新生成。"),
        Kind("token_expired", 401, "令牌已到期", "请在“接口”页重新生成。"),
        Kind("permission_denied", 403, "没有权限", "您的授权不包括这项操作。"),
        Kind(
            "token_read_only",
            403,
            "令牌只能读取",
            "办理填报请在“接口”页生成权限为“填报”的令牌。",
        ),
        Kind("csrf_failed", 403, "缺少防伪标记", "用网站登录的会话写入时，须带请求头 X-CSRFToken。"),
        Kind("not_found", 404, "没有找到", "没有这个对象，或您的授权范围内看不到它。"),
        Kind("no_such_address", 404, "没有这个地址", "可用的资源见 /api/v1/。"),
        Kind(
            "method_not_allowed", 405, "不支持这种请求方法", "支持的方法见答复的 Allow；只读的资源请用 GET。"
        ),
        Kind(
            "not_acceptable",
            406,
            "不支持所要求的格式",
            "列表有 JSON 和各种表格，其余只有 JSON。请改 Accept，或用 format= 指定。",
        ),
        Kind("move_refused", 409, "现在不能这样办理", "所选各项的状态不允许这样办理，没有改动。"),
        Kind(
            "stale_revision",
            409,
            "数据已被他人改过",
            "rows 逐项说明：已被他人改过或已上报的没有覆盖；其余各项已保存。请取得新的 revision 后再改。",
        ),
        Kind(
            "idempotency_in_progress",
            409,
            "同一请求正在办理",
            "以同一 Idempotency-Key 发来的请求还没有办完。请在 Retry-After 秒后以同一标识重发。",
        ),
        Kind(
            "precondition_failed",
            412,
            "前提不成立",
            "If-Match 或 If-Unmodified-Since 与现在的内容不符。请重新读取。",
        ),
        Kind("body_too_large", 413, "请求内容过大", "请分几次办理。"),
        Kind("unsupported_media_type", 415, "不支持的内容类型", "请用 application/json。"),
        Kind("content_refused", 422, "内容不能接受", "请按 detail 改正后重新提交。"),
        Kind(
            "too_many_rows",
            422,
            "行数超过工作簿的上限",
            "请加筛选条件，或改用 format=csv 或 format=parquet，行数不限。",
        ),
        Kind("rows_refused", 422, "有的项没有保存", "rows 逐项说明原因；其余各项已保存。"),
        Kind(
            "submission_blocked",
            422,
            "填报单没有上报",
            "rows 逐项列出须更正或说明的问题；已保存的内容不变。",
        ),
        Kind(
            "idempotency_key_reused",
            422,
            "请求标识已用于另一请求",
            "这个 Idempotency-Key 已用于内容不同的请求，没有办理。每次办理请另取一个标识。",
        ),
        Kind("throttled", 429, "请求过于频繁", "请稍后再试；Retry-After 是需要等待的秒数。"),
        Kind("server_error", 500, "服务器内部错误", "请求没有完成，已记录。请稍后再试，或联系系统管理员。"),
    )
}
