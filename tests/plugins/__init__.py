"""Plugins as strangers have them: distributions that are really installed, some of them broken."""
