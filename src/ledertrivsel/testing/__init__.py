"""The kit for plugin authors: strategies, contracts and laws, for pytest and hypothesis.

Install it with the extra `testing`. Nothing here is imported by the library itself.
"""
