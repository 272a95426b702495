from __future__ import annotations

from dashboards.words.tally import STALE as STALE_STATUS
from dashboards.words.tally import standing_of, strips_of, tally_of
from tests.unit.dashboards.examples import (
    BINDING_BEHIND,
    CEILING_BROKEN,
    FLOOR_BROKEN,
    MET,
    PENDING,
    STALE,
    UNJUDGEABLE,
    WITHOUT_DATA,
    case,
    row,
)

ALL = (MET, BINDING_BEHIND, CEILING_BROKEN, FLOOR_BROKEN, UNJUDGEABLE, WITHOUT_DATA, STALE, PENDING)


def test_every_indicator_is_counted_once() -> None:
    tally = tally_of(ALL, 2024)
    assert tally.met + tally.lagging + tally.stale + tally.unassessed == tally.total == len(ALL)
    assert (tally.met, tally.lagging, tally.binding_lagging, tally.stale, tally.unassessed) == (1, 3, 2, 1, 3)


def test_rate_counts_verdicts_of_the_year_alone() -> None:
    strip = next(strip for strip in strips_of((CEILING_BROKEN, STALE), 2024) if strip.label == "预期性")
    assert (strip.met, strip.assessable, strip.total) == (0, 1, 2)
    assert strip.note == "按此前年度评价、不计入达标率：合同签订率（2022 年）。"


def test_strips_put_binding_first_and_leave_out_what_is_not_there() -> None:
    assert [strip.label for strip in strips_of(ALL, 2024)] == ["约束性", "预期性", "未注明"]
    assert [strip.label for strip in strips_of((UNJUDGEABLE, MET), 2024)] == ["约束性", "未注明"]


def test_segments_add_up_and_carry_the_lamp() -> None:
    for strip in strips_of(ALL, 2024):
        assert sum(segment.count for segment in strip.segments) == strip.total
    binding = strips_of((FLOOR_BROKEN, CEILING_BROKEN), 2024)
    assert [(segment.status, segment.lamp) for strip in binding for segment in strip.segments] == [
        ("breached", "bad"),
        ("breached", "warn"),
    ]


def test_note_names_three_and_counts_the_rest() -> None:
    strip = strips_of((WITHOUT_DATA,) * 5, 2024)[0]
    assert "好评率、好评率、好评率等 5 项" in strip.note
    assert strip.note.endswith("规划没有注明属性，按预期性评价，单独计数。")


def test_a_grey_verdict_is_unassessed_whatever_its_year() -> None:
    old = row(case("98", baseline="98", actuals={2022: ">90"}))
    assert standing_of(old, 2024) == "inconclusive"
    assert standing_of(STALE, 2024) == STALE_STATUS
