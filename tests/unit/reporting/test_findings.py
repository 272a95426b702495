"""What the rules find together."""

import pytest

from reporting.rules import COMMITMENT_RULES, RULES, findings_on
from reporting.rules.finding import WORDS
from tests.unit.reporting.entries import past, rising, share


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
    row = share(typed, basis="level", sense="higher")
    assert [finding.code for finding in findings_on(row)] == codes


def test_an_error_ends_the_comparison() -> None:
    """105 per cent is no change of 900 per cent besides, and is not judged."""
    wrong = share("105", lamp="bad", **past("10.5"))
    assert [finding.code for finding in findings_on(wrong)] == ["outside_limits"]


def test_a_slip_is_not_told_as_a_change_and_not_judged() -> None:
    slip = rising("55", "5.5", sense="lower", unit="%", lamp="bad")
    assert [finding.code for finding in findings_on(slip)] == ["decimal_slip"]


def test_every_rule_has_its_words_and_there_are_no_others() -> None:
    rules = {rule.__name__ for rule in (*RULES, *COMMITMENT_RULES)}
    assert {key.partition(".")[0] for key in WORDS} == rules
