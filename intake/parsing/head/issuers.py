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
    r"办公[厅室]|国务院|联合会|总局|[厅局部委署办院处会])"
)
BODY = rf"[\u3400-\u9fff、()]{{2,40}}?{OFFICE}"
BEFORE_TITLE = re.compile(
    rf"^(?P<body>{BODY}(?:[、 ]?{BODY}){{0,4}}?)(?:关于)(?:印发|下发|发布|公布|转发|批转)"
)
LABEL = re.compile(
    rf"(?:发布机构|发文机关|发文机构|发文单位|发布单位|制发机关|制发单位|印发机关|所属机构|公开责任部门|责任部门|发布机关)[::]?(?P<body>{BODY})(?![\u3400-\u9fff])"
)
ALONE = re.compile(rf"{BODY}")
IMPRINT = re.compile(rf"^\(?(?P<body>{BODY})(?=(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日印发)")
LETTERHEAD = re.compile(rf"^(?P<body>{BODY})文件$")
MOST_LINES = 4


def find_issuer(lines: Sequence[Passage]) -> Passage | None:
    """Named before 关于印发, else signed above the date, else in the data sheet or the letterhead."""
    for reader in (_before_title, _signed, _labelled, _letterhead, _beside_number, _imprint):
        found = reader(lines)
        if found is not None:
            return found
    return None


def _before_title(lines: Sequence[Passage]) -> Passage | None:
    for at in range(len(lines)):
        for count in range(1, MOST_LINES + 1):
            piece = together(lines[at : at + count])
            match = BEFORE_TITLE.search(piece.text)
            if match:
                return piece[match.start("body") : match.end("body")]
            if len(piece) > 80:
                break
    return None


def _signed(lines: Sequence[Passage]) -> Passage | None:
    """The line above a date that stands alone."""
    for above, below in pairwise(lines):
        body = tight(above)
        if WRITTEN.fullmatch(tight(below).text) and ALONE.fullmatch(body.text):
            return body
    return None


def _labelled(lines: Sequence[Passage]) -> Passage | None:
    return _first(lines, LABEL, spaced=True)


def _letterhead(lines: Sequence[Passage]) -> Passage | None:
    return _first(lines, LETTERHEAD)


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
            and re.search(r"[〔\[]\d{4}", line.text)
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
