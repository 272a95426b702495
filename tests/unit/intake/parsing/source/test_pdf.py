"""PDF: lines, columns, ruled tables, pages, heads."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing.source import Source, UnreadableError, check_readable, open_source
from tests.unit.intake.parsing.source.pdf_files import HEAD, by_hand, locked, pictures, plan


@pytest.fixture(scope="module")
def source() -> Source:
    return open_source(plan())


def test_prose_comes_line_by_line(source: Source) -> None:
    lines = source.text.splitlines()
    assert lines[1:4] == [
        "一、发展目标",
        "到2025年，全市城镇新增就业五年累计达到45万人，城镇调查失业率控",
        "制在5.5%以内。",
    ]


def test_pages_begin_with_their_heads_which_are_hidden_like_the_numbers(source: Source) -> None:
    assert source.kind == "pdf"
    assert len(source.pages) == 4
    assert all(source.text[at:].lstrip().startswith(HEAD) for at in source.pages)
    hidden = [source.text[start:end].replace(" ", "") for start, end in source.hidden]
    assert hidden == ["—1—", HEAD, "—2—", HEAD, "—3—", HEAD, "—4—"]


def test_a_ruled_table(source: Source) -> None:
    (table,) = source.tables
    cells = [["/".join(source.text[a:b] for a, b in cell) for cell in row] for row in table.rows]
    assert cells == [
        ["序号", "指标", "2020年", "2025年"],
        ["1", "城镇新增就业/（万人）", "8.2", "9.5"],
        ["2", "参保率（%）", "95", "≥96"],
    ]
    assert source.text[: table.start].endswith("主要指标\n")


def test_a_table_without_rules_keeps_its_columns(source: Source) -> None:
    head, row = (line for line in source.text.splitlines() if line.startswith(("指标 ", "技能人才")))
    wide = [sum(2 if sign > "\x7f" else 1 for sign in line.split("20")[0]) for line in (head,)]
    assert wide == [sum(2 if sign > "\x7f" else 1 for sign in row.split("12")[0])]
    assert row.split() == ["技能人才总量（万人）", "12", "15.5"]


def test_progress_is_told() -> None:
    heard: list[tuple[int, int]] = []
    open_source(plan(), told=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pictures(), "先做文字识别"),
        (locked(), "打开密码"),
        (plan()[: len(plan()) // 2], "不完整或已损坏"),
        (b"%PDF-1.7\n%%EOF", "不完整或已损坏|文字识别"),
        (by_hand(b"<< /Type /Catalog /Pages 1 0 R >>"), "不完整或已损坏|文字识别"),
    ],
    ids=["scanned", "locked", "cut", "empty", "loop"],
)
def test_what_cannot_be_read_says_why(content: bytes, said: str) -> None:
    for reader in (open_source, check_readable):
        with pytest.raises(UnreadableError, match=said):
            reader(content)


def test_a_stream_that_unpacks_to_the_sky_is_refused_unread() -> None:
    packed = zlib.compress(bytes(80 * 1024 * 1024), 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    with pytest.raises(UnreadableError, match="解开后过大"):
        open_source(by_hand(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< >>", stream))
    twice = zlib.compress(packed, 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (
        len(twice),
        twice,
    )
    with pytest.raises(UnreadableError, match="解开后过大"):
        open_source(by_hand(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< >>", stream))


def test_a_file_that_asks_for_any_time_and_memory_is_given_up() -> None:
    """A width for each of a thousand million signs: a list of some hundred gigabytes."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    signs = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /W [0 999999999 500] >>"
    stream = b"BT /F 12 Tf 72 700 Td <4E2D> Tj ET"
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 4 0 R >> >> /Contents 6 0 R >>"
    content = by_hand(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        page,
        font,
        signs,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    with pytest.raises(UnreadableError):
        open_source(content)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=20))
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[float, bytes]]) -> None:
    content = bytearray(plan())
    for where, what in damage:
        at = int(where * (len(content) - 1))
        content[at : at + len(what)] = what
    try:
        source = open_source(bytes(content))
    except UnreadableError:
        return
    assert source.text.strip()
