"""A form checked by its clerk's program before it is handed up; and the conversation about its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from audit.models import Event
from plans.models import CommitmentReport
from reporting import services
from reporting.models import TEXTS, Comment, Row
from tests.integration.reporting.conftest import LATER, Office, build_office
from tests.integration.reporting.desk import Desk, promise
from tests.integration.reporting.test_api_reading import FORMS, county, program, row_of
from tests.integration.reporting.test_api_writing import address, good_rows, save, send, writer
from tests.integration.world import World


def checked(office: Office, person: str = "clerk") -> dict[str, Any]:
    answer = program(office, person).get(address(office, "findings"))
    assert answer.status_code == 200
    return dict(answer.json())


def by_code(said: dict[str, Any]) -> dict[str, tuple[bool, list[str]]]:
    return {
        row["indicator"]: (row["blocks"], [each["code"] for each in row["findings"]]) for row in said["rows"]
    }


def test_an_empty_form_cannot_be_handed_up_and_says_why(office: Office) -> None:
    said = checked(office)
    assert (said["can_submit"], said["total"]) == (False, 4)
    assert list(by_code(said).values()) == [(True, ["not_filled"])] * 4
    assert "有 4 项需要改正或说明" in said["detail"]


def test_a_good_form_can_be_handed_up_and_checking_changed_nothing(office: Office) -> None:
    office.fill()
    before, events = list(Row.objects.order_by("pk").values()), trail()
    said = checked(office)
    assert (said["can_submit"], said["detail"], said["missing"]) == (True, "可以上报，共 4 项。", "")
    assert not any(row["blocks"] for row in said["rows"])
    assert (list(Row.objects.order_by("pk").values()), trail()) == (before, events)


def trail() -> int:
    """Events but for the tokens of this test."""
    return Event.objects.exclude(action="token.issued").count()


def test_it_says_what_handing_up_says(office: Office) -> None:
    office.fill(pension="约十万", unemployment="9.9", new_jobs="")
    save(office, [], responsible="")
    said = checked(office)
    status, refused = send(writer(office, "clerk"), address(office, "submit"))
    assert (status, refused["missing"]) == (422, said["missing"])
    assert "单位负责人" in said["missing"]
    weights = ("error", "warning")
    blocking = {
        row["id"]: [each for each in row["findings"] if each["weight"] in weights]
        for row in said["rows"]
        if row["blocks"]
    }
    assert blocking == {row["id"]: row["findings"] for row in refused["rows"]}


def test_it_says_what_the_form_itself_shows(office: Office) -> None:
    office.fill(pension="约十万", unemployment="9.9")
    said = {row["id"]: row["findings"] for row in checked(office)["rows"]}
    form = county(office, "clerk")
    assert said == {row["id"]: row["findings"] for row in form["rows"] if row["findings"]}


def test_a_warning_is_answered_by_a_note(office: Office) -> None:
    office.fill(unemployment="9.9")
    assert by_code(checked(office))["unemployment"][0] is True
    row = office.row("unemployment")
    save(office, [{"id": row.pk, "revision": row.revision, "note": "两家企业停产"}])
    said = checked(office)
    assert said["can_submit"] is True
    assert by_code(said)["unemployment"][0] is False


def test_after_handing_up_there_is_nothing_to_hand_up(office: Office) -> None:
    office.fill()
    office.submit()
    said = checked(office)
    assert (said["can_submit"], said["total"], said["rows"]) == (False, 0, [])
    assert "都已上报" in said["detail"]


def test_a_closed_round_takes_nothing(office: Office) -> None:
    office.fill(pension="约十万")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    said = checked(office)
    assert (said["can_submit"], by_code(said)["pension"]) == (False, (True, ["not_a_figure"]))
    assert "已经结束" in said["detail"]


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [("county_reviewer", 403, "permission_denied"), ("planner", 403, "permission_denied"),
     ("leader", 404, "not_found"), ("stranger", 404, "not_found")],
)  # fmt: skip
def test_drafts_are_checked_by_their_clerk_alone(office: Office, person: str, status: int, code: str) -> None:
    answer = program(office, person).get(address(office, "findings"))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_token_for_reading_may_check(office: Office) -> None:
    assert program(office, "clerk", scope="read").get(address(office, "findings")).status_code == 200
    assert send(writer(office, "clerk"), address(office, "findings"))[0] == 405


def test_checking_asks_as_often_for_few_rows_as_for_many(
    office: Office, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    office.fill()
    caller, path = program(office, "clerk"), address(office, "findings")
    caller.get(path)
    many = count_queries(lambda: caller.get(path))
    office.county.rows.exclude(indicator__code="pension").delete()
    assert count_queries(lambda: caller.get(path)) <= many


def test_everything_a_clerk_types_can_be_written_and_read(office: Office) -> None:
    texts = {
        "typed": "95.5", "note": "据公报", "cause": "基数高", "measure": "扩面", "nature": "preliminary",
        "numerator": "955", "denominator": "1000", "break_note": "统计口径调整", "progress": "",
    }  # fmt: skip
    assert set(texts) == set(TEXTS)
    assert save(office, [{"indicator": "pension", "revision": 0, **texts}])[0] == 200
    told = row_of(county(office, "clerk"), "pension")
    assert {name: told[name] for name in TEXTS} == texts


@pytest.fixture
def desk(world: World) -> Desk:
    promise(world)
    return Desk(build_office(world))


def test_commitments_are_reported_by_programs_too(desk: Desk) -> None:
    office = desk.office
    names = {
        "零工驿站": ("6", "under_way", ""),
        "招聘活动": ("41", "done", ""),
        "技能大赛": ("", "delayed", "场馆未定"),
    }
    rows = [
        {"id": desk.row(name).pk, "revision": 0, "typed": typed, "progress": progress, "note": note}
        for name, (typed, progress, note) in names.items()
    ]
    assert save(office, [*good_rows(), *rows])[0] == 200
    assert checked(office)["can_submit"] is True
    assert send(writer(office, "clerk"), address(office, "submit"))[0] == 200
    reported = CommitmentReport.objects.filter(year=2025).values_list("commitment__name", "progress")
    assert dict(reported) == {name: progress for name, (_, progress, _) in names.items()}


def test_a_commitment_without_progress_is_told(desk: Desk) -> None:
    row = desk.row("零工驿站").pk
    (told,) = [each for each in checked(desk.office)["rows"] if each["id"] == row]
    assert (told["indicator"], told["blocks"]) == (None, True)


def test_a_conversation_is_read_and_answered(office: Office) -> None:
    row = office.row("pension").pk
    question = {"row": row, "text": "与公报差 0.3，为什么？"}
    status, said = send(writer(office, "county_reviewer"), address(office, "comment"), question)
    assert (status, said["row"], said["kind"], said["by"]) == (200, row, "comment", "夏核")
    clerk = writer(office, "clerk")
    assert clerk.get(address(office, "comments")).json() == {"comments": [said], "unanswered": [row]}
    send(clerk, address(office, "comment"), {"row": row, "text": "公报为快报数。"})
    told = clerk.get(address(office, "comments")).json()
    assert [each["text"] for each in told["comments"]] == [question["text"], "公报为快报数。"]
    assert told["unanswered"] == []


@pytest.mark.parametrize(
    ("person", "body", "status", "code"),
    [
        ("clerk", {"row": 0, "text": "x"}, 400, "invalid_parameter"),
        ("clerk", {"text": "x"}, 400, "invalid_parameter"),
        ("clerk", {"row": "ROW"}, 400, "invalid_parameter"),
        ("clerk", {"row": "ROW", "text": ""}, 400, "invalid_parameter"),
        ("clerk", {"row": "ROW", "text": " "}, 422, "content_refused"),
        ("clerk", {"row": "ROW", "text": "字" * 501}, 422, "content_refused"),
        ("clerk", {"row": 10**15, "text": "x"}, 422, "content_refused"),
        ("planner", {"row": "ROW", "text": "x"}, 403, "permission_denied"),
        ("stranger", {"row": "ROW", "text": "x"}, 404, "not_found"),
    ],
)
def test_remarks_that_are_refused(
    office: Office, person: str, body: dict[str, Any], status: int, code: str
) -> None:
    if body.get("row") == "ROW":
        body = {**body, "row": office.row("pension").pk}
    answered, said = send(writer(office, person), address(office, "comment"), body)
    assert (answered, said["code"]) == (status, code)
    assert not Comment.objects.exists()


def test_answers_are_as_the_document_says(office: Office) -> None:
    office.fill(pension="约十万")
    caller = writer(office, "clerk")
    document = caller.get("/api/v1/schema").json()
    send(caller, address(office, "comment"), {"row": office.row("pension").pk, "text": "见公报"})
    for name in ("findings", "comments"):
        media = document["paths"][f"{FORMS}{{id}}/{name}/"]["get"]["responses"]["200"]["content"]
        schema = {**media["application/json"]["schema"], "components": document["components"]}
        OAS31Validator(schema).validate(caller.get(address(office, name)).json())
