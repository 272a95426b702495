"""Every version with who, when and why, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest

from accounts.roles import Role
from accounts.services import create_user, grant
from indicators.models import ActualVersion
from reporting import services
from reporting.pages.history import figure_page, history_page
from reporting.services.evidence import SentFile
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT, PASSWORD, World

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def corrected(office: Office) -> Office:
    """东县's participation rate of 2025: handed up, returned, corrected, accepted, corrected again."""
    office.fill(pension="94.1")
    office.submit()
    row = office.row("pension")
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[row.pk], comment="请核对口径",
        by=office.people["county_reviewer"], at=AT,
    )  # fmt: skip
    office.fill(pension="95.5")
    office.submit()
    office.review()
    office.accept()
    services.open_correction(
        submission_id=office.county.pk, row_ids=[row.pk], reason="年报核定数", by=office.people["clerk"],
        at=LATER,
    )  # fmt: skip
    services.save_rows(
        submission_id=office.county.pk, entries=[office.entry("pension", "95.2", note="按年报核定")],
        by=office.people["clerk"], at=LATER,
    )  # fmt: skip
    services.submit(submission_id=office.county.pk, by=office.people["clerk"], at=LATER + timedelta(days=1))
    return office


def stories(office: Office, person: str, year: int = 2025):  # type: ignore[no-untyped-def]
    page = figure_page(user=office.people[person], region_code="980101", indicator_code="pension")
    assert page is not None
    return next((each.stories for each in page.years if each.year == year), ())


def test_every_version_says_who_when_and_why(corrected: Office) -> None:
    third, second, first = stories(corrected, "reviewer")
    assert [story.state for story in (third, second, first)] == ["未接收", "已接收", "已撤回或退回"]
    assert [story.text for story in (third, second, first)] == ["95.2", "95.5", "94.1"]
    assert ("修改原因", "年报核定数") in third.words
    assert ("修改原因", "按退回意见修改：请核对口径") in second.words
    assert [(part, name) for part, name, _ in second.signed] == [
        ("填报人", "陈录"), ("负责人", "郑局"), ("审核人", "夏核"), ("接收", "沈核"),
    ]  # fmt: skip


def test_conversation_stands_beside_the_versions(corrected: Office) -> None:
    page = figure_page(user=corrected.people["reviewer"], region_code="980101", indicator_code="pension")
    assert page is not None
    said = next(each.said for each in page.years if each.year == 2025)
    assert [(kind, name, text) for kind, name, _, text in said] == [
        ("退回", "夏核", "请核对口径"), ("更正", "陈录", "年报核定数"),
    ]  # fmt: skip


def test_neighbour_sees_what_was_accepted_and_no_names(corrected: Office) -> None:
    other = corrected.people["bystander"]  # 乙市's reviewer: neither 东县 nor its siblings
    assert figure_page(user=other, region_code="980101", indicator_code="pension") is None
    city = figure_page(user=other, region_code="980100", indicator_code="pension")
    assert city is not None
    assert not city.reached
    assert all(story.state == "已接收" for year in city.years for story in year.stories)
    stories = [story for year in city.years for story in year.stories]
    assert not any(name for story in stories for _, name, _ in story.signed)
    assert not any(story.remarks for story in stories)


def test_what_a_clerk_took_back_is_theirs_alone(office: Office) -> None:
    office.fill(pension="94.1")
    office.submit()
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert [story.text for story in stories(office, "clerk")] == ["94.1"]
    assert stories(office, "reviewer") == ()
    assert stories(office, "leader") == ()


def test_what_one_department_took_back_another_does_not_see(office: Office) -> None:
    other = create_user(username="other", name="别科", password=PASSWORD, by=None, at=AT)
    grant(
        user=other, region=office.world.regions["980101"], role=Role.CLERK,
        department=office.world.department, by=None, at=AT,
    )  # fmt: skip
    office.fill()
    office.submit()
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    page = figure_page(user=other, region_code="980101", indicator_code="pension")
    assert page is not None
    assert 2025 not in [each.year for each in page.years]


def test_list_gives_the_latest_first_and_only_within_reach(corrected: Office) -> None:
    mine = history_page(user=corrected.people["clerk"], params={}).lines
    assert (mine[0].text, mine[0].reason, mine[0].by) == ("95.2", "年报核定数", "陈录")
    assert {line.region for line in mine} == {"东县"}
    assert history_page(user=corrected.people["stranger"], params={}).lines == ()


@pytest.mark.parametrize(
    ("params", "count"),
    [
        ({"q": "参保率", "year": "2025"}, 3),
        ({"q": "东县", "year": "2023"}, 4),
        ({"q": "甲市", "year": "2023"}, 4),
        ({"q": "没有这样的"}, 0),
        ({"q": "参保率\x00", "year": "2025"}, 3),
    ],
)
def test_list_is_narrowed(corrected: Office, params: dict[str, str], count: int) -> None:
    assert len(history_page(user=corrected.people["reviewer"], params=params).lines) == count


def test_list_complains_of_a_year_it_cannot_read(office: Office) -> None:
    page = history_page(user=office.people["reviewer"], params={"year": "去年"})
    assert page.complaint
    assert page.lines


def test_pages_answer(corrected: Office) -> None:
    for person in ("clerk", "reviewer", "leader", "analyst", "planner"):
        browser = corrected.browser(person)
        assert browser.get("/reporting/history/").status_code == 200
        answer = browser.get("/reporting/history/980101/pension/")
        assert answer.status_code == 200
        assert "年报核定数" in answer.content.decode()
    for path in ("/reporting/history/980101/nothing/", "/reporting/history/999999/pension/"):
        assert corrected.browser("reviewer").get(path).status_code == 404
    assert corrected.browser("stranger").get("/reporting/history/980101/pension/").status_code == 404


def test_queries_do_not_grow(
    corrected: Office, count_queries: Callable[[Callable[[], object]], int], world: World
) -> None:
    reviewer = corrected.people["reviewer"]

    def page() -> object:
        return figure_page(user=reviewer, region_code="980101", indicator_code="pension")

    page()
    few = count_queries(page)
    more = [
        ActualVersion(
            actual=ActualVersion.objects.filter(actual__indicator__code="pension").latest("id").actual,
            number=number, kind="number", value=95, text="95", reason="再改", entered_at=LATER,
            entered_by=corrected.people["clerk"],
        )
        for number in range(10, 50)
    ]  # fmt: skip
    ActualVersion.objects.bulk_create(more)
    assert count_queries(page) == few


def test_evidence_stands_with_its_year_for_those_who_may_see_it(office: Office) -> None:
    office.fill(pension="94.1")
    row = office.row("pension")
    services.add_evidence(
        submission_id=office.county.pk, row_id=row.pk, by=office.people["clerk"], at=AT,
        files=[SentFile("年报.pdf", BytesIO(PDF), len(PDF))],
    )  # fmt: skip
    office.submit()
    for person, names in (("clerk", ["年报.pdf"]), ("leader", ["年报.pdf"])):
        page = figure_page(user=office.people[person], region_code="980101", indicator_code="pension")
        assert page is not None
        year = next(each for each in page.years if each.year == 2025)
        assert [file.name for file in year.files] == names
