"""A real Chromium against the whole stack. What it logs as an error, or asks of others, fails."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, ViewportSize, sync_playwright

from accounts.demo import DEMO_PASSWORD
from tests.servers import Stack, stack

DESK = ViewportSize(width=1366, height=768)
PHONE = ViewportSize(width=390, height=844)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

AXE = Axe().axe_script

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what it needs, as its fixtures tell."""
    for item in items:
        for fixture, mark in (("chromium", "browser"), ("stack", "stack")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


@pytest.fixture(scope="session", name="stack")
def running_stack() -> Iterator[Stack]:
    """Site, worker, broker, PostgreSQL and the demonstration data, shared by all journeys: each takes a place
    or a person of its own and leaves the others' alone."""
    with stack() as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or that of CHROMIUM. CI insists on one; elsewhere its tests are skipped."""
    executable = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if executable is None:
        refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        refuse("no Chromium here: install the package chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, stack: Stack) -> Iterator[OpenPage]:
    """Open a page in a session of its own: one for each person of a journey."""
    complaints: list[str] = []
    contexts = []

    def open_one(viewport: ViewportSize = DESK) -> Page:
        context = chromium.new_context(
            base_url=stack.origin, viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        # Stopped here, so that nothing leaves the machine even when it fails the test.
        context.route(elsewhere(stack.origin), lambda route: _refuse(route, complaints))
        page = context.new_page()
        page.on("console", lambda said: _note(said, complaints))
        page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One page at the width of an office computer."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """One page at the width of a telephone."""
    return open_page(PHONE)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fail on what axe finds on the page as it stands."""

    def check(page: Page) -> None:
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return check


def sign_in(page: Page, username: str) -> None:
    """Through the login page, with the password that the demonstration's accounts share."""
    page.goto("/account/login/")
    page.get_by_label("账号", exact=True).fill(username)
    page.get_by_label("密码").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="工作台").wait_for()


def elsewhere(origin: str) -> re.Pattern[str]:
    """Addresses that are not of the site."""
    return re.compile(rf"^(?!{re.escape(origin)}/|data:|blob:|about:)")


def _note(said: ConsoleMessage, complaints: list[str]) -> None:
    if said.type == "error":
        complaints.append(f"console: {said.text}")


def _refuse(route: Route, complaints: list[str]) -> None:
    complaints.append(f"off the origin: {route.request.url}")
    route.abort()
