"""The compiled rulebook: immutable, one table of diagrams for each topic of each jurisdiction, with its digests.

:mod:`.topic_axes` lays a topic's facts out under one vocabulary; :mod:`.resolving` gives every condition its meaning on
a day; :mod:`.epochs` compiles what is in force between two changes; :mod:`.proofs` proves conflicts and self-approval
possible or impossible; :mod:`.scan` is the plain evaluation they are checked against; :mod:`.rulebook` holds it all.
"""
