from decimal import Decimal

from common.sparkline import sparkline


def figures(*values):
    return [None if value is None else Decimal(value) for value in values]


def test_missing_year_breaks_the_line():
    drawn = sparkline(figures(1, None, 3, 4))
    assert len(drawn.strokes) == 1
    assert len(drawn.dots) == 1
    assert drawn.last == drawn_end(drawn)


def drawn_end(drawn):
    return tuple(drawn.strokes[-1].split()[-1].split(","))


def test_nothing_reported_draws_nothing():
    drawn = sparkline([None, None])
    assert (drawn.strokes, drawn.dots, drawn.last, drawn.path, drawn.limit) == ((), (), None, "", None)


def test_level_series_lies_in_the_middle():
    assert sparkline(figures(5, 5)).strokes == ("4.0,13.0 80.0,13.0",)
