"""The cell that names an indicator: marks, number, 其中, the name itself, its unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from intake.parsing.passage import Passage
from intake.parsing.tables.notes import ATTRIBUTE, MARKS
from intake.parsing.tables.units import is_unit

MARK = re.compile(rf"[{re.escape(MARKS)}\s]+")
NUMBER = re.compile(
    r"\s*(?:(\d{1,3}[-.]\d{1,2})\s+(?=\D)|(\d{1,3})\s*[.、)](?:\s+|(?!\d)|(?=\d+\D))|\((\d{1,3})\)\s*|(?:\(([一二三四五六七八九十]{1,3})\)|([一二三四五六七八九十]{1,3})[、.])\s*|(\d{1,3})\s+(?=\D))"
)
BRACKETED = re.compile(r"\s*[*★▲△※]?\s*\(\d{1,2}\)\s*\S")
PART = re.compile(r"\s*(?:#\s*)?其\s*中\s*[::,、]?\s*")
DASH = re.compile(r"\s*(?:[-—–―─·•○]{1,2}|#)\s*(?=[^\d\s])")
LONGEST = 200  # characters
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⓪❶❷❸❹❺❻❼❽❾❿"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
FOOTNOTE = re.compile(r"(?:\[\d{1,2}\]|\(?注\s*\d{0,2}\)?)$")
TAIL = re.compile(r"\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)?)\)|\[([^\[\]]*)\]|〔([^〔〕]*)〕|【([^【】]*)】)$")
SUM = re.compile(r"累计|累积|五年|合计")
MIDDLE = re.compile(r"\(([^()]{1,16})\)(?=\s*[::])")
COMMA_UNIT = re.compile(r"[,、;:/]\s*(?:单位:)?([^,、;:]{1,10})$")


@dataclass(frozen=True)
class Named:
    """`name` and `unit` as printed; `is_sum` where a bracket says 累计."""

    name: str
    unit: str = ""
    number: str = ""
    marks: str = ""
    attribute: str = ""
    is_part: bool = False
    is_dashed: bool = False
    is_bracketed: bool = False  # numbered (1) rather than 1.
    is_sum: bool = False


def read_name(cell: Passage, shown: str) -> Named:
    """`shown` is the text that the origins point into: footnote signs are known only there."""
    rest = _without_signs(cell[:LONGEST], shown)
    marks = number = ""
    is_part = is_dashed = False
    for _ in range(4):
        before = len(rest)
        rest, found = _cut(rest, MARK)
        marks += found.strip()
        if not number:
            rest, number = _number(rest)
        rest, part = _cut(rest, PART)
        is_part = is_part or bool(part)
        rest, dash = _cut(rest, DASH)
        is_dashed = is_dashed or bool(dash)
        if len(rest) == before:
            break
    name, unit, attribute, is_sum, behind = _tail(rest.strip())
    return Named(
        printed(name, shown),
        unit,
        number or _circled(cell, shown),
        "".join((marks + behind).split()),
        attribute,
        is_part,
        is_dashed,
        is_bracketed=bool(BRACKETED.match(cell.text)),
        is_sum=is_sum,
    )


def _cut(text: Passage, pattern: re.Pattern[str]) -> tuple[Passage, str]:
    match = pattern.match(text.text)
    return (text[match.end() :], match[0]) if match and match.end() < len(text) else (text, "")


def _number(text: Passage) -> tuple[Passage, str]:
    match = NUMBER.match(text.text)
    if not match or match.end() >= len(text):
        return text, ""
    return text[match.end() :], next(part for part in match.groups() if part)


def _circled(cell: Passage, shown: str) -> str:
    """The number that a circled figure at the beginning stands for."""
    first = shown[cell.strip().origin[0]] if cell else ""
    at = CIRCLED.find(first) if first else -1
    return str(at + 1) if 0 <= at < 20 else ""


def _without_signs(cell: Passage, shown: str) -> Passage:
    """Without circled and raised figures, which number a row or point at a note."""
    kept = [i for i, at in enumerate(cell.origin) if shown[at] not in CIRCLED and not _is_note(shown, at)]
    return Passage("".join(cell.text[i] for i in kept), tuple(cell.origin[i] for i in kept))


def _is_note(shown: str, at: int) -> bool:
    """A raised figure behind a Chinese character or a bracket; behind a letter it is a power (km²)."""
    return shown[at] in RAISED and at > 0 and not ("a" <= shown[at - 1].lower() <= "z")


def _tail(name: Passage) -> tuple[Passage, str, str, bool, str]:
    """Name, unit, attribute, whether a bracket says that it is a sum, and marks behind the name."""
    unit = attribute = marks = ""
    is_sum = False
    for _ in range(4):
        name, found = _strip_marks(name)
        marks += found
        footnote = FOOTNOTE.search(name.text)
        if footnote and footnote.start() > 1:
            name = name[: footnote.start()].strip()
        match = TAIL.search(name.text)
        inner = next((part for part in match.groups() if part is not None), "").strip() if match else ""
        said = ATTRIBUTE.fullmatch(inner.removesuffix("指标"))
        if match and match.start() > 0 and said:
            attribute = said[0]
        elif match and match.start() > 0 and not unit and (words := _unit_words(inner)):
            unit, is_sum = words[0], is_sum or words[1]
        elif match and match.start() > 0 and SUM.search(inner) and len(inner) <= 8:
            is_sum = True
        else:
            break
        name = name[: match.start()].strip()
    if not unit:
        name, unit = _bare_unit(name)
    if not unit:
        name, unit = _middle_unit(name)
    return name, unit, attribute, is_sum, marks


def _strip_marks(name: Passage) -> tuple[Passage, str]:
    bare = name.text.rstrip(MARKS + " \n")
    return name[: len(bare)], name.text[len(bare) :].strip()


def _unit_words(inner: str) -> tuple[str, bool] | None:
    """The unit that a bracket holds, alone or beside 累计."""
    text = re.sub(r"^\s*(?:计量)?单位\s*[::]\s*", "", inner)
    if is_unit(text):
        return "".join(text.split()), False
    parts = [part.strip() for part in re.split(r"[,、;]", text) if part.strip()]
    units = [part for part in parts if is_unit(part)]
    if len(units) == 1 and all(part in units or SUM.search(part) for part in parts):
        return units[0], True
    return None


def _bare_unit(name: Passage) -> tuple[Passage, str]:
    """A unit without brackets: 覆盖率%, …数,万人."""
    if name.text.endswith(("%", "‰")) and len(name) > 2:
        return name[:-1].strip(), name.text[-1]
    match = COMMA_UNIT.search(name.text)
    if match and is_unit(match[1]) and match.start() > 1:
        return name[: match.start()], "".join(match[1].split())
    return name, ""


def _middle_unit(name: Passage) -> tuple[Passage, str]:
    """A unit before the colon that sets a part apart: 排放减少(%):氨氮."""
    match = MIDDLE.search(name.text)
    if not match or not is_unit(match[1]):
        return name, ""
    return Passage.joined([name[: match.start()], name[match.end() :]]), "".join(match[1].split())


def printed(text: Passage, shown: str) -> str:
    """As it is shown but for blanks and script: full-width signs stay as printed."""
    signs: list[str] = []
    last = -1
    for sign, at in zip(text.text, text.origin, strict=True):
        if at == last and signs and not sign.isspace():
            signs.append("" if _folds(shown[at], sign) else sign)
        elif not sign.isspace():
            signs.append(shown[at] if _folds(shown[at], sign) else sign)
        else:
            signs.append(" " if _between_words(text.text, len(signs), sign) else "")
        last = at
    return "".join(signs).strip()


def _between_words(text: str, at: int, sign: str) -> bool:
    return (
        sign == " "
        and 0 < at < len(text) - 1
        and text[at - 1].isascii()
        and text[at + 1].isascii()
        and text[at - 1].isalnum()
        and text[at + 1].isalnum()
    )


def _folds(shown: str, sign: str) -> bool:
    return sign in unicodedata.normalize("NFKC", shown)
