"""Case files, including hostile ones: each case is judged or refused with a message, never a crash."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.calc.casefile import CaseError, as_json, natural_limits, read_cases, results_of
from indicators.calc.figure import parse_figure

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
    ({"target": {"op": "=", "value": "95"}}, "应为数字"),
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
]


@pytest.mark.parametrize(("change", "said"), BROKEN)
def test_case_that_cannot_be_read_is_refused_by_name(change, said):
    first, second = results({**GOOD, **change}, GOOD)
    assert set(first) == {"id", "error"}
    assert said in first["error"]
    assert second["status"] == "behind" or second["status"] == "on_track"


@pytest.mark.parametrize("missing", ["id", "basis", "sense", "target", "start", "end", "years", "as_of"])
def test_missing_key_is_named(missing):
    (found,) = results({key: value for key, value in GOOD.items() if key != missing})
    assert missing in found["error"]


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


@pytest.mark.parametrize("text", ["", "{", "{}", "null", "[" * 100_000, '"x"'])
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
    | st.sampled_from(["=", "higher", "2021"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["op", "value", "max", "2021"]), inner)
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "limits", "nature", "binds", "series", "annual_targets"]), JSON, max_size=3
    )
)
def test_no_case_can_bring_the_reader_down(change):
    (found,) = results({**GOOD, **change})
    assert "error" in found or "status" in found
