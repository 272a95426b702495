"""What was read from a document against labels made by hand: found, lost, false, each field right or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("name", "unit", "attribute", "parent", "target", "baseline", "actual")
SIGNS = re.compile(r"[\s，,。、；;：:“”\"'‘’（）()《》\[\]〔〕·—\-]")
Row = Mapping[str, Any]


@dataclass
class Score:
    """Counts over one or more documents; `complaints` says what is wrong, one line each."""

    labels: int = 0
    found: int = 0
    false: int = 0
    perfect: int = 0
    right: int = 0
    commitments: int = 0
    commitments_found: int = 0
    complaints: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found else 1.0

    @property
    def accuracy(self) -> float:
        return self.right / (self.found * len(FIELDS)) if self.found else 1.0

    @property
    def perfection(self) -> float:
        return self.perfect / self.labels if self.labels else 1.0

    @property
    def commitment_recall(self) -> float:
        return self.commitments_found / self.commitments if self.commitments else 1.0


def add(score: Score, labels: Mapping[str, Any], read: Mapping[str, Any], document: str) -> None:
    """Count one document. A row is found under its own name or one of `name_alt` with the same last year;
    rows of another tier than core may be missing, and what stands in `unscored` stretches is not counted as
    false.
    """
    free = list(read["indicators"])
    for label in labels["indicators"]:
        is_core = label.get("tier", "core") == "core"
        score.labels += is_core
        got = _taken(label, free)
        if got is None:
            if is_core:
                score.complaints.append(f"{document}: lost {label['name']}")
            continue
        if is_core:
            score.found += 1
            _compare(score, label, got, document)
    false = [row for row in free if not _is_unscored(row, labels.get("unscored", ()))]
    score.false += len(false)
    score.complaints += [f"{document}: false {row['name']}" for row in false]
    _commitments(score, labels.get("commitments", ()), list(read["commitments"]), document)


def plain(text: str | None) -> str:
    return SIGNS.sub("", unicodedata.normalize("NFKC", text or ""))


def _names(label: Row) -> set[str]:
    return {plain(name) for name in (label["name"], *label.get("name_alt", ()))}


def _taken(label: Row, free: list[Row]) -> Row | None:
    for row in free:
        if plain(row["name"]) in _names(label) and row["period"][1] == label["period"][1]:
            free.remove(row)
            return row
    return None


def _is_unscored(row: Row, stretches: Iterable[str]) -> bool:
    quote = plain(row["quote"])
    return any(quote in plain(stretch) or plain(stretch) in quote for stretch in stretches)


def _compare(score: Score, label: Row, got: Row, document: str) -> None:
    wrong = [name for name in FIELDS if not _is_right(name, label, got)]
    score.right += len(FIELDS) - len(wrong)
    score.perfect += not wrong
    score.complaints += [
        f"{document}: {label['name']} {name}: {label.get(name)} read as {got.get(name)}" for name in wrong
    ]


def _is_right(name: str, label: Row, got: Row) -> bool:
    alternatives = label.get(f"{name}_alt", [])
    options = [label.get(name), *(alternatives if isinstance(alternatives, list) else [alternatives])]
    if name in ("target", "baseline", "actual"):
        return any(_same_value(option, got.get(name), label) for option in options)
    return any(plain(str(option or "")) == plain(str(got.get(name) or "")) for option in options)


def _same_value(want: Row | None, have: Row | None, label: Row) -> bool:
    if want is None or have is None:
        return want is None and have is None
    operators = {want["op"], *([alt] if isinstance(alt := label.get("op_alt", []), str) else alt)}
    if have["op"] not in operators or (want.get("year") is not None and have["year"] != want["year"]):
        return False
    sums = {want["cumulative"], label.get("cumulative_alt", want["cumulative"])}
    return have["cumulative"] in sums and _same_number(want, have)


def _same_number(want: Row, have: Row) -> bool:
    """A fall may be labelled as the positive number that is printed."""
    wanted, had = want["value"], have["value"]
    return bool(wanted == had or (want.get("change") == "decrease" and had is not None and had == -wanted))


def _commitments(score: Score, labels: Iterable[Row], free: list[Row], document: str) -> None:
    for label in labels:
        score.commitments += 1
        quote = plain(label["quote"])
        same = [
            row
            for row in free
            if row["target"]
            and row["target"]["value"] == label["target"]["value"]
            and (plain(row["quote"]) in quote or quote in plain(row["quote"]))
        ]
        if same:
            free.remove(same[0])
            score.commitments_found += 1
        else:
            score.complaints.append(f"{document}: commitment lost {label['name']}")
