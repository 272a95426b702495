"""Sentences of a report state what the numbers state: for every shape of a plan."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from dashboards.reports.content.shape import RegionLine, TaskLine
from dashboards.reports.content.tables import laggard_lines
from dashboards.reports.facts import Facts
from dashboards.reports.sentences import paragraphs_of
from dashboards.words.headline import lagging_word
from dashboards.words.seriousness import lagging_rows
from dashboards.words.tally import tally_of
from indicators.calc import parse_figure
from indicators.queries.progress import Row
from tests.unit.dashboards.examples import (
    BINDING_BEHIND,
    CEILING_BROKEN,
    CUMULATIVE_BEHIND,
    FLOOR_BROKEN,
    MET,
    UNJUDGEABLE,
    case,
    row,
)

STALE_MET = row(case(actuals={2023: "690"}), name="只有上年数据", id=9)
STALE_BEHIND = row(case(actuals={2023: "652"}), name="上年即滞后", id=10)
NO_DATA = row(case(actuals={}), name="没有数据的指标", id=11)
PENDING = row(None, name="待评价的指标", id=12)
FINAL_MET = row(case(actuals={2025: "690"}, as_of=2025), name="期末完成")
FINAL_MISSED = row(case(actuals={2025: "670"}, as_of=2025), name="期末未完成")
SHAPES: dict[str, tuple[Row, ...]] = {
    "all met": (MET,),
    "one unassessable": (MET, UNJUDGEABLE),
    "none assessable": (UNJUDGEABLE,),
    "nothing reported": (NO_DATA,),
    "not judged yet": (PENDING,),
    "binding behind": (MET, BINDING_BEHIND),
    "expected behind": (MET, CUMULATIVE_BEHIND),
    "ceiling and floor": (CEILING_BROKEN, FLOOR_BROKEN, MET),
    "stale": (MET, STALE_MET, STALE_BEHIND),
    "only stale": (STALE_MET,),
    "everything": (
        MET,
        CUMULATIVE_BEHIND,
        BINDING_BEHIND,
        CEILING_BROKEN,
        UNJUDGEABLE,
        NO_DATA,
        STALE_BEHIND,
    ),
}
TASK = TaskLine("专栏", "实训基地", "10 个", "2023 年完成", "4 个", "推进中", "某处", "", True)
ALL_DONE = ("全部完成", "全部达标", "全面完成", "均已完成", "圆满")


def facts(rows: tuple[Row, ...], year: int = 2024, **changes: Any) -> Facts:
    laggards = laggard_lines(lagging_rows(rows), "980000", {})
    usual = {"start_year": 2021, "end_year": 2025, "public_only": False, "laggards": laggards}
    return Facts(rows=rows, year=year, **(usual | changes))


def tally_word(rows: tuple[Row, ...]) -> str:
    return lagging_word(tally_of(rows, 2024))


def text_of(found: Facts) -> str:
    return "\n".join(line for lines in paragraphs_of(found).values() for line in lines)


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_all_done_is_never_said_while_anything_is_open(rows: tuple[Row, ...]) -> None:
    tally = tally_of(rows, 2024)
    said = [words for words in ALL_DONE if words in text_of(facts(rows))]
    assert said == (["全部达标"] if tally.met == tally.total else [])


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_counts_in_the_text_are_those_of_the_tally(rows: tuple[Row, ...]) -> None:
    tally, told = tally_of(rows, 2024), paragraphs_of(facts(rows))
    overall = "".join(told["overall"])
    if tally.assessable:
        assert f"可评价的指标 {tally.assessable} 项，达标 {tally.met} 项" in overall
        parts = [line for line in told["overall"] if re.match(r"(?!可评价)\S+指标 \d+ 项[：，]", line)]
        if len({each.item.attribute for each in rows}) > 1:
            counted = {
                name: sum(int(found[1]) for line in parts if (found := re.search(rf"{name} (\d+) 项", line)))
                for name in ("指标", "可评价", "达标", tally_word(rows))
            }
            assert list(counted.values()) == [tally.total, tally.assessable, tally.met, tally.lagging]
        else:  # the whole has been told already
            assert not parts
    else:
        assert "达标率" not in overall
    numbered = [line for line in told["lagging"] if re.match(r"\d+．", line)]
    assert len(numbered) == len(lagging_rows(rows))
    named = [int(count) for count in re.findall(r"无法评价的指标 (\d+) 项", "".join(told["problems"]))]
    assert sum(named) == tally.unassessed


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_no_sentence_is_empty_or_broken(rows: tuple[Row, ...]) -> None:
    for lines in paragraphs_of(facts(rows)).values():
        for line in lines:
            assert line.endswith(("。", "："))
            assert not re.search(r"None|。。|、、|；；|（）|：。", line)


def test_binding_laggards_come_first() -> None:
    lines = paragraphs_of(facts(SHAPES["everything"]))["lagging"]
    assert lines[1].startswith("1．约束性指标")
    assert "其中约束性 2 项，按此前年度评价、不计入达标率的 1 项" in lines[0]
    assert any("（按 2023 年数据评价）" in line for line in lines)


def test_at_the_end_nothing_is_behind_schedule_but_not_completed() -> None:
    found = facts((FINAL_MET, FINAL_MISSED), 2025)
    text = text_of(found)
    assert "1 项完成" in text
    assert "未完成的指标 1 项，其中约束性 1 项" in text
    assert "滞后" not in text
    assert "今后" not in text
    assert "2025 年须" not in text


def test_at_the_end_all_completed_is_said_where_it_is_so() -> None:
    assert "全部完成" in text_of(facts((FINAL_MET,), 2025))


def test_without_laggards_it_is_said_what_that_covers() -> None:
    assert paragraphs_of(facts(SHAPES["one unassessable"]))["lagging"] == (
        "已作评价的指标中没有滞后的；另有 1 项无法评价，不在此列。",
    )
    assert paragraphs_of(facts(SHAPES["nothing reported"]))["lagging"] == (
        "没有可评价的指标，不能列出滞后指标。",
    )


def test_suggestions_say_who_does_what_by_when_at_which_pace() -> None:
    (line,) = laggard_lines([BINDING_BEHIND], "980000", {})
    told = replace(line, department="保险处", cause="小微企业漏保。", measure="")
    found = paragraphs_of(facts((BINDING_BEHIND, NO_DATA), laggards=(told,)))
    must = "2025 年须增加 6.2 万人"
    assert found["suggestions"] == (
        f"1．保险处：{told.name} {must}；补充说明{told.name}未达标的措施。",
        "2．责任部门未登记的：补报没有数据的指标 2024 年的数据。",
    )
    assert f"约束性指标 1 项滞后：{told.name}（小微企业漏保）。" in found["problems"]
    told = replace(told, measure="逐户比对。")
    assert paragraphs_of(facts((BINDING_BEHIND,), laggards=(told,)))["suggestions"] == (
        f"保险处：{told.name} {must}（已报措施：逐户比对）。",
    )


def test_one_department_is_named_once() -> None:
    rows = (BINDING_BEHIND, CEILING_BROKEN, FLOOR_BROKEN)
    laggards = laggard_lines(lagging_rows(rows), "980000", {})
    known = [replace(line, department="人社局", cause="有", measure="") for line in laggards]
    first, *rest = paragraphs_of(facts(rows, laggards=known))["suggestions"]
    assert first == "以下各项由人社局负责："
    assert [line[:2] for line in rest] == [f"{place}．" for place in range(1, 5)]
    assert sum("须降回目标" in line for line in rest) == 1
    assert sum("须回升到目标" in line for line in rest) == 1


def test_published_figures_are_nobodys_to_report() -> None:
    found = paragraphs_of(facts((MET, NO_DATA), public_only=True, tasks=(replace(TASK, progress="未报"),)))
    assert "继续查找上述 1 项指标 2024 年的公开数据" in "".join(found["suggestions"])
    assert "补报" not in "".join(found["suggestions"])
    assert found["tasks"][0] == "规划列有量化的重点任务 1 项，均未找到公开的进展情况。"


def test_midterm_says_what_is_left_of_the_period() -> None:
    slow = row(case(actuals={2023: "668"}, as_of=2023, attribute="expected"), name="略慢的指标")
    early = row(case(actuals={2023: "690"}, as_of=2023), name="已到的指标", id=14)
    *_, left, quicker = paragraphs_of(facts((slow, early), 2023, kind="midterm"))["overall"]
    assert left == "规划期 5 年，尚余 2 年；已提前达到期末目标的指标 1 项。"
    assert quicker == "已达标、但余下 2 年年均进度须快于此前才能如期完成的指标 1 项：略慢的指标。"
    assert "尚余" not in "".join(paragraphs_of(facts((slow, early), 2023))["overall"])


def test_a_revised_target_is_told_with_the_one_before_it() -> None:
    first = parse_figure("700")
    found = paragraphs_of(facts((MET,), first_targets={MET.item.id: first}))["progress"]
    assert any("按调整后目标评价的指标 1 项" in line and "（由 700 万人调整为" in line for line in found)
    assert MET.item.target is not None
    same = paragraphs_of(facts((MET,), first_targets={MET.item.id: MET.item.target}))["progress"]
    assert "调整" not in "".join(same)


def test_a_name_that_is_a_list_is_quoted() -> None:
    both = (NO_DATA, row(case(actuals={}), name="高、中、初级人才比例", id=13))
    assert "没有数据的指标、“高、中、初级人才比例”" in "".join(paragraphs_of(facts(both))["problems"])


def test_overdue_tasks_are_named() -> None:
    found = paragraphs_of(facts((MET,), tasks=(TASK,)))
    assert found["tasks"] == (
        "规划列有量化的重点任务 1 项：推进中 1 项。",
        "到期未完成 1 项：实训基地（要求 10 个，2023 年完成，已完成 4 个）。",
    )
    assert "重点任务到期未完成 1 项：实训基地。" in found["problems"]
    assert found["suggestions"] == ("某处：补齐到期未完成的重点任务“实训基地”（要求 10 个，已完成 4 个）。",)


def test_regions_are_told_of_with_lateness_apart() -> None:
    regions = (
        RegionLine("980100", "甲市", "市级", 3, 3, 3, 0, 0, 0, "100%", 1, "按时上报"),
        RegionLine("980200", "乙市", "市级", 3, 2, 1, 1, 1, 1, "50%", 2, "迟报 3 天"),
        RegionLine("980300", "丙市", "市级", 3, 0, 0, 0, 0, 3, "—", None, "—"),
    )
    assert paragraphs_of(facts(SHAPES["binding behind"], regions=regions))["regions"] == (
        "所辖地区中有同期规划的 3 个，其中 2 个有可评价的指标。",
        "市级地区按达标率由高到低依次为：甲市 100%、乙市 50%。",
        "可评价的指标中没有滞后的地区 1 个：甲市。",
        "有约束性指标滞后的地区 1 个：乙市（1 项）。",
        "填报不及时的地区 1 个：乙市（迟报 3 天）。填报是否及时与指标是否达标分别统计。",
    )
