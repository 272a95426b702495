"""When things happened in 示范省: moments that could be, none of them later than now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")
OPENS, DUE, CLOSES = (1, 5), (3, 31), (5, 10)  # month and day in the year after


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), HERE)


def opens(year: int) -> date:
    return date(year + 1, *OPENS)


def due(year: int) -> date:
    return date(year + 1, *DUE)


def closes(year: int) -> date:
    return date(year + 1, *CLOSES)


def handed_in(year: int, place: int, late: int) -> datetime:
    """When the n-th place submitted: in the weeks before the due date, or so many days after it."""
    if late:
        return noon(due(year) + timedelta(days=late)) + timedelta(hours=4, minutes=7 * place % 50)
    return noon(due(year) - timedelta(days=3 + (place * 5 + year) % 17)) - timedelta(minutes=11 * place % 150)
