"""Stored plans of every schema, never edited, and the rules beyond the schema."""
