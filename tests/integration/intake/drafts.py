"""Drafts of 甲市 for tests: made from a reading written by hand, or sent in through the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from indicators.calc import parse_figure
from intake.parsing.reading import (
    CommitmentRead,
    Conflict,
    DefinitionRead,
    Doubt,
    HeadRead,
    IndicatorRead,
    Place,
    Reading,
    Repeat,
    Stated,
)
from intake.services.proposing import content_of
from plans.models import DraftRow, Plan, PlanDraft
from plans.services.drafts import add_document, claim_reading, keep_reading
from tests.integration.world import AT

CODE = "980100"
TEXT = """甲市“十五五”人力资源和社会保障规划
“十四五”时期，登记失业率保持在低位。
到2030年，基本养老保险参保率达到96%，城镇调查失业率控制在5.5%以内。
指标\t2025年\t2030年\t属性
城镇新增就业（万人）\t〔26〕\t〔28〕\t预期性
城镇调查失业率（%）\t5.2\t＜5.5\t预期性
参保率（%）\t92\t96\t约束性
零工市场（个）\t3\t≥10\t
“十四五”指标\t目标\t完成
城镇新增就业（万人）\t〔25〕\t〔26〕
建成实训基地12个，每年举办招聘会100场。
城镇调查失业率：城镇调查失业人数占比。
"""


def place(quote: str, number: int = 1) -> Place:
    """Where the quote stands in the text, for the nth time."""
    start = -1
    for _ in range(number):
        start = TEXT.index(quote, start + 1)
    return Place(start, start + len(quote), TEXT.count("\n", 0, start) + 1)


def stated(text: str, year: int | None, where: Place | None = None) -> Stated:
    return Stated(parse_figure(text), year, where)


def indicator(name: str, unit: str, quote: str, baseline: str, target: str, **facts: Any) -> IndicatorRead:
    usual: dict[str, Any] = {
        "period": (2026, 2030), "source": "table", "group": "就业", "attribute": "预期性",
    }  # fmt: skip
    facts = {**usual, **facts}
    start, end = facts["period"]
    return IndicatorRead(
        name, unit, place=place(quote), quote=quote, baseline=stated(baseline, start - 1),
        target=stated(target, end),
        **facts,
    )  # fmt: skip


def reading() -> Reading:
    """A clean row, one in conflict, one under another name, a new one; a completed row; tasks."""
    unemployment = indicator(
        "城镇调查失业率", "%", "城镇调查失业率（%）\t5.2\t＜5.5\t预期性", "5.2", "＜5.5", number="2"
    )
    said = place("控制在5.5%以内")
    repeat = Repeat(stated("控制在5.5%以内", 2030, said), "控制在5.5%以内", said, agrees=True)
    rows = (
        indicator("城镇新增就业", "万人", "城镇新增就业（万人）\t〔26〕\t〔28〕\t预期性", "〔26〕", "〔28〕",
                  number="1"),
        replace(unemployment, repeats=(repeat,)),
        indicator("参保率", "%", "参保率（%）\t92\t96\t约束性", "92", "96", attribute="约束性"),
        indicator("零工市场", "个", "零工市场（个）\t3\t≥10", "3", "≥10", attribute="",
                  doubts=(Doubt("unit", "单位从名称中推得", None),)),
        indicator("城镇新增就业", "万人", "城镇新增就业（万人）\t〔25〕\t〔26〕", "5", "〔25〕",
                  period=(2021, 2025),
                  actual=stated("〔26〕", 2025)),
    )  # fmt: skip
    tasks = (
        CommitmentRead("实训基地", "个", stated("12个", 2030), place("建成实训基地12个"), "建成实训基地12个"),
        CommitmentRead("招聘会", "场", stated("100场", None), place("每年举办招聘会100场"), "…", per=1),
    )
    places = (unemployment.place, said)
    conflict = Conflict("sign", "表中为“＜5.5”，正文为“5.5%以内”", "城镇调查失业率", places)
    title = "甲市“十五五”人力资源和社会保障规划"
    glossary = place("城镇调查失业率：城镇调查失业人数占比。")
    return Reading(
        text=TEXT,
        pages=(),
        head=HeadRead(title, "甲政发〔2026〕1号", "甲市人民政府", None, "甲市", CODE, "city", (2026, 2030),
                      places={"title": place(title)}),
        indicators=rows,
        commitments=tasks,
        definitions=(DefinitionRead("城镇调查失业率", "%", "城镇调查失业人数占比。", glossary),),
        conflicts=(conflict,),
        doubts=(),
    )  # fmt: skip


def draft_by(
    planner: User, found: Reading | None = None, revises: Plan | None = None, digest: str = "0" * 64
) -> PlanDraft:
    draft = add_document(
        region_id=CODE, name="规划.txt", digest=digest, size=1, is_pasted=False, by=planner, at=AT,
        revises_id=revises.pk if revises else None,
    )  # fmt: skip
    claim_reading(draft_id=draft.pk, at=AT)
    made = keep_reading(draft_id=draft.pk, claimed_at=AT, content=content_of(found or reading()), at=AT)
    assert made is not None
    return made


def row_named(draft: PlanDraft, name: str, start: int = 2026) -> DraftRow:
    return next(
        row
        for row in draft.rows.all()
        if row.entry["name"] == name and row.entry.get("start_year", start) == start
    )


def sent(text: str = TEXT, name: str = "甲市规划.txt") -> dict[str, Any]:
    return {"region": CODE, "file": SimpleUploadedFile(name, text.encode())}


def publish(page: Client, plan: Plan) -> None:
    """As it is shown to whoever confirms."""
    url = reverse("intake:publish_plan", args=[plan.pk])
    page.post(url, {"seen": page.get(url).context["seen"]})
    plan.refresh_from_db()
    assert plan.state == "published"
