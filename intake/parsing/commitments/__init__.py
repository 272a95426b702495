"""Quantified tasks outside the targets: 专栏 and the chapters of tasks."""

from intake.parsing.commitments.reading import read_commitments

__all__ = ["read_commitments"]
