"""Case histories: dated events of one person, and what they add up to."""
