"""Forms over the API, written: the same services as the pages; what is refused, as problem documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from openapi_schema_validator import OAS31Validator
from rest_framework.throttling import SimpleRateThrottle

from accounts.models import ApiToken
from indicators.models import Actual
from reporting import services
from reporting.models import Comment, Row
from reporting.services import Entry
from tests.integration.reporting.conftest import GOOD, LATER, Office
from tests.integration.reporting.test_api_reading import FORMS, county, program, row_of


def writer(office: Office, person: str) -> Client:
    return program(office, person, scope="report")


def address(office: Office, verb: str, region: str = "980101") -> str:
    return f"{FORMS}{office.forms[region].pk}/{verb}/"


def send(client: Client, path: str, body: Any = None, method: str = "post") -> tuple[int, dict[str, Any]]:
    sent = body if isinstance(body, str) else json.dumps({} if body is None else body)
    answer = getattr(client, method)(path, sent, content_type="application/json")
    said = answer.json()
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert (said["status"], said["type"]) == (answer.status_code, f"/api/problems/{said['code']}/")
    return answer.status_code, said


def save(
    office: Office, rows: list[dict[str, Any]], by: str = "clerk", **more: Any
) -> tuple[int, dict[str, Any]]:
    return send(writer(office, by), address(office, "rows"), {"rows": rows, **more}, "patch")


def good_rows() -> list[dict[str, Any]]:
    return [{"indicator": code, "revision": 0, "typed": text} for code, text in GOOD.items()]


def test_a_form_is_filled_in_handed_up_and_accepted_by_programs(office: Office) -> None:
    status, said = save(office, good_rows(), responsible="郑明")
    assert (status, {each["result"] for each in said["rows"]}) == (200, {"saved"})
    assert [each["revision"] for each in said["rows"]] == [1] * 4
    status, said = send(writer(office, "clerk"), address(office, "submit"))
    assert (status, said["state"], len(said["moved"]), said["detail"]) == (
        200,
        "submitted",
        4,
        "已上报 4 项。",
    )
    row = office.row("pension")
    status, said = send(writer(office, "county_reviewer"), address(office, "review"), {"rows": [row.pk]})
    assert (status, said["moved"], said["state"]) == (200, [row.pk], "submitted")
    assert send(writer(office, "county_reviewer"), address(office, "review"))[1]["state"] == "reviewed"
    status, said = send(writer(office, "reviewer"), address(office, "accept"))
    assert (status, said["state"], said["detail"]) == (200, "accepted", "已接收 4 项。")
    actual = Actual.objects.get(region="980101", indicator__code="pension", year=2025)
    assert actual.accepted is not None
    assert (actual.accepted.text, {each.name for each in actual.accepted.signatures.all()}) == (
        "95.5",
        {"陈录", "郑明", "夏核"},
    )


def test_what_is_left_out_stays_as_it_is(office: Office) -> None:
    row = office.row("pension")
    entry = Entry(row.pk, 0, "95.5", note="见公报", cause="基数")
    services.save_rows(submission_id=office.county.pk, entries=[entry], by=office.people["clerk"], at=LATER)
    save(office, [{"id": row.pk, "revision": 1, "typed": "95.6", "cause": ""}])
    row.refresh_from_db()
    assert (row.typed, row.note, row.cause) == ("95.6", "见公报", "")


def test_a_stale_revision_overwrites_nothing_and_the_others_are_kept(office: Office) -> None:
    office.fill(pension="95.1")
    row = office.row("pension")
    status, said = save(
        office,
        [
            {"id": row.pk, "revision": 0, "typed": "94"},
            {"indicator": "unemployment", "revision": 1, "typed": "5.4"},
            {"indicator": "new_jobs", "revision": 7, "typed": "6.3"},
        ],
    )
    results = {each["indicator"]: (each["result"], each["stored"], each["revision"]) for each in said["rows"]}
    assert (status, said["code"]) == (409, "stale_revision")
    assert results == {
        "pension": ("stale", "95.1", 1),
        "unemployment": ("saved", "5.4", 2),
        "new_jobs": ("unchanged", "6.3", 1),
    }
    assert "有 1 项没有保存" in said["detail"]
    assert (office.row("pension").typed, office.row("unemployment").typed) == ("95.1", "5.4")


def test_what_is_handed_up_is_not_changed(office: Office) -> None:
    office.fill()
    office.submit()
    status, said = save(office, [{"indicator": "pension", "revision": 1, "typed": "94"}])
    assert (status, said["code"], said["rows"][0]["result"]) == (409, "stale_revision", "shut")
    assert office.row("pension").typed == "95.5"


def test_what_cannot_be_kept_is_refused_row_by_row(office: Office) -> None:
    rows = [
        {"indicator": "pension", "revision": 0, "typed": "9" * 61},
        {"indicator": "unemployment", "revision": 0, "typed": "5.4"},
        {"indicator": "new_jobs", "revision": 0, "typed": "6", "nature": "guess"},
    ]
    status, said = save(office, rows)
    assert (status, said["code"]) == (422, "rows_refused")
    assert [each["result"] for each in said["rows"]] == ["refused", "saved", "refused"]
    assert "最多 60 字" in said["rows"][0]["detail"]
    assert (office.row("pension").typed, office.row("unemployment").typed) == ("", "5.4")


BAD_BODIES = [
    ("[", "unreadable", "", "第 1 行第 2 个字符处"),
    ('{"a": NaN}', "unreadable", "", "没有 NaN"),
    ([], "invalid_parameter", "body", "应为 JSON 对象"),
    ({}, "invalid_parameter", "rows", ""),
    ({"rows": 1}, "invalid_parameter", "rows", "应为列表"),
    ({"rows": ["x"]}, "invalid_parameter", "rows[0]", "应为 JSON 对象"),
    ({"rows": [{}]}, "invalid_parameter", "rows[0].revision", ""),
    ({"rows": [{"revision": 0, "typed": "1"}]}, "invalid_parameter", "rows[0]", "二者取一"),
    (
        {"rows": [{"id": 1, "indicator": "pension", "revision": 0}]},
        "invalid_parameter",
        "rows[0]",
        "二者取一",
    ),
    ({"rows": [{"id": 10**17, "revision": 0}]}, "invalid_parameter", "rows[0]", "没有这一项"),
    ({"rows": [{"indicator": "none", "revision": 0}]}, "invalid_parameter", "rows[0]", "没有这一项"),
    (
        {"rows": [{"indicator": "pension", "revision": 0}] * 2},
        "invalid_parameter",
        "rows[1]",
        "同一项给了两次",
    ),
    (
        {"rows": [{"indicator": "pension", "revision": 0, "typed": 95.5}]},
        "invalid_parameter",
        "rows[0].typed",
        "字符串",
    ),
    (
        {"rows": [{"indicator": "pension", "revision": 0, "value": "1"}]},
        "invalid_parameter",
        "rows[0].value",
        "没有这个成员",
    ),
    (
        {"rows": [{"indicator": "pension", "revision": 0, "typed": "a\0b"}]},
        "invalid_parameter",
        "rows[0].typed",
        "空字符",
    ),
    ({"rows": [{"indicator": "pension", "revision": -1}]}, "invalid_parameter", "rows[0].revision", ""),
    ({"row": []}, "invalid_parameter", "row", "没有这个成员"),
    ({"rows": [{"indicator": "", "revision": 0}]}, "invalid_parameter", "rows[0].indicator", ""),
    ({"rows": [1] * 2001}, "invalid_parameter", "rows", "一次最多 2000 项"),
]


def test_bad_bodies_are_explained_member_by_member(office: Office) -> None:
    caller = writer(office, "clerk")
    for body, code, member, words in BAD_BODIES:
        status, said = send(caller, address(office, "rows"), body, "patch")
        assert (status, said["code"]) == (400, code), body
        named = {each["parameter"]: each["detail"] for each in said.get("errors", ())}
        assert words in (named.get(member, "-") if member else said["detail"]), (body, said)
    assert not Row.objects.exclude(typed="").exists()


def test_hostile_members_never_break_anything(office: Office) -> None:
    caller = writer(office, "county_reviewer")
    hostile = (None, True, "", "x", -1, 0, 1e400, 10**30, [], {}, [None], [10**19], ["1"], [[1]], "\ud83d")
    for verb in ("review", "accept", "return", "correct", "drop", "submit", "withdraw"):
        for value in hostile:
            for body in ({"rows": value}, {"rows": [1], "comment": value, "comments": value}, value):
                status, said = send(
                    caller, address(office, verb), json.dumps(body).replace("Infinity", "1e999")
                )
                assert status in (400, 403, 409, 422), (verb, body, status)
                assert any("一" <= letter <= "鿿" for letter in said["detail"]), (verb, body, said)


@pytest.mark.parametrize(
    "body", ['{"\\ud800": 1}', '{"rows": [{"\\udfff": 1}]}', "[" * 100_000], ids=["member", "inner", "nested"]
)
def test_bodies_that_cannot_be_sent_back_are_refused(office: Office, body: str) -> None:
    status, said = send(writer(office, "clerk"), address(office, "rows"), body, "patch")
    assert (status, said["code"]) == (400, "unreadable")


def test_a_form_with_something_wrong_is_blocked_with_the_findings(office: Office) -> None:
    office.fill(pension="约十万", unemployment="")
    status, said = send(writer(office, "clerk"), address(office, "submit"))
    found = {each["id"]: [finding["code"] for finding in each["findings"]] for each in said["rows"]}
    assert (status, said["code"], said["missing"]) == (422, "submission_blocked", "")
    assert found == {
        office.row("pension").pk: ["not_a_figure"],
        office.row("unemployment").pk: ["not_filled"],
    }
    assert office.states() == ["draft"] * 4
    save(office, [], responsible="")
    assert "单位负责人" in send(writer(office, "clerk"), address(office, "submit"))[1]["missing"]


def test_submitting_again_says_that_it_was_done(office: Office) -> None:
    office.fill()
    caller = writer(office, "clerk")
    assert send(caller, address(office, "submit"))[0] == 200
    status, said = send(caller, address(office, "submit"))
    assert (status, said["moved"], said["state"]) == (200, [], "submitted")
    assert "此前都已上报" in said["detail"]
    assert send(caller, address(office, "submit"), {"rows": []})[1]["code"] == "invalid_parameter"
    assert send(writer(office, "reviewer"), address(office, "submit"))[0] == 403


def test_withdraw_return_correct_and_drop(office: Office) -> None:
    clerk, own = writer(office, "clerk"), writer(office, "county_reviewer")
    office.fill()
    office.submit()
    assert send(clerk, address(office, "withdraw"))[1]["state"] == "draft"
    office.submit()
    pension, jobs = office.row("pension").pk, office.row("new_jobs").pk
    body = {"rows": [pension, jobs], "comment": "与公报不符", "comments": {str(jobs): "请附依据"}}
    assert send(own, address(office, "return"), body)[1]["state"] == "returned"
    said = Comment.objects.filter(kind="return").values_list("row", "text")
    assert dict(said) == {pension: "与公报不符", jobs: "请附依据"}
    office.submit()
    office.review()
    office.accept()
    correction = {"rows": [pension], "reason": "统计部门修订"}
    assert send(clerk, address(office, "correct"), correction)[1]["state"] == "draft"
    assert row_of(county(office, "clerk"), "pension")["correction"] == "统计部门修订"
    assert send(clerk, address(office, "drop"), {"rows": [pension]})[1]["state"] == "accepted"


@pytest.mark.parametrize(
    ("person", "verb", "body", "status", "code", "words"),
    [
        ("clerk", "withdraw", {}, 409, "move_refused", "没有可以撤回的项"),
        ("county_reviewer", "review", {}, 409, "move_refused", "没有可以审核通过的项"),
        ("reviewer", "review", {}, 403, "permission_denied", "东县的审核员"),
        ("county_reviewer", "accept", {}, 403, "permission_denied", "上一级"),
        ("planner", "submit", {}, 403, "permission_denied", "填报员"),
        ("stranger", "submit", {}, 404, "not_found", ""),
        ("leader", "review", {}, 404, "not_found", ""),
        ("county_reviewer", "return", {"rows": [1], "comment": ""}, 422, "content_refused", ""),
        ("county_reviewer", "return", {"comment": "x"}, 400, "invalid_parameter", ""),
        ("county_reviewer", "review", {"row": [1]}, 400, "invalid_parameter", "没有这个成员"),
        ("county_reviewer", "review", {"rows": []}, 400, "invalid_parameter", ""),
        ("clerk", "correct", {"rows": [1], "reason": ""}, 422, "content_refused", "更正的原因"),
    ],
)
def test_refusals_are_problems_with_a_code(
    office: Office, person: str, verb: str, body: dict[str, Any], status: int, code: str, words: str
) -> None:
    answered, said = send(writer(office, person), address(office, verb), body)
    assert (answered, said["code"]) == (status, code)
    assert words in said["detail"]
    assert office.states() == ["draft"] * 4


def test_a_token_for_reading_writes_nothing(office: Office) -> None:
    reader = program(office, "clerk")
    for verb, method in (("rows", "patch"), ("submit", "post"), ("review", "post")):
        status, said = send(reader, address(office, verb), {"rows": good_rows()}, method)
        assert (status, said["code"]) == (403, "token_read_only")
        assert "填报" in said["detail"]
    assert not Row.objects.exclude(typed="").exists()
    assert reader.get(f"{FORMS}{office.county.pk}/").status_code == 200


def test_a_session_writes_with_its_csrf_token_only(office: Office) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.people["clerk"])
    status, said = send(browser, address(office, "rows"), {"rows": good_rows()}, "patch")
    assert (status, said["code"]) == (403, "csrf_failed")
    assert "X-CSRFToken" in said["detail"]
    browser.get(f"/reporting/{office.county.pk}/")
    token = browser.cookies["csrftoken"].value
    answer = browser.patch(
        address(office, "rows"), json.dumps({"rows": good_rows()}), content_type="application/json",
        headers={"X-CSRFToken": token},
    )  # fmt: skip
    assert answer.status_code == 200


def test_nobody_writes_without_a_token(office: Office) -> None:
    status, said = send(Client(), address(office, "submit"))
    assert (status, said["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        (FORMS, "post", "GET"),
        (f"{FORMS}1/", "patch", "GET"),
        (f"{FORMS}1/rows/", "post", "PATCH"),
        (f"{FORMS}1/submit/", "get", "POST"),
        (f"{FORMS}1/submit/", "delete", "POST"),
        (f"{FORMS}1/submit/", "options", "POST"),
        ("/api/v1/rounds/1/", "post", "GET"),
    ],
)
def test_other_methods_are_refused(office: Office, path: str, method: str, allowed: str) -> None:
    for caller in (writer(office, "clerk"), Client()):
        answer = getattr(caller, method)(path)
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
        assert allowed in answer["Allow"]


def test_other_content_types_and_parameters_are_refused(office: Office) -> None:
    caller = writer(office, "clerk")
    answer = caller.post(address(office, "submit"), {"a": "1"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    answer = caller.post(f"{address(office, 'submit')}?dry=1", "{}", content_type="application/json")
    assert answer.json()["code"] == "unknown_parameter"


def test_writing_is_throttled(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "calls", "1/min")
    caller = writer(office, "clerk")
    assert save_with(caller, office)[0] == 200
    assert save_with(caller, office)[0] == 429


def save_with(caller: Client, office: Office) -> tuple[int, dict[str, Any]]:
    return send(caller, address(office, "rows"), {"rows": []}, "patch")


def test_answers_are_as_the_document_says(office: Office) -> None:
    office.fill(pension="约十万")
    caller = writer(office, "clerk")
    document = caller.get("/api/v1/schema").json()
    stale = {"rows": [{"indicator": "pension", "revision": 0, "typed": "1"}]}
    for verb, method, body in (
        ("rows", "patch", {"rows": []}), ("rows", "patch", stale), ("submit", "post", {}),
        ("withdraw", "post", {}),
    ):  # fmt: skip
        status, said = send(caller, address(office, verb), body, method)
        operation = document["paths"][f"{FORMS}{{id}}/{verb}/"][method]
        found = operation["responses"][str(status)]
        if "$ref" in found:
            found = document["components"]["responses"][found["$ref"].rsplit("/", 1)[-1]]
        media = found["content"]
        schema = next(iter(media.values()))["schema"]
        OAS31Validator({**schema, "components": document["components"]}).validate(said)
        asked = operation.get("requestBody")
        if asked is not None:
            schema = asked["content"]["application/json"]["schema"]
            OAS31Validator({**schema, "components": document["components"]}).validate(body)


def test_examples_of_the_document_are_as_it_says(office: Office) -> None:
    document = writer(office, "clerk").get("/api/v1/schema").json()
    seen = 0
    for path, operations in document["paths"].items():
        media = next(iter(operations.values())).get("requestBody", {}).get("content", {})
        for kind in media.values() if path.startswith(FORMS) else ():
            for example in kind["examples"].values():
                schema = {**kind["schema"], "components": document["components"]}
                OAS31Validator(schema).validate(example["value"])
                seen += 1
    assert seen == 9


def test_reviewers_may_have_a_token_to_report_with(office: Office) -> None:
    sent = {"name": "审核程序", "scope": "report", "days": "30"}
    office.browser("county_reviewer").post("/account/tokens/new/", sent)
    assert ApiToken.objects.get(name="审核程序").scope == "report"
