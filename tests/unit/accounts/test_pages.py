"""What the account pages are given."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.demo import DEMO_PASSWORD
from accounts.models import ApiToken, Grant, User
from accounts.pages.door import demo_accounts, tokens_page
from accounts.roles import Role
from regions.models import Region

NOW = datetime(2025, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def token(**facts: object) -> ApiToken:
    known = {"name": "脚本", "prefix": "gh_abcdefg", "created_at": NOW - DAY, "expires_at": NOW + DAY}
    return ApiToken(pk=1, **{**known, **facts})


@pytest.mark.parametrize(
    ("facts", "state", "is_open"),
    [
        ({}, "有效", True),
        ({"expires_at": NOW}, "已到期", False),
        ({"revoked_at": NOW}, "已撤销", False),
        ({"revoked_at": NOW - DAY, "expires_at": NOW}, "已撤销", False),
    ],
)
def test_tokens_page_tells_the_state_of_each_token(
    facts: dict[str, object], state: str, is_open: bool
) -> None:
    page = tokens_page([token(**facts)], at=NOW, origin="http://testserver", region="980000")
    assert [(row.state, row.is_open) for row in page.tokens] == [(state, is_open)]


def test_tokens_page_examples_use_the_year_before() -> None:
    assert tokens_page([], at=NOW, origin="", region="980000").year == 2024


def test_demo_accounts_puts_the_rights_of_a_person_together() -> None:
    region = Region(code="980000", name="示范省")
    user, other = User(pk=7, username="sheng.hao", name="郝省"), User(pk=8, username="sheng.li", name="李省")
    grants = [
        Grant(user=user, region=region, role=Role.LEADER),
        Grant(user=other, region=region, role=Role.CLERK),
        Grant(user=user, region=region, role=Role.ANALYST),
    ]
    found = demo_accounts(grants)
    assert found is not None
    assert found.password == DEMO_PASSWORD
    assert [(each.username, each.rights) for each in found.accounts] == [
        ("sheng.hao", ("示范省 领导", "示范省 分析员")),
        ("sheng.li", ("示范省 填报员",)),
    ]


def test_demo_accounts_of_no_demonstration() -> None:
    assert demo_accounts([]) is None
