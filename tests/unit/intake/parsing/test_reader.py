"""A document from end to end: what one part breaks over costs that part only."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parsing import reader
from intake.parsing.reader import read_document
from tests.unit.intake.test_whole_documents import OWN

PLAN = (OWN / "one_cell_per_line_conflicting_prose.txt").read_text("utf-8")


def test_a_fault_over_one_table_costs_that_table_only(monkeypatch) -> None:
    def broken(*_: object) -> list[object]:
        raise IndexError

    monkeypatch.setattr(reader, "read_grid", broken)
    reading = read_document(PLAN.encode())
    assert [doubt.code for doubt in reading.doubts].count("unread") == 1
    assert "行起的表没有读成" in reading.doubts[0].message
    assert reading.doubts[0].place is not None
    assert reading.head.title
    assert reading.commitments


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, len(PLAN)), st.integers(0, 60)), max_size=6))
def test_no_damage_to_a_document_breaks_a_part_of_the_reader(cuts: list[tuple[int, int]]) -> None:
    text = PLAN
    for at, length in cuts:
        text = text[:at] + text[at + length :]
    if text.strip():
        assert not [doubt.message for doubt in read_document(text.encode()).doubts if doubt.code == "unread"]
