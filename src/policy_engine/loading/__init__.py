"""Folder in, models out, and every fault on the way: one file here for each kind of file in a rulebook."""
