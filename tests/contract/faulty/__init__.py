"""Plugins that are each right but for one fault, named by the class and told in its docstring.

A plugin here is its own factory: a class with the hook, the descriptor's fields as attributes, and
the work itself in small methods, of which a fault changes one.
"""
