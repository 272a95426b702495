"""A report as data, made by hand: what Excel annex and pictures are tried on without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dashboards.reports.content import (
    Content,
    Count,
    Course,
    IndicatorLine,
    LaggardLine,
    Number,
    Ranking,
    RegionLine,
    TaskLine,
    UnassessedLine,
)

NONE = Number("—")
EXAMPLE = Content(
    kind="annual", kind_name="年度监测报告", title="示范省“十四五”人力资源和社会保障规划2024年度监测报告",
    region="示范省", region_code="980000", is_fictional=True,
    plan_title="示范省“十四五”人力资源和社会保障规划",
    period="2021—2025", document_number="示政发〔2021〕1号", issuer="示范省人民政府",
    year=2024, is_final=False,
    years=(2021, 2022, 2023, 2024), baseline_year=2020, standing="已接收",
    data_date=datetime(2025, 3, 1, 8, tzinfo=UTC), rule_version="1.0",
    made_at=datetime(2025, 3, 2, 9, tzinfo=UTC),
    paragraphs={"overall": ("截至 2024 年底，3 项指标中 1 项达标。",)},
    counts=(
        Count("约束性", 8, 6, 5, 1, 1, 1, "83.3%"),
        Count("预期性", 12, 9, 7, 2, 0, 3, "77.8%"),
        Count("未注明", 1, 0, 0, 0, 0, 1, "—"),
    ),
    indicators=(
        IndicatorLine(
            number="1", group="就业", name="城镇新增就业", unit="万人", attribute="预期性", is_part=False,
            baseline=Number("5", Decimal(5)), target=Number("〔30〕"),
            actuals=(Number("6.2", Decimal("6.2")), Number("＞6"), Number("5.80", Decimal("5.80")), NONE),
            attainment=Number("60%", Decimal(60)), closure=NONE, schedule=Number("80.05%", Decimal("80.05")),
            word="快于时序", lamp="ok", note="",
        ),
        IndicatorLine(
            number="", group="就业", name="失业人员再就业", unit="人", attribute="预期性", is_part=True,
            baseline=Number("12,000", Decimal(12000)), target=Number("12,345.50", Decimal("12345.5")),
            actuals=(NONE, NONE, NONE, NONE), attainment=NONE, closure=NONE, schedule=NONE, word="无数据",
            lamp="na", note='=HYPERLINK("http://example.org","x")',
        ),
    ),
    notation=("注：〔〕内为规划期累计数；—表示没有数据。",),
    laggards=(
        LaggardLine(
            "城镇新增就业", "预期性", "〔30〕万人", "〔18〕万人", "+12 万人", "每年 6 万人",
            "每年 4.5 万人", "滞后", "落后 6 个百分点", "@企业用工减少", "-扩大见习", "就业促进科",
        ),
    ),
    unassessed=(UnassessedLine("高技能人才结构", "未注明", "当年没有数据"),),
    tasks=(TaskLine("专栏 1", "公共实训基地", "10 个", "2025 年", "4 个", "推进中", "培训处", "", False),),
    task_counts=(("推进中", 1),),
    regions=(
        RegionLine("980100", "甲市", "市级", 21, 15, 12, 3, 1, 6, "80%", 1, "按时上报"),
        RegionLine("980200", "乙市", "市级", 21, 0, 0, 0, 0, 21, "—", None, "未上报"),
    ),
    rankings=(
        Ranking(
            "城镇新增就业", "万人", "完成率",
            ((1, "甲市", "〔20〕", "101.5%"), (2, "乙市", "〔12〕", "66.67%")),
        ),
    ),
    courses=(
        Course(
            "城镇新增就业", "万人", (2021, 2022, 2023, 2024),
            (Decimal("6.2"), None, Decimal("5.80"), None),
            (Decimal(6), Decimal(6), Decimal(6), Decimal(6)), "年均须完成",
        ),
        Course("失业率", "%", (2021, 2022), (Decimal("5.1"), Decimal("5.3")), (None, None), ""),
    ),
    sources=("统计年鉴",),
)  # fmt: skip


def example(**changes: Any) -> Content:
    return replace(EXAMPLE, **changes)
