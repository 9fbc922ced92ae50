"""Decisions: their parts (:mod:`.parts`), the immutable object that ``decide`` returns (:mod:`.decision`), its
published model (:mod:`.model`), and the way from the one to the other (:mod:`.publish`)."""
