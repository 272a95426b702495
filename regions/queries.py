"""Looking regions up."""

from __future__ import annotations

from regions.codes import is_code
from regions.models import Region


def region_exists(code: str) -> bool:
    """Whether there is a region with this code; no query for what is no code at all."""
    return is_code(code) and Region.objects.filter(pk=code).exists()
