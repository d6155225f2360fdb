"""Counts of persons for publication: those below the least that the policy publishes are left out.

A single one left out could be worked out of the total, so the smallest of the others is left out with it, and the total
as well where no other is there. Zero is no person and is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from meritbook.core.values import Value


class Published(Value):
    """Counts as they may be published, in their order."""

    counts: tuple[str, ...]
    total: str
    left_out: int
    """How many counts are left out because they are small, or to guard such a one."""


NOT_ON_RECORD = "Not on record"
GUARDED = "Left out to guard a small figure"


def published(counts: Sequence[int | None], least: int) -> Published:
    """The counts and their total in words; `None` is a count that is not on record and stays so."""
    small = {place for place, one in enumerate(counts) if one is not None and 0 < one < least}
    hidden = set(small)
    others = sorted(
        (one, place) for place, one in enumerate(counts) if one is not None and one > 0 and place not in small
    )
    while _bare(counts, hidden, least) and others:
        hidden.add(others.pop(0)[1])
    said = []
    for place, one in enumerate(counts):
        if one is None:
            said.append(NOT_ON_RECORD)
        elif place in small:
            said.append(f"Fewer than {least}")
        elif place in hidden:
            said.append(GUARDED)
        else:
            said.append(f"{one:,}")
    known = [one for one in counts if one is not None]
    total = f"{sum(known):,}" if known else NOT_ON_RECORD
    if _bare(counts, hidden, least):
        total = f"Fewer than {least}" if sum(known) < least else GUARDED
    return Published(counts=tuple(said), total=total, left_out=len(hidden))


def _bare(counts: Sequence[int | None], hidden: set[int], least: int) -> bool:
    """Whether a published total would give away what is left out."""
    return bool(hidden) and (len(hidden) == 1 or sum(counts[place] or 0 for place in hidden) < least)
