import pytest

from reporting.rules import Weight
from reporting.rules.wrong_form import wrong_form
from tests.unit.reporting.entries import entered


@pytest.mark.parametrize(
    ("typed", "sense", "word"),
    [("1∶4∶5", "higher", "比例"), ("40", "composition", "1∶4∶5"), (">90", "composition", "单个数值")],
)
def test_wrong_form_says_which_form_is_asked_for(typed: str, sense: str, word: str) -> None:
    found = wrong_form(entered(typed, sense=sense))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert word in found.message


@pytest.mark.parametrize(
    ("typed", "sense"),
    [
        ("1∶4∶5", "composition"),
        ("40", "higher"),
        ("—", "composition"),
        ("", "composition"),
        ("暂无", "higher"),
        ("40", ""),
    ],
)
def test_wrong_form_leaves_the_rest_to_others(typed: str, sense: str) -> None:
    assert wrong_form(entered(typed, sense=sense)) is None
