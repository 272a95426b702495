from datetime import UTC, date, datetime

import pytest

from reporting.pages.dates import day, moment, until_due


def test_day_is_written_out() -> None:
    assert day(date(2026, 4, 5)) == "2026 年 4 月 5 日"


def test_moment_is_told_in_local_time() -> None:
    assert moment(datetime(2026, 4, 5, 23, 30, tzinfo=UTC)) == "4 月 6 日 07:30"
    assert moment(None) == ""


@pytest.mark.parametrize(("today", "expected"), [(4, "还有 1 天"), (5, "今天截止"), (8, "已过 3 天")])
def test_until_due_counts_days(today: int, expected: str) -> None:
    assert until_due(date(2026, 4, 5), date(2026, 4, today)) == expected
