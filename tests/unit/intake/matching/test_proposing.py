"""What a new indicator would be, with the reason."""

from __future__ import annotations

import pytest

from indicators.calc import parse_figure
from intake.matching import Proposal, propose


def proposed(name: str, target: str, baseline: str = "", unit: str = "%") -> Proposal:
    return propose(name=name, unit=unit, target=parse_figure(target), baseline=parse_figure(baseline))


@pytest.mark.parametrize(
    ("name", "target", "baseline", "basis", "reason"),
    [
        ("治理河道长度", "〔350〕", "", "cumulative", "方括号"),
        ("新增床位数", "300", "", "cumulative", "“新增”"),
        ("电子证照累计签发数", "80", "60", "level", "存量"),
        ("粮食产量", "88", "", "annual", "“产量”"),
        ("调查失业率", "＜5.5", "5.2", "annual", "“失业率”"),
        ("公路里程", "900", "", "level", "“里程”"),
        ("满意度", "90", "", "level", "没有累计或年度的标记"),
    ],
)
def test_the_basis_follows_from_notation_and_words(
    name: str, target: str, baseline: str, basis: str, reason: str
) -> None:
    found = proposed(name, target, baseline)
    assert found.basis == basis
    assert reason in found.reason


@pytest.mark.parametrize(
    ("name", "target", "baseline", "sense", "reason"),
    [
        ("三产结构", "1:4:5", "", "composition", "构成比例"),
        ("用工成本占比", "≤20", "25", "lower", "上限"),
        ("婴儿死亡率", "3", "4", "lower", "“死亡”"),
        ("失业保险参保人数", "3", "4", "higher", "请确认方向"),
        ("能耗强度下降", "14", "", "higher", "幅度"),
        ("劣质水体消除率", "≥90", "", "higher", "下限"),
    ],
)
def test_the_sense_follows_from_sign_and_words(
    name: str, target: str, baseline: str, sense: str, reason: str
) -> None:
    found = proposed(name, target, baseline)
    assert found.sense == sense
    assert reason in found.reason


def test_a_rate_without_unit_is_a_percentage_and_says_so() -> None:
    found = proposed("绿化覆盖率", "45", unit="")
    assert found.unit == "%"
    assert "未写单位" in found.reason
    assert proposed("绿化面积", "45", unit="").unit == ""


def test_the_glossary_may_tell_the_basis() -> None:
    found = propose(name="营业收入户数", target=parse_figure("3"), definition="指报告期末登记的户数。")
    assert (found.basis, found.basis_reason) == ("level", "指标解释说明为期末数")


def test_the_domain_is_the_group_without_its_number() -> None:
    assert propose(name="绿化率", unit="%", group="*三、生态环境").domain == "生态环境"


def test_what_is_wanted_every_year_is_judged_every_year() -> None:
    assert proposed("年培训人次", "每年50", unit="万人次").every_year
    assert not proposed("年培训人次", "50", unit="万人次").every_year
