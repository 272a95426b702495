"""`manage.py read_plan FILE`: JSON on standard output, a clear message where there is nothing to read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PLAN = """临川县“十四五”体育发展规划

为建设体育强县，根据《抚州市“十四五”体育发展规划》，制定本规划。

一、主要目标
到2025年，体育人口达到6万人。

专栏1 主要指标
指标\t单位\t2020年\t2025年\t属性
1.体育场地面积\t万平方米\t20\t30\t约束性
2.体育人口\t万人\t4\t7\t预期性

二、主要任务
（一）完善设施
新建健身步道12条。
"""


def read(capsys: pytest.CaptureFixture[str], file: str) -> dict[str, list[dict[str, object]]]:
    call_command("read_plan", file)
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return found


def test_a_plan_is_printed_with_all_that_was_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "规划.txt"
    file.write_text(PLAN, "utf-8")
    found = read(capsys, str(file))
    assert list(found) == ["document", "indicators", "commitments", "definitions", "conflicts", "doubts"]
    assert [row["name"] for row in found["indicators"]] == ["体育场地面积", "体育人口"]
    assert [row["code"] for row in found["conflicts"]] == ["target_differs"]
    assert [row["name"] for row in found["commitments"]] == ["新建健身步道"]


def test_traditional_text_is_read_in_simplified_and_quoted_as_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(
        "雲林縣“十四五”體育發展規劃\n\n一、主要目標\n到2025年,體育場地面積達到30萬平方米。\n二、主要任務\n"
        "（一）完善設施\n新建健身步道12條,發展體育產業,豐富賽事活動。\n",
        "utf-8",
    )
    found = read(capsys, str(file))
    assert found["document"]["script"] == "hant"  # type: ignore[call-overload]
    assert [(row["name"], row["quote"]) for row in found["commitments"]] == [
        ("新建健身步道", "新建健身步道12條")
    ]
    assert [row["name"] for row in found["indicators"]] == ["体育场地面积"]


def test_a_plan_comes_from_standard_input_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PLAN.encode()), "utf-8"))
    assert read(capsys, "-")["document"]["title"] == "临川县“十四五”体育发展规划"  # type: ignore[call-overload]


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="不存在"):
        call_command("read_plan", str(tmp_path / "nothing.txt"))
    with pytest.raises(CommandError, match="无法读取文件"):
        call_command("read_plan", str(tmp_path))
    noise = tmp_path / "noise.bin"
    noise.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(CommandError, match=r"noise\.bin”："):
        call_command("read_plan", str(noise))
