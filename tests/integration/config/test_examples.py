"""The examples of the documentation, in docs/ and on the pages, do what they say."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.services import issue_token
from reporting.models import Row
from reporting.services import Entry, open_round, save_rows
from tests.integration.serving import served
from tests.integration.world import World

Caller = Callable[[str], Client]
BLOCK = re.compile(r"^```(\w+) run=([a-z]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WRITTEN = {
    name: code for _, name, code in BLOCK.findall((settings.BASE_DIR / "docs/api.md").read_text("utf-8"))
}


def key_of(world: World, scope: str = "read") -> str:
    _, key = issue_token(user=world.people["clerk"], name="x", scope=scope, days=1, at=timezone.now())
    return key


def fitted(code: str, host: str, key: str) -> str:
    """With the address, token, region and year of this test instead of those printed."""
    code = code.replace("https://plan.example.org", f"http://{host}").replace(
        "http://testserver", f"http://{host}"
    )
    code = code.replace("YOUR-TOKEN", key).replace("您的令牌", key)
    return re.sub("year=[0-9]{4}", "year=2023", code.replace("980000", "980101"))


def on_page(client: Client, address: str, name: str) -> str:
    found = re.search(
        rf'<pre[^>]* id="example-{name}"[^>]*>(.*?)</pre>', client.get(address).content.decode(), re.DOTALL
    )
    assert found is not None
    return html.unescape(found[1])


def run(code: str, world: World) -> dict[str, Any]:
    names: dict[str, Any] = {}
    with served() as host:
        exec(fitted(code, host, key_of(world)), names)
    return names


def test_every_block_that_is_said_to_run_is_run() -> None:
    assert set(WRITTEN) == {"pandas", "requests", "curl", "conditional", "problem", "sdmx"}


def test_pandas_reads_a_whole_list(world: World, signed_in: Caller) -> None:
    for code in (WRITTEN["pandas"], on_page(signed_in("clerk"), "/account/tokens/", "pandas")):
        assert len(list(filter(None, code.splitlines()))) == 3
        progress = run(code, world)["progress"]
        assert isinstance(progress, pd.DataFrame)
        assert list(progress["region_code"]) == ["980101"] * 4
        assert list(progress["target_value"])[1:3] == [5.5, 95]


def test_requests_walks_the_pages(world: World, signed_in: Caller) -> None:
    for code in (WRITTEN["requests"], on_page(signed_in("clerk"), "/account/tokens/", "requests")):
        assert len(list(filter(None, code.splitlines()))) == 5
        whole = run(code, world)["rows"]
        by_two = run(code.replace("page_size=1000", "page_size=2"), world)["rows"]
        assert by_two == whole
        assert len(whole) > 4


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_curl_fetches_a_file(world: World, signed_in: Caller, tmp_path: Path, form: str) -> None:
    on_tokens = on_page(signed_in("clerk"), "/account/tokens/", "curl")
    code = WRITTEN["curl"] if form == "parquet" else on_tokens
    with served() as host:
        subprocess.run(fitted(code, host, key_of(world)), shell=True, cwd=tmp_path, check=True, timeout=60)
    (fetched,) = tmp_path.iterdir()
    assert fetched.name == f"progress.{form}"
    table = pd.read_parquet(fetched) if form == "parquet" else pd.read_csv(fetched, encoding="utf-8-sig")
    assert list(table["region_code"].astype(str)) == ["980101"] * 4


def test_an_unchanged_answer_is_not_sent_again(world: World) -> None:
    names = run(WRITTEN["conditional"], world)
    assert (names["first"].status_code, names["again"].status_code, names["again"].content) == (200, 304, b"")


def test_a_slip_is_told(world: World) -> None:
    problem = run(WRITTEN["problem"], world)["problem"]
    assert (problem["code"], problem["errors"][0]["parameter"]) == ("unknown_parameter", "yaer")
    assert "year" in problem["allowed"]


def test_a_figure_is_saved_and_the_form_handed_up(world: World, signed_in: Caller) -> None:
    clerk, planner, now = world.people["clerk"], world.people["planner"], timezone.now()
    dates = {"opens_date": date(2025, 1, 1), "due_date": date(2025, 3, 1)}
    opened = open_round(region_id="980100", year=2025, by=planner, at=now, **dates)
    rows = Row.objects.filter(submission__round=opened, submission__region="980101")
    entries = [Entry(row.pk, 0, "—", note="没有数据") for row in rows.exclude(indicator__code="pension")]
    save_rows(submission_id=rows[0].submission_id, entries=entries, by=clerk, at=now, responsible="郑局")
    code = on_page(signed_in("clerk"), "/docs/api/", "writing").replace("指标代码", "pension")
    names: dict[str, Any] = {}
    with served() as host:
        code = fitted(code, host, key_of(world, "report")).replace("year=2023", "year=2025")
        exec(code, names)
    assert names["saved"]["rows"][0]["result"] == "saved"
    assert (names["answer"]["state"], len(names["answer"]["moved"])) == ("submitted", 4)


def test_the_address_for_excel_answers(world: World, signed_in: Caller, with_token: Caller) -> None:
    """Power Query cannot be run here: what it asks for can."""
    for code in (
        on_page(signed_in("clerk"), "/account/tokens/", "excel"),
        (settings.BASE_DIR / "docs/api.md").read_text("utf-8"),
    ):
        path = re.search('RelativePath = "([^"]+)"', code)
        query = re.search(r"Query = \[(.*?)\]", code)
        assert path is not None
        assert query is not None
        asked = dict(re.findall('(\\w+) = "([^"]+)"', query[1])) | {"subtree": "980101", "year": "2023"}
        answer = with_token("clerk").get(path[1], asked)
        assert answer.status_code == 200
        assert answer.getvalue().startswith("\N{ZERO WIDTH NO-BREAK SPACE}id,".encode())
