"""The commitments of 示范省 as values: every place has some, what is reported adds up and explains itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.conf import settings

from reporting.demo import Undertaking, read_places, read_undertakings

DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo"
YEARS = (2021, 2022, 2023, 2024, 2025)


def undertakings() -> list[Undertaking]:
    return read_undertakings(DEMO / "commitments.json")


def test_province_has_a_handful_cities_two_or_three_counties_one_or_two() -> None:
    found = Counter(each.place for each in undertakings())
    allowed = {"province": {5, 6, 7}, "city": {2, 3}, "county": {1, 2}}
    for place in read_places(DEMO / "places.json"):
        assert found.pop(place.code) in allowed[place.level]
    assert not found


def test_every_year_has_its_report() -> None:
    assert all(tuple(each.deeds) == YEARS for each in undertakings())


def test_stations_of_the_places_below_add_up() -> None:
    stations = {each.place: each for each in undertakings() if each.name == "建设“零工驿站”"}
    places = read_places(DEMO / "places.json")
    for parent in {place.parent for place in places if place.parent}:
        children = [stations[place.code] for place in places if place.parent == parent]
        for year in YEARS[:-1]:  # one county of 2025 has typed a word instead
            assert sum(int(each.deeds[year].typed) for each in children) == int(
                stations[parent].deeds[year].typed
            )
        assert sum(each.quantity or 0 for each in children) == stations[parent].quantity


def test_progress_follows_from_the_quantity_where_nothing_else_is_said() -> None:
    found = {(each.place, each.name): each.deeds for each in undertakings()}
    assert [each.progress for each in found["980101", "建设“零工驿站”"].values()] == [
        *["under_way"] * 4,
        "done",
    ]
    assert [each.progress for each in found["980000", "养老保险关系转移办结时间"].values()] == [
        "under_way", "under_way", "done", "done", "done",
    ]  # fmt: skip
    assert {each.progress for each in found["980000", "举办全省职业技能大赛"].values()} == {"under_way"}


def test_who_lags_or_gives_up_says_why() -> None:
    lagging = [
        deed
        for each in undertakings()
        for deed in each.deeds.values()
        if deed.progress in ("delayed", "stopped")
    ]
    assert len(lagging) == 7
    assert all(deed.note for deed in lagging)
