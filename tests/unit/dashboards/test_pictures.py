"""The pictures of a report: one for each thing to show, the same bytes each time, every character there."""

from __future__ import annotations

import subprocess
import sys
import warnings
from decimal import Decimal
from io import BytesIO

import matplotlib.image

from dashboards.reports.content import Content, Course
from dashboards.reports.courses import course_title, printed
from dashboards.reports.pictures import course_picture, pictures_of
from tests.unit.dashboards.report_example import EXAMPLE, example


def drawn(content: Content) -> dict[str, bytes]:
    return pictures_of(content, tell=lambda step: None)


def test_only_what_a_report_shows_is_drawn() -> None:
    assert list(drawn(EXAMPLE)) == ["counts", "course-0"]
    assert list(drawn(example(laggards=()))) == ["counts"]


def test_each_picture_is_told_of_before_it_is_drawn() -> None:
    told: list[str] = []
    pictures_of(EXAMPLE, tell=told.append)
    assert told == ["绘制图表（1/2）", "绘制图表（2/2）"]


def test_sums_are_called_sums_and_have_no_bounds_of_single_years() -> None:
    summed, yearly = EXAMPLE.courses
    assert course_title(EXAMPLE, summed) == "城镇新增就业（万人，累计）"
    assert course_title(EXAMPLE, yearly) == "失业率（%）"
    assert printed(EXAMPLE, summed) == ()


def test_pictures_are_named_by_what_they_show() -> None:
    found = drawn(EXAMPLE)
    assert list(found) == ["counts", "course-0"]
    assert all(picture.startswith(b"\x89PNG") for picture in found.values())
    assert drawn(example(counts=(), courses=())) == {}


def test_same_content_gives_the_same_bytes() -> None:
    assert drawn(EXAMPLE) == drawn(EXAMPLE)


def test_font_has_every_character_of_common_texts() -> None:
    """A missing one is drawn as a box, with a warning."""
    course = Course("养老、失业、工伤保险参保率≥≤＞∶〔〕—％", "万人", (2021,), (Decimal(1),), (None,), "")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        course_picture(course, course.name)


def test_dollars_in_a_name_are_no_formula() -> None:
    course = Course("指标$\\frac{$", "万人", (2021,), (Decimal(1),), (None,), "")
    assert course_picture(course, course.name).startswith(b"\x89PNG")


def test_bound_is_drawn_where_there_is_no_figure() -> None:
    course = Course("就业", "万人", (2021, 2022, 2023), (Decimal(5), None, Decimal(7)), (None,) * 3, "")
    without, bounded = course_picture(course, "就业"), course_picture(course, "就业", ("5", "＞6", "7"))
    assert without != bounded
    assert course_picture(course, "就业", ("5", "—", "7")) == without


def test_missing_year_is_a_gap_in_the_line() -> None:
    """Between two years the blue of the line is in the middle of the picture; across a hole it is not."""
    whole = Course("就业", "", (2021, 2022, 2023), (Decimal(5), Decimal(5), Decimal(5)), (None,) * 3, "")
    holed = Course("就业", "", (2021, 2022, 2023), (Decimal(5), None, Decimal(5)), (None,) * 3, "")
    assert _blue(course_picture(holed, "就业")) < _blue(course_picture(whole, "就业")) / 2


def test_drawing_and_word_are_loaded_only_to_draw_and_write() -> None:
    """They are heavy; web processes that write no report do without."""
    script = (
        "import django, sys; django.setup(); import dashboards.urls, dashboards.tasks; "
        "sys.exit(bool({'matplotlib', 'docx', 'docxtpl', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def _blue(picture: bytes) -> int:
    pixels = matplotlib.image.imread(BytesIO(picture))
    return int(((abs(pixels[..., 0] - 0.114) < 0.02) & (abs(pixels[..., 2] - 0.502) < 0.02)).sum())
