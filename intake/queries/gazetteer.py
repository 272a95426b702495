"""The regions as the reader wants them."""

from __future__ import annotations

from intake.parsing.head import Named
from regions.models import Region


def gazetteer() -> list[Named]:
    return [Named(*each) for each in Region.objects.order_by("code").values_list("code", "name", "level")]
