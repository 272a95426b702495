"""Statuses, lamps, regimes, flags and reasons as data: code, Chinese words, shape. A lamp is never a
colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Attribute = Literal["binding", "expected", "unstated"]


@dataclass(frozen=True, slots=True)
class Lamp:
    """A signal: CSS code, colour, word and shape."""

    code: str
    colour: str
    label: str
    shape: str


@dataclass(frozen=True, slots=True)
class Status:
    """What a verdict says; `binding_lamp` where 约束性 is shown more severely."""

    code: str
    label: str
    lamp: Lamp
    binding_lamp: Lamp | None = None


OK = Lamp("ok", "green", "绿灯", "●")
WARN = Lamp("warn", "yellow", "黄灯", "▲")
BAD = Lamp("bad", "red", "红灯", "■")
NA = Lamp("na", "grey", "灰灯", "○")
LAMPS: dict[str, Lamp] = {lamp.code: lamp for lamp in (OK, WARN, BAD, NA)}

# The order is the code of the engine's columns (int8), so new statuses go to the end.
STATUS_LIST: tuple[Status, ...] = (
    Status("no_data", "无法评价（未报数）", NA),
    Status("inconclusive", "无法评价", NA),
    Status("achieved", "完成", OK),
    Status("achieved_early", "提前完成", OK),
    Status("ahead", "快于时序进度", OK),
    Status("on_track", "达到时序进度", OK),
    Status("basically_on_track", "基本达到", OK),
    Status("within_limit", "控制（保持）在目标内", OK),
    Status("behind", "滞后", WARN),
    Status("breached", "突破控制目标（跌破底线）", WARN, BAD),
    Status("seriously_behind", "严重滞后", BAD),
    Status("not_achieved", "未完成", BAD),
)
STATUSES: dict[str, Status] = {status.code: status for status in STATUS_LIST}

REGIMES: dict[str, str] = {
    "CUM": "累计", "BUDGET": "总量控制", "PATH": "路径", "HOLD": "保持（控制）", "DIRECT": "直接比较",
    "YEARLY": "逐年", "COMP": "结构",
}  # fmt: skip
REGIME_LIST: tuple[str | None, ...] = (None, *REGIMES)

FLAGS: dict[str, str] = {
    "approximate": "含约数", "baseline_inequality": "基数为不等式", "boundary": "恰好等于目标",
    "lower_bound": "有年度缺报，合计为下限", "overshoot": "完成率达到150%以上", "provisional": "含未接收数据",
    "regressed": "逆向变动", "stale": "数据滞后", "worse_than_baseline": "劣于基数",
}  # fmt: skip
FLAG_LIST: tuple[str, ...] = tuple(sorted(FLAGS))

REASONS: dict[str, str] = {
    "not_reported": "规划期内截至评价年度尚未报送数据",
    "target_missing": "规划未给出目标值",
    "target_in_words": "目标只有文字表述，没有数值",
    "target_against_sense": "目标的符号与指标方向相反（越高越好的指标不能以上限为目标，反之亦然）",
    "target_level_unknown": "目标是相对基数的增减幅度，而基数缺失或不是确数，推算不出目标水平",
    "target_not_comparable": "目标的形式与指标不符（比例与单个数值不能相比）",
    "series_broken": "统计口径在评价期内发生变化，须先换算基数和目标",
    "straddles": "实际值不是确数，既不能证明达到目标，也不能证明未达到",
    "hole": "有年度缺报，合计只是下限，不足以下结论",
    "inexact": "实际值不是确数，算不出进度",
    "no_path": "没有可用来推算进度的基数，期中尚未达到目标，无法判断快慢，留待期末比较",
    "tiers_mixed": "各档比例互有高低",
    "tiers_pending": "结构尚未达到目标，比例没有约定的年度路径",
    "tiers_differ": "实际与目标的档数不同",
    "negative_target": "累计目标不是正数，期中无法按时序进度比较",
    "year_missing": "要求每年达标，但有年度缺报或不能判定",
}
REASON_LIST: tuple[str | None, ...] = (None, *REASONS)

# The same as the columns of the engine hold them.
STATUS_CODE: dict[str, int] = {status.code: place for place, status in enumerate(STATUS_LIST)}
REASON_CODE: dict[str | None, int] = {reason: place for place, reason in enumerate(REASON_LIST)}
FLAG_BIT: dict[str, int] = {flag: 1 << place for place, flag in enumerate(FLAG_LIST)}


def lamp_of(status: str, attribute: str) -> Lamp:
    """The lamp of a verdict; 突破 is yellow, but red for 约束性."""
    found = STATUSES[status]
    return found.binding_lamp if attribute == "binding" and found.binding_lamp else found.lamp
