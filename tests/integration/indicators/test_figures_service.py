"""Figures into the record."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from indicators.calc import parse_figure
from indicators.models import Actual
from indicators.services.figures import Reported, report
from tests.integration.world import AT, World


@pytest.mark.parametrize("year", [-1, 0, 1800, 1949, 2101, 99999])
def test_report_for_a_wild_year_names_year_and_bounds(world: World, year: int) -> None:
    before = Actual.objects.count()
    entry = Reported("980101", world.indicators["pension"].pk, year, parse_figure("95"))
    with pytest.raises(ValidationError, match=f"{year} 年超出范围：只接收 1950—2100 年"):
        report(figures=[entry], by=None, at=AT)
    assert Actual.objects.count() == before
