"""Decision diagrams: the one structure that decides, says what is still needed, and proves.

:mod:`.manager` keeps reduced, hash-consed Boolean diagrams over typed axes; :mod:`.build` makes one from a condition;
:mod:`.witness` turns a satisfiable diagram back into a concrete request; :mod:`.packs` joins many into one walk.
"""
