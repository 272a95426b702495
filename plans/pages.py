"""Commitments in the few words a table cell has room for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from common.numbers import DASH, amount, difference
from plans.models import Commitment, CommitmentReport

SIGNS = {"=": "", ">": "＞", ">=": "≥", "<": "＜", "<=": "≤", "~": "约"}
CEILINGS = ("<", "<=")


@dataclass(frozen=True)
class Mark:
    """How far a commitment is, by its clerk's word: drawn with a shape, and no verdict. `code` chooses it."""

    code: str
    label: str


MARKS = tuple(Mark(str(code), str(label)) for code, label in CommitmentReport.Progress.choices)


def mark_of(progress: str) -> Mark | None:
    return next((mark for mark in MARKS if mark.code == progress), None)


def asked_of(commitment: Commitment) -> str:
    """The promised quantity as the plan prints it."""
    if commitment.text or commitment.quantity is None:
        return commitment.text or DASH
    return f"{SIGNS[commitment.op]}{amount(commitment.quantity, commitment.unit)}"


def term_of(commitment: Commitment) -> str:
    """每年, 2025 年前完成, 规划期内."""
    if commitment.is_per_year:
        return f"每年，至 {commitment.due_year} 年" if commitment.due_year else "每年"
    return f"{commitment.due_year} 年完成" if commitment.due_year else "规划期内"


def is_met(commitment: Commitment, done: Decimal) -> bool | None:
    """Whether a quantity is what was promised; null where the plan prints no single number."""
    asked = commitment.quantity
    if asked is None:
        return None
    met = {">": done > asked, "<": done < asked, "<=": done <= asked}
    return met.get(commitment.op, done >= asked)


def distance_of(commitment: Commitment, done: Decimal | None) -> str:
    """还差 3 个, 超出 2 分钟, 已达到; a dash where there is nothing to compare."""
    if done is None or commitment.quantity is None:
        return DASH
    if is_met(commitment, done):
        return "已达到"
    if done == commitment.quantity:
        return "须小于要求" if commitment.op in CEILINGS else "须大于要求"
    gap = difference(abs(commitment.quantity - done), commitment.unit)
    return f"超出 {gap}" if commitment.op in CEILINGS else f"还差 {gap}"
