"""Code lists that are the same for everybody; pure."""

from __future__ import annotations

from collections.abc import Iterable

from config.formats.sdmx.artefacts import Code, CodeList
from indicators.calc import FLAGS, LAMPS, REASONS, REGIMES, STATUSES

OPERATORS = {"=": "EQ", ">": "GT", ">=": "GE", "<": "LT", "<=": "LE", "~": "CA"}
OPERATOR_NAMES = {
    "EQ": "等于", "GT": "大于", "GE": "大于等于", "LT": "小于", "LE": "小于等于", "CA": "约",
}  # fmt: skip
FIGURE_KINDS = {
    "number": "一个数", "range": "区间", "ratio": "比例（各档）", "average_growth": "年均增长",
    "change_from_baseline": "比基数增减", "words": "文字", "missing": "没有数据（—）", "blank": "未填",
}  # fmt: skip
# The codes of SDMX's own list that occur here, in the order of precedence that its guideline gives.
OBS_STATUS = {
    "B": "口径变化（time series break）", "O": "没有数据（missing value）",
    "E": "预计数（estimated value）", "P": "初步数（provisional value）",
    "V": "已上报、未接收（unvalidated value）", "A": "正常（normal value）",
}  # fmt: skip
STANDINGS = {"accepted": "已接收", "provisional": "已上报、未接收"}
REVISIONS = {"preliminary": "初步", "final": "核定"}
NATURES = {"binding": "约束性", "expected": "预期性", "unstated": "未注明"}


def _list(artefact: str, name: str, words: Iterable[tuple[str, str]]) -> CodeList:
    return CodeList(artefact, name, [Code(code, word) for code, word in words])


FIXED = (
    _list("CL_FREQ", "频率", [("A", "年度")]),
    _list("CL_OBS_STATUS", "观测值状态", OBS_STATUS.items()),
    _list("CL_OPERATOR", "符号", OPERATOR_NAMES.items()),
    _list("CL_FIGURE_KIND", "数的形式", FIGURE_KINDS.items()),
    _list("CL_STANDING", "数据范围", STANDINGS.items()),
    _list("CL_REVISION", "阶段", REVISIONS.items()),
    _list("CL_NATURE", "指标属性", NATURES.items()),
    _list("CL_STATUS", "评价", [(status.code, status.label) for status in STATUSES.values()]),
    _list("CL_LAMP", "灯", [(lamp.code, lamp.label) for lamp in LAMPS.values()]),
    _list("CL_REGIME", "评价方式", REGIMES.items()),
    _list("CL_REASON", "无法评价的原因", REASONS.items()),
    _list("CL_FLAG", "标记", FLAGS.items()),
)
