"""What the cells of a head are called, and which rows of a grid are its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from indicators.calc import parse_figure
from intake.parsing.passage import Passage
from intake.parsing.tables.grid import EMPTY, Row, distinct, same_cell, squeezed

NAME_WORD = r"(?:主要|具体|核心|重点|关键|发展|预期|规划|目标|考核|评价|监测|统计|代表性)?指标"
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"(?:指标)?(?:序号|编号)|序|序次|项次|No\.?|NO\.?")),
    (
        "group",
        re.compile(
            r"(?:指标|目标|发展)?(?:类别|类型|分类|领域|维度|方面|板块|门类)|一级指标|类|大类|一级|属类|指标体系|类目|分项|指标类"
        ),
    ),
    (
        "name",
        re.compile(
            rf"{NAME_WORD}(?:名称|内容|项目|项|内涵)?(?:\(?[及和/]?(?:计量)?单位\)?)?|[二三四]级指标|名称|项目|项目名称|目标名称|内容|"
            r"(?:领域|类别|分类|项目|类型)[及和与、]指标(?:名称)?|年份|年度|指标\(.{1,12}\)|主要目标|发展目标|目标项目"
        ),
    ),
    ("unit", re.compile(r"(?:计量|指标|数据)?单位(?:名称)?")),
    (
        "attribute",
        re.compile(r"(?:指标|目标)?(?:属性|性质)|约束性/预期性|属性\(.{0,12}\)|指标性质\(.{0,12}\)"),
    ),
    (
        "other",
        re.compile(
            r"备注|说明|(?:责任|牵头|主管|负责|配合|实施|完成|承担|主要责任|数据)(?:单位|部门|处室|科室|主体)|数据来源|来源|责任(?:人|分工)|"
            r"完成情况|完成率.{0,4}|完成比例.{0,4}|完成程度.{0,4}|实现程度.{0,4}|进展(?:情况|评价)?|评估(?:结果|情况)?|是否(?:完成|达标)|"
            r"达标情况|预计完成情况|实施情况|目标完成情况|指标解释|指标说明|口径|计算方法|依据|权重|分值|文件依据|对标|趋势"
        ),
    ),
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
DATED = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:年|[-—–~/]|$|[()]|目标|基数|基期|基准|现状|实际|实绩|完成|达到|规划|计划|预计|预期|末|底)"
)
ERA = re.compile(r"[“\"]?([一二三四五六七八九十]{1,2})五[”\"]?(?!年)")
VALUE_WORD = re.compile(
    r"目标|基数|基期|基准|基础值|现状|现值|起点|实际|实绩|完成|达到|规划[数值]?$|规划|计划|预计|预期|年均|增速|增长|增幅|增加值|增量|增减|累计|合计|总计|"
    r"^(?:五年|期末|期内)?总量$|指标值|期末|期初|末值|数值|数据|年末|远景|展望|累积|变化|五年|^(?:国家|全国|全省)(?:目标|平均|水平|要求)?$|中期"
)
LONGEST = 24
OTHER_WORDS = 4  # characters beside the words of a value: more name an indicator (技能劳动者总量)
FURTHER_HEADS = 2
GROUP_NUMBER = re.compile(r"[*★☆▲△※●]?\(?[一二三四五六七八九十]{1,3}(?:\)|[、.．,])")


@lru_cache(maxsize=4096)
def role_of(text: str) -> str:
    """number, group, name, unit, attribute, other, value for a head cell; empty for anything else."""
    plain = "".join(text.split()).strip(':：“”"*#')
    if not plain or len(plain) > LONGEST:
        return ""
    for role, pattern in ROLES:
        if pattern.fullmatch(plain):
            return role
    if GROUP_NUMBER.match(plain) or re.match(r"\d{1,2}[.、]|注|单位[::]|专栏|表\d", plain):
        return ""
    if YEAR.fullmatch(plain.removesuffix("年")):
        return "value"
    if (DATED.search(plain) or ERA.search(plain)) and len(plain) <= 20 and not re.search(r"[,。;]", plain):
        return "value"
    if parse_figure(plain).kind != "words":
        return ""
    rest = VALUE_WORD.sub("", plain)
    return "value" if len(rest) < len(plain) <= 14 and len(rest) <= OTHER_WORDS and "率" not in plain else ""


def roles_of(cells: Sequence[Passage]) -> list[str]:
    return [role_of(cell.text) for cell in cells]


def is_head(row: Row) -> bool:
    """A row that names columns: what is measured and at least one value."""
    cells = distinct(row)
    roles = roles_of(cells)
    known = [role for role in roles if role]
    if len(cells) < 2 or len(known) < max(2, (2 * len(cells) + 2) // 3):
        return False
    named = {"name", "number", "group", "unit", "attribute"} & set(known)
    return "value" in known and (bool(named) or _has_halves(row) or _has_years(row))


def _has_years(row: Row) -> bool:
    """Years only, behind a word for what is listed."""
    first, *others = ["".join(cell.text.split()) for cell in row if cell]
    return bool(row[0]) and len(first) <= 8 and len(others) > 1 and all(map(DATED.search, others))


def _has_halves(row: Row) -> bool:
    """Two halves side by side, each with a word for what it lists and the same years behind it."""
    middle, odd = divmod(len(row), 2)
    texts = ["".join(cell.text.split()) for cell in row]
    years = texts[1:middle]
    return not odd and bool(years) and years == texts[middle + 1 :] and all(map(DATED.search, years))


def continues_head(row: Row) -> bool:
    """The second or third row of a head: nothing but names of columns, none of them a figure."""
    cells = distinct(row)
    roles = roles_of(cells)
    if not cells or not all(roles):
        return False
    return len(cells) > 1 or (roles == ["value"] and not row[0])


def head_rows(rows: Sequence[Row]) -> tuple[int, int] | None:
    """The rows first…last (without last) that are the head; None where there is none among the first rows."""
    for at, row in enumerate(rows[:6]):
        merged = at + 1 < len(rows) and is_head(_laid_over(row, rows[at + 1]))
        if is_head(row) or (merged and _may_open(row) and continues_head(rows[at + 1])):
            last = at + 1
            while last < len(rows) and last - at <= FURTHER_HEADS and _goes_on(rows[last - 1], rows[last]):
                last += 1
            return at, last
    return None


def _goes_on(upper: Row, lower: Row) -> bool:
    """A cell that reaches down from the row above need not be a known word."""
    own = tuple(EMPTY if same_cell(low, up) else low for up, low in zip(upper, lower, strict=True))
    return continues_head(lower) or continues_head(own)


def _may_open(row: Row) -> bool:
    cells = distinct(row)
    return len(cells) > 1 and sum(map(bool, roles_of(cells))) * 2 >= len(cells)


def _laid_over(upper: Row, lower: Row) -> Row:
    return tuple(low or up for up, low in zip(upper, lower, strict=True))


def head_texts(rows: Sequence[Row]) -> list[Passage]:
    """One text for each column, from the top down. A title over several columns is printed once in text: it
    counts for the empty places to its right that have a name of their own below.
    """
    width = len(rows[0])
    filled = [list(row) for row in rows]
    for upper, lower in pairwise(filled):
        for at in range(1, width):
            if not upper[at] and lower[at] and lower[at - 1] and upper[at - 1]:
                upper[at] = upper[at - 1]
    texts = []
    for at in range(width):
        parts: list[Passage] = []
        for row in filled:
            if row[at] and not any(same_cell(row[at], part) for part in parts):
                parts.append(row[at])
        texts.append(squeezed(Passage.joined(parts)))
    return texts
