"""The Excel annex of a report: every table as a sheet, with charts of Excel's own that refer to its cells."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from django.utils.timezone import localtime
from xlsxwriter.workbook import Workbook

from dashboards.reports.content import Content, Count, IndicatorLine
from dashboards.reports.grid import Cell, Column, Sheet
from dashboards.reports.native import courses_sheet, draw_counts, rankings_sheet

DEMO = "演示数据：地区及其数据均为虚构"


def write_workbook(content: Content) -> bytes:
    """Sheets without rows are left out, except the first three."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    made_at = localtime(content.made_at).replace(tzinfo=None)
    workbook.set_properties({"title": f"{content.title}附表", "created": made_at})
    _about(workbook, content)
    _counts(workbook, content)
    _indicators(workbook, content)
    if content.courses:
        courses_sheet(workbook, content)
    if content.laggards:
        _laggards(workbook, content)
    if content.unassessed:
        _unassessed(workbook, content)
    if content.tasks:
        _tasks(workbook, content)
    if content.regions:
        _regions(workbook, content)
    if content.rankings:
        rankings_sheet(workbook, content)
    workbook.close()
    return stream.getvalue()


def _about(workbook: Workbook, content: Content) -> None:
    sheet = Sheet(workbook, "说明", [Column("项目", 16), Column("内容", 76)])
    sheet.title(f"{content.title}附表")
    sheet.head()
    data_date = localtime(content.data_date) if content.data_date else None
    facts = [
        ("规划", content.plan_title),
        ("规划期", content.period),
        ("文号", content.document_number),
        ("发布机关", content.issuer),
        ("地区", f"{content.region}（{content.region_code}）"),
        ("年度", f"{content.year} 年"),
        ("报告种类", content.kind_name),
        ("数据范围", content.standing),
        ("数据更新至", f"{data_date:%Y-%m-%d %H:%M}" if data_date else "—"),
        ("评价规则", content.rule_version),
        ("生成时间", f"{localtime(content.made_at):%Y-%m-%d %H:%M}"),
        ("数据性质", DEMO if content.is_fictional else "实际数据"),
        *(("符号", line) for line in content.notation),
        *(("数据来源", line) for line in content.sources),
    ]
    for label, text in facts:
        if text:
            sheet.row((label, text))
    sheet.print_setup(landscape=False)


def _counts(workbook: Workbook, content: Content) -> None:
    titles = (
        "指标数", "可评价", content.met, content.behind, "按此前年度", "无法评价", "达标率",
    )  # fmt: skip
    columns = [Column("属性", 14), *(Column(title, 12, is_number=True) for title in titles)]
    sheet = _sheet(workbook, content, "总体评价", columns)
    rows = [sheet.row(_count_cells(each)) for each in content.counts]
    sheet.row(_count_cells(content.whole), bold=True)
    sheet.line(f"达标率＝{content.met}÷可评价，只计有本年数据的指标。")
    if rows:
        draw_counts(sheet, rows, content)
    sheet.print_setup()


def _count_cells(each: Count) -> Sequence[Cell]:
    return (
        each.label, each.total, each.assessable, each.met, each.lagging, each.stale, each.unassessed,
        each.rate,
    )  # fmt: skip


def _indicators(workbook: Workbook, content: Content) -> None:
    years = [Column(f"{year}年", 9, is_number=True) for year in content.years]
    baseline = f"基数（{content.baseline_year}年）" if content.baseline_year else "基数"
    columns = [
        Column("序号", 5), Column("类别", 9), Column("指标", 22), Column("单位", 7), Column("属性", 7),
        Column(baseline, 10, is_number=True), Column("目标", 10, is_number=True), *years,
        Column("完成率", 10, is_number=True), Column("目标实现程度", 10, is_number=True),
        Column("时序进度", 9, is_number=True), Column("进展评价", 12), Column("备注", 16),
    ]  # fmt: skip
    sheet = _sheet(workbook, content, "指标进展", columns)
    for line in content.indicators:
        sheet.row(_indicator_cells(line))
    for note in content.notation:
        sheet.line(note)
    sheet.print_setup()


def _indicator_cells(line: IndicatorLine) -> Sequence[Cell]:
    name = f"　其中：{line.name.removeprefix('其中：')}" if line.is_part else line.name
    return (
        line.number, line.group, name, line.unit, line.attribute, line.baseline, line.target, *line.actuals,
        line.attainment, line.closure, line.schedule, line.word, line.note,
    )  # fmt: skip


def _laggards(workbook: Workbook, content: Content) -> None:
    columns = [
        Column("序号", 6, is_number=True), Column("指标", 22), Column("属性", 8), Column("目标", 11),
        Column("实际", 11), Column("差距", 13), Column("今后所需", 16), Column("此前年均", 13),
        Column("评价", 10), Column("偏离", 13), Column("原因", 24), Column("措施", 24),
        Column("责任部门", 12),
    ]  # fmt: skip
    sheet = _sheet(workbook, content, "未完成清单" if content.is_final else "滞后清单", columns)
    for place, each in enumerate(content.laggards, 1):
        sheet.row(
            (
                place, each.name, each.attribute, each.target, each.actual, each.gap, each.pace,
                each.pace_so_far, each.word, each.detail, each.cause, each.measure, each.department,
            )
        )  # fmt: skip
    sheet.print_setup()


def _unassessed(workbook: Workbook, content: Content) -> None:
    columns = [Column("序号", 6, is_number=True), Column("指标", 40), Column("属性", 10), Column("原因", 56)]
    sheet = _sheet(workbook, content, "无法评价", columns)
    for place, each in enumerate(content.unassessed, 1):
        sheet.row((place, each.name, each.attribute, each.reason))
    sheet.print_setup()


def _tasks(workbook: Workbook, content: Content) -> None:
    columns = [
        Column("专栏", 22), Column("任务", 38), Column("要求", 18), Column("期限", 12), Column("已完成", 16),
        Column("进展", 12), Column("到期未完成", 10), Column("责任部门", 14), Column("说明", 30),
    ]  # fmt: skip
    sheet = _sheet(workbook, content, "重点任务", columns)
    for each in content.tasks:
        sheet.row(
            (
                each.section, each.name, each.asked, each.term, each.done, each.progress,
                "是" if each.is_overdue else "", each.department, each.note,
            )
        )  # fmt: skip
    sheet.print_setup()


def _regions(workbook: Workbook, content: Content) -> None:
    titles = (
        "指标数", "可评价", content.met, content.behind, "其中约束性", "按此前年度", "无法评价", "达标率",
        "位次",
    )  # fmt: skip
    columns = [
        Column("代码", 9), Column("地区", 18), Column("上级", 14), Column("层级", 8),
        *(Column(title, 10, is_number=True) for title in titles), Column("填报情况", 26),
    ]  # fmt: skip
    sheet = _sheet(workbook, content, "各地区", columns)
    for each in content.regions:
        sheet.row(
            (
                each.code, each.name, each.parent, each.level, each.total, each.assessable, each.met,
                each.lagging, each.binding_lagging, each.stale, each.unassessed, each.rate, each.rank,
                each.late,
            )
        )  # fmt: skip
    sheet.print_setup()


def _sheet(workbook: Workbook, content: Content, name: str, columns: Sequence[Column]) -> Sheet:
    """With its title and head; what is invented is called so on every sheet."""
    sheet = Sheet(workbook, name, columns)
    demo = f"　{DEMO}" if content.is_fictional else ""
    sheet.title(name, f"{content.plan_title}　{content.year} 年{demo}")
    sheet.head()
    return sheet
