"""Drafts as their pages and services read them."""
