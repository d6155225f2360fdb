"""Which entries of the ledger concern a personnel file, and the extract of them for its packet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from meritbook.core.contracts.packet import LedgerRange, extract
from meritbook.core.ledger_entry import COLUMNS
from meritbook.records.models import LedgerEntry

NEUTRAL = frozenset({"storeddocument", "department", "planrevision", "classentry"})
"""Rows that are nobody's: an entry that tells of them besides the case may be shown."""
_RECORD = re.compile(r'\["([a-z]+)",(\d+),"[0-9a-f]{64}"\]')
_FULL = (*COLUMNS, "digests", "prev_hash", "hash")


def concerning(rows: frozenset[tuple[str, int]]) -> dict[int, bool]:
    """The entries that saved a row of the file, by number: true where all that they saved is of the file.

    An entry that saved rows of others besides is not shown: its facts may tell of them.
    """
    found: dict[int, bool] = {}
    entries = LedgerEntry.objects.order_by("seq").values_list("seq", "payload")
    for seq, payload in entries.iterator(chunk_size=2000):
        saved = [(name, int(pk)) for name, pk in _RECORD.findall(payload)]
        if any(one in rows for one in saved if one[0] not in NEUTRAL):
            found[seq] = all(one in rows or one[0] in NEUTRAL for one in saved)
    return found


def extract_of(concerns: Mapping[int, bool]) -> tuple[bytes, LedgerRange]:
    """The extract, from the first to the last of these entries."""
    return extract(_entries(concerns), concerns)


def shown(concerns: Mapping[int, bool]) -> list[dict[str, Any]]:
    """The entries that stand in it in full."""
    keys = [seq for seq, alone in concerns.items() if alone]
    found: list[dict[str, Any]] = []
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        found.extend(LedgerEntry.objects.filter(seq__in=part).order_by("seq").values(*_FULL))
    return found


def _entries(concerns: Mapping[int, bool]) -> Iterator[Mapping[str, Any]]:
    if not concerns:
        return
    full = {one["seq"]: one for one in shown(concerns)}
    between = LedgerEntry.objects.filter(seq__gte=min(concerns), seq__lte=max(concerns)).order_by("seq")
    for one in between.values("seq", "prev_hash", "hash").iterator(chunk_size=2000):
        yield full.get(one["seq"], one)
