"""Whole documents of many kinds, read from end to end and scored against labels made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake.parsing.output import as_data
from intake.parsing.reader import read_document
from tests.oracle.readings import Score, add

OWN = Path(__file__).parents[2] / "cases" / "reading"
REAL = Path(__file__).parents[4] / "shared"


def score_of(labels: Path, documents: Path) -> Score:
    score = Score()
    for document in sorted(path for path in documents.iterdir() if path.suffix != ".json"):
        label = labels / f"{document.stem}.json"
        read = as_data(read_document(document.read_bytes(), document.name))
        add(score, json.loads(label.read_text("utf-8")), read, document.name)
    return score


def test_documents_of_many_kinds_are_read() -> None:
    score = score_of(OWN, OWN)
    told = "\n".join(score.complaints)
    assert score.labels > 150
    assert score.recall >= 0.97, told
    assert score.precision >= 0.97, told
    assert score.accuracy >= 0.97, told
    assert score.perfection >= 0.90, told
    assert score.commitment_recall >= 0.85, told


@pytest.mark.skipif(not (REAL / "seeds").is_dir(), reason="the real documents are not part of the project")
def test_real_documents_are_read() -> None:
    score = score_of(REAL / "gold", REAL / "seeds")
    told = "\n".join(score.complaints)
    assert score.labels == 119
    assert score.recall >= 0.97, told
    assert score.precision >= 0.97, told
    assert score.accuracy >= 0.97, told
    assert score.perfection >= 0.90, told
    assert score.commitment_recall >= 0.85, told
