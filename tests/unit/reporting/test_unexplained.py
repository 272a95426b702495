import pytest

from reporting.rules import Weight
from reporting.rules.unexplained import unexplained
from tests.unit.reporting.entries import rising


@pytest.mark.parametrize(
    ("cause", "measure", "said"),
    [("", "", "原因和措施"), ("专账用完", " ", "还没有填写措施"), ("", "按月调度", "还没有填写原因")],
)
@pytest.mark.parametrize("lamp", ["warn", "bad"])
def test_unexplained_asks_red_and_yellow_rows(lamp: str, cause: str, measure: str, said: str) -> None:
    found = unexplained(rising("5", lamp=lamp, cause=cause, measure=measure))
    assert found is not None
    assert found.weight is Weight.NOTICE
    assert said in found.message


@pytest.mark.parametrize("lamp", ["ok", "na", ""])
def test_unexplained_asks_nobody_else(lamp: str) -> None:
    assert unexplained(rising("5", lamp=lamp)) is None


def test_unexplained_is_answered_by_both() -> None:
    assert unexplained(rising("5", lamp="bad", cause="专账用完", measure="按月调度")) is None
