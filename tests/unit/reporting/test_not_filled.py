import pytest

from reporting.rules import Entered, Weight
from reporting.rules.not_filled import not_filled


@pytest.mark.parametrize("typed", ["", " ", "　", "\t"])
def test_not_filled_blank_is_an_error(typed: str) -> None:
    found = not_filled(Entered(typed))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert "—" in found.message
    assert "0" in found.message


@pytest.mark.parametrize("typed", ["0", "—", "12.5", "不知道"])
def test_not_filled_says_nothing_once_something_stands_there(typed: str) -> None:
    assert not_filled(Entered(typed)) is None
