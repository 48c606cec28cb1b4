"""How Sphinx makes the site: `nox -s site`. It asks the network for nothing, neither here nor at its readers'."""

import sim

project = "Surveillance roll-out simulator"
version = release = sim.__version__
root_doc = "site/index"
include_patterns = ["site/*.md", "notebooks/*.md"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

html_theme = "furo"
html_title = project
html_show_sourcelink = False

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_google_docstring = False

nb_execution_mode = "auto"
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 600
nb_merge_streams = True
suppress_warnings = ["mystnb.unknown_mime_type"]
