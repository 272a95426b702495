"""示范省 in one piece, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from common.jobs import left_to_the_sweeper
from indicators.fixture_files import read_json
from indicators.models import Indicator
from indicators.services.assessment import sweep
from plans.services import close
from regions.fixture_files import FixtureError
from regions.models import Region
from reporting.demo import Sheet, goals_of, read_people, read_places, read_sheet, read_undertakings
from reporting.services.demonstration.calendar import HERE, noon
from reporting.services.demonstration.cast import Cast, bring_in
from reporting.services.demonstration.closed import hold_round
from reporting.services.demonstration.commitments import deeds_of, promise
from reporting.services.demonstration.forms import Words
from reporting.services.demonstration.promises import draw_up
from reporting.services.demonstration.running import run_round

SETTLED = date(2021, 7, 1)  # when the accounts were made
JUST_PUBLISHED = {"province": 21, "city": 6}  # days before now
CLOSED_ON = date(2024, 5, 20)


@dataclass(frozen=True)
class Loaded:
    """What was brought in."""

    regions: int
    people: int
    plans: int
    judged: int


def load_demonstration(*, folder: Path, at: datetime) -> Loaded | None:
    """Bring 示范省 in; None where it is there already. Its verdicts are judged once, at the end."""
    places = read_places(folder / "places.json")
    if Region.objects.filter(pk=places[0].code).exists():
        return None
    people = read_people(folder / "people.json")
    _check_ground({region for person in people for region, _, _ in person.grants}, places[0].code)
    with left_to_the_sweeper(), transaction.atomic():
        cast = bring_in(places=places, people=people, at=noon(SETTLED))
        plans = _tell(folder, cast, at)
    return Loaded(len(places), len(people), plans, sweep(at=at, older_than=timedelta(0)))


def _check_ground(regions: set[str], top: str) -> None:
    """Real regions and the catalogue come first."""
    real = {region for region in regions if region[:2] != top[:2]}
    if not Indicator.objects.exists() or Region.objects.filter(pk__in=real).count() < len(real):
        raise FixtureError("还没有行政区划和指标目录，请先运行 manage.py load_plans。")


def _tell(folder: Path, cast: Cast, at: datetime) -> int:
    """The story in its order; returns how many plans there are."""
    catalogue = {indicator.code: indicator for indicator in Indicator.objects.all()}
    script = read_json(folder / "rounds.json")
    main, short, coming = (
        read_sheet(folder / f"plan_{years}.json") for years in ("2021_2025", "2021_2023", "2026_2030")
    )
    goals = goals_of(cast.places, main)
    plans = draw_up(sheet=main, goals=goals, cast=cast, catalogue=catalogue, issued=_issued(main))
    undertakings = read_undertakings(folder / "commitments.json")
    promise(plans=plans, undertakings=undertakings, cast=cast)
    deeds = deeds_of(undertakings)
    more = goals_of(cast.places, short)
    plans += draw_up(sheet=short, goals=more, cast=cast, catalogue=catalogue, issued=_issued(short))
    for year in script["closed"]:
        hold_round(year=year, script=script, goals={**more, **goals}, deeds=deeds, cast=cast)
    close(plan_id=plans[-1].pk, by=cast.planner(cast.top.code), at=noon(CLOSED_ON))
    run_round(
        script=script["open"],
        words=Words(script["notes"], script["reasons"]),
        goals=goals,
        deeds=deeds,
        cast=cast,
        at=at,
    )
    today = at.astimezone(HERE).date()
    issued = {level: today - timedelta(days=days) for level, days in JUST_PUBLISHED.items()}
    last = goals_of(cast.places, coming)
    plans += draw_up(sheet=coming, goals=last, cast=cast, catalogue=catalogue, issued=issued)
    return len(plans)


def _issued(sheet: Sheet) -> dict[str, date]:
    return {level: date.fromisoformat(paper["issued_date"]) for level, paper in sheet.papers.items()}
