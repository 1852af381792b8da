"""Exporters: one file a format. Each reads a `View` and nothing else, and gives bytes."""
