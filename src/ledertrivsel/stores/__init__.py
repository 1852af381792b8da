"""Stores: one file a backend. Each keeps revisioned documents, bytes in and bytes out."""
