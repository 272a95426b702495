"""Reads that only boards, pages and reports need."""
