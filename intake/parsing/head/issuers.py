"""Who issued the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from intake.parsing.head.dates import WRITTEN
from intake.parsing.head.lines import tight, together
from intake.parsing.passage import Passage

OFFICE = (
    r"(?:人民政府办公[厅室]|人民政府|政府办公[厅室]|行政公署|管理委员会|管委会|工作委员会|委员会办公室|委员会|领导小组办公室|领导小组|"
    r"办公[厅室]|国务院|联合会|总局|图书馆|博物馆|档案馆|中心|总队|支队|银行|[厅局部委署办院处会])"
)
BODY = rf"[\u3400-\u9fff、()]{{2,40}}?{OFFICE}"
BEFORE_TITLE = re.compile(r"^(?P<body>[\u3400-\u9fff、()]{2,80}?)关于(?:印发|下发|发布|公布|转发|批转)")
NAME_OF_OFFICE = re.compile(rf"{OFFICE}$")
LABEL = re.compile(
    rf"(?:发布机构|发文机关|发文机构|发文单位|发布单位|制发机关|制发单位|印发机关|所属机构|公开责任部门|责任部门|发布机关)[::]?\s*(?P<body>{BODY})(?![\u3400-\u9fff])"
)
# (X局 2021年10月) under the title.
UNDER_TITLE = re.compile(rf"^\((?P<body>{BODY})[,、]?(?:(?:19|20)\d\d年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)\)$")
ALONE = re.compile(rf"{BODY}")
IMPRINT = re.compile(
    rf"(?:^\(?|[,、])(?P<body>{BODY})(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日)?(?:印发|发布)\)?$"
)
MONTH = re.compile(r"(?:(?:19|20)\d\d|[一二][零〇○一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,2}月")
PLACE = re.compile(r"(?!附件)[\u3400-\u9fff]{1,12}?[省市县区州盟旗]")
PLAN = re.compile(r"(?:规划|纲要|计划)(?:\(.{1,20}\))?$")
RELATIVE = re.compile(r"[省市县]")  # of a place that only the reader knows
LABEL_ALONE = re.compile(r"(?:发布|发文|制发|印发)(?:机构|机关|单位)[::]?")
LETTERHEAD = re.compile(rf"^(?P<body>{BODY})文件$")
MOST_LINES = 4


def find_issuer(lines: Sequence[Passage], back: Sequence[Passage]) -> Passage | None:
    """Named before 关于印发, else signed above the date, else in the data sheet, the imprint; with its place
    (X省政府) before one without (省政府).
    """
    readers = (
        _before_title,
        _signed,
        _labelled,
        _letterhead,
        _above_title,
        _beside_number,
        _under_title,
        _imprint,
    )
    found = [body for body in (*(reader(lines) for reader in readers), _imprint(back)) if body is not None]
    return next((body for body in found if not _is_relative(body)), found[0] if found else None)


def _is_relative(body: Passage) -> bool:
    return any(RELATIVE.match(office) for office in printed_issuer(body).split(" "))


def printed_issuer(issuer: Passage) -> str:
    """In one line; offices that issue together stay apart."""
    gaps = [at for at in range(1, len(issuer)) if issuer.origin[at] > issuer.origin[at - 1] + 1]
    parts = [issuer.text[start:end].strip() for start, end in pairwise([0, *gaps, len(issuer)])]
    together_issued = all(NAME_OF_OFFICE.search(part) for part in parts)
    return (" " if together_issued else "").join(parts)


def _before_title(lines: Sequence[Passage]) -> Passage | None:
    for at in range(len(lines)):
        for count in range(1, MOST_LINES + 1):
            if count > 1 and _opens(lines, at + count - 1):
                break
            piece = together(lines[at : at + count])
            match = BEFORE_TITLE.search(piece.text)
            if match and NAME_OF_OFFICE.search(match["body"]):
                return piece[match.start("body") : match.end("body")]
            if len(piece) > 80:
                break
    return None


def _opens(lines: Sequence[Passage], at: int) -> bool:
    """An office with its place that only furniture of the page (首页) stands above, no other office."""
    if at >= len(lines):
        return False
    above, text = (tight(line).text for line in lines[at - 1 : at + 1])
    match = BEFORE_TITLE.match(text)
    office = match["body"] if match else text
    is_whole = bool(PLACE.match(office) and NAME_OF_OFFICE.search(office))
    return is_whole and not NAME_OF_OFFICE.search(above)


def is_office_above(lines: Sequence[Passage], at: int) -> bool:
    """A line that names an office, above the title of a plan that begins with a place of its own."""
    office, below = ("".join(line.text.split()) for line in (*lines[at : at + 2], Passage("", ()))[:2])
    is_office = bool(PLACE.match(office) and ALONE.fullmatch(office))
    return is_office and bool(PLACE.match(below) and PLAN.search(below))


def _above_title(lines: Sequence[Passage]) -> Passage | None:
    """A county's office alone in the line above the county's plan."""
    return next((tight(line) for at, line in enumerate(lines) if is_office_above(lines, at)), None)


def _signed(lines: Sequence[Passage]) -> Passage | None:
    """The lines above a date that stands alone; several where offices sign together."""
    for at, line in enumerate(lines):
        dated = tight(line).text
        if not (WRITTEN.fullmatch(dated) or MONTH.fullmatch(dated)):
            continue
        first = at
        while first > 0 and ALONE.fullmatch(tight(lines[first - 1]).text):
            first -= 1
        if first < at:
            return together(lines[max(first, at - MOST_LINES) : at])
    return None


def _labelled(lines: Sequence[Passage]) -> Passage | None:
    """In one line with its label, or in the line behind it."""
    for label, below in pairwise(lines):
        if LABEL_ALONE.fullmatch(tight(label).text) and ALONE.fullmatch(tight(below).text):
            return tight(below)
    return _first(lines, LABEL, spaced=True)


def _letterhead(lines: Sequence[Passage]) -> Passage | None:
    return _first(lines, LETTERHEAD)


def _under_title(lines: Sequence[Passage]) -> Passage | None:
    return _first(lines, UNDER_TITLE)


def _imprint(lines: Sequence[Passage]) -> Passage | None:
    """`(X市人民政府2021年12月17日印发)`."""
    return _first(lines, IMPRINT)


def _beside_number(lines: Sequence[Passage]) -> Passage | None:
    """`X局 X发〔2022〕4号 2022年1月20日` in one line."""
    for line in lines:
        parts = line.text.split()
        if (
            len(parts) > 1
            and len(line) < 80
            and ALONE.fullmatch(parts[0])
            and re.search(r"[〔\[(【]\d{4}", line.text)
        ):
            return line[line.text.index(parts[0]) :][: len(parts[0])]
    return None


def _first(lines: Sequence[Passage], pattern: re.Pattern[str], *, spaced: bool = False) -> Passage | None:
    for line in lines:
        piece = line if spaced else tight(line)
        match = pattern.search(piece.text)
        if match:
            return piece[match.start("body") : match.end("body")]
    return None
