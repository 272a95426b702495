"""A whole list of the API, as a program fetches it: page after page of JSON, or one table."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

ROOT = "/api/v1/"


def all_rows(program: Client, path: str) -> list[dict[str, Any]]:
    """The rows of every page; each page is asked for as large as it may be unless `path` says otherwise."""
    size = "" if "page_size=" in path else f"{'&' if '?' in path else '?'}page_size=1000"
    found: list[dict[str, Any]] = []
    url = f"{ROOT}{path}{size}"
    while url:
        answer = program.get(url)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        found += page["results"]
        url = page["next"]
    return found


def all_rows_as_csv(program: Client, path: str) -> list[dict[str, str]]:
    answer = program.get(f"{ROOT}{path}{'&' if '?' in path else '?'}format=csv")
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))
