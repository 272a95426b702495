import pytest

from reporting.rules import Weight
from reporting.rules.percent_sign import percent_sign
from tests.unit.reporting.entries import entered


@pytest.mark.parametrize("typed", ["105%", "105％", "＞90%"])
def test_percent_sign_behind_a_number_of_people_is_an_error(typed: str) -> None:
    found = percent_sign(entered(typed, unit="万人"))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert "“万人”" in found.message


@pytest.mark.parametrize(("typed", "unit"), [("95%", "%"), ("95％", "%"), ("95", "万人"), ("", "万人")])
def test_percent_sign_is_welcome_behind_per_cent(typed: str, unit: str) -> None:
    assert percent_sign(entered(typed, unit=unit)) is None
