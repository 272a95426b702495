"""截至某日所知: the record as it was known on a day, beside the record as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from dashboards.pages.address import ACCEPTED, Asked
from dashboards.pages.notices import Notice
from indicators.queries.progress import latest_reported_years, latest_years_known


@dataclass(frozen=True)
class Moment:
    """What the form that asks for a day needs; `now_url` leads back to the present."""

    known_on: date | None
    today: date
    year: int | None
    now_url: str


def moment_of(asked: Asked, now_url: str) -> Moment:
    return Moment(asked.known_on, localdate(), asked.year, now_url)


def latest_year(plan: Any, asked: Asked) -> int | None:
    """The year a page opens on: the last one reported, now or as of the day."""
    if asked.known_at is not None:
        return latest_years_known([plan], asked.known_at).get(plan.pk)
    return latest_reported_years([plan], ACCEPTED).get(plan.pk)


def known_notice(asked: Asked) -> list[Notice]:
    if asked.known_on is None:
        return []
    day = f"{asked.known_on.year} 年 {asked.known_on.month} 月 {asked.known_on.day} 日"
    return [
        Notice(
            "warning",
            f"以下是截至 {day}已接收的数据和当时的目标，按现行规则评价；此后的上报、更正和目标调整不在其中。",
        )
    ]
