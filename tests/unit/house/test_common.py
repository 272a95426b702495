"""What any app may use stays small."""

from __future__ import annotations

from pathlib import Path

COMMON = Path(__file__).parents[3] / "common"


def test_common_stays_under_three_hundred_lines() -> None:
    files = list(COMMON.rglob("*.py"))
    assert 0 < sum(len(file.read_text("utf-8").splitlines()) for file in files) < 300
