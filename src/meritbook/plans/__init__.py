"""The five class plans of the sources, as structured facts in our own words, one TOML file each.

`load_shipped()` gives each plan with the document it is laid out in, so that its clauses can be quoted.
"""
