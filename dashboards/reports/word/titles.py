"""Lines of a title: words stay whole and lines are about as long as each other, as GB/T 9704 wants them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

MOST = 20  # characters of 二号 in the width of the text
MOST_LINES = 4
BETWEEN = re.compile(
    r"(?<=社会保障)|(?<=事业)|(?<=发展)|(?<=规划)|(?<=计划)|(?<=指标)|(?<=年度)|(?<=的)|(?=“)|(?<![—\d（])(?=\d{4}年)"
)
NOT_FIRST = "的”》）、"


def in_lines(title: str) -> str:
    """The fewest lines that fit; as it is where it fits into one or no place to break it is known."""
    places = [found.start() for found in BETWEEN.finditer(title)]
    places = [each for each in places if 0 < each < len(title) and title[each] not in NOT_FIRST]
    for count in range(MOST_LINES):
        broken = [_cut(title, chosen) for chosen in combinations(places, count)]
        fitting = [lines for lines in broken if max(map(_width, lines)) <= MOST]
        if fitting:
            return "\n".join(min(fitting, key=_unevenness))
    return title


def _cut(title: str, places: Sequence[int]) -> list[str]:
    return [title[start:end] for start, end in pairwise((0, *places, len(title)))]


def _width(line: str) -> float:
    """Figures are half as wide as characters."""
    return sum(0.5 if each.isascii() else 1 for each in line)


def _unevenness(lines: Iterable[str]) -> float:
    widths = [_width(line) for line in lines]
    return max(widths) - min(widths)
