"""What may be taken over without a closer look."""

import pytest

from reporting.rules import Finding, Weight
from reporting.rules.clean import is_clean


@pytest.mark.parametrize("weight", list(Weight))
def test_a_finding_of_any_weight_is_a_doubt(weight: Weight) -> None:
    assert not is_clean([Finding("not_filled", weight)], has_open_question=False)


def test_an_open_question_is_a_doubt() -> None:
    assert not is_clean([], has_open_question=True)


def test_nothing_told_and_nothing_asked_is_clean() -> None:
    assert is_clean([], has_open_question=False)
