"""Reports: what they say (content), and how that becomes a Word file and an Excel annex.

`content` reads and words; `word`, `workbook` and `pictures` only lay out what it says, so that page, Word,
Excel and API show the same numbers.
"""
