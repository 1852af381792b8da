"""Sphinx: MyST pages, Furo's look, and the API from the docstrings."""

import ledertrivsel

project = "ledertrivsel"
author = "The ledertrivsel authors"
copyright = "2026, The ledertrivsel authors"
version = release = ledertrivsel.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = "ledertrivsel"
html_show_sphinx = False
