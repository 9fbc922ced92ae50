"""What became of clauses whose text no longer stands where the ledger says: moved, changed or gone.

A clause that *moved* stands elsewhere with the same digest. The ledger keeps no texts, so it is looked for by digest:
first as far off as its neighbours, then at every place of the document. A clause that *changed* is found between its
neighbours; where the former document is given too, its text is known, and the passage most like it is taken
(Ratcliff-Obershelp similarity as in :mod:`difflib`) and shown with the characters that differ.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from policy_engine.citations import LedgerEntry
from policy_engine.tools.sources.documents import Held, Span
from policy_engine.tools.sources.wording import squeezed

Fate: TypeAlias = Literal["unchanged", "moved", "changed", "gone"]

LIKENESS = 0.6
"""From this similarity on a passage is taken for the changed clause."""

MAX_PASSAGES = 12  # so many passages that share most with the clause are compared character by character
MAX_WHITE = 3  # so many characters of a span may be white space when its text is looked for by digest
MAX_SEARCHES = 20  # so many clauses are looked for alone (one found shows where its neighbours went), then all

WINDOW = 8  # characters that one vote is for
MAX_BETWEEN = 3  # a stretch between neighbours so many times as long as the clause says nothing
_LOOSE = " \t\r\n\u3000。;；,，、"


@dataclass(frozen=True, slots=True)
class Found:
    """A clause in the document as it is now.

    ``span`` is where it stands now, None where it is gone. ``text`` is what stands there. ``marked`` shows a changed
    clause with ``[-…-]`` for what went and ``{+…+}`` for what came; it is empty where the former text is not known.
    """

    entry: LedgerEntry
    fate: Fate
    span: Span | None = None
    text: str = ""
    marked: str = ""
    likeness: float | None = None


def find_clauses(document: Held, entries: Iterable[LedgerEntry], former: Held | None = None) -> list[Found]:
    """Every clause of a document as it is now, in the order of the ledger's spans.

    Args:
        document: the document as it is.
        entries: its clauses.
        former: the document as it was when the ledger was made, where it is at hand; clauses whose digest it does not
            bear out are treated as if it were not.
    """
    placed = sorted((each for each in entries if each.span is not None), key=lambda each: each.span or (0, 0))
    spans = _spans(document, placed, former)
    found: list[Found] = []
    for index, entry in enumerate(placed):
        span = spans.get(entry.id)
        if span is not None:
            fate: Fate = "unchanged" if span == entry.span else "moved"
            found.append(Found(entry, fate, span, document.text[slice(*span)]))
            continue
        room = _room(document, placed, index, spans)
        text = _former_text(entry, former)
        found.append(_most_like(document, entry, text, room) if text else _between(document, entry, room))
    return found


def _former_text(entry: LedgerEntry, former: Held | None) -> str:
    if former is None or entry.span is None or not former.holds(entry):
        return ""
    return squeezed(former.text[slice(*entry.span)])


# --- moved ------------------------------------------------------------------------------------------------------------


def _spans(document: Held, placed: Sequence[LedgerEntry], former: Held | None) -> dict[str, Span]:
    """Where each clause stands with its digest, by clause."""
    found = {entry.id: entry.span for entry in placed if entry.span is not None and document.holds(entry)}
    missing = [entry for entry in placed if entry.id not in found]
    searched = 0
    for entry in list(missing):
        span = _shifted(document, entry, found, placed)
        if span is None and searched < MAX_SEARCHES:
            searched += 1
            span = _nearest(document, entry, _stretches(document, entry, former), found, placed)
        if span is not None:
            found[entry.id] = span
            missing.remove(entry)
    if missing:
        by_digest = _by_digest(document, missing)
        for entry in missing:
            span = _nearest(document, entry, by_digest.get(entry.digest, []), found, placed)
            if span is not None:
                found[entry.id] = span
    return found


def _shifted(
    document: Held, entry: LedgerEntry, found: Mapping[str, Span], placed: Sequence[LedgerEntry]
) -> Span | None:
    """The clause as far off as the nearest one that was found, if it stands there."""
    start, end = entry.span or (0, 0)
    shift = _shift_near(start, found, placed)
    span = start + shift, end + shift
    return span if document.digest_at(span) == entry.digest else None


def _stretches(document: Held, entry: LedgerEntry, former: Held | None) -> list[Span]:
    text = _former_text(entry, former)
    return list(_places(document.bare, text)) if text else _by_digest(document, [entry]).get(entry.digest, [])


def _nearest(
    document: Held,
    entry: LedgerEntry,
    stretches: Sequence[Span],
    found: Mapping[str, Span],
    placed: Sequence[LedgerEntry],
) -> Span | None:
    """Of several places with the text of a clause the one nearest to where its neighbours went."""
    if not stretches or entry.span is None:
        return None
    wanted = document.bare_index(entry.span[0] + _shift_near(entry.span[0], found, placed))
    return document.span(*min(stretches, key=lambda each: abs(each[0] - wanted)))


def _places(bare: str, text: str) -> Iterator[Span]:
    at = bare.find(text)
    while at >= 0:
        yield at, at + len(text)
        at = bare.find(text, at + 1)


def _by_digest(document: Held, entries: Sequence[LedgerEntry]) -> dict[str, list[Span]]:
    """The stretches of a document with one of the digests of the entries.

    Each length that occurs costs one pass over the document: lengths are few, and a document is some 30 000 characters.
    """
    wanted: dict[int, set[str]] = {}
    for entry in entries:
        start, end = entry.span or (0, 0)
        for length in range(max(1, end - start - MAX_WHITE), end - start + 1):
            wanted.setdefault(length, set()).add(entry.digest)
    found: dict[str, list[Span]] = {}
    bare = document.bare
    for length, digests in wanted.items():
        for start in range(len(bare) - length + 1):
            digest = hashlib.sha256(bare[start : start + length].encode()).hexdigest()[:12]
            if digest in digests:
                found.setdefault(digest, []).append((start, start + length))
    return found


def _shift_near(start: int, spans: Mapping[str, Span], placed: Sequence[LedgerEntry]) -> int:
    """By how much the nearest clause before a place, or else behind it, has moved."""
    known = [(entry.span[0], spans[entry.id][0]) for entry in placed if entry.span is not None and entry.id in spans]
    if not known:
        return 0
    at = bisect_right(known, (start, 0)) - 1
    old, new = known[max(at, 0)]
    return new - old


# --- changed ----------------------------------------------------------------------------------------------------------


def _room(document: Held, placed: Sequence[LedgerEntry], index: int, spans: Mapping[str, Span]) -> Span:
    """The stretch between the nearest clauses before and behind that were found.

    Where that is the very next one, what stood between the two is taken to stand there still.
    """
    entry = placed[index]
    start, end = 0, len(document.text)
    old_start, old_end = entry.span or (0, 0)
    before = [each for each in range(index) if placed[each].id in spans]
    behind = [each for each in range(index + 1, len(placed)) if placed[each].id in spans]
    if before:
        start = spans[placed[before[-1]].id][1]
        last = placed[before[-1]].span
        if before[-1] == index - 1 and last is not None:
            start += max(0, old_start - last[1])
    if behind:
        end = spans[placed[behind[0]].id][0]
        first = placed[behind[0]].span
        if behind[0] == index + 1 and first is not None:
            end -= max(0, first[0] - old_end)
    return (start, end) if start < end else (start, start)


def _most_like(document: Held, entry: LedgerEntry, text: str, room: Span) -> Found:
    """The passage most like the former text of a clause: between its neighbours, or else anywhere."""
    whole = (0, len(document.bare))
    between = document.bare_index(room[0]), document.bare_index(room[1])
    for stretch in (between, whole):
        span = _passage(document.bare, text, stretch)
        if span is not None:
            passage = document.bare[slice(*span)]
            likeness = round(SequenceMatcher(None, text, passage, autojunk=False).ratio(), 2)
            now = document.span(*span)
            return Found(entry, "changed", now, document.text[slice(*now)], marked(text, passage), likeness)
    return Found(entry, "gone")


def _passage(bare: str, text: str, stretch: Span) -> Span | None:
    """The passage of a stretch that has most of a text in common with it, if the two are alike.

    Pairs of characters that both have vote for where the passage may begin; only the places with most votes are
    compared character by character.
    """
    low, high = stretch
    votes: Counter[int] = Counter()
    for offset in range(len(text) - 1):
        at = bare.find(text[offset : offset + 2], low, high)
        while at >= 0:
            votes[max(low, at - offset) // WINDOW] += 1
            at = bare.find(text[offset : offset + 2], at + 1, high)
    best: tuple[int, int, Span] | None = None
    for bucket, _ in votes.most_common(MAX_PASSAGES):
        start = max(low, (bucket - 1) * WINDOW)
        common, span = _fitted(bare, text, start, min(high, start + len(text) * 2 + 4 * WINDOW))
        rank = common, span[0] - span[1], span
        if best is None or rank > best:
            best = rank
    if best is None:
        return None
    span = best[2]
    likeness = SequenceMatcher(None, text, bare[slice(*span)], autojunk=False).ratio()
    return span if likeness >= LIKENESS else None


def _fitted(bare: str, text: str, low: int, high: int) -> tuple[int, Span]:
    """The part of a window that is like a text, and how many characters the two have in common, in order."""
    window = bare[low:high]
    blocks = [each for each in SequenceMatcher(None, text, window, autojunk=False).get_matching_blocks() if each.size]
    solid = [each for each in blocks if each.size > 1]
    if not solid:
        return 0, (low, low)
    first, last = solid[0], solid[-1]
    start = max(0, first.b - first.a)
    end = min(len(window), last.b + last.size + (len(text) - last.a - last.size))
    return sum(each.size for each in solid), (low + start, low + end)


def marked(old: str, new: str) -> str:
    """The new text with what went as ``[-…-]`` and what came as ``{+…+}``."""
    shown = ""
    for tag, one, one_end, other, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            shown += old[one:one_end]
            continue
        shown += f"[-{old[one:one_end]}-]" if one < one_end else ""
        shown += f"{{+{new[other:other_end]}+}}" if other < other_end else ""
    return shown


def _between(document: Held, entry: LedgerEntry, room: Span) -> Found:
    """What stands between the neighbours of a clause, if it is about as long as the clause was."""
    passage = document.text[slice(*room)]
    stripped = passage.lstrip(_LOOSE).rstrip()
    old = entry.span or (0, 0)
    if not stripped or len(squeezed(stripped)) > MAX_BETWEEN * (old[1] - old[0]):
        return Found(entry, "gone")
    start = room[0] + len(passage) - len(passage.lstrip(_LOOSE))
    return Found(entry, "changed", (start, start + len(stripped)), stripped)
