"""Takes every act on the seats of the service again, from the ledger alone, and compares with what the tables hold.

The chain shows that no entry was altered, and the fingerprints that no row was: this shows that the rows are what the
acts bring about, which neither of the two does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from meritbook.actions import seating
from meritbook.actions.verification import Progress, one_view
from meritbook.core.service.replay import ToldAct
from meritbook.core.service.replay_check import SeatsFault, SeatsReplay, checked
from meritbook.records import clock
from meritbook.records.models import LedgerEntry

_BATCH = 500
_TOLD = ("seq", "action", "at_text", "payload")
_UNREADABLE = (DatabaseError, ValueError, TypeError, KeyError)


def verify_seats(*, progress: Progress | None = None) -> SeatsReplay:
    """What came of it; nothing is changed. `progress` is told how many entries were read, and of how many."""
    with one_view():
        total = LedgerEntry.objects.count()
        try:
            kept = seating.record()
        except _UNREADABLE:
            says = "The tables of seats hold what cannot be read, so that nothing can be compared."
            return SeatsReplay(acts=0, rows=0, faults=(SeatsFault(where="seats", says=says),))
        return checked(_acts(total, progress), kept)


def _acts(total: int, progress: Progress | None) -> Iterator[tuple[int, ToldAct | str]]:
    done, after = 0, -1
    while True:
        rows = LedgerEntry.objects.filter(seq__gt=after).order_by("seq")
        numbers = list(rows.values_list("seq", flat=True)[:_BATCH])
        if not numbers:
            return
        try:
            batch = list(rows.values_list(*_TOLD)[:_BATCH])
        except _UNREADABLE:
            batch = [one for seq in numbers if (one := _one(seq)) is not None]
            yield from ((seq, "it holds bytes that are no text") for seq in {*numbers} - {one[0] for one in batch})
        for seq, action, at_text, payload in batch:
            done += 1
            yield seq, _act(action, at_text, payload)
            if progress is not None and (done % 50 == 0 or done == total):
                progress(done, total)
        after = numbers[-1]


def _one(seq: int) -> tuple[Any, ...] | None:
    try:
        found: tuple[Any, ...] = LedgerEntry.objects.values_list(*_TOLD).get(seq=seq)
    except _UNREADABLE:
        return None
    return found


def _act(action: str, at_text: str, payload: str) -> ToldAct | str:
    try:
        on = clock.day_of(datetime.fromisoformat(at_text))
        return ToldAct(action=action, on=on, facts=json.loads(payload)["facts"])
    except _UNREADABLE:
        return "its moment or its facts cannot be read"
