"""Verbs that write: plan indicators and targets, figures and their acceptance, verdicts."""
