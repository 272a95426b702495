"""示范省 on paper: parts add up, rates stay rates, every text can be read, nothing is left to chance."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calc import parse_figure, read_entry
from indicators.fixture_files import read_json
from regions.fixture_files import FixtureError
from reporting.demo import (
    Goal,
    Key,
    Line,
    Place,
    Sheet,
    apportioned,
    goals_of,
    read_people,
    read_places,
    read_sheet,
    read_undertakings,
)
from reporting.demo.roster import roster

FOLDER = Path(__file__).parents[3] / "fixtures" / "demo"
PLACES = read_places(FOLDER / "places.json")
SHEETS = {
    years: read_sheet(FOLDER / f"plan_{years}.json") for years in ("2021_2025", "2021_2023", "2026_2030")
}
MAIN = SHEETS["2021_2025"]
GOALS = goals_of(PLACES, MAIN)
ADDITIVE = [line for line in MAIN.lines if line.share]


@given(
    total=st.decimals("-1000", "1000", places=2),
    weights=st.lists(st.decimals("0.01", "100", places=2), min_size=1, max_size=9),
)
def test_apportioned_parts_add_up_and_stay_near_their_shares(total: Decimal, weights: list[Decimal]) -> None:
    parts = apportioned(total, weights, 2)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) <= Decimal("0.02")


def test_places_are_one_province_four_cities_and_twelve_counties() -> None:
    levels = [place.level for place in PLACES]
    assert [levels.count(level) for level in ("province", "city", "county")] == [1, 4, 12]
    assert all(place.code.startswith("98") for place in PLACES)
    assert len({place.name for place in PLACES}) == 17


def test_goals_of_the_same_files_are_the_same() -> None:
    assert goals_of(read_places(FOLDER / "places.json"), read_sheet(FOLDER / "plan_2021_2025.json")) == GOALS


@pytest.mark.parametrize("line", ADDITIVE, ids=lambda line: line.indicator)
def test_children_add_up_to_their_parent(line: Line) -> None:
    """All but what goes its own way on purpose."""
    plain = goals_of(PLACES, Sheet(**{**vars(MAIN), "own": {}}))
    for parent in PLACES:
        children = [
            plain[place.code, line.indicator]
            for place in PLACES
            if place.parent == parent.code and line in MAIN.lines_at(place)
        ]
        if children and (parent.code, line.indicator) in plain:
            _assert_sum(plain[parent.code, line.indicator], children, line)


def _assert_sum(parent: Goal, children: list[Goal], line: Line) -> None:
    for year, text in parent.actuals.items():
        assert sum(_number(child.actuals[year]) for child in children) == _number(text), year
    if not line.revision:
        assert sum(_number(child.target) for child in children) == _number(parent.target)
    if line.baseline != "—":
        assert sum(_number(child.baseline) for child in children) == _number(parent.baseline)


def _number(text: str) -> Decimal:
    value = parse_figure(text).value
    assert value is not None, text
    return value


def test_a_part_is_never_more_than_the_whole() -> None:
    """其中 rows."""
    by_name = {line.name: line for line in MAIN.lines}
    for (code, indicator), goal in GOALS.items():
        line = next((each for each in MAIN.lines if each.indicator == indicator), None)
        if line is None or not line.parent:
            continue
        whole = GOALS[code, by_name[line.parent].indicator]
        for year, text in goal.actuals.items():
            part, total = parse_figure(text).value, parse_figure(whole.actuals[year]).value
            assert part is None or total is None or part <= total, (code, indicator, year)


@pytest.mark.parametrize("years", SHEETS)
def test_every_text_can_be_read(years: str) -> None:
    for key, goal in goals_of(PLACES, SHEETS[years]).items():
        assert parse_figure(goal.target).kind in ("number", "ratio"), key
        assert parse_figure(goal.baseline).kind in ("number", "ratio", "missing"), key
        assert all(parse_figure(text).kind == "number" for text in goal.annual_targets.values()), key
        for text in goal.actuals.values():
            read_entry(text)


def test_rates_stay_within_a_hundred() -> None:
    rates = {line.indicator for line in MAIN.lines if line.unit == "%" and not line.open_top}
    for key, goal in GOALS.items():
        if key[1] in rates:
            assert all(0 <= _number(text) <= 100 for text in goal.actuals.values()), key


def test_the_leading_city_does_better_than_the_trailing_one() -> None:
    for indicator in ("urban_new_jobs", "subsidised_training", "startup_guarantee_loans"):
        assert _done(GOALS["980100", indicator]) > _done(GOALS["980400", indicator])


def _done(goal: Goal) -> Decimal:
    return sum((_number(text) for text in goal.actuals.values()), Decimal(0)) / _number(goal.target)


def test_scripts_name_only_what_there_is() -> None:
    script = read_json(FOLDER / "rounds.json")
    keys: list[Key] = [
        (entry["place"], entry["indicator"])
        for part in ("sent_back", "explained", "redefined")
        for entry in script[part]
    ]
    for form in script["open"]["forms"]:
        keys += [(form["place"], code) for code in (*form.get("rows", ()), *form.get("typed", ()))]
    promised = {(each.place, each.name) for each in read_undertakings(FOLDER / "commitments.json")}
    assert [key for key in keys if key not in GOALS and key not in promised] == []


def test_people_have_one_account_each_for_regions_that_exist() -> None:
    people = read_people(FOLDER / "people.json")
    codes = {place.code for place in PLACES} | {"100000", "420000"}
    assert (
        len({person.username for person in people}) == len({person.name for person in people}) == len(people)
    )
    assert {region for person in people for region, _, _ in person.grants} == codes


def test_roster_is_aligned() -> None:
    names = {place.code: place.name for place in PLACES} | {"100000": "全国", "420000": "湖北省"}
    lines = roster(read_people(FOLDER / "people.json"), names)
    columns = {
        _width(line[: line.index(account)]) for line in lines for account in line.split() if "." in account
    }
    assert len(columns) == 1


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def test_a_sheet_without_its_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("{}", "utf-8")
    with pytest.raises(FixtureError, match="缺少 title"):
        read_sheet(path)


def test_lines_at_a_place_are_those_that_reach_its_level() -> None:
    def numbers(place: Place) -> int:
        return len(MAIN.lines_at(place))

    by_code = {place.code: place for place in PLACES}
    assert [numbers(by_code[code]) for code in ("980000", "980100", "980102", "980101")] == [24, 23, 21, 22]
