"""The cell of a figure: footnote signs, brackets of sums, a year in brackets, a unit printed in the cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from indicators.calc import Figure, parse_figure
from indicators.calc.units import converted, split_unit
from intake.parsing.passage import Passage
from intake.parsing.tables.grid import pieces
from intake.parsing.tables.names import CIRCLED, RAISED
from intake.parsing.tables.notes import MARKS

YEAR_BEHIND = re.compile(r"\(((?:19|20)\d{2})年?(?:末|底)?(?:数据?|值)?\)$")
REMARK = re.compile(
    r"\((?:年均[^()]{1,12}|20\d\d年[^()]{1,12}|预计|初步|快报|估算|估计|预估|修订|调整后?|预计数|初步数|含.{1,6}|口径.{0,6}|注\s*\d*)\)$|\s*注\s*\d{1,2}$"
)
LEAD = re.compile(
    r"^(?:力争|确保|争取|力求|预计|比(?:19|20)\d{2}年|较(?:19|20)\d{2}年|到(?:19|20)\d{2}年|(?:19|20)\d{2}年[底末]?(?=达|[提升增][高升加]?到|控制)|累计|五年累计|缩小[到至]|维持在|保持在?|提升[到至]|优于|每年|年均(?=[^%]{1,20}$))+"
)
CLAUSE = re.compile(r"[,;。]|、(?=\D)")
SCALES = ("百", "千", "万", "百万", "千万", "亿")
LONGEST = 80  # characters: more are words
SUMMED = re.compile(r"累计")
WHOLE_BRACKET = re.compile(r"\(([^()]+)\)")
BRACKETS = re.compile(r"[〔\[【(]|[〕\]】)]")
THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")
BETWEEN = re.compile(r"\s*/\s*|(?<=[\d%\])〕])\s+(?=[\d〔\[<>≤≥])")
COUNTED = re.compile(r"\d\s*([^\d\s]{1,8}?)(?:以上|以下|以内|左右|余|多)?$")


@dataclass(frozen=True)
class Value:
    """`unit` is what is printed behind the number, a unit or not; `year` one in brackets behind it."""

    figure: Figure
    unit: str = ""
    year: int | None = None
    is_guess: bool = False


def read_value(cell: Passage, shown: str, *, round_is_sum: bool = False) -> Value:
    """What a cell states; brackets around the whole of it mean a sum, round ones where the notes say so."""
    text = _bare("".join(part.text for part in pieces(_unsigned(cell, shown))))
    behind = YEAR_BEHIND.search(text)
    year = int(behind[1]) if behind and behind.start() > 0 else None
    text = text[: behind.start()] if behind and year else text
    text = REMARK.sub("", text) or text
    guess = False
    inner = WHOLE_BRACKET.fullmatch(text)
    if inner and parse_figure(inner[1]).kind not in ("words", "blank"):
        guess = not round_is_sum
        text = f"[{inner[1]}]"
    figure = _figure(text)
    return Value(replace(figure, text=_shown(cell, shown)), _unit(text, figure), year, guess)


def _figure(text: str) -> Figure:
    if len(text) > LONGEST:
        return Figure(kind="words")
    figure = parse_figure(text)
    clause = CLAUSE.split(text, maxsplit=1)[0]
    if (
        figure.kind == "words"
        and clause != text
        and parse_figure(clause).kind not in ("words", "blank", "missing")
    ):
        return parse_figure(clause)
    lead = LEAD.match(text)
    if figure.kind != "words" or not lead or lead.end() == len(text):
        return figure
    again = parse_figure(text[lead.end() :])
    if again.kind == "words":
        return figure
    return replace(again, cumulative=again.cumulative or bool(SUMMED.search(lead[0])))


def _unsigned(cell: Passage, shown: str) -> Passage:
    kept = [i for i, at in enumerate(cell.origin) if shown[at] not in CIRCLED and shown[at] not in RAISED]
    return Passage("".join(cell.text[i] for i in kept), tuple(cell.origin[i] for i in kept))


def _bare(text: str) -> str:
    return text.strip().strip(MARKS).strip()


def _shown(cell: Passage, shown: str) -> str:
    return "".join(shown[slice(*part.span())].strip() for part in pieces(cell)) if cell else ""


def _unit(text: str, figure: Figure) -> str:
    if figure.kind not in ("number", "range"):
        return ""
    match = COUNTED.search(BRACKETS.sub("", text).strip())
    return match[1] if match else ""


def in_unit(value: Value, unit: str) -> Figure:
    """The figure in the unit of its row, where the cell prints another factor of it (380万人 for 人)."""
    if not value.unit or not unit or value.unit == unit:
        return value.figure
    if value.unit in SCALES:
        scaled = unit if unit.startswith(value.unit) else value.unit + unit
        return converted(value.figure, scaled, unit)
    if split_unit(value.unit)[0] != split_unit(unit)[0]:
        return value.figure
    return converted(value.figure, value.unit, unit)


def figure_pieces(cell: Passage, shown: str) -> list[Passage]:
    """The figures of a cell that holds several under each other or with a stroke between; else none."""
    parts = pieces(cell)
    if len(parts) == 1 and len(cell) <= LONGEST and not THOUSANDS.search(cell.text):
        parts = [part.strip() for part in cell.split(BETWEEN)]
    if len(parts) < 2:
        return []
    read = [read_value(part, shown).figure.kind for part in parts]
    return [] if "words" in read or "blank" in read else parts
