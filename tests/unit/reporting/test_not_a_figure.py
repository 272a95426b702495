import pytest

from reporting.rules import Weight
from reporting.rules.not_a_figure import not_a_figure
from tests.unit.reporting.entries import entered

GOOD = (
    "0",
    "12.5",
    "1,234",
    "４０",
    "＞90",
    ">90",
    "≥96",
    "95以上",
    "60—65",
    "1∶4∶5",
    "〔350〕",
    "—",
    "",
    "约3",
    "105%",
)


@pytest.mark.parametrize("typed", GOOD)
def test_not_a_figure_accepts_what_official_tables_print(typed: str) -> None:
    assert not_a_figure(entered(typed)) is None


@pytest.mark.parametrize(
    "typed", ["1O5", "暂无", "12万人", "增长5%", "1..2", "65—60", "9999999999", "1.1234567"]
)
def test_not_a_figure_names_what_was_typed_and_what_to_do(typed: str) -> None:
    found = not_a_figure(entered(typed))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert typed in found.message
    assert "请" in found.message
