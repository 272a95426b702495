"""What the rules find together."""

from decimal import Decimal

import pytest

from reporting.rules import RULES, Entered, findings_on
from reporting.rules.finding import WORDS


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", ["not_filled"]),
        ("1O5", ["not_a_figure"]),
        ("105", ["outside_limits"]),
        ("〔50〕", ["bracketed_level"]),
        ("1∶4∶5", ["wrong_form"]),
        ("95", []),
        ("—", []),
    ],
)
def test_findings_on_tells_each_mistake_once(typed: str, codes: list[str]) -> None:
    entered = Entered(
        typed, unit="%", basis="level", sense="higher", limit_low=Decimal(0), limit_high=Decimal(100)
    )
    assert [finding.code for finding in findings_on(entered)] == codes


def test_every_rule_has_its_words() -> None:
    assert {rule.__name__ for rule in RULES} == set(WORDS)
