"""Text made even for reading, in which every character knows where it stood in the text as shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """`text` is what the rules read; `origin[i]` is the offset of its i-th character in the text as shown.

    Origins never fall. Slicing, joining and replacing keep them, so that whatever is found can be pointed at.
    """

    text: str
    origin: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origin):
            raise ValueError("a passage has one origin for each character")

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.origin[part])

    @classmethod
    def of(cls, shown: str, start: int = 0) -> Passage:
        """The text as it is, beginning at offset `start`."""
        return cls(shown, tuple(range(start, start + len(shown))))

    @classmethod
    def joined(cls, parts: Iterable[Passage]) -> Passage:
        kept = list(parts)
        return cls("".join(part.text for part in kept), tuple(at for part in kept for at in part.origin))

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Offsets in the text as shown of the characters start…end; ValueError for an empty stretch."""
        stretch = self.origin[start:end]
        if not stretch:
            raise ValueError("an empty stretch stands nowhere")
        return stretch[0], stretch[-1] + 1

    def strip(self) -> Passage:
        left = len(self.text) - len(self.text.lstrip())
        return self[left : left + len(self.text.strip())]

    def lines(self) -> Iterator[Passage]:
        """Line by line, without the line ends; empty lines too."""
        start = 0
        for match in re.finditer(r"\r\n|\r|\n|$", self.text):
            if match.start() >= start:
                yield self[start : match.start()]
            start = match.end()

    def split(self, pattern: re.Pattern[str]) -> list[Passage]:
        ends = [(match.start(), match.end()) for match in pattern.finditer(self.text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(self)]
        return [self[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Passage:
        """Each match replaced; the characters of the replacement share the origins of the match in order, the
        last of them as often as needed.
        """
        parts, last = [], 0
        for match in pattern.finditer(self.text):
            new, old = by(match), self.origin[match.start() : match.end()]
            if new and not old:
                raise ValueError("nothing can stand where nothing stood")
            places = tuple(old[min(i, len(old) - 1)] for i in range(len(new)))
            parts += [self[last : match.start()], Passage(new, places)]
            last = match.end()
        return Passage.joined([*parts, self[last:]])
