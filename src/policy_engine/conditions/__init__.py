"""Conditions: what a rule asks of a request, as a tree (:mod:`.tree`), what names mean (:mod:`.scope`), and how YAML
becomes a tree (:mod:`.reading`)."""
