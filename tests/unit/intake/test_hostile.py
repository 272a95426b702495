"""Damaged documents: read or refused, never an error; and whatever is found stands where it says it does."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing.output import as_data
from intake.parsing.reader import read_document
from intake.parsing.reading import CommitmentRead, IndicatorRead, Place, Reading
from intake.parsing.source import UnreadableError

CASES = Path(__file__).parents[2] / "cases" / "reading"
TEXTS = [path.read_text("utf-8") for path in sorted(CASES.iterdir()) if path.suffix != ".json"]
HEAD = "北岭市就业规划\n（2021—2025年）\n\n一、发展目标\n\n到2025年，城镇新增就业10万人以上。\n\n"
TABLE = "指标\t单位\t2020年\t2025年\n就业率\t%\t90\t95\n"
PIECES = (
    *"\t|\n 　（）〔〕()1一、。%≥-—《》\"“\f\r*.~万亿０½٣²四〇零十百兆/倍∞",
    "\x01", "\u200f", "\u202e", "\ufeff", "\u0301", "0" * 40, "９" * 30, "1e9", "0/0", "0000年",
    "2025年", "其中：", "分别达到", "年均增长",
    "翻零番", "翻九千亿番", "由提高到", "累计", "以上", "到2025年，", "9999年",
)  # fmt: skip
RUNS = (
    "1", "一", " ", "　", "、", "，", "。", "\t", "|", "|a", "指标\t1", "-", "—", "_", ".", "…", "(", "()",
    "〔", "《", "[bookmark: ", '"', "“", "1.", "1,", "1 ", "1、", "1%、", "2025年", "达到", "率、",
    "分别达到1%、", "万亿", "十百千", "年均", "第一章", "（一）", "专栏1 ", "由1%提高到2%，", "2021年1月1日",
    "政", "\r", "\f", "指标\n1\n", "率\n", "《规划", "\u0301",
)  # fmt: skip


def read(text: str) -> Reading | None:
    """None where it is refused."""
    try:
        return read_document(text.encode("utf-8", "surrogatepass"), "规划.txt")
    except UnreadableError:
        return None


def places_in(found: object) -> Iterator[Place]:
    if isinstance(found, Place):
        yield found
    elif is_dataclass(found):
        for each in fields(found):
            yield from places_in(getattr(found, each.name))
    elif isinstance(found, tuple | dict):
        for part in found.values() if isinstance(found, dict) else found:
            yield from places_in(part)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A part of a document with lines and signs taken out, doubled, put in, moved and run together."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    lines = lines[first : first + draw(st.integers(1, 120))]
    for _ in range(draw(st.integers(1, 6))):
        at, to = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        line, cut = lines[at], draw(st.integers(0, len(lines[at])))
        way = draw(st.integers(0, 5))
        if way == 0:
            lines[at] = ""
        elif way == 1:
            lines.insert(to, line)
        elif way == 2:
            lines[at], lines[to] = lines[to], line
        elif way == 3:
            lines[at] = line[:cut] + draw(st.sampled_from(PIECES)) + line[cut:]
        elif way == 4:
            lines[at] = line[:cut] + line[cut + draw(st.integers(1, 8)) :]
        else:
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
    return "\n".join(lines)


@settings(max_examples=40, deadline=None)
@given(damaged())
def test_a_damaged_document_is_read_and_every_place_is_right(text: str) -> None:
    found = read(text)
    if found is None:
        return
    for place in places_in(found):
        assert 0 <= place.start < place.end <= len(found.text)
        assert place.line == found.text.count("\n", 0, place.start) + 1
    rows: list[IndicatorRead | CommitmentRead] = [*found.indicators, *found.commitments]
    for row in rows:
        assert row.name.strip()
        assert row.quote == found.text[row.place.start : row.place.end]
    for repeat in (repeat for row in found.indicators for repeat in row.repeats):
        assert repeat.quote == found.text[repeat.place.start : repeat.place.end]
    json.dumps(as_data(found), ensure_ascii=False, default=str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_random_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(UnreadableError):
        read_document(content)


@pytest.mark.parametrize("run", RUNS)
def test_a_long_run_of_signs_takes_no_time_to_speak_of(run: str) -> None:
    """The limit is ten times what a slow machine needs; what runs away takes minutes."""
    begin = time.process_time()
    read(HEAD + run * (6_000 // len(run)) + "\n")
    read(HEAD + TABLE + (run * (500 // len(run)) + "x\n") * 20 + TABLE)
    assert time.process_time() - begin < 10
