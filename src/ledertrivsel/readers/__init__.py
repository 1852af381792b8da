"""Readers: one file a source that a workplace has: ratings in CSV, notes in Markdown."""
