"""The wording lint: every figure of the rulebook held against the figure and the boundary word of its clause's text.

A figure *agrees* if the text has it under a word that says what the operator says. It is *explained* if a reading gives
the reason (:mod:`policy_engine.tools.sources.reasons`). Where the text has changed no reading explains anything, since
readings were written about the former text. What neither agrees nor is explained is a finding.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic
from policy_engine.tools.sources.boundaries import AGREES, OPERATOR_WORDS, said
from policy_engine.tools.sources.encoded import Encoded, figures_of, figures_of_term, terms_of
from policy_engine.tools.sources.pages import Page, all_readings_of
from policy_engine.tools.sources.reasons import NONE_AT_ALL, explained, written_in_words
from policy_engine.tools.sources.units import measure, same_figure
from policy_engine.tools.sources.wording import Written, figures_in, squeezed

Status: TypeAlias = Literal["agrees", "explained", "finding", "no_text"]


@dataclass(frozen=True, slots=True)
class Checked:
    """One figure of the rulebook and how it stands to the text.

    ``written`` is the figure of the text it was held against, if there is one; ``code`` the diagnostic of a finding.
    ``no_text``: the text of its clause is not at hand.
    """

    figure: Encoded
    status: Status
    written: Written | None = None
    code: str = ""

    def diagnostic(self) -> Diagnostic:
        """The finding as a diagnostic at the number's place."""
        figure, written = self.figure, self.written
        words = {
            "owner": figure.owner,
            "path": figure.path,
            "figure": plain(figure.value),
            "said": said(figure.operator, plain(figure.value), True),
            "said_en": said(figure.operator, plain(figure.value), False),
            "clause": ", ".join(figure.clauses),
            "text": written.text if written is not None else "",
            "word": written.word if written is not None else "",
        }
        wanted = AGREES[written.bound] if written is not None else ()
        expected = ", ".join(f"{each} ({OPERATOR_WORDS[each][0]})" for each in wanted)
        return Diagnostic(self.code, figure.place, words, expected)


def all_figures(pages: Iterable[Page], models: Models) -> Iterator[Encoded]:
    """Every figure of every instrument, terms first, then rule by rule in the order of the file."""
    for page in pages:
        statements = list(page.statements())
        users: dict[str, dict[str, None]] = {}
        of_clause: dict[str, list[str]] = {}
        for statement in statements:
            of_clause.setdefault(statement.clause, []).extend(all_readings_of(statement.node))
            for term in terms_of(statement, page):
                users.setdefault(term, {})[statement.clause] = None
        for term in page.section("terms"):
            yield from figures_of_term(term, page, models, tuple(users.get(term, ())))
        for statement in statements:
            yield from figures_of(statement, page, models, tuple(of_clause[statement.clause]))


def check_figures(
    figures: Iterable[Encoded], texts: Mapping[str, str], changed: Collection[str] = ()
) -> Iterator[Checked]:
    """Holds figures against the texts of their clauses.

    Args:
        figures: as :func:`figures_of` yields them.
        texts: the text of each clause that is at hand.
        changed: the clauses whose text is no longer the one that was encoded.
    """
    read: dict[str, list[Written]] = {}
    for figure in figures:
        clauses = [clause for clause in figure.clauses if clause in texts]
        if not clauses:
            yield Checked(figure, "no_text")
            continue
        for clause in clauses:
            if clause not in read:
                read[clause] = figures_in(texts[clause])
        if set(clauses) <= set(changed):
            figure = replace(figure, readings=(), own=())  # noqa: PLW2901 - they are about the former text
        written = [one for clause in clauses for one in read[clause]]
        yield checked(figure, [texts[clause] for clause in clauses], written)


def checked(figure: Encoded, texts: Sequence[str], written: Sequence[Written]) -> Checked:
    """One figure against the texts it may stand in, and the figures of those texts."""
    found = list(_candidates(figure, texts, written))
    for each in found:
        if _agrees(figure, each):
            return Checked(figure, "agrees", each)
    nearest = found[0] if found else None
    if nearest is None and _goes_without_saying(figure, texts):
        return Checked(figure, "agrees")
    if explained(figure, nearest):
        return Checked(figure, "explained", nearest)
    if nearest is None:
        return Checked(figure, "finding", None, "PE852")
    return Checked(figure, "finding", nearest, "PE851" if nearest.bound == "about" else "PE850")


def _candidates(figure: Encoded, texts: Sequence[str], written: Sequence[Written]) -> Iterator[Written]:
    """The figures of the text that may be the one meant; those of the same kind of unit first."""
    if isinstance(figure.value, dt.date):
        yield from _dates(figure.value, texts, written)
        return
    value = figure.value
    same = [each for each in written if same_figure(each.value, each.unit, value, figure.unit)]
    yield from sorted(same, key=lambda each: measure(each.unit)[0] != measure(figure.unit)[0])


def _dates(day: dt.date, texts: Sequence[str], written: Sequence[Written]) -> Iterator[Written]:
    """The day as a text writes it: month and day, or the end of the month."""
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    for index, each in enumerate(written):
        if each.value != day.month or measure(each.unit) != measure("月"):
            continue
        after = written[index + 1] if index + 1 < len(written) else None
        if after is not None and after.value == day.day and after.unit in ("日", "号"):
            yield replace(after, text=each.text + after.text)
        elif last and ("底" in each.text or any(f"{each.text}底" in squeezed(text) for text in texts)):
            yield each


def _agrees(figure: Encoded, written: Written) -> bool:
    operators = AGREES[written.bound]
    if figure.operator in operators or figure.also in operators:
        return True
    return figure.duty and written.bound == "bare" and figure.operator == "at_least"


def _goes_without_saying(figure: Encoded, texts: Sequence[str]) -> bool:
    """Nought written in words, and once in a duty that does not count."""
    if written_in_words(figure):
        return any(NONE_AT_ALL.search(text) for text in texts)
    return figure.duty and figure.value == 1 and figure.operator == "at_least"


def plain(value: Decimal | dt.date) -> str:
    """A figure as it is shown: a number without trailing noughts, a day of any year as month and day."""
    if isinstance(value, dt.date):
        return value.isoformat() if value.year > 4 else value.isoformat()[5:]
    return format(value.normalize(), "f")
