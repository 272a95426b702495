"""The country in which it is tried who may read and write what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.config.country import Country, build_country
from tests.integration.snapshot import restored


@pytest.fixture
def quick_requests(settings: Any) -> None:
    """How often the database is asked is tested elsewhere."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("zeal.")]


@pytest.fixture
def country(db: None, quick_requests: None) -> Country:
    return restored("country", build_country)
