from __future__ import annotations

import pytest

from dashboards.pages.address import Asked, asked, link


def test_asked_reads_year_plan_and_standing() -> None:
    assert asked({"year": " 2024 ", "plan": "7", "standing": "provisional"}) == Asked(2024, 7, "provisional")
    assert asked({}) == Asked()


@pytest.mark.parametrize(
    "params",
    [
        {"year": "abc"},
        {"year": "20 24"},
        {"year": "-1"},
        {"year": "1e400"},
        {"year": "9" * 400},
        {"year": "3000"},
        {"year": "２０２４"},
        {"plan": "\x00"},
        {"plan": "1.5"},
        {"standing": "draft"},
        {"standing": "<script>"},
    ],
)
def test_asked_falls_back_and_says_what_it_could_not_read(params: dict[str, str]) -> None:
    found = asked(params)
    assert (found.year, found.plan, found.standing) == (None, None, "accepted")
    assert len(found.complaints) == 1
    assert len(found.complaints[0]) < 80


def test_link_leaves_out_what_says_nothing() -> None:
    assert link("/x/", year=2024, plan=None, standing="accepted") == "/x/?year=2024"
    assert link("/x/") == "/x/"
    assert link("/x/", standing="provisional") == "/x/?standing=provisional"


def test_year_within_takes_only_years_of_the_plan() -> None:
    assert Asked(year=2024).year_within(range(2021, 2026), 2023) == 2024
    assert Asked(year=2031).year_within(range(2021, 2026), 2023) == 2023
    assert Asked().year_within(range(2021, 2026), 2023) == 2023
