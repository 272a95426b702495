"""Pictures as values: figures for plotly.js, each with the table of the same rows. No Django, no arithmetic
on rounded numbers.
"""
