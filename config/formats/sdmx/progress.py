"""The flow of verdicts; pure.

One measure, the attainment, and everything else as attributes: several measures are new in SDMX 3.0, and what
reads SDMX today keeps only one of them or none.
"""

from __future__ import annotations

from config.formats.sdmx.actuals import FREQ, REF_AREA, TIME_PERIOD
from config.formats.sdmx.artefacts import INSTANT, Component, Flow, Read
from config.formats.sdmx.figures import attribute, figure, member
from config.formats.sdmx.units import PERCENT, code_of


def status_of(read: Read) -> str:
    if read("attainment") is None:
        return "O"
    return "V" if read("standing") == "provisional" else "A"


PROGRESS = Flow(
    "PROGRESS",
    "progress",
    "进展评价",
    "每个规划指标在每一年的评价。",
    (
        FREQ,
        REF_AREA,
        Component("PLAN", "dimension", "CL_PLAN", "规划", member("plan.id")),
        Component("INDICATOR", "dimension", "CL_INDICATOR", "指标", member("indicator.code")),
        Component("STANDING", "dimension", "CL_STANDING", "数据范围", member("standing")),
        TIME_PERIOD,
        Component("OBS_VALUE", "measure", "Decimal", "完成率（%）", member("attainment"), "没有为空"),
        Component("UNIT_MEASURE", "attribute", "CL_UNIT", "完成率的单位", lambda read: PERCENT),
        Component("OBS_STATUS", "attribute", "CL_OBS_STATUS", "观测值状态", status_of),
        attribute("PLAN_INDICATOR", "Long", "规划指标编号", "plan_indicator.id"),
        attribute("PLAN_INDICATOR_NAME", "String", "规划中的名称", "plan_indicator.name"),
        attribute("NATURE", "CL_NATURE", "指标属性", "attribute"),
        attribute("STATUS", "CL_STATUS", "评价", "status"),
        attribute("LAMP", "CL_LAMP", "灯", "lamp.code"),
        attribute("REGIME", "CL_REGIME", "评价方式", "regime"),
        attribute("REASON", "CL_REASON", "无法评价的原因", "reason"),
        attribute("FLAGS", "String", "标记", "flags", "CL_FLAG 中的代码，以空格分隔"),
        attribute("JUDGED_YEAR", "Integer", "依据年度", "judged_year"),
        attribute("IS_FINAL", "Boolean", "期末", "is_final"),
        attribute("CLOSURE", "Decimal", "目标实现程度（%）", "closure"),
        attribute("SCHEDULE", "Decimal", "时序进度（%）", "schedule"),
        attribute("DEVIATION", "Decimal", "偏离", "deviation", "百分点；无时序进度的为差距占目标的负百分比"),
        attribute("GAP", "Decimal", "差距", "gap", "以 AMOUNT_UNIT 计；正数为还差或超出"),
        attribute("REMAINING_PACE", "Decimal", "今后每年还要多少", "remaining_pace", "以 AMOUNT_UNIT 计"),
        attribute("PACE_SO_FAR", "Decimal", "此前年均多少", "pace_so_far", "以 AMOUNT_UNIT 计"),
        attribute("MARGIN", "Decimal", "余量", "margin", "以 AMOUNT_UNIT 计"),
        attribute("EXTRAPOLATION", "Decimal", "推算至期末的数值", "extrapolation", "以 AMOUNT_UNIT 计"),
        Component(
            "AMOUNT_UNIT", "attribute", "CL_UNIT", "差距和目标的单位", lambda read: code_of(read("unit"))
        ),
        attribute("ACTUAL_TEXT", "String", "所评价的实绩", "actual"),
        *figure("TARGET", "target", "目标"),
        attribute("TARGET_VERSION", "Integer", "目标版本", "target_version"),
        *figure("BASELINE", "baseline", "基数"),
        attribute("RULE_VERSION", "String", "规则版本", "rule_version"),
        attribute("ASSESSED_AT", INSTANT, "评价时间", "assessed_at"),
    ),
)  # fmt: skip
