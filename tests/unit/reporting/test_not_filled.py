import pytest

from reporting.rules import Weight
from reporting.rules.not_filled import not_filled
from tests.unit.reporting.entries import entered


@pytest.mark.parametrize("typed", ["", " ", "　", "\t"])
def test_not_filled_blank_is_an_error(typed: str) -> None:
    found = not_filled(entered(typed))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert "—" in found.message
    assert "0" in found.message


@pytest.mark.parametrize("typed", ["0", "—", "12.5", "不知道"])
def test_not_filled_says_nothing_once_something_stands_there(typed: str) -> None:
    assert not_filled(entered(typed)) is None
