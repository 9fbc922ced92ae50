"""Decisions: their parts (:mod:`.parts`), the immutable object that ``decide`` returns (:mod:`.decision`), and its
published model and JSON (:mod:`.model`)."""
