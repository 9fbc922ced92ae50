"""Conditions: what a rule asks of a request, as a tree (:mod:`.tree`), and how YAML becomes one (:mod:`.reading`)."""
