"""What is reported on a commitment: one case per sentence, and silence where all is well."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.fixture_files import checks
from reporting.rules import Undertaken, findings_on_commitment

D = Decimal


def codes(progress: str, typed: str, note: str = "", op: str = "=", **compared: object) -> list[str]:
    entered = Undertaken(progress, typed, note, checks(), op, **compared)  # type: ignore[arg-type]
    return [finding.code for finding in findings_on_commitment(entered)]


@pytest.mark.parametrize(
    ("progress", "typed", "note", "op", "promised"),
    [
        ("under_way", "3", "", "=", D(10)),
        ("under_way", "—", "", ">=", D(10)),
        ("not_started", "0", "", "=", D(10)),
        ("done", "10", "", "=", D(10)),
        ("done", "１，２００", "", ">=", D(1200)),
        ("done", "11", "", ">", D(10)),
        ("done", "9", "", "<=", D(15)),
        ("not_started", "20", "", "<=", D(15)),
        ("done", "", "", "=", None),
        ("delayed", "3", "两个站点未验收", "=", D(10)),
    ],
)
def test_commitment_said_well_is_not_reproached(
    progress: str, typed: str, note: str, op: str, promised: Decimal | None
) -> None:
    assert codes(progress, typed, note, op, promised=promised) == []


@pytest.mark.parametrize(
    ("progress", "typed", "op", "promised", "expected"),
    [
        ("", "", "=", D(10), ["no_progress", "no_quantity"]),
        ("", "", "=", None, ["no_progress"]),
        ("under_way", " ", "=", D(10), ["no_quantity"]),
        ("under_way", "十来个", "=", D(10), ["not_a_quantity"]),
        ("under_way", "＞3", "=", D(10), ["not_a_quantity"]),
        ("under_way", "1∶4∶5", "=", None, ["not_a_quantity"]),
        ("under_way", "〔3〕", "=", D(10), ["not_a_quantity"]),
        ("under_way", "-3", "=", D(10), ["negative_quantity"]),
        ("delayed", "3", "=", D(10), ["lag_unexplained"]),
        ("stopped", "0", "=", D(10), ["lag_unexplained"]),
        ("done", "9", "=", D(10), ["done_too_early"]),
        ("done", "9.9", ">=", D(10), ["done_too_early"]),
        ("done", "10", ">", D(10), ["done_too_early"]),
        ("not_started", "1", "=", D(10), ["done_though_not_started"]),
    ],
)
def test_commitment_said_badly_is_told(
    progress: str, typed: str, op: str, promised: Decimal | None, expected: list[str]
) -> None:
    assert codes(progress, typed, op=op, promised=promised) == expected


def test_total_below_last_years_is_a_warning_that_names_both() -> None:
    entered = Undertaken(
        "under_way", "7", "", checks(), promised=D(10), before=D("8.500000"), before_year=2023
    )
    (finding,) = findings_on_commitment(entered)
    assert (finding.code, finding.weight.value) == ("total_fell", "warning")
    assert "累计完成 7，少于 2023 年已接收的 8.5" in finding.message


@pytest.mark.parametrize(("typed", "op"), [("8", "="), ("8.5", ">="), ("7", "<="), ("—", "="), ("", "=")])
def test_total_that_rises_or_needs_not_is_left_alone(typed: str, op: str) -> None:
    before = D(8) if op == "=" else D("8.5")
    assert codes("under_way", typed, op=op, before=before, before_year=2023) == []
