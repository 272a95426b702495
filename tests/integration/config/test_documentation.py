"""The documentation's pages say what the document says."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from config.document.members import members_of
from config.document.operations import document
from config.document.pages import resources
from config.problem_codes import KINDS
from tests.integration.world import World

Caller = Callable[[str], Client]
CONTENTS = re.compile(r'<a href="(/docs/api/[^"#]*)"')


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def test_the_overview_has_every_problem_code_and_leads_to_every_resource(
    world: World, signed_in: Caller
) -> None:
    client = signed_in("stranger")
    said = text_of(client, "/docs/api/")
    for code, kind in KINDS.items():
        assert f'<tr id="{code}">' in said
        assert kind.title in said
    addresses = set(CONTENTS.findall(said)) - {"/docs/api/"}
    assert addresses == {f"/docs/api/{name}/" for name in resources()}
    for address in addresses:
        assert text_of(client, address)


@pytest.mark.parametrize("name", resources())
def test_a_resource_is_told_in_full(world: World, signed_in: Caller, name: str) -> None:
    said = text_of(signed_in("analyst"), f"/docs/api/{name}/")
    for path, method, operation in resources()[name]:
        assert f"<b>{method.upper()}</b> {path}" in said
        assert operation["summary"] in said
        for parameter in operation.get("parameters", ()):
            assert f"<code>{parameter['name']}</code>" in said
    for part in parts_of(name):
        for member, schema in document()["components"]["schemas"][part].get("properties", {}).items():
            assert f"<code>{member}</code>" in said
            assert schema["description"].split("\n")[0] in said


def test_the_members_of_a_row_to_save_are_told_though_only_one_of_two_must_be_given() -> None:
    found = {each.path: each for each in members_of(document(), {"$ref": "#/components/schemas/Entries"})}
    entry = document()["components"]["schemas"]["Entry"]["properties"]
    assert set(found) == {"responsible", "rows", *(f"rows[].{member}" for member in entry)}
    assert (found["rows"].kind, found["rows[].typed"].kind) == ("列表：对象", "文字")


def parts_of(name: str) -> list[str]:
    """The components that rows of the list are."""
    listing = document()["components"]["schemas"]
    names = [
        operation["responses"]["200"]["content"].get("application/json", {}).get("schema", {}).get("$ref", "")
        for _, _, operation in resources()[name]
    ]
    pages = [listing[each.rsplit("/", 1)[-1]] for each in names if "/Paginated" in each]
    return [page["properties"]["results"]["items"]["$ref"].rsplit("/", 1)[-1] for page in pages]


def test_what_is_no_resource_is_not_found(world: World, signed_in: Caller) -> None:
    assert signed_in("analyst").get("/docs/api/nothing/").status_code == 404


def test_nobody_reads_it_without_signing_in(client: Client) -> None:
    assert client.get("/docs/api/").status_code == 302
    assert client.get("/docs/api/progress/").status_code == 302


def test_the_entry_of_the_navigation_is_marked(world: World, signed_in: Caller) -> None:
    for address in ("/docs/api/", "/docs/api/plans/", "/account/tokens/"):
        assert '<a href="/account/tokens/" aria-current="page">接口</a>' in text_of(
            signed_in("analyst"), address
        )
