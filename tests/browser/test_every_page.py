"""Every page opens clean at the width of a phone, an office screen and a large one.

Clean: axe finds nothing (WCAG 2.2 AA), the console says nothing, the Content-Security-Policy is kept, nothing
is asked of others, the document does not scroll sideways. Each address is opened once and looked at in three
widths; nothing is written but one uploaded sheet, which is not taken over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, ViewportSize

from tests.browser.conftest import AXE, RULES, elsewhere, sign_in
from tests.servers import Stack

WIDTHS = (390, 1366, 1920)
TALLEST = 12_000
APPS = ("dashboards", "indicators", "reporting", "accounts", "intake", "docs")
LEADER, NATION, PLANNER, ANALYST = "leader.980000", "leader.100000", "planner.980000", "analyst.980000"
CLERK, REVIEWER = "clerk.980302", "reviewer.980200"

# Account, page, and names of the ids its address is made of; a query string where there is one.
VISITS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("", "accounts:login", (), ""),
    (LEADER, "dashboards:home", (), ""),
    (CLERK, "dashboards:home", (), ""),
    (REVIEWER, "dashboards:home", (), ""),
    (PLANNER, "dashboards:home", (), ""),
    (LEADER, "dashboards:board", ("province",), ""),
    (LEADER, "dashboards:board", ("province",), "?year=2025&standing=provisional"),
    (LEADER, "dashboards:board", ("county",), "?year=1999"),
    (NATION, "dashboards:board", ("hubei",), ""),
    (NATION, "dashboards:board", ("changsha",), "?year=2020"),
    (LEADER, "dashboards:board_list", ("province",), ""),
    (LEADER, "dashboards:board_list", ("province",), "?status=behind"),
    (LEADER, "dashboards:board_regions", ("province",), ""),
    (NATION, "dashboards:board_regions", ("nation",), ""),
    (LEADER, "dashboards:board_compare", ("city",), ""),
    (LEADER, "dashboards:board_wall", ("province",), ""),
    (NATION, "dashboards:board_wall", ("hubei",), ""),
    (LEADER, "dashboards:reports", (), ""),
    (PLANNER, "dashboards:reports", (), ""),
    (PLANNER, "dashboards:report_templates", (), ""),
    (LEADER, "dashboards:plans", (), ""),
    (NATION, "dashboards:plans", (), ""),
    (PLANNER, "dashboards:plan", ("plan",), ""),
    (NATION, "dashboards:plan", ("hubei_plan",), ""),
    (LEADER, "dashboards:plan_splits", ("plan",), ""),
    (PLANNER, "dashboards:plan_index", ("plan",), ""),
    (LEADER, "dashboards:plan_commitments", ("plan",), ""),
    (LEADER, "dashboards:plan_commitments", ("plan",), "?overdue=1&progress=done"),
    (NATION, "dashboards:plan_commitments", ("hubei_plan",), ""),
    (PLANNER, "dashboards:indicator", ("plan", "indicator"), ""),
    (LEADER, "dashboards:indicator", ("plan", "indicator"), "?known_on=2024-06-30"),
    (LEADER, "dashboards:search", (), ""),
    (LEADER, "dashboards:search", (), "?q=就业"),
    (PLANNER, "dashboards:search", (), "?q=就业&kind=plan_indicator"),
    (LEADER, "indicators:catalogue", (), ""),
    (PLANNER, "indicators:catalogue", (), "?q=没有的指标"),
    (PLANNER, "indicators:add_entry", (), ""),
    (PLANNER, "indicators:entry", ("indicator_code",), ""),
    (PLANNER, "indicators:change_entry", ("indicator_code",), ""),
    (PLANNER, "indicators:annual_targets", ("plan",), ""),
    (PLANNER, "indicators:weights", ("plan",), ""),
    (PLANNER, "indicators:revise_target", ("indicator",), ""),
    (CLERK, "reporting:list", (), ""),
    (REVIEWER, "reporting:list", (), ""),
    (CLERK, "reporting:submission", ("form",), ""),
    (REVIEWER, "reporting:submission", ("reviewed_form",), ""),
    (CLERK, "reporting:upload", ("form",), ""),
    (CLERK, "reporting:evidence", ("form", "row"), ""),
    (PLANNER, "reporting:open_round", (), ""),
    (PLANNER, "reporting:round", ("round",), ""),
    (PLANNER, "reporting:close_round", ("round",), ""),
    (PLANNER, "reporting:reschedule_round", ("round",), ""),
    (PLANNER, "reporting:extend_form", ("form",), ""),
    (LEADER, "reporting:history", (), ""),
    (LEADER, "reporting:figure", ("county", "indicator_code"), ""),
    (REVIEWER, "reporting:notices", (), ""),
    (ANALYST, "accounts:tokens", (), ""),
    (ANALYST, "docs:overview", (), ""),
    (ANALYST, "docs:resource", ("resource",), ""),
    (CLERK, "docs:resource", ("written_resource",), ""),
    (PLANNER, "intake:drafts", (), ""),
    (PLANNER, "accounts:departments", (), ""),
    (PLANNER, "accounts:department", ("department",), ""),
    (LEADER, "accounts:regions", (), ""),
    (LEADER, "accounts:regions", (), "?q=长沙"),
    (PLANNER, "accounts:region", ("province",), ""),
    (LEADER, "accounts:region", ("county",), ""),
    ("planner.980100", "accounts:zone", ("zone",), ""),
)
# What is no page of its own: it acts, hands out a file, leads on, or is opened by a test of its own below.
NO_PAGE = {
    "intake:document", "intake:draft", "intake:draft_head", "intake:draft_drop",
    "intake:draft_take", "intake:draft_add", "intake:draft_row", "intake:draft_decide", "intake:draft_make",
    "intake:draft_revise",
    "accounts:logout", "accounts:token_issue", "accounts:token_revoke", "accounts:department_remove",
    "accounts:zone_add", "indicators:add_alias", "indicators:remove_alias",
    "intake:new_plan", "intake:plan_editor", "intake:plan_facts", "intake:publish_plan",
    "intake:discard_plan", "intake:add_row", "intake:paste_rows", "intake:change_row", "intake:move_row",
    "intake:remove_row", "intake:add_commitment", "intake:change_commitment", "intake:remove_commitment",
    "dashboards:own_board", "dashboards:default_template", "dashboards:report_template_file",
    "dashboards:report", "dashboards:report_again", "dashboards:report_file",
    "reporting:autosave", "reporting:comment", "reporting:complete_round", "reporting:evidence_file",
    "reporting:move_forms", "reporting:open_notice", "reporting:read_notices", "reporting:sheet",
    "reporting:shown_upload",
}  # fmt: skip
IDS = """
import json
from accounts.models import Department
from accounts.services import add_zone
from django.utils import timezone
from indicators.models import PlanIndicator
from regions.models import Region
from plans.models import Plan
from reporting.models import Round, Row, Submission
plan = Plan.objects.get(region="980000", start_year=2021, end_year=2025)
open_forms = Submission.objects.filter(round__year=2025, round__closed_at=None)
form = open_forms.get(region="980302")
named = {"parent_id": "980100", "name": "示中新区"}
zone = Region.objects.filter(**named).first() or add_zone(**named, by=None, at=timezone.now())
print(json.dumps({
    "zone": zone.pk, "department": Department.objects.filter(region="980000").first().pk,
    "province": "980000", "city": "980100", "county": "980303", "nation": "100000", "hubei": "420000",
    "changsha": "430100", "indicator_code": "urban_new_jobs", "plan": plan.pk,
    "hubei_plan": Plan.objects.get(region="420000", start_year=2021).pk,
    "indicator": PlanIndicator.objects.filter(plan=plan, attribute="binding").first().pk,
    "form": form.pk, "row": Row.objects.filter(submission=form, indicator__isnull=False).first().pk,
    "reviewed_form": open_forms.filter(region__in=["980200", "980201"]).first().pk,
    "round": form.round_id, "resource": "progress", "written_resource": "submissions",
}))
"""
WATCH = """addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});"""
DRAWN = """() => [...document.querySelectorAll(".chart")].every(
  (chart) => chart.matches(".is-drawn, .is-failed") || !chart.querySelector("[data-chart]"))"""
NARROW_ENOUGH = "width => document.documentElement.scrollWidth <= width"

PASTED = """序号\t指标\t单位\t2025年\t2030年\t属性
1\t城镇新增就业人数\t万人\t6.2\t〔30〕\t预期性
2\t城镇调查失业率\t%\t5.2\t≤5.5\t约束性
3\t青年就业服务满意程度\t\t\t进一步提高\t预期性
"""

DOCUMENT = f"""示范省“十五五”青年就业规划
“十四五”时期，全省就业形势稳定。
专栏1 “十五五”时期主要指标
{PASTED}
到2030年，城镇调查失业率控制在6%以内。建成青年驿站12个。
"""

A_DRAFT = re.compile(r"/intake/\d+/$")

OpenAs = Callable[[str], tuple[Page, list[str]]]


@pytest.fixture(scope="session")
def ids(stack: Stack) -> dict[str, Any]:
    """By name, the parts of addresses."""
    return json.loads(stack.manage("shell", "-v", "0", "-c", IDS).splitlines()[-1])


@pytest.fixture(scope="session")
def open_as(chromium: Browser, stack: Stack) -> Iterator[OpenAs]:
    """The one page of a person, who signs in once, and what has been said of it so far."""
    known: dict[str, tuple[Page, list[str]]] = {}
    contexts: list[BrowserContext] = []

    def open_one(username: str) -> tuple[Page, list[str]]:
        if username in known:
            return known[username]
        context = chromium.new_context(base_url=stack.origin, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(15_000)
        context.add_init_script(WATCH)
        contexts.append(context)
        page, said = context.new_page(), []
        context.route(elsewhere(stack.origin), lambda route: (said.append(route.request.url), route.abort()))
        page.on("console", lambda line: said.append(f"console: {line.text}"))
        page.on("pageerror", lambda error: said.append(f"script: {error}"))
        if username:
            sign_in(page, username)
        known[username] = page, said
        return known[username]

    yield open_one
    for context in contexts:
        context.close()


def look(page: Page, said: list[str]) -> None:
    """At every width what is open is clean; seen at full height, where a bar at the foot covers nothing."""
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size(ViewportSize(width=width, height=900))
        page.wait_for_function(DRAWN)
        _fits(page, width)
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        page.set_viewport_size(ViewportSize(width=width, height=height))
        found = page.evaluate("options => axe.run(document, options)", RULES)["violations"]
        assert not found, f"{page.url} at {width}\n{_told(found)}"
    assert not said, f"{page.url}\n" + "\n".join(said)


def _fits(page: Page, width: int) -> None:
    """A chart follows the width a moment later."""
    try:
        page.wait_for_function(NARROW_ENOUGH, arg=width, timeout=5_000)
    except TimeoutError:
        pytest.fail(f"{page.url} scrolls sideways at {width}")


def _told(found: list[dict[str, Any]]) -> str:
    lines = []
    for each in found:
        lines.append(f"{each['id']}: {each['help']}")
        lines += [f"    {node['html'][:200]}\n    {node['failureSummary']}" for node in each["nodes"][:3]]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("account", "name", "parts", "query"), VISITS, ids=[f"{a or '-'} {n}{q}" for a, n, _, q in VISITS]
)
def test_page_is_clean(
    open_as: OpenAs, ids: dict[str, Any], account: str, name: str, parts: tuple[str, ...], query: str
) -> None:
    page, said = open_as(account)
    said.clear()
    answer = page.goto(reverse(name, args=[ids[part] for part in parts]) + query)
    assert answer is not None
    assert answer.status == 200, f"{page.url} answers {answer.status}"
    look(page, said)


def test_page_of_an_uploaded_sheet_is_clean(open_as: OpenAs, ids: dict[str, Any]) -> None:
    page, said = open_as(CLERK)
    said.clear()
    sheet = page.request.get(reverse("reporting:sheet", args=[ids["form"]]))
    page.goto(reverse("reporting:upload", args=[ids["form"]]))
    page.locator("input[type=file]").set_input_files(
        {"name": "填报表.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": sheet.body()}
    )
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/uploads/*/")
    look(page, said)


def test_pages_of_a_plan_made_by_hand_are_clean(open_as: OpenAs) -> None:
    page, said = open_as(PLANNER)
    said.clear()
    page.goto(reverse("intake:new_plan"))
    look(page, said)
    for name, text in (("title", "示范省青年就业规划"), ("start_year", "2026"), ("end_year", "2030")):
        page.fill(f"#id_{name}", text)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/intake/plans/*/")
    plan = page.url.rstrip("/").split("/")[-1]
    look(page, said)
    page.goto(reverse("intake:paste_rows", args=[plan]))
    look(page, said)
    page.fill("#pasted", PASTED.split("\n", 1)[1])
    page.locator("button[value=read]").click()
    page.locator("select[name=column-0]").wait_for()
    look(page, said)
    page.fill("#pasted", PASTED)
    page.locator("button[value=read]").click()
    page.locator("button[value=take]").wait_for()
    look(page, said)
    page.locator("input[name=take-2]").uncheck()  # the catalogue stays as it is
    page.locator("button[value=take]").click()
    page.wait_for_url(f"**/intake/plans/{plan}/")
    look(page, said)
    page.goto(reverse("intake:add_commitment", args=[plan]))
    page.fill("#id_name", "建成零工市场")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**/intake/plans/{plan}/#commitments")
    links = page.locator("main .row-tools a").evaluate_all("links => links.map(link => link.href)")
    for link in (links[0], links[1], links[-2], links[-1]):  # a row and a commitment: changed, removed
        page.goto(link)
        look(page, said)
    for name in ("plan_facts", "add_row", "publish_plan", "discard_plan"):
        page.goto(reverse(f"intake:{name}", args=[plan]))
        look(page, said)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/plans/")


def test_pages_of_a_document_are_clean(open_as: OpenAs) -> None:
    page, said = open_as(PLANNER)
    said.clear()
    page.goto(reverse("intake:drafts"))
    page.locator("main form button[type=submit]").click()  # nothing was chosen
    page.locator("[role=alert]").wait_for()
    look(page, said)
    page.fill("#id_text", DOCUMENT)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(A_DRAFT)
    look(page, said)
    draft = page.url.rstrip("/").split("/")[-1]
    page.locator(".intake-row a[hx-get]").first.click()
    page.locator(".intake-editing").wait_for()
    look(page, said)
    row = page.locator(".intake-row").first.get_attribute("id") or ""
    page.goto(reverse("intake:draft_row", args=[draft, row.removeprefix("row-")]))
    look(page, said)
    for name in ("draft_head", "draft_take", "draft_make"):
        page.goto(reverse(f"intake:{name}", args=[draft]))
        look(page, said)
    for kind in ("indicator", "commitment"):
        page.goto(reverse("intake:draft_add", args=[draft, kind]))
        look(page, said)
    page.goto(reverse("intake:drafts"))
    look(page, said)
    page.fill("#id_text", DOCUMENT.replace("〔30〕", "〔33〕"))
    page.select_option("#id_revises", index=1)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(A_DRAFT)
    page.goto(page.url + "revise/")
    look(page, said)


def test_what_is_not_there_is_said_on_a_clean_page(open_as: OpenAs) -> None:
    page, said = open_as(LEADER)
    answer = page.goto("/board/100000/")
    assert answer is not None
    assert answer.status == 404
    said.clear()  # Chromium says of itself that the answer was 404
    look(page, said)


def test_every_page_is_visited() -> None:
    names = {
        f"{app}:{pattern.name}"
        for app in APPS
        for pattern in get_resolver().namespace_dict[app][1].url_patterns
        if isinstance(pattern, URLPattern)
    }
    visited = {name for _, name, _, _ in VISITS}
    assert names == visited | NO_PAGE, f"neither visited nor excused: {names - visited - NO_PAGE}"
