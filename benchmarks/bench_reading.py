"""How long reading a plan document takes, and how much memory: a text longer than any published plan we know,
and a PDF of 300 pages with a table on every tenth. Exit status 1 over budget.

Times depend on the machine, so ratios measured in the same run stand beside them: reading against only making
the text even, and a page of the PDF against a page of the text.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from intake.parsing.reader import read_document
from intake.parsing.script import legible
from intake.parsing.source import open_source

CASES = Path(__file__).parents[1] / "tests" / "cases" / "reading"
CHARACTERS, PAGES, LINES_A_PAGE, LINE = 26_000, 300, 32, 36
TEXT_SECONDS, MEGABYTES, PDF_SECONDS = 2.0, 300.0, 120.0


def text() -> str:
    """Whole documents one behind the other: more tables and targets than one plan has."""
    parts = [path.read_text("utf-8") for path in sorted(CASES.glob("*.txt"))]
    whole = "\n".join(parts)
    return (whole * (CHARACTERS // len(whole) + 1))[:CHARACTERS]


def pdf(pages: int) -> bytes:
    """The text in lines of one width, in a font named and not embedded; every tenth page has a table."""
    prose = "".join(text().split())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (pages, b" ".join(b"%d 0 R" % (6 + 2 * page) for page in range(pages))),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(
            b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
        ),
    ]
    for page in range(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (7 + 2 * page)
        )
        objects.append(_stream(_page(prose, page)))
    return _file(objects)


def _page(prose: str, page: int) -> bytes:
    at = page * LINES_A_PAGE * LINE % len(prose)
    lines = [(prose * 2)[at + i * LINE : at + (i + 1) * LINE] for i in range(LINES_A_PAGE)]
    shown = [_line(60, 780 - 22 * number, line) for number, line in enumerate(lines)]
    if page % 10 == 0:
        shown = shown[:16] + _table()
    return b"\n".join(shown)


def _table() -> list[bytes]:
    rows = [
        ("指标", "2020年", "2025年"),
        *((f"{n}.指标之{n}（万人）", f"{n}.5", f"{n + 1}.5") for n in range(1, 9)),
    ]
    rules = [b"60 %d m 460 %d l S" % (400 - 24 * row, 400 - 24 * row) for row in range(len(rows) + 1)]
    rules += [b"%d 400 m %d %d l S" % (x, x, 400 - 24 * len(rows)) for x in (60, 260, 360, 460)]
    cells = [
        _line(x + 4, 384 - 24 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 260, 360), row, strict=True)
    ]
    return rules + cells


def _line(x: int, y: int, text: str) -> bytes:
    return b"BT /F 12 Tf %d %d Td <%s> Tj ET" % (x, y, text.encode("utf-16-be").hex().encode())


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + head + table + trailer


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def peak() -> float:
    """Megabytes that this process, or the one that reads its PDF, has held at most."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / 1024


def main() -> int:
    plan = text().encode()
    first = seconds(lambda: read_document(plan))
    after_text = peak()
    evened = seconds(lambda: legible(open_source(plan)))
    again = seconds(lambda: read_document(plan))
    thick = pdf(PAGES)
    whole = seconds(lambda: read_document(thick, "plan.pdf"))
    print(f"{'reading':<44}{'measured':>12}{'budget':>12}")
    print(f"{f'a text of {CHARACTERS:,} characters, first':<44}{first:>10.2f} s{TEXT_SECONDS:>10.1f} s")
    print(f"{'its memory at most':<44}{after_text:>9.0f} MB{MEGABYTES:>9.0f} MB")
    print(f"{f'a PDF of {PAGES} pages':<44}{whole:>10.1f} s{PDF_SECONDS:>10.0f} s")
    print(f"{'its memory at most':<44}{peak():>9.0f} MB{MEGABYTES:>9.0f} MB")
    print(f"{'read ÷ only made even':<44}{again / evened:>11.1f}×")
    print(f"{'a page: PDF ÷ text':<44}{whole / PAGES / (again * LINES_A_PAGE * LINE / CHARACTERS):>11.1f}×")
    over = first > TEXT_SECONDS or whole > PDF_SECONDS or max(after_text, peak()) > MEGABYTES
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
