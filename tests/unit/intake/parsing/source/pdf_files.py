"""PDF files with real text, drawn for the tests, and the bones of others by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D

FONT = FontProperties(fname=Path(__file__).parents[5] / "dashboards/reports/fonts/NotoSansSC-subset.otf")
HEAD = "东陵市人力资源和社会保障发展规划"
TABLE = (
    ("序号", "指标", "2020年", "2025年"),
    ("1", "城镇新增就业\n（万人）", "8.2", "9.5"),
    ("2", "参保率（%）", "95", "≥96"),
)
EDGES = (0.1, 0.2, 0.5, 0.7, 0.9)


def _write(figure: Figure, x: float, y: float, text: str, size: float = 12) -> None:
    figure.text(x, y, text, fontproperties=FONT, fontsize=size, va="center")


def _page(number: int, lines: Sequence[str]) -> Figure:
    figure = Figure(figsize=(8.27, 11.69))
    _write(figure, 0.35, 0.96, HEAD, 9)
    for at, line in enumerate(lines):
        _write(figure, 0.1, 0.9 - at * 0.02, line)
    _write(figure, 0.48, 0.04, f"— {number} —", 9)
    return figure


def _ruled(figure: Figure, top: float = 0.6, height: float = 0.05) -> None:
    bottom = top - height * len(TABLE)
    rules: list[tuple[list[float], list[float]]] = [([edge, edge], [top, bottom]) for edge in EDGES]
    rules += [([EDGES[0], EDGES[-1]], [top - height * at] * 2) for at in range(len(TABLE) + 1)]
    for across, down in rules:
        figure.add_artist(Line2D(across, down, color="black", linewidth=0.5))
    for at, row in enumerate(TABLE):
        for left, cell in zip(EDGES, row, strict=False):
            _write(figure, left + 0.01, top - height * (at + 0.5), cell, 10)


@cache
def plan() -> bytes:
    """Four pages: prose, a ruled table, one aligned by blanks, prose."""
    prose = [
        "一、发展目标",
        "到2025年，全市城镇新增就业五年累计达到45万人，城镇调查失业率控",
        "制在5.5%以内。",
    ]
    ruled = _page(2, ["主要指标"])
    _ruled(ruled)
    aligned = _page(3, ["表2 其他指标"])
    for at, row in enumerate((("指标", "2020年", "2025年"), ("技能人才总量（万人）", "12", "15.5"))):
        for x, cell in zip((0.1, 0.5, 0.7), row, strict=True):
            _write(aligned, x, 0.85 - at * 0.02, cell)
    return saved([_page(1, prose), ruled, aligned, _page(4, ["二、重点任务", "加强培训。"])])


def saved(figures: Sequence[Figure]) -> bytes:
    stream = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(stream) as pages:
        for figure in figures:
            FigureCanvasPdf(figure)
            pages.savefig(figure)
    return stream.getvalue()


def pictures() -> bytes:
    """Two pages without text, as a scanner makes them."""
    figures = [Figure(figsize=(4, 4)) for _ in range(2)]
    for figure in figures:
        figure.add_artist(Line2D([0.1, 0.9], [0.1, 0.9]))
    return saved(figures)


def by_hand(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalog."""
    content, places = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    content += b"".join(b"%010d 00000 n \n" % at for at in places)
    content += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(places) + 1, trailer)
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def locked() -> bytes:
    """Its password is not the empty one."""
    key = b"/Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>" % (b"11" * 32, b"22" * 32)
    pages: tuple[Any, ...] = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    return by_hand(*pages, b"<< %s >>" % key, trailer=b"/Encrypt 3 0 R /ID [<00> <00>]")
