"""The API's door and manners: tokens, unknown parameters, pages, methods, throttles; problems in Chinese."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.services import create_user, issue_token, revoke_token
from indicators.calc import parse_figure
from indicators.services.annual import set_annual_targets
from plans.services import Pledge, add_commitments
from tests.integration.world import AT, PASSWORD, World

Caller = Callable[[str], Client]
RECORD = (
    "regions", "indicators", "plans", "commitments", "plan-indicators", "annual-targets", "actuals",
    "progress", "gaps", "rollups",
)  # fmt: skip
RESOURCES = (*RECORD, "rounds", "submissions")


def problem(answer: Any) -> dict[str, Any]:
    """The problem document, checked for what every one must have."""
    assert answer["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(answer.content)
    assert said["status"] == answer.status_code
    assert said["type"] == f"/api/problems/{said['code']}/"
    assert said["title"]
    assert said["detail"]
    assert any("一" <= letter <= "鿿" for letter in said["detail"])
    return said


def test_index_lists_resources_that_answer(world: World, with_token: Caller) -> None:
    program = with_token("analyst")
    index = program.get("/api/v1/").json()
    assert [each["name"] for each in index["resources"]] == list(RESOURCES)
    for each in index["resources"]:
        assert program.get(each["url"]).status_code == 200


@pytest.mark.parametrize("path", ["", "schema", *(f"{name}/" for name in RESOURCES), "plans/1/"])
def test_nothing_without_a_token(world: World, client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")
    said = problem(answer)
    assert (answer.status_code, said["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Token"


def test_a_session_of_the_site_will_do(world: World, signed_in: Caller) -> None:
    assert signed_in("analyst").get("/api/v1/plans/").status_code == 200


def _call(key: str) -> Any:
    return Client(headers={"Authorization": key}).get("/api/v1/plans/")


def test_expired_and_revoked_tokens_say_so(world: World, analyst: User) -> None:
    now = timezone.now()
    old, old_key = issue_token(user=analyst, name="旧", scope="read", days=1, at=now - timedelta(days=1))
    gone, gone_key = issue_token(user=analyst, name="弃", scope="read", days=1, at=now)
    revoke_token(token_id=gone.pk, by=analyst, at=now)
    expired, revoked = problem(_call(f"Token {old_key}")), problem(_call(f"Token {gone_key}"))
    assert (expired["code"], revoked["code"]) == ("token_expired", "token_revoked")
    assert "令牌“旧”已于" in expired["detail"]
    assert f"{timezone.localtime(old.expires_at):%Y-%m-%d}" in expired["detail"]
    assert "令牌“弃”已撤销" in revoked["detail"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Token nonsense", "token_unknown"),
        ("Bearer nonsense", "token_unknown"),
        ("Token ééé", "token_unknown"),
        ("Token", "token_malformed"),
        ("Token a b", "token_malformed"),
        ("Basic YTpi", "not_authenticated"),
    ],
)
def test_what_is_no_token(world: World, header: str, code: str) -> None:
    answer = _call(header)
    assert (answer.status_code, problem(answer)["code"]) == (401, code)


def test_the_token_of_a_closed_account_opens_nothing(world: World, analyst: User, with_token: Caller) -> None:
    program = with_token("analyst")
    User.objects.filter(pk=analyst.pk).update(is_active=False)
    assert problem(program.get("/api/v1/plans/"))["code"] == "token_unknown"


def test_the_last_use_is_noted(world: World, with_token: Caller) -> None:
    with_token("analyst").get("/api/v1/plans/")
    used = ApiToken.objects.get().last_used_at
    assert used is not None
    assert timezone.now() - used < timedelta(minutes=1)


def test_without_a_grant_there_is_nothing_to_read(world: World) -> None:
    newcomer = create_user(username="newcomer", name="新人", password=PASSWORD, by=None, at=AT)
    _, key = issue_token(user=newcomer, name="x", scope="read", days=1, at=timezone.now())
    answer = _call(f"Token {key}")
    assert (answer.status_code, problem(answer)["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["plans/", "plans/1/"])
def test_the_api_is_read_only(
    world: World, with_token: Caller, signed_in: Caller, method: str, path: str
) -> None:
    for client in (with_token("planner"), signed_in("planner"), Client()):
        answer = getattr(client, method)(f"/api/v1/{path}")
        assert (answer.status_code, problem(answer)["code"]) == (405, "method_not_allowed")
        assert "GET" in answer["Allow"]


@pytest.mark.parametrize(
    "path", ["nothing/", "plans/abc/", "regions/43/", "plans/1/more/", "../v2/", "plans/%00/"]
)
def test_unknown_addresses(world: World, with_token: Caller, settings: Any, path: str) -> None:
    for debug in (False, True):
        settings.DEBUG = debug
        answer = with_token("planner").get(f"/api/v1/{path}")
        assert (answer.status_code, problem(answer)["code"]) == (404, "no_such_address")


def test_a_forgotten_slash_is_forgiven(world: World, with_token: Caller) -> None:
    answer = with_token("planner").get("/api/v1/plans?year=2023")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/plans/?year=2023")
    assert with_token("planner").get("/api/v1/plans/999999/").status_code == 404


@pytest.mark.parametrize("name", RESOURCES)
def test_an_unknown_parameter_is_named_and_the_known_ones_listed(
    world: World, with_token: Caller, name: str
) -> None:
    said = problem(with_token("analyst").get(f"/api/v1/{name}/?years=2024"))
    assert said["code"] == "unknown_parameter"
    assert [each["parameter"] for each in said["errors"]] == ["years"]
    assert {"cursor", "page_size"} <= set(said["allowed"])
    assert all(allowed in said["detail"] for allowed in said["allowed"])


@pytest.mark.parametrize(
    ("query", "words"),
    [("format=csv&page_size=5", "page_size：只用于 JSON 的列表。"), ("bom=1", "bom：只用于 CSV。")],
)
def test_a_parameter_of_another_form_is_told_as_such(
    world: World, with_token: Caller, query: str, words: str
) -> None:
    said = problem(with_token("analyst").get(f"/api/v1/progress/?{query}"))
    assert (said["code"], said["detail"].startswith(words)) == ("unknown_parameter", True)


def test_several_mistakes_are_one_sentence_each_in_one_line(world: World, with_token: Caller) -> None:
    said = problem(with_token("analyst").get("/api/v1/progress/?status=late&lamp=red"))
    assert [each["parameter"] for each in said["errors"]] == ["status", "lamp"]
    assert "）；lamp：" in said["detail"]
    assert said["detail"].endswith("。")


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("year=abc", "year", "不是 1950—2100 的年份"),
        ("year=1e400", "year", "不是 1950—2100 的年份"),
        ("year=2024.0", "year", "不是 1950—2100 的年份"),
        ("year=２０２４", "year", "不是 1950—2100 的年份"),
        ("year=" + "9" * 5000, "year", "不是 1950—2100 的年份"),
        ("year=1949", "year", "1950"),
        ("year=-1", "year", "1950"),
        ("year=", "year", "值为空"),
        ("year=2023&year=2024", "year", "只能给一次"),
        ("region=99", "region", "“99”不是六位数字"),
        ("region=999999", "region", "没有代码为“999999”的地区"),
        ("subtree=430000", "subtree", "没有代码为“430000”的地区"),
        ("region=43%00", "region", "空"),
        ("region=%ff%fe", "region", "不是六位数字"),
        ("level=town", "level", "可用：country（全国）"),
        ("state=open", "state", "draft（草稿）"),
        ("page_size=0", "page_size", "1–1000"),
        ("page_size=1001", "page_size", "1–1000"),
        ("page_size=-5", "page_size", "1–1000"),
        ("page_size=abc", "page_size", "1–1000"),
        ("page_size=" + "9" * 5000, "page_size", "1–1000"),
        ("cursor=nonsense", "cursor", "游标不能识别"),
        ("cursor=%00", "cursor", "游标不能识别"),
    ],
)
def test_a_bad_value_is_named_and_explained(
    world: World, with_token: Caller, query: str, parameter: str, words: str
) -> None:
    answer = with_token("analyst").get(f"/api/v1/plans/?{query}")
    said = problem(answer)
    assert (answer.status_code, said["code"]) == (400, "invalid_parameter")
    assert [each["parameter"] for each in said["errors"]] == [parameter]
    assert words in said["errors"][0]["detail"]


@pytest.mark.parametrize(
    "position", ["p=abc", "p=1e400", "p=" + "9" * 40, "p=%00", "o=-1&p=1", "r=x", "o=9&p=-1"]
)
@pytest.mark.parametrize("name", RESOURCES)
def test_a_forged_cursor_never_breaks_anything(
    world: World, with_token: Caller, name: str, position: str
) -> None:
    cursor = b64encode(position.encode()).decode()
    answer = with_token("analyst").get(f"/api/v1/{name}/", {"cursor": cursor})
    assert answer.status_code == 200 or problem(answer)["code"] == "invalid_parameter"


@pytest.mark.parametrize("name", RECORD)
def test_pages_cover_everything_once_in_a_stable_order(world: World, with_token: Caller, name: str) -> None:
    pledges = [Pledge(name=f"任务{number}") for number in range(7)]
    add_commitments(plan_id=world.plans["980000"].pk, pledges=pledges, by=None, at=AT)
    wanted = {year: parse_figure("91") for year in range(2021, 2025)}
    set_annual_targets(plan_indicator_id=world.row("980000", "pension").pk, figures=wanted, by=None, at=AT)
    program = with_token("leader")
    whole = program.get(f"/api/v1/{name}/?page_size=200").json()
    assert whole["next"] is None
    rows: list[Any] = []
    url = f"/api/v1/{name}/?page_size=3"
    while url:
        page = program.get(url).json()
        assert len(page["results"]) <= 3
        rows += page["results"]
        url = page["next"]
    assert rows == whole["results"]
    assert rows


def test_unacceptable_formats(world: World, with_token: Caller) -> None:
    program = with_token("analyst")
    answer = program.get("/api/v1/plans/", headers={"Accept": "application/pdf"})
    assert (answer.status_code, problem(answer)["code"]) == (406, "not_acceptable")
    refused = problem(program.get("/api/v1/plans/?format=pdf"))
    assert (refused["code"], refused["errors"][0]["parameter"]) == ("invalid_parameter", "format")
    plan = program.get("/api/v1/plans/?page_size=1").json()["results"][0]["id"]
    single = program.get(f"/api/v1/plans/{plan}/", headers={"Accept": "text/csv"})
    assert (single.status_code, single["Content-Type"]) == (406, "application/problem+json")


def test_every_kind_of_problem_has_its_page(client: Client) -> None:
    said = client.get("/api/problems/token_expired/").json()
    assert (said["code"], said["status"], said["title"]) == ("token_expired", 401, "令牌已到期")
    assert problem(client.get("/api/problems/other/"))["code"] == "no_such_address"
