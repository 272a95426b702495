"""The documents drawn from the code are the ones in docs/."""

import pytest
from django.conf import settings

from dashboards.documents import documents


@pytest.mark.parametrize("name", ["glossary.md", "states.md", "checks.md"])
def test_document_is_up_to_date(name):
    written = (settings.BASE_DIR / "docs" / name).read_text("utf-8")
    assert written == documents()[name], "run manage.py draw_docs"
