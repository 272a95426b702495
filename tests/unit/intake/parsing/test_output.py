"""A reading as plain data."""

from __future__ import annotations

from dataclasses import replace

from indicators.calc import parse_figure
from intake.parsing.output import as_data
from intake.parsing.reading import CommitmentRead, HeadRead, IndicatorRead, Place, Reading, Stated

PLACE = Place(0, 3, 1)
ROW = IndicatorRead("绿化率", "%", (2021, 2025), PLACE, "绿化率", "table")


def printed(text: str) -> object:
    row = replace(ROW, target=Stated(parse_figure(text), 2025))
    return as_data(Reading("", (), HeadRead(), (row,)))["indicators"][0]["target"]


def test_a_number_a_range_and_a_ratio() -> None:
    assert printed("＞45") == {"year": 2025, "op": ">", "value": 45, "cumulative": False, "text": "＞45"}
    assert printed("3—5") == {
        "year": 2025, "op": ">=", "value": 3, "cumulative": False, "text": "3—5", "max": 5
    }  # fmt: skip
    assert printed("〔1.5〕") == {
        "year": 2025,
        "op": "=",
        "value": 1.5,
        "cumulative": True,
        "text": "〔1.5〕",
    }
    assert printed("1∶4∶5") == {
        "year": 2025, "op": "=", "value": [1, 4, 5], "cumulative": False, "text": "1∶4∶5"
    }  # fmt: skip


def test_a_fall_is_told_as_it_is_printed() -> None:
    found = printed("下降15%以上")
    assert isinstance(found, dict)
    assert (found["op"], found["value"], found["change"]) == (">=", 15, "decrease")


def test_words_have_no_number_and_a_dash_is_nothing() -> None:
    found = printed("完成上级下达任务")
    assert isinstance(found, dict)
    assert (found["op"], found["value"], found["kind"]) == (None, None, "words")
    assert printed("—") is None


def test_a_city_is_a_prefecture_and_what_is_not_said_is_null() -> None:
    found = as_data(Reading("", (), HeadRead(region_name="云城市", level="city")))["document"]
    assert (found["level"], found["doc_no"], found["period"], found["issued_on"]) == (
        "prefecture",
        None,
        None,
        None,
    )


def test_spans_of_a_commitment_are_told_in_years() -> None:
    task = CommitmentRead("植树", "株", Stated(parse_figure("5"), None), PLACE, "植树5株", per=2)
    found = as_data(Reading("", (), HeadRead(), commitments=(task,)))["commitments"][0]
    assert (found["per"], found["within"]) == ("2年", None)
