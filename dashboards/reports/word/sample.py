"""Two made-up reports, one with everything and one with nothing, that templates are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from dashboards.reports.content import (
    Content,
    Count,
    IndicatorLine,
    LaggardLine,
    Number,
    Ranking,
    RegionLine,
    TaskLine,
    UnassessedLine,
)

NOW = datetime(2025, 3, 2, 1, tzinfo=UTC)
SECTIONS = ("overall", "progress", "lagging", "tasks", "problems", "suggestions", "regions")
ONE, NONE = Number("1", Decimal(1)), Number("—")


def samples(kind: str) -> tuple[Content, Content]:
    full = _full(kind)
    bare = replace(
        full, is_fictional=False, is_final=True, data_date=None, baseline_year=None, years=(2024,), counts=(),
        indicators=(), laggards=(), unassessed=(), tasks=(), regions=(), rankings=(),
        paragraphs=dict.fromkeys(SECTIONS, ()),
    )  # fmt: skip
    return full, bare


def _full(kind: str) -> Content:
    name, group, unit, attribute = "某项指标", "就业", "万人", "约束性"
    indicator = IndicatorLine(
        "1", group, name, unit, attribute, False, ONE, ONE, (ONE, NONE), ONE, NONE, ONE, "滞后", "warn", "",
    )  # fmt: skip
    laggard = LaggardLine(
        name, attribute, "2 万人", "1 万人", "1 万人", "1 万人", "0.5 万人", "滞后", "5 个百分点",
        "原因", "措施", "某处",
    )  # fmt: skip
    return Content(
        kind=kind, kind_name="报告", title="某省某规划报告", region="某省", region_code="980000",
        is_fictional=True, plan_title="某省某规划", period="2021—2025", document_number="某政发〔2021〕1号",
        issuer="某省人民政府", year=2024, is_final=False, years=(2023, 2024), baseline_year=2020,
        standing="已接收数据", data_date=NOW, rule_version="1", made_at=NOW,
        paragraphs=dict.fromkeys(SECTIONS, ("一句话。",)),
        counts=(Count(attribute, 1, 1, 0, 1, 0, 0, "0%"),), indicators=(indicator,), notation=("注。",),
        laggards=(laggard,), unassessed=(UnassessedLine(name, attribute, "没有数据"),),
        tasks=(TaskLine("专栏", "任务", "1 个", "2025 年完成", "—", "未报", "某处", "", False),),
        task_counts=(("未报", 1),),
        regions=(RegionLine("980100", "某市", "市级", 1, 1, 1, 0, 0, 0, "100%", 1, "按时上报"),),
        rankings=(Ranking(name, unit, "完成率", ((1, "某市", "1", "50%"),)),), courses=(), sources=("某处",),
    )  # fmt: skip
