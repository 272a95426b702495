import pytest

from indicators.calc import parse_figure
from reporting.rules import Weight
from reporting.rules.changed_after_acceptance import changed_after_acceptance
from tests.unit.reporting.entries import rising


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("5.3", "5.2"),
        ("＞5.2", "5.2"),
        ("约5.2", "5.2"),
        ("〔5.2〕", "5.2"),
        ("—", "5.2"),
        ("5.2", "—"),
        ("1∶2", "1∶3"),
    ],
)
def test_changed_after_acceptance_asks_what_the_correction_rests_on(typed: str, accepted: str) -> None:
    found = changed_after_acceptance(rising(typed, accepted=parse_figure(accepted)))
    assert found is not None
    assert found.weight is Weight.WARNING
    assert f"现改为 {typed}" in found.message


@pytest.mark.parametrize(("typed", "accepted"), [("5.20", "5.2"), ("—", "—"), ("", "5.2"), ("暂无", "5.2")])
def test_changed_after_acceptance_is_silent_where_nothing_changed_or_can_be_read(
    typed: str, accepted: str
) -> None:
    assert changed_after_acceptance(rising(typed, accepted=parse_figure(accepted))) is None


def test_changed_after_acceptance_needs_an_accepted_figure() -> None:
    assert changed_after_acceptance(rising("5.2")) is None


def test_changed_after_acceptance_takes_the_reason_of_the_correction() -> None:
    given = rising("5.3", accepted=parse_figure("5.2"), correction="年报核定数")
    assert changed_after_acceptance(given) is None
