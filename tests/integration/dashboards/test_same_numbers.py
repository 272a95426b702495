"""Numbers on the page, in the Word file, in the Excel annex and over the API are the same, cell by cell."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from common.numbers import DASH, number
from dashboards.pages.address import Asked
from dashboards.pages.board import BoardPage, board_page
from dashboards.reports.content import content_of
from dashboards.reports.grid import plain
from dashboards.reports.word import write_word
from dashboards.reports.workbook import write_workbook
from indicators.models import Indicator
from indicators.services.assessment import assess_everything
from plans.models import Plan
from regions.models import Region
from tests.integration.dashboards.answers import answers_agree
from tests.integration.world import PASSWORD, World

TODAY = datetime(2026, 6, 1, tzinfo=UTC)
TALLIES = {"420000": (10, 0, 3), "430100": (11, 1, 1), "510524": (13, 0, 0)}  # as their own tables state
RATES = ("attainment", "closure", "schedule")
HEADS = ("完成率", "目标实现程度", "时序进度", "进展评价")

Table = list[list[str]]


class Told:
    """One plan and year as each of the four tells it."""

    def __init__(self, user: User, plan: Plan, year: int, kind: str) -> None:
        page = board_page(user=user, code=plan.region_id, asked=Asked(year=year, plan=plan.pk))
        assert page is not None
        assert page.tally is not None
        self.page: BoardPage = page
        self.of = user, plan, year
        self.tally = page.tally
        content = content_of(user, plan_id=plan.pk, kind=kind, year=year, with_subtree=False, made_at=TODAY)
        word = Document(BytesIO(write_word(content, {}, None, tell=lambda step: None)))
        self.word = [
            [[cell.text.replace("\n", "") for cell in row.cells] for row in table.rows]
            for table in word.tables
        ]
        book = CalamineWorkbook.from_filelike(BytesIO(write_workbook(content)))
        self.sheets = {name: book.get_sheet_by_name(name).to_python()[2:] for name in book.sheet_names}
        self.verdicts = _over_the_api(user, plan, year)
        self.rows = [row for group in page.groups for row in group.rows]

    def table(self, first: str, among: str) -> Table:
        """The table of the Word file whose head has both words."""
        return next(table for table in self.word if first in table[0] and among in table[0])


def _over_the_api(user: User, plan: Plan, year: int) -> dict[str, Any]:
    browser = Client()
    browser.force_login(user)
    answer = browser.get(f"/api/v1/progress/?plan={plan.pk}&year={year}&standing=accepted&page_size=1000")
    assert answer.status_code == 200, answer.content
    return {row["plan_indicator"]["name"]: row for row in answer.json()["results"]}


def agree(told: Told) -> None:
    assert len(told.rows) == told.tally.total == len(told.verdicts)
    _counts_agree(told)
    _progress_agrees(told)
    _laggards_agree(told)
    answers_agree(*told.of, told.page)


def _counts_agree(told: Told) -> None:
    word = {row[0]: row[1:] for row in told.table("属性", "达标率")[1:]}
    sheet = {row[0]: row[1:8] for row in told.sheets["总体评价"][1:] if row[1] != ""}
    assert {name: list(map(same, row)) for name, row in sheet.items()} == {
        name: list(map(same, row)) for name, row in word.items()
    }
    for strip in told.page.strips:
        assert [int(each) for each in word[strip.label][:3]] == [strip.total, strip.assessable, strip.met]
    tally, year = told.tally, told.page.year
    whole = [tally.total, tally.assessable, tally.met, tally.lagging, tally.stale, tally.unassessed]
    assert [int(each) for each in word["合计"][:6]] == whole
    lamps = [row["lamp"]["code"] for row in told.verdicts.values() if row["judged_year"] == year]
    assert (lamps.count("ok"), lamps.count("warn") + lamps.count("bad")) == (tally.met, tally.lagging)


def _progress_agrees(told: Told) -> None:
    head, *word = told.table("完成率", "进展评价")
    sheet_head, *sheet = told.sheets["指标进展"]
    for row, printed, cells in zip(told.rows, word, sheet, strict=False):
        wanted = [row.attainment, row.closure, row.schedule, row.word]
        assert [printed[head.index(each)] for each in HEADS] == wanted
        assert [same(cells[sheet_head.index(each)]) for each in HEADS] == [same(each) for each in wanted]
        assert printed[head.index("目标")] == row.target
        assert same(cells[sheet_head.index("目标")]) == same(row.target)
        verdict = told.verdicts[row.name]
        for name in RATES:
            assert getattr(row, name) == _percent(verdict[name])
        if row.gap != DASH and verdict["gap"] is not None:
            assert number(abs(Decimal(verdict["gap"]))) in row.gap
    years = [each for each in head if each.endswith("年") and each[:4].isdigit()]
    assert years
    for each in years:
        column = [printed[head.index(each)] for printed in word]
        assert [same(cells[sheet_head.index(each)]) for cells in sheet[: len(word)]] == list(
            map(same, column)
        )
    assert len(word) == len(told.rows)


def _laggards_agree(told: Told) -> None:
    if not told.page.gaps:
        assert not {"滞后清单", "未完成清单"} & set(told.sheets)
        return
    head, *word = told.table("差距", "责任部门")
    sheet_head, *sheet = told.sheets.get("未完成清单") or told.sheets["滞后清单"]
    gaps = [(row.name, row.gap) for row in told.page.gaps]
    assert [(row[head.index("指标")], row[head.index("差距")]) for row in word] == gaps
    assert [(row[sheet_head.index("指标")], row[sheet_head.index("差距")]) for row in sheet] == gaps


def _percent(value: str | None) -> str:
    return DASH if value is None else f"{number(Decimal(value))}%"


def same(cell: Any) -> Any:
    """A printed figure and the cell that holds it, as one and the same."""
    if isinstance(cell, int | float):
        return Decimal(str(cell)).normalize()
    found = plain(str(cell))
    return found[0].normalize() if found else cell


@pytest.fixture
def nation(db: None) -> User:
    """A leader of the nation, on the real plans."""
    call_command("load_plans")
    assess_everything(at=TODAY)
    user = create_user(username="nation", name="全", password=PASSWORD, by=None, at=TODAY)
    grant(user=user, region=Region.objects.get(pk="100000"), role=Role.LEADER, by=None, at=TODAY)
    return user


def test_numbers_of_real_plans_are_the_same_everywhere(nation: User) -> None:
    for code, tally in TALLIES.items():
        plan = Plan.objects.get(region=code, start_year=2016, end_year=2020)
        for year in (*range(2016, 2020), 2020):
            told = Told(nation, plan, year, "final" if year == 2020 else "annual")
            agree(told)
        assert (told.tally.met, told.tally.lagging, told.tally.unassessed) == tally


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_numbers_of_a_plan_under_way_are_the_same_everywhere(world: World, leader: User, year: int) -> None:
    """A sum with a bound in it, a floor, a path and shares of a whole; 新增就业 of the parts adds up."""
    Indicator.objects.filter(code="new_jobs").update(is_additive=True)
    for code in ("980000", "980100", "980101"):
        agree(Told(leader, world.plans[code], year, "annual"))
