import pytest

from reporting.rules import Weight
from reporting.rules.break_note import break_note
from tests.unit.reporting.entries import entered


def test_break_note_of_a_word_asks_for_an_explanation() -> None:
    found = break_note(entered("5", break_note="口径变了"))
    assert found is not None
    assert found.weight is Weight.NOTICE
    assert "“口径变了”" in found.message


@pytest.mark.parametrize("said", ["", " ", "2023 年起按实际工作地统计，不再包括跨省派遣人员。"])
def test_break_note_that_explains_or_is_not_there_is_fine(said: str) -> None:
    assert break_note(entered("5", break_note=said)) is None
