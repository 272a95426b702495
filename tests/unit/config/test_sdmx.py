"""Codes of units, the status of an observation, and what a message does with hostile names."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.formats.sdmx import xml
from config.formats.sdmx.actuals import ACTUALS, status_of
from config.formats.sdmx.artefacts import Code, CodeList, Structures
from config.formats.sdmx.lists import FIXED, OBS_STATUS
from config.formats.sdmx.progress import PROGRESS
from config.formats.sdmx.units import WORDS, code_of

ID = re.compile(r"[A-Za-z0-9_@$-]+")
NCNAME = re.compile("[A-Za-z][A-Za-z0-9_-]*")
NORMAL = {
    "figure.kind": "number", "is_estimate": False, "revision": "final", "breaks_series": False,
    "standing": "accepted",
}  # fmt: skip


def unit_of(code: str) -> str:
    """The unit that a code stands for, read back from the rule that the docstring states."""
    if code == "_Z":
        return ""
    texts = {word: text for text, word in WORDS.items()}
    return "".join(
        texts.get(word) or (word[1:] if word[0] == "X" else chr(int(word[1:], 16)))
        for word in code.split("_")
    )


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("万人", "WAN_PERSON"), ("万人次", "WAN_PERSONTIMES"), ("%", "PC"), ("元/月", "YUAN_PER_MONTH"),
        ("", "_Z"), ("PC", "XPC"), ("百分点", "PCPOINT"), ("百", "BAI"), ("平方米", "SQM"),
        ("m²", "Xm_SQUARED"),
        ("公里/小时", "KM_PER_HOUR"), ("标台", "U6807_TAI"), (" ", "U0020"), ("𠮷", "U20BB7"),
    ],
)  # fmt: skip
def test_the_code_of_a_unit_is_readable_and_stays(unit: str, code: str) -> None:
    assert code_of(unit) == code


@given(st.text(max_size=20) | st.text("万亿人次元/月%平方米公里小时分钟百点PCXU0_", max_size=8))
def test_each_unit_has_a_code_of_its_own(unit: str) -> None:
    code = code_of(unit)
    assert ID.fullmatch(code)
    assert unit_of(code) == unit


def test_words_of_units_cannot_be_taken_for_one_another() -> None:
    assert len(set(WORDS.values())) == len(WORDS)
    for word in WORDS.values():
        assert re.fullmatch("[A-Z]+", word)
        assert not re.fullmatch("X.*|U[0-9A-F]{4,6}", word)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, "A"),
        ({"standing": "provisional"}, "V"),
        ({"standing": "provisional", "revision": "preliminary"}, "P"),
        ({"revision": "preliminary", "is_estimate": True}, "E"),
        ({"is_estimate": True, "figure.kind": "missing"}, "O"),
        ({"figure.kind": "blank"}, "O"),
        ({"figure.kind": "missing", "breaks_series": True}, "B"),
    ],
)
def test_the_status_that_goes_first_is_given(changed: dict[str, Any], status: str) -> None:
    assert status_of({**NORMAL, **changed}.__getitem__) == status
    assert status in OBS_STATUS


@pytest.mark.parametrize("flow", [ACTUALS, PROGRESS], ids=lambda flow: flow.id)
def test_ids_are_what_sdmx_allows_and_each_is_there_once(flow: Any) -> None:
    ids = [component.id for component in flow.components]
    assert len(set(ids)) == len(ids)
    assert all(NCNAME.fullmatch(each) for each in ids)
    assert [len(flow.of(role)) for role in ("time", "measure")] == [1, 1]


def test_codes_of_fixed_lists_are_what_sdmx_allows() -> None:
    for each in FIXED:
        ids = [code.id for code in each.codes]
        assert NCNAME.fullmatch(each.id)
        assert len(set(ids)) == len(ids)
        assert all(ID.fullmatch(code) for code in ids)
        assert all(re.search("[一-鿿]", code.name) for code in each.codes)


def test_names_that_xml_cannot_hold_do_not_break_the_message() -> None:
    names = ["<甲>&\"乙'", "a\x0b\x1f\ufffeb", "😀\t\n"]
    codes = [Code(f"N{place}", name, notes=(("UNIT", name),)) for place, name in enumerate(names)]
    written = xml.message(Structures([CodeList("CL_X", "x", codes)]), datetime(2025, 1, 1, tzinfo=UTC))
    found = [each.text for each in fromstring(written).iter() if each.tag.endswith("}Name")]
    assert found == ["x", names[0], "a\ufffd\ufffd\ufffdb", names[2]]
