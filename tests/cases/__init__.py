"""Whole worked cases, built through the public model and shared by the tests."""
