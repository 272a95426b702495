import pytest

from reporting.rules import Weight
from reporting.rules.bracketed_level import bracketed_level
from tests.unit.reporting.entries import entered


@pytest.mark.parametrize(
    ("typed", "basis", "word"), [("〔350〕", "level", "年末数"), ("[75]", "annual", "当年数")]
)
def test_bracketed_level_asks_for_the_figure_of_the_year(typed: str, basis: str, word: str) -> None:
    found = bracketed_level(entered(typed, basis=basis))
    assert found is not None
    assert found.weight is Weight.ERROR
    assert word in found.message


@pytest.mark.parametrize(
    ("typed", "basis"),
    [("〔350〕", "cumulative"), ("350", "level"), ("〔350〕", ""), ("〔暂无〕", "level"), ("", "level")],
)
def test_bracketed_level_is_silent_otherwise(typed: str, basis: str) -> None:
    assert bracketed_level(entered(typed, basis=basis)) is None
