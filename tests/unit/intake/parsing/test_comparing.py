"""Table against text, table against table."""

from __future__ import annotations

from dataclasses import replace

from indicators.calc import parse_figure
from intake.parsing.comparing import compared, echoed
from intake.parsing.passage import Passage
from intake.parsing.prose import Section
from intake.parsing.reading import CommitmentRead, DefinitionRead, IndicatorRead, Place, Stated

THERE = Place(9000, 9010, 90)


def row(name: str, target: str, unit: str = "万人", **others: object) -> IndicatorRead:
    found = IndicatorRead(
        name, unit, (2021, 2025), Place(100, 110, 10), "", "table", target=Stated(parse_figure(target), 2025)
    )
    return replace(found, **others)  # type: ignore[arg-type]


def said(name: str, target: str, unit: str = "万人", year: int = 2025) -> IndicatorRead:
    stated = Stated(parse_figure(target), year)
    return IndicatorRead(name, unit, (2021, 2025), THERE, f"{name}{target}", "prose", target=stated)


def test_a_target_that_the_table_has_becomes_its_repeat() -> None:
    indicators, conflicts = compared(
        [row("公园绿地面积", "4", "万亩")], [said("全市公园绿地", "4万亩", "万亩")]
    )
    (repeat,) = indicators[0].repeats
    assert len(indicators) == 1
    assert (repeat.agrees, repeat.name, repeat.unit) == (True, "全市公园绿地", "")
    assert conflicts == []


def test_another_number_is_a_conflict_that_says_where() -> None:
    indicators, conflicts = compared([row("绿道里程", "142", "公里")], [said("绿道里程", "150公里", "公里")])
    assert not indicators[0].repeats[0].agrees
    assert conflicts[0].code == "target_differs"
    assert "表中目标为“142公里”" in conflicts[0].message
    assert "正文第 90 行写“150公里”" in conflicts[0].message
    assert conflicts[0].places == (indicators[0].place, THERE)


def test_a_strict_sign_against_an_open_one_is_a_conflict_of_signs() -> None:
    indicators, conflicts = compared([row("超限率", "＜5.5", "%")], [said("超限率", "控制在5.5以内", "%")])
    assert indicators[0].repeats[0].agrees
    assert [conflict.code for conflict in conflicts] == ["sign_differs"]


def test_a_plain_number_and_a_floor_are_no_conflict() -> None:
    assert compared([row("绿化率", "45", "%")], [said("绿化率", "45%以上", "%")])[1] == []


def test_a_target_of_the_text_alone_stays() -> None:
    indicators, conflicts = compared([row("登记失业率", "4", "%")], [said("调查失业率", "5.5", "%")])
    assert ([each.source for each in indicators], conflicts) == (["table", "prose"], [])


def test_a_like_name_needs_the_same_number() -> None:
    rows = [row("工伤保险单位参保人数", "4.1")]
    assert len(compared(rows, [said("工伤保险参保人数", "4.1")])[0]) == 1
    assert len(compared(rows, [said("工伤保险参保人数", "5")])[0]) == 2


def test_the_same_target_said_twice_in_the_text_stands_once() -> None:
    indicators, _ = compared([], [said("绿道里程", "9", "公里"), said("全市绿道里程", "9", "公里")])
    assert [(each.name, len(each.repeats)) for each in indicators] == [("绿道里程", 1)]


def test_one_name_for_two_numbers_in_the_text_stays_two_with_a_doubt() -> None:
    indicators, conflicts = compared([], [said("新增学位", "5", "万个"), said("新增学位", "15", "万个")])
    assert ([len(each.doubts) for each in indicators], conflicts) == ([0, 1], [])
    assert "可能是两项指标" in indicators[1].doubts[0].message


def test_a_step_on_the_way_becomes_a_year_of_the_row() -> None:
    indicators, conflicts = compared([row("绿道里程", "9", "公里")], [said("绿道里程", "5", "公里", 2023)])
    assert [stated.year for stated in indicators[0].yearly] == [2023]
    assert (indicators[0].repeats, conflicts) == ((), [])


def test_a_change_is_told_in_the_text_with_its_verb() -> None:
    indicators, conflicts = compared(
        [row("用水量", "下降15%以上", "%")], [said("用水量下降", "15%以上", "%")]
    )
    assert (len(indicators), indicators[0].repeats[0].agrees, conflicts) == (1, True, [])


def test_a_row_printed_again_in_an_annex_is_one_row() -> None:
    first = row("绿道里程", "9", "公里")
    indicators, _ = compared([first, replace(first, place=THERE)], [])
    assert [len(each.repeats) for each in indicators] == [1]


def test_two_tables_with_other_targets_are_a_conflict() -> None:
    rows = [row("绿道里程", "9", "公里"), row("绿道里程", "8", "公里", place=THERE)]
    indicators, conflicts = compared(rows, [])
    assert (len(indicators), [each.code for each in conflicts]) == (2, ["tables_differ"])


def earlier(actual: str) -> IndicatorRead:
    measured = Stated(parse_figure(actual), 2020)
    return row("结案率", "95", "%", period=(2016, 2020), actual=measured)


def later(baseline: str, target: str = "90") -> IndicatorRead:
    return row("结案率", target, "%", place=THERE, baseline=Stated(parse_figure(baseline), 2020))


def test_a_baseline_that_contradicts_what_was_measured_is_a_conflict() -> None:
    _, (conflict,) = compared([earlier("96.3"), later("91", "92")], [])
    assert conflict.code == "baseline_differs"
    assert "误填" not in conflict.message


def test_a_baseline_equal_to_the_target_may_have_been_copied() -> None:
    _, (conflict,) = compared([earlier("96.3"), later("90", "90")], [])
    assert "可能误填了目标值" in conflict.message


def test_an_inequality_that_the_baseline_satisfies_is_no_conflict() -> None:
    assert compared([earlier("＞90"), later("96")], [])[1] == []


def test_a_unit_left_out_is_taken_from_the_glossary_or_a_sentence() -> None:
    bare = row("结案率", "90", "")
    entry = DefinitionRead("结案率", "%", "", THERE)
    (found,), _ = compared([bare], [], [entry])
    assert (found.unit, found.unit_inferred) == ("%", True)
    assert "指标解释" in found.doubts[0].message
    section = Section((), "background", (Passage.of("全县参保人数达32.3万人。"),))
    (found,), _ = compared([row("参保人数", "32.3", "")], [], [], (section,))
    assert (found.unit, found.unit_inferred) == ("万人", True)


def test_a_ratio_needs_no_unit() -> None:
    (found,), _ = compared([row("城乡收入比", "1:2", "")], [], [DefinitionRead("城乡收入比", "%", "", THERE)])
    assert (found.unit, found.unit_inferred) == ("", False)


def task(name: str, target: str, unit: str) -> CommitmentRead:
    return CommitmentRead(name, unit, Stated(parse_figure(target), 2025), THERE, f"{name}{target}")


def test_a_task_that_says_an_indicator_again_is_its_repeat_too() -> None:
    indicators, tasks, conflicts = echoed([row("绿道里程", "9", "公里")], [task("建成绿道", "9公里", "公里")])
    assert (len(indicators[0].repeats), len(tasks), conflicts) == (1, 1, [])
    assert echoed([said("绿道里程", "9", "公里")], [task("建成绿道", "9公里", "公里")])[1] == []


def test_a_share_in_other_words_and_of_another_size_is_a_conflict() -> None:
    rows = [row("申领电子市民服务卡人口覆盖率", "40", "%")]
    _, _, (conflict,) = echoed(rows, [task("电子市民服务卡覆盖人口", "60%", "%")])
    assert conflict.code == "target_differs"
    assert echoed(rows, [task("体检覆盖人口", "60%", "%")])[2] == []


def test_part_of_a_sum_under_the_name_of_the_whole_is_no_conflict() -> None:
    indicators, _, conflicts = echoed([row("绿道里程", "9", "公里")], [task("绿道", "2公里", "公里")])
    assert (indicators[0].repeats, conflicts) == ((), [])


def test_another_level_among_the_tasks_is_a_conflict() -> None:
    there = Place(9000, 9010, 90)
    task = CommitmentRead(
        "藏书量", "万册", Stated(parse_figure("不低于80"), 2025), there, "藏书量不低于80万册", "任务"
    )
    indicators, tasks, conflicts = echoed(
        [said("藏书量", "78万册", "万册")], [replace(task, place=Place(9500, 9510, 95))]
    )
    assert (len(indicators), len(tasks), [each.code for each in conflicts]) == (1, 1, ["target_differs"])


def test_another_year_elsewhere_is_a_step() -> None:
    (row,), conflicts = compared([], [said("灯塔", "35座", "座"), said("灯塔", "20座", "座", 2023)])
    assert row.target is not None
    assert (row.target.year, [step.year for step in row.yearly], conflicts) == (2025, [2023], [])


def test_a_shorter_name_with_the_same_number_is_a_repeat() -> None:
    indicators, _ = compared([row("居民人均可支配收入增长", "7", "%")], [said("居民收入年均增长", "7%", "%")])
    assert len(indicators) == 1
