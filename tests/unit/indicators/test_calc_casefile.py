"""Case files, including hostile ones: each case is judged or refused with a message, never a crash."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.calc import Case, assess
from indicators.calc.casefile import as_json, read_cases, results_of
from indicators.calc.checked_case import CaseError, natural_limits, read_case
from indicators.calc.figure import parse_figure
from indicators.calc.inputs import inputs_of

GOOD = {
    "id": "x",
    "basis": "level",
    "sense": "higher",
    "unit": "%",
    "baseline": {"op": "=", "value": 90},
    "target": {"op": "=", "value": 95},
    "start": 2021,
    "end": 2025,
    "years": {"2021": {"op": "=", "value": 91}},
    "as_of": 2021,
}


def results(*rows):
    return json.loads(as_json(results_of(read_cases(json.dumps(rows)))))


BROKEN = [
    ({"basis": "flow"}, "basis"),
    ({"sense": None}, "sense"),
    ({"start": "2021"}, "start"),
    ({"start": 2026}, "晚于"),
    ({"start": True}, "start"),
    ({"end": 2021.5}, "年份应为整数"),
    ({"years": []}, "years"),
    ({"years": {"21": None}}, "年份"),
    ({"years": {"２０２１": None}}, "年份"),
    ({"years": {"2021": 91}}, "years.2021"),
    ({"target": {"op": "!=", "value": 1}}, "op"),
    ({"target": {"op": "=", "value": True}}, "应为数字"),
    ({"target": {"op": "=", "value": "九十五"}}, "应为数字"),
    ({"target": {"op": "=", "value": "9,5"}}, "应为数字"),
    ({"target": {"op": "=", "value": "1e3"}}, "应为数字"),
    ({"target": {"op": "=", "value": "1" * 40}}, "10^15"),
    ({"target": {"op": "=", "value": 95, "kind": "most"}}, "target.kind"),
    ({"target": {"op": "=", "value": 95, "kind": "ratio"}}, "数组"),
    ({"target": {"op": ">=", "value": 95, "kind": "range"}}, "target.max"),
    ({"target": {"op": "=", "value": [1, 2]}}, "数组"),
    ({"target": {"op": "=", "value": float("nan")}}, "应为数字"),
    ({"target": {"op": "=", "value": 10**40}}, "10^15"),
    ({"target": {"op": "=", "value": 1, "max": 0}}, "max"),
    ({"target": {"op": "="}}, "缺少 value"),
    ({"target": {"value": 95}}, "缺少 op"),
    ({"sense": "composition"}, "比例"),
    ({"nature": "binding"}, "nature"),
    (
        {"sense": "composition", "baseline": None, "target": {"op": "=", "value": [0, 0]}, "years": {}},
        "合计为零",
    ),
    (
        {"sense": "composition", "baseline": None, "target": {"op": "=", "value": [1, -1]}, "years": {}},
        "负数",
    ),
    ({"limits": [100, 0]}, "limits"),
    ({"limits": 5}, "limits"),
    ({"series": "total"}, "series"),
    ({"binds": 1}, "binds"),
    ({"end": 2199}, "50 年"),
    ({"annual_targets": [1]}, "annual_targets"),
    ({"nature": ["x"]}, "nature"),
    ({"start": {"a": 1}}, "start"),
    ({"basis": ["level"]}, "basis"),
    ({"series": {"a": 1}}, "series"),
    ({"id": None}, "id"),
    ({"cutoffs": [5, 0, -5]}, "cutoffs"),
    ({"cutoffs": {"ahead": 5}}, "cutoffs"),
    ({"cutoffs": [0, 5, -5, -30]}, "从高到低"),
    ({"cutoffs": [5, 0, -5, "低"]}, "应为数字"),
    ({"cutoffs": [10**12, 0, -5, -30]}, "1000"),
    ({"broken_years": 2021}, "broken_years"),
    ({"provisional_years": ["去年"]}, "provisional_years"),
    ({"inputs": None}, "inputs"),
    ({"inputs": [GOOD]}, "inputs"),
]


@pytest.mark.parametrize(("change", "said"), BROKEN)
def test_case_that_cannot_be_read_is_refused_by_name(change, said):
    first, second = results({**GOOD, **change}, GOOD)
    assert set(first) == {"id", "error"}
    assert said in first["error"]
    assert second["status"] == "behind" or second["status"] == "on_track"


@pytest.mark.parametrize("missing", ["basis", "sense", "target", "start", "end", "years", "as_of"])
def test_missing_key_is_named(missing):
    (found,) = results({key: value for key, value in GOOD.items() if key != missing})
    assert missing in found["error"]


def test_case_without_an_id_is_named_by_its_place():
    nameless = {key: value for key, value in GOOD.items() if key != "id"}
    found = results(GOOD, nameless, {**nameless, "basis": "flow"})
    assert [row["id"] for row in found] == ["x", 2, 3]
    assert "basis" in found[2]["error"]


def test_strings_of_digits_are_numbers():
    def written(figure):
        return {"op": figure["op"], "value": str(figure["value"])}

    texts = {
        "baseline": written(GOOD["baseline"]),
        "target": written(GOOD["target"]),
        "years": {year: written(figure) for year, figure in GOOD["years"].items()},
        "limits": ["0", "100.00"],
    }
    assert results({**GOOD, **texts}) == results(GOOD)


def test_own_cutoffs_breaks_and_provisional_years_count():
    slow = {**GOOD, "years": {"2021": {"op": "=", "value": "90.5"}}}  # 10 % where 20 % are expected
    assert results(slow)[0]["status"] == "behind"
    assert results({**slow, "cutoffs": ["5", "0", "-12.5", "-30"]})[0]["status"] == "basically_on_track"
    assert results({**slow, "broken_years": [2021]})[0]["status"] == "inconclusive"
    assert results({**slow, "provisional_years": [2021]})[0]["flags"] == ["provisional"]


KINDS = [
    Case("level", "higher", parse_figure(target), 2021, 2025, 2022, {2022: parse_figure(actual)}, **more)
    for target, actual, more in [
        ("年均增长6%左右", "112", {"baseline": parse_figure("100")}),
        ("下降15%", "＞90", {"baseline": parse_figure("100")}),
        ("60—65", "62.50", {"baseline": parse_figure("≥50"), "limits": (Decimal(0), Decimal(100))}),
        ("完成国家下达任务", "7", {}),
        ("1∶4∶5", "7", {}),
        ("≥96", "—", {"every_year": True}),
        ("95", "90", {"annual_targets": {2021: parse_figure("91"), 2022: parse_figure("92")}}),
        ("95", "92", {"baseline": parse_figure("90"), "broken_years": frozenset({2022})}),
    ]
] + [
    Case(
        "cumulative",
        "lower",
        parse_figure("〔350〕"),
        2021,
        2025,
        2022,
        {2022: parse_figure("70")},
        "binding",
    ),
    Case("level", "composition", parse_figure("1∶4∶5"), 2021, 2025, 2022, {2022: parse_figure("2∶4∶4")}),
    Case("level", "composition", parse_figure("95"), 2021, 2025, 2022, {2022: parse_figure("2∶4∶4")}),
]


@pytest.mark.parametrize("case", KINDS, ids=[case.target.text for case in KINDS])
def test_stored_inputs_are_read_as_they_stand(case):
    (row,) = read_cases(json.dumps({"inputs": inputs_of(case)}))
    read = read_case(row)
    assert inputs_of(read) == inputs_of(case)
    assert assess([read]) == assess([case])


@pytest.mark.parametrize(
    "file", [GOOD, [GOOD], {"id": "x", "inputs": GOOD}, [{"id": "x", "inputs": GOOD}],
             {"next": None, "results": [{"id": "x", "inputs": {**GOOD, "id": "y"}}]}]
)  # fmt: skip
def test_a_file_is_one_case_a_list_or_a_page(file):
    assert json.loads(as_json(results_of(read_cases(json.dumps(file))))) == results(GOOD)


def test_page_without_inputs_is_told_so():
    (found,) = results_of(read_cases('{"results": [{"id": "7-2023-accepted", "status": "behind"}]}'))
    assert found["id"] == "7-2023-accepted"
    assert "inputs" in found["error"]


@pytest.mark.parametrize("exponent", ["1e99999999999999999999", "1e-99999999999999999999", "1e999999"])
def test_number_beyond_all_bounds_is_refused(exponent):
    text = json.dumps([GOOD]).replace("95", exponent)
    (found,) = results_of(read_cases(text))
    assert found["error"].startswith("target.value")


def test_half_a_surrogate_pair_can_be_printed():
    torn = json.dumps([{**GOOD, "id": "\ud800"}, {**GOOD, "id": "参保率"}])
    printed = as_json(results_of(read_cases(torn)))
    assert printed.encode()
    assert "参保率" in printed
    assert as_json([{"id": "参保率"}], escaped=True).isascii()


@pytest.mark.parametrize("text", ["", "{", "{}", '{"results": 1}', "null", "[" * 100_000, '"x"'])
def test_unreadable_file_is_refused(text):
    with pytest.raises(CaseError):
        read_cases(text)


def test_rows_that_are_no_objects_are_refused_one_by_one():
    assert all("error" in found for found in results(1, "a", None, [], True))


def test_as_of_before_start_is_no_data_and_null_target_inconclusive():
    assert results({**GOOD, "as_of": 2019})[0]["status"] == "no_data"
    assert results({**GOOD, "target": None})[0]["status"] == "inconclusive"


def test_one_result_per_case_in_order_whatever_the_ids():
    assert [found["id"] for found in results(GOOD, {**GOOD, "id": 7}, 3, GOOD)] == ["x", 7, None, "x"]


def test_years_outside_the_plan_do_not_count():
    outside = {"2019": {"op": "=", "value": 1}, "2026": {"op": "=", "value": 2}}
    assert results({**GOOD, "years": outside, "as_of": 2027})[0]["status"] == "no_data"


def test_range_by_max_and_large_numbers_are_exact():
    assert results({**GOOD, "target": {"op": ">=", "value": 91, "max": 92}})[0]["status"] == "achieved_early"
    big = {
        "years": {"2021": {"op": "=", "value": 100000000000001}},
        "target": {"op": "=", "value": 100000000000002},
    }
    assert results({**GOOD, **big, "baseline": None})[0]["gap"] == 1


def test_natural_limits_are_assumed_only_where_they_are_sure():
    def limits(unit, name, *texts, basis="level"):
        return natural_limits(unit, name, basis, [parse_figure(text) for text in texts])

    assert limits("%", "参保率", "90") == (0, 100)
    assert limits("%", "参保率", "90", "101") == (None, None)
    assert limits("%", "产值增长率", "6") == (None, None)
    assert limits("%", "能耗降低", "7", basis="cumulative") == (None, None)
    assert limits("万人", "人数", "6") == (0, None)
    assert limits("亿元", "结余", "-6") == (None, None)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["=", "higher", "2021", "words", "range", "average_growth", "1.5"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["op", "value", "max", "kind", "text", "2021"]), inner)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *GOOD,
                "limits",
                "nature",
                "binds",
                "series",
                "annual_targets",
                "cutoffs",
                "broken_years",
                "inputs",
            ]
        ),
        JSON,
        max_size=3,
    )
)
def test_no_case_can_bring_the_reader_down(change):
    (found,) = results({**GOOD, **change})
    assert "error" in found or "status" in found
