"""The pages of 规划录入: documents and their drafts, plans made by hand."""
