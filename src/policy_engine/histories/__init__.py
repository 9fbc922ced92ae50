"""Case histories: what a person's dated events over a period add up to under the history rules of a jurisdiction.

:mod:`.reading` reads a history; :mod:`.evaluating` takes it through the layers of the rules, with the chainers of
:mod:`.matching` inside a layer and :mod:`.tallies` between them; :mod:`.answer` is what comes out and :mod:`.graph`
how it hangs together. No clock: the day up to which is judged is given.
"""
