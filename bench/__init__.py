"""Benchmarks: ratios measured in one run, never a wall-clock assertion. ``make bench`` runs them."""
