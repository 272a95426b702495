"""Charts of Excel's own, which refer to the cells that they draw; many stand on a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from dashboards.reports.content import Content, Course, Number, Ranking
from dashboards.reports.courses import course_title, is_summed
from dashboards.reports.grid import SONG, Column, Sheet

MET, LAGGING, STALE, GREY, PATH, BAR = "#1f7049", "#a8241c", "#8f5d05", "#66727d", "#8b98a5", "#1d4f80"
PARTS = ((3, MET), (4, LAGGING), (5, STALE), (6, GREY))  # columns of 总体评价
FONT = {"name": SONG, "size": 10}
HIGH = 15  # rows that a chart covers
SECOND = 8  # column where the second chart of a row begins
ROWS_A_PAGE = 32


def draw_counts(sheet: Sheet, rows: Sequence[int], content: Content) -> None:
    """One bar for each attribute, whose parts are how many stand where."""
    first, last = rows[0], rows[-1]
    head = first - 1
    chart = sheet.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in PARTS:
        chart.add_series({
            "name": [sheet.name, head, column],
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, column, last, column],
            "fill": {"color": colour}, "gap": 60,
            "data_labels": {"value": True, "num_format": "0;;", "font": {**FONT, "color": "#ffffff"}},
        })  # fmt: skip
    _finish(chart, f"{content.year} 年各属性指标评价分布（项）")
    chart.set_y_axis({"reverse": True, "num_font": FONT})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    sheet.page.insert_chart(sheet.next + 1, 0, chart, {"x_scale": 1.45, "y_scale": 0.9})


def courses_sheet(workbook: Workbook, content: Content) -> None:
    """Two rows for each indicator, figures and what was to be expected; the lines on the sheet after it."""
    years = sorted({year for course in content.courses for year in course.years})
    columns = [Column("指标", 30), Column("单位", 9), Column("项目", 14)]
    columns += [Column(f"{year}年", 11, is_number=True) for year in years]
    sheet = Sheet(workbook, "历年走势", columns)
    sheet.title("历年走势", f"{content.plan_title}　空格为没有数据或不能作图的数（如不等式）")
    head = sheet.head()
    places = [_course_rows(sheet, content, course, years) for course in content.courses]
    sheet.print_setup()
    charts = []
    for course, rows in zip(content.courses, places, strict=True):
        charts.append(_course_chart(sheet, rows, head, 2 + len(years)))
        _finish(charts[-1], course_title(content, course))
    _charts_sheet(workbook, "走势图", content, [(chart, HIGH) for chart in charts])


def _charts_sheet(workbook: Workbook, name: str, content: Content, charts: Sequence[tuple[Any, int]]) -> None:
    """Charts with their heights in rows, two beside each other, none across two pages."""
    page = workbook.add_worksheet(name)
    page.write_string(0, 0, f"{content.plan_title}　{content.year} 年{name}")
    page.freeze_panes(1, 0)
    below, breaks, begun = 2, [], 0
    for left in range(0, len(charts), 2):
        pair = charts[left : left + 2]
        tall = max(rows for _, rows in pair) + 1
        if below > 2 and below + tall - begun > ROWS_A_PAGE + 2:
            breaks.append(below)
            begun = below
        for place, (chart, rows) in enumerate(pair):
            page.insert_chart(below, place * SECOND, chart, {"y_scale": rows / HIGH})
        below += tall
    page.set_h_pagebreaks(breaks)
    page.set_paper(9)
    page.set_landscape()
    page.set_print_scale(78)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f'&C&"{SONG}"— &P —')


def _course_rows(
    sheet: Sheet, content: Content, course: Course, years: Sequence[int]
) -> tuple[int, int | None]:
    """The rows of figures and of the path, where there is one. Holes stay empty: lines break there."""
    rows: list[int] = []
    actual = "累计实际" if is_summed(content, course) else "实际"
    for label, values in ((actual, course.actuals), (course.path_name, course.path)):
        if label != actual and not any(each is not None for each in values):
            return rows[0], None
        known = dict(zip(course.years, values, strict=True))
        cells = [("" if known.get(year) is None else _number(known[year])) for year in years]
        rows.append(sheet.row((course.name, course.unit, label, *cells)))
    return rows[0], rows[1]


def _number(value: Any) -> Number:
    text = f"{value:f}"
    return Number(text.rstrip("0").rstrip(".") if "." in text else text, value)


def _course_chart(sheet: Sheet, rows: tuple[int, int | None], head: int, last: int) -> Any:
    chart = sheet.workbook.add_chart({"type": "line"})
    styles: tuple[dict[str, Any], ...] = (
        {
            "line": {"color": BAR, "width": 2.25},
            "marker": {"type": "circle", "size": 6, "fill": {"color": BAR}},
        },
        {"line": {"color": PATH, "width": 1.5, "dash_type": "dash"}, "marker": {"type": "none"}},
    )
    for row, style in zip(rows, styles, strict=True):
        if row is not None:
            chart.add_series({
                "name": [sheet.name, row, 2],
                "categories": [sheet.name, head, 3, head, last],
                "values": [sheet.name, row, 3, row, last],
                **style,
            })  # fmt: skip
    chart.show_blanks_as("gap")
    chart.set_x_axis({"num_font": FONT})
    chart.set_y_axis({"num_font": FONT, "major_gridlines": {"visible": True, "line": {"color": "#e9edf1"}}})
    return chart


def rankings_sheet(workbook: Workbook, content: Content) -> None:
    columns = [
        Column("指标", 30), Column("位次", 8, is_number=True), Column("地区", 18),
        Column("实际", 16, is_number=True), Column("排名依据", 14), Column("得分", 14, is_number=True),
    ]  # fmt: skip
    sheet = Sheet(workbook, "排名", columns)
    sheet.title("排名", f"{content.plan_title}　{content.year} 年　同一指标按同一依据排列")
    sheet.head()
    drawn = [(ranking, _ranking_rows(sheet, ranking)) for ranking in content.rankings if ranking.lines]
    sheet.print_setup()
    charts = []
    for ranking, (first, last) in drawn:
        chart = sheet.workbook.add_chart({"type": "bar"})
        chart.add_series({
            "name": ranking.score_name,
            "categories": [sheet.name, first, 2, last, 2],
            "values": [sheet.name, first, 5, last, 5],
            "fill": {"color": BAR}, "gap": 50, "data_labels": {"value": True, "font": FONT},
        })  # fmt: skip
        _finish(chart, f"{ranking.indicator}：{ranking.score_name}")
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": FONT})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        charts.append((chart, max(HIGH, last - first + 6)))
    _charts_sheet(workbook, "排名图", content, charts)


def _ranking_rows(sheet: Sheet, ranking: Ranking) -> tuple[int, int]:
    name = f"{ranking.indicator}（{ranking.unit}）" if ranking.unit else ranking.indicator
    rows = [
        sheet.row((name, rank, region, actual, ranking.score_name, score))
        for rank, region, actual, score in ranking.lines
    ]
    return rows[0], rows[-1]


def _finish(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {**FONT, "size": 12}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_chartarea({"border": {"color": "#d9e0e7"}})
