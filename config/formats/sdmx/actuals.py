"""The flow of actuals; pure."""

from __future__ import annotations

from config.formats.sdmx.artefacts import INSTANT, Component, Flow, Read
from config.formats.sdmx.figures import attribute, exact, figure, member
from config.formats.sdmx.units import code_of

FREQ = Component("FREQ", "dimension", "CL_FREQ", "频率", lambda read: "A")
REF_AREA = Component("REF_AREA", "dimension", "CL_AREA", "地区", member("region.code"))
TIME_PERIOD = Component("TIME_PERIOD", "time", "ObservationalTimePeriod", "年度", member("year"))


def status_of(read: Read) -> str:
    """The one code of SDMX's own list that goes before the others that apply; they stand beside it."""
    applying = (
        ("B", read("breaks_series")),
        ("O", read("figure.kind") in ("missing", "blank")),
        ("E", read("is_estimate")),
        ("P", read("revision") == "preliminary"),
        ("V", read("standing") == "provisional"),
    )
    return next((code for code, applies in applying if applies), "A")


ACTUALS = Flow(
    "ACTUALS",
    "actuals",
    "实绩",
    "每个地区、指标、年度一个数。",
    (
        FREQ,
        REF_AREA,
        Component("INDICATOR", "dimension", "CL_INDICATOR", "指标", member("indicator.code")),
        TIME_PERIOD,
        Component(
            "OBS_VALUE", "measure", "Decimal", "数值", exact("figure"),
            "以 UNIT_MEASURE 计；不是单个确数的（不等式、区间、比例、没有数据）为空，见 FIGURE_ 各属性",
        ),
        Component(
            "UNIT_MEASURE", "attribute", "CL_UNIT", "计量单位", lambda read: code_of(read("unit"))
        ),
        Component("OBS_STATUS", "attribute", "CL_OBS_STATUS", "观测值状态", status_of),
        *figure("FIGURE", "figure", "数"),
        attribute("STANDING", "CL_STANDING", "数据范围", "standing"),
        attribute("IS_ESTIMATE", "Boolean", "预计数", "is_estimate"),
        attribute("REVISION", "CL_REVISION", "阶段", "revision"),
        attribute("SINCE_YEAR", "Integer", "累计起始年", "since_year", "是累计数时；当年数为空"),
        attribute("BREAKS_SERIES", "Boolean", "口径变化", "breaks_series"),
        attribute("NUMERATOR", "Decimal", "分子", "numerator"),
        attribute("DENOMINATOR", "Decimal", "分母", "denominator"),
        attribute("DATA_SOURCE", "String", "数据来源", "source"),
        attribute("DATA_SCOPE", "String", "统计范围", "scope"),
        attribute("NOTE", "String", "备注", "note"),
        attribute("DATA_VERSION", "Integer", "第几个版本", "version"),
        attribute("REPORTED_AT", INSTANT, "上报时间", "reported_at"),
        attribute("ACCEPTED_AT", INSTANT, "接收时间", "accepted_at", "未接收为空"),
    ),
)  # fmt: skip
