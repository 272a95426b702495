"""The commitments of the plans that are shipped, as their fixtures give them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indicators.services.loading import load_catalogue, load_plan
from plans.models import Commitment
from regions.fixture_files import FixtureError
from regions.models import Region
from tests.integration.world import AT

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
COUNTS = {"420000": 35, "420200": 3, "430100": 22, "510524": 18}
ANCESTORS = {
    "420000": ("湖北省", "province"),
    "420200": ("黄石市", "city"),
    "430100": ("长沙市", "city"),
    "510524": ("叙永县", "county"),
}

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def ground() -> None:
    for code, (name, level) in ANCESTORS.items():
        Region.objects.create(code=code, name=name, level=level)
    load_catalogue(FIXTURES / "catalogue.json")


def path_of(region: str) -> Path:
    return FIXTURES / "plans" / f"{region}-2021-2025.json"


def as_printed(row: Mapping[str, Any]) -> tuple[Any, ...]:
    quantity = None if row["quantity"] is None else Decimal(row["quantity"])
    return (
        row["section"], row["name"], row["op"], quantity, row["unit"], row["text"], row["per_year"],
        row["due_year"],
    )  # fmt: skip


@pytest.mark.parametrize("region", COUNTS)
def test_commitments_stand_as_in_the_file_and_once(ground: None, region: str) -> None:
    entries = json.loads(path_of(region).read_text(encoding="utf-8"))["commitments"]
    assert load_plan(path_of(region), at=AT)
    assert not load_plan(path_of(region), at=AT)
    loaded = Commitment.objects.filter(plan__region=region).values_list(
        "section", "name", "op", "quantity", "unit", "text", "is_per_year", "due_year"
    )
    assert len(entries) == COUNTS[region]
    assert list(loaded) == [as_printed(row) for row in entries]


def test_plan_loaded_before_gets_the_commitments_it_lacks(ground: None) -> None:
    load_plan(path_of("420200"), at=AT)
    Commitment.objects.filter(name="公共就业服务圈服务时间").delete()
    assert not load_plan(path_of("420200"), at=AT)
    assert Commitment.objects.count() == 3


def test_words_and_ranges_have_no_quantity_but_their_text() -> None:
    """A range, a frequency in words: no single number, so that nobody compares with one."""
    for region in COUNTS:
        for row in json.loads(path_of(region).read_text(encoding="utf-8"))["commitments"]:
            assert row["text"]
            if row["quantity"] is None:
                assert any(sign in row["text"] for sign in ("-", "—", "每"))
            else:
                assert Decimal(row["quantity"]) > 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "第 1 项重点任务 缺少 name"),
        ({"op": "about"}, "op 应为"),
        ({"due_year": "2025"}, "应是四位年份"),
        ({"due_year": 2030}, "完成年份 2030 不在规划期"),
        ({"quantity": "三十"}, "不是数字"),
        ({"quantity": "-1"}, "数量小于零"),
    ],
)
def test_wrong_entry_is_told_with_its_place(
    ground: None, tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    plan = json.loads(path_of("420200").read_text(encoding="utf-8"))
    plan["commitments"][0] |= change
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(FixtureError, match=words):
        load_plan(file, at=AT)
    assert not Commitment.objects.exists()
