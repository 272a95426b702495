"""Figures typed into a row of a draft: read strictly, so that nothing is left out without a word."""

from __future__ import annotations

import pytest

from indicators.calc import FigureError
from indicators.calc.inputs import figure_of
from intake.forms.rows import read_printed


@pytest.mark.parametrize(
    ("typed", "unit", "shown"),
    [
        ("３０", "%", "= 30"),
        ("≥96%", "%", ">= 96"),
        ("2.1万人", "万人", "= 2.1"),
        ("12个以上", "个", ">= 12"),
        ("〔350〕", "万人", "= 350"),
        ("下降15%", "%", "= -15"),
    ],
)
def test_a_typed_figure_may_carry_the_unit_of_its_row(typed: str, unit: str, shown: str) -> None:
    figure = figure_of(read_printed(typed, None, 2025, unit))
    assert figure is not None
    assert (f"{figure.op} {figure.value}", figure.text) == (shown, typed)


@pytest.mark.parametrize(
    ("typed", "unit"), [("约30万", "万亩"), ("2.1万人", "人"), ("3O", ""), ("30..5", "%")]
)
def test_a_figure_in_another_unit_or_with_letters_is_refused(typed: str, unit: str) -> None:
    with pytest.raises(FigureError):
        read_printed(typed, None, 2025, unit)


def test_words_stay_words_and_a_text_left_alone_stays_as_it_was_read() -> None:
    words = read_printed("只增不减", None, 2025)
    assert words is not None
    assert words["kind"] == "words"
    former = {"text": "2/3", "kind": "words", "year": 2020}
    assert read_printed("2/3", former, 2025) == {**former, "year": 2025}
