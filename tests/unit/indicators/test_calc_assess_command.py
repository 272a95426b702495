"""`manage.py assess FILE`: results in order on standard output, status 1 if anything could not be read."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CASES = Path(__file__).parents[2] / "cases" / "progress_vectors.json"
KEYS = ["id", "attainment", "closure", "schedule", "status", "gap", "flags", "regime"]


def test_assess_prints_every_worked_case_in_order(capsys):
    call_command("assess", str(CASES))
    printed, worked = json.loads(capsys.readouterr().out), json.loads(CASES.read_text("utf-8"))
    assert [found["id"] for found in printed] == [case["id"] for case in worked]
    assert all(list(found) == KEYS for found in printed)
    assert [found["status"] for found in printed] == [case["expect"]["status"] for case in worked]


def test_assess_ends_with_status_1_after_the_others_are_printed(capsys, tmp_path):
    good = json.loads(CASES.read_text("utf-8"))[0]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([{"id": "bad"}, good]), "utf-8-sig")
    with pytest.raises(CommandError, match="1 个案例无法读取") as refusal:
        call_command("assess", str(file))
    assert refusal.value.returncode == 1
    first, second = json.loads(capsys.readouterr().out)
    assert (list(first), second["status"]) == (["id", "error"], "achieved")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是有效的 JSON"),
        (b"{}", "JSON 数组"),
        (b"[" * 100_000, "嵌套层次过深"),
        ("参保率".encode("gbk"), "UTF-8"),
        (b"[1,", "第 1 行"),
    ],
)
def test_assess_says_what_is_wrong_with_a_file(tmp_path, content, said):
    file = tmp_path / "cases.json"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        call_command("assess", str(file))


def test_assess_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="不存在"):
        call_command("assess", str(tmp_path / "nothing.json"))
    with pytest.raises(CommandError, match="无法读取文件"):
        call_command("assess", str(tmp_path))
