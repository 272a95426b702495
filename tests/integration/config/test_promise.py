"""What was released is still there."""

from __future__ import annotations

import json
import re

from django.conf import settings

from config.document.operations import document
from config.document.promise import breaks
from config.document.written import ordered, written

RELEASED = settings.BASE_DIR / "docs/openapi-v1.json"


def test_everything_released_is_still_there() -> None:
    broken = breaks(json.loads(RELEASED.read_text("utf-8")), document())
    assert not broken, "\n".join(["/api/v1 promises additive change only, and:", *broken])


def test_what_is_new_is_released_with_it() -> None:
    """So that it is promised from the day it is there."""
    assert RELEASED.read_text("utf-8") == written(ordered(document())) + "\n", "run make document"


def test_the_changes_name_the_version() -> None:
    version = document()["info"]["version"]
    for path in ("docs/api.md", "templates/docs/_promise.html"):
        named = re.findall(
            r"(?:\*\*|<dt>)([0-9]+\.[0-9]+\.[0-9]+)", (settings.BASE_DIR / path).read_text("utf-8")
        )
        assert named[0] == version, path
