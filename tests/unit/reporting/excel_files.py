"""A small sheet, and the means to spoil it: cells written into the XML of the file itself."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

from reporting.sheets import (
    FIGURE_CODE,
    PROMISE_CODE,
    Block,
    Book,
    Expected,
    Foot,
    Group,
    Line,
    Mark,
    ReadBook,
    ReadCell,
    figure_table,
    promise_table,
    read_book,
    written,
)

MARK = Mark(17, "980101", 2025, "东县")
NATURES, STATES = ("实际数", "预计数", "初步数"), ("未启动", "推进中", "已完成")
NAMES = {"new_jobs": "城镇新增就业", "part": "其中：青年", "pension": "参保率"}
PROMISES = {"ZD5": "建设实训基地"}
TABLES = (figure_table(2025, NATURES), promise_table(STATES))
EXPECTED = Expected(MARK, {FIGURE_CODE: NAMES, PROMISE_CODE: PROMISES}, TABLES)
FIRST, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
# Where the cells of the small sheet are: head in row 8, a group in row 9.
HEAD, JOBS, PART, PENSION, FOOT = 8, 10, 11, 12, 13
TYPED = {"typed": "K", "nature": "L", "note": "M", "cause": "N", "numerator": "P", "break_note": "R"}


def book(mark: Mark = MARK, **typed: Mapping[str, str]) -> Book:
    """By code, what is typed in the row."""
    lines: list[Line | Group] = [Group("一、就业")]
    for code, name in NAMES.items():
        texts = {
            "code": code,
            "name": name,
            "unit": "万人",
            "baseline": "5",
            "seen": "0.x",
            "nature": "实际数",
        }
        lines.append(Line(texts | dict(typed.get(code, {})), is_open=True, is_part=code == "part"))
    promise = {"code": "ZD5", "name": "建设实训基地", "seen": "0.x", **typed.get("ZD5", {})}
    return Book(
        mark=mark,
        title="2025 年度规划指标完成情况",
        facts=(("表号", "人社 1 表"), ("制定机关", "示范省"), ("文号", ""), ("有效期至", "")),
        period="2025 年",
        unit="见各项",
        blocks=(
            Block(figure_table(2025, NATURES, baseline_year=2020, target_year=2025), tuple(lines)),
            Block(promise_table(STATES), (Line(promise, is_open=True),)),
        ),
        foot=Foot("郑局", "", "", ""),
        made_at=datetime(2026, 1, 5, 9),  # noqa: DTZ001 - workbooks know no time zone
        is_fillable=True,
    )


def file(**typed: Mapping[str, str]) -> bytes:
    return written(book(**typed))


def read(data: bytes) -> ReadBook:
    return read_book(data, EXPECTED)


def cell(data: bytes, code: str, name: str = "typed") -> ReadCell:
    """One cell of the figures, as it is read."""
    return next(line.cells[name] for line in read(data).lines[FIGURE_CODE] if line.code == code)


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def edited(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """The file with every match in one of its parts replaced; there must be one."""
    parts = parts_of(data)
    text, count = re.subn(pattern, lambda _: replacement, parts[part].decode(), flags=re.DOTALL)
    assert count, f"{pattern} is not in {part}"
    return packed({**parts, part: text.encode()})


def with_cell(
    data: bytes, where: str, inside: str, kind: str = "n", style: str = "", part: str = FIRST
) -> bytes:
    """The file with another cell in its place; `inside` is the XML within `<c>`."""
    look = f' s="{style}"' if style else ""
    made = f'<c r="{where}"{look} t="{kind}">{inside}</c>'
    return edited(data, part, rf'<c r="{where}"(?: [^>]*?)?(?:/>|>.*?</c>)', made)


def with_text(data: bytes, where: str, text: str, part: str = FIRST) -> bytes:
    return with_cell(data, where, f"<is><t>{escape(text)}</t></is>", "inlineStr", part=part)


def with_number(data: bytes, where: str, digits: str, number_format: str = "") -> bytes:
    """A number as Excel stores it, in a style of its own where a format is given."""
    if not number_format:
        return with_cell(data, where, f"<v>{digits}</v>", style="0")
    parts = parts_of(data)
    styles = parts["xl/styles.xml"].decode()
    style = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0].count("<xf ")
    styles = re.sub(r"<numFmts.*?</numFmts>", "", styles)
    code = escape(number_format)
    styles = styles.replace(
        "<fonts", f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts><fonts', 1
    )
    styles = styles.replace(
        "</cellXfs>",
        '<xf numFmtId="200" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>',
    )
    return with_cell(
        packed({**parts, "xl/styles.xml": styles.encode()}), where, f"<v>{digits}</v>", style=str(style)
    )
