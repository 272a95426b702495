"""Words that a converter put in for Taiwan readers, turned back into those that mainland plans print."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from intake.parsing.passage import Passage

# 著 for 着, as Taiwan writes 着力 and 随着; not in 显著, 著名, 专著.
WORN = re.compile(r"(?<![显卓名昭较拙巨专论编合译原土所遗撰])著(?![名作称述录])")


def mainland(page: Passage) -> Passage:
    """`page` is in Simplified characters already.

    A word that mainland texts know too (支援, 资料) is turned only where what it would become (支持, 数据)
    stands nowhere in the text: a converter leaves no instance behind, an author uses both.
    """
    page = page.replaced(WORN, lambda match: "着")
    sure, unsure = _words()
    words = sure | {word: home for word, home in unsure.items() if home not in page.text}
    longest_first = sorted(words, key=len, reverse=True)
    return page.replaced(re.compile("|".join(map(re.escape, longest_first))), lambda match: words[match[0]])


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    rows = (Path(__file__).parent / "taiwan_words.txt").read_text("utf-8").splitlines()
    pairs = [row.split() for row in rows if row and not row.startswith("#")]
    return (
        {pair[0]: pair[1] for pair in pairs if len(pair) == 2},
        {pair[0]: pair[1] for pair in pairs if len(pair) == 3},
    )
