"""Readers: one file a source that a workplace has: ratings from CSV, answers and cards from Markdown."""
