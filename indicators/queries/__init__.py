"""Reads of the catalogue, the promises, the record and the verdicts."""
