"""The columns of a table of indicators: what each holds, and for which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.parsing.reading import Period
from intake.parsing.tables.heads import role_of
from intake.parsing.tables.periods import SPAN, eras_of, is_completion, spans_of, years_of

ACTUAL = re.compile(r"实际|完成|实现(?!目标)|达到|实绩|执行|达成|现状|现值|预计|统计")
TARGET = re.compile(r"目标|规划|计划|预期|要求|任务|指标值|期望")
BASE = re.compile(r"基数|基期|基准|现状|基础|起点|现值|期初|实绩")
GROWTH = re.compile(r"年均|年平均|增速|增长率|增幅|年递增|年增长|变化|增减|增加值|增量|增长\(|递增")
TOTAL = re.compile(r"合计|累计|总计|累积|五年(?!规划)|总量$|期间|总和")
OTHER_PLACE = re.compile(r"全国|国家|全省|省级|省目标|省下达|上级|同期|排名|位次|先进")
OTHER_NUMBER = re.compile(r"完成率|完成比例|实现率|达成率|权重|分值|比例\(%\)$|进度")
OUTLOOK = re.compile(r"远景|展望|远期|2035")


@dataclass(frozen=True)
class Column:
    """`role` is number, group, name, unit, attribute, baseline, target, actual, previous, yearly, total,
    growth or other.
    """

    at: int
    role: str
    year: int | None = None
    text: str = ""


def column_of(at: int, text: str, period: Period, caption: str) -> Column:
    """The role of a column by the words of its head alone."""
    role = role_of(text)
    if role in ("number", "group", "name", "unit", "attribute", "other"):
        return Column(at, role, None, text)
    if not text or OTHER_NUMBER.search(text):
        return Column(at, "other" if text else "", None, text)
    if not role:
        return Column(at, "", None, text)
    role, year = _value_role(text, period, caption)
    return Column(at, role, year, text)


def _value_role(text: str, period: Period, caption: str) -> tuple[str, int | None]:
    start, end = period
    base = start - 1
    spans = spans_of(text)
    years = years_of(SPAN.sub("", text))
    if years and not TOTAL.search(text):
        spans = []
    years = years or years_of(text)
    eras = eras_of(text)
    if OTHER_PLACE.search(text) and TARGET.search(text):
        return "other", None
    if GROWTH.search(text) and not (years and max(years) == end and not spans and TARGET.search(text)):
        own = spans == [period] or period in eras or not (spans or eras or years) or end in years
        return ("growth" if own else "other"), end
    if spans or (eras and TOTAL.search(text)) or (not years and TOTAL.search(text)):
        return _sum_role(text, (spans or eras or [period])[0], period)
    if years:
        return _year_role(text, _named_year(text, years, period), period, caption)
    if eras:
        return _era_role(text, eras[-1], period, caption)
    return _word_role(text, base, end, caption)


def _named_year(text: str, years: Sequence[int], period: Period) -> int:
    """Of several years in one head (两个基年) the one that the plan starts or ends with."""
    for year in (period[1], period[0] - 1):
        if year in years:
            return year
    return max(years)


def _sum_role(text: str, span: Period, period: Period) -> tuple[str, int | None]:
    if span == period or span[1] == period[1]:
        done = ACTUAL.search(text) and not TARGET.search(text)
        return ("actual" if done else "total"), period[1]
    if span[1] == period[0] - 1:
        return ("previous" if TARGET.search(text) and not ACTUAL.search(text) else "baseline"), span[1]
    return "other", None


def _year_role(text: str, year: int, period: Period, caption: str) -> tuple[str, int | None]:
    start, end = period
    is_target = bool(TARGET.search(text)) and not re.search(r"完成|实际", text)
    if year == end:
        done = bool(ACTUAL.search(text)) and not is_target
        return ("actual" if done else "target" if is_target or not is_completion(caption) else "end"), year
    if year == start - 1:
        return (
            "previous" if is_target and not BASE.search(text) and "预计" not in text else "baseline"
        ), year
    if year < start - 1:
        return ("other" if is_target else "older"), year
    if year > end:
        return "other", year
    if BASE.search(text):
        return "baseline", year
    return "yearly", year


def _era_role(text: str, era: Period, period: Period, caption: str) -> tuple[str, int | None]:
    start, end = period
    is_done = bool(ACTUAL.search(text)) or bool(re.search(r"[末底]", text))
    is_target = bool(TARGET.search(text)) and not re.search(r"完成|实际|实现", text)
    if era == period:
        if is_target:
            return "target", end
        if BASE.search(text):
            return "baseline", start - 1
        return ("actual" if ACTUAL.search(text) else "end" if is_completion(caption) else "target"), end
    if era[1] == start - 1:
        return ("previous" if is_target and not is_done and not BASE.search(text) else "baseline"), era[1]
    return "other", None


def _word_role(text: str, base: int, end: int, caption: str) -> tuple[str, int | None]:
    if OUTLOOK.search(text):
        return "other", None
    if BASE.search(text):
        return "baseline", base
    if TARGET.search(text) and not re.search(r"完成|实际|达到", text):
        return ("yearly", None) if re.search(r"中期|年度|分年", text) else ("target", end)
    if ACTUAL.search(text):
        return ("actual" if is_completion(caption) else "baseline"), end if is_completion(caption) else base
    if re.search(r"期末|末值|年末", text):
        return "target", end
    return "other", None


def settled(columns: Sequence[Column], period: Period) -> list[Column]:
    """One target, one baseline, one actual. What the end year of a table of results is, the others decide."""
    has_target = any(column.role == "target" for column in columns)
    ends = [column for column in columns if column.role == "end"]
    decided = []
    for column in columns:
        if column.role == "end":
            taken = any(other.role == "actual" for other in columns)
            role = (
                "target" if not has_target and (taken or (len(ends) > 1 and column is ends[0])) else "actual"
            )
            decided.append(replace(column, role=role))
        else:
            decided.append(column)
    return _one_target(_one_baseline(decided, period[0] - 1))


def _one_baseline(columns: Sequence[Column], base: int) -> list[Column]:
    """Of several base years the last before the start; of two of that year the one of what was reached."""
    candidates = [column for column in columns if column.role == "baseline"]
    if not candidates:
        candidates = [column for column in columns if column.role == "older"]
    if not candidates:
        candidates = _under_one_title(columns)
    if not candidates:
        return list(columns)

    def fitness(column: Column) -> tuple[bool, int, bool]:
        return column.year == base, column.year or 0, bool(re.search(r"实际|完成|基", column.text))

    best = max(candidates, key=fitness)
    return [
        replace(column, role="baseline")
        if column is best
        else replace(column, role="other")
        if column.role in ("baseline", "older")
        else column
        for column in columns
    ]


def _under_one_title(columns: Sequence[Column]) -> list[Column]:
    """A base year under a title that it shares with the target (规划目标 over 2020年 and 2025年)."""
    titles = {re.sub(r"\d{4}", "", column.text) for column in columns if column.role == "target"}
    return [
        column
        for column in columns
        if column.role == "previous" and re.sub(r"\d{4}", "", column.text) in titles
    ]


def _one_target(columns: Sequence[Column]) -> list[Column]:
    """A column of sums is the target where no other is; of several targets the last that says so
    most plainly, and says nothing of growth or a sum (五年增长 beside 目标值 under one title).
    """
    targets = [column for column in columns if column.role == "target"]
    if not targets:
        totals = [column for column in columns if column.role == "total"]
        if len(totals) == 1 and not any(column.role == "yearly" for column in columns):
            return [replace(column, role="target") if column in totals else column for column in columns]
        return list(columns)

    def fitness(column: Column) -> tuple[bool, bool, int]:
        is_change = bool(GROWTH.search(column.text) or TOTAL.search(column.text))
        return not is_change, bool(TARGET.search(column.text)), column.at

    best = max(targets, key=fitness)
    return [
        replace(column, role="other") if column.role == "target" and column is not best else column
        for column in columns
    ]
