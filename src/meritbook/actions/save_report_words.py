"""Save the words of a draft of an annual report as its next version. Whoever saved in between is not written over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, planning, reporting
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.report import BEYOND, ReportWords
from meritbook.core.values import digest
from meritbook.records import clock
from meritbook.records.models import ReportEdition, ReportText
from meritbook.records.states import REPORT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, edition: ReportEdition, words: ReportWords | dict[str, Any], base: int
) -> ReportText:
    """The words as the next version; those that stand already are saved no second time.

    `base` is the number of the version that the writer began with. Raises `ForbiddenError`; `EditionError`;
    `ReportError`; `TextError`; `ReportConflictError`, whose details tell both at each place where they differ.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = reporting.locked(edition)
        role = require(actor, Capability.KEEP_PLAN, held, on=on)
        possible.check_draft(held)
        adopted = planning.adopted_of(held.report.plan)
        goals = [one.key for one in adopted.text.goals] if adopted else []
        value = possible.check_words(words, [*goals, BEYOND])
        newest = reporting.newest_text(held)
        if newest.sha256 == digest(value):
            return newest
        if newest.number != base:
            raise _conflict(newest, value)
        held.status = next_state(REPORT_MOVES, "save_report_words", held.status, of=str(held))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = reporting.put_words(held, value, number=newest.number + 1, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="save_report_words",
            subject=reporting.subject(held.report),
            facts=reporting.told(held, words=row.sha256, number=row.number),
            records=[row],
        )
    return row


def _conflict(newest: ReportText, mine: ReportWords) -> possible.ReportConflictError:
    theirs = newest.words
    keys = dict.fromkeys(one.goal for one in (*theirs.goals, *mine.goals))
    both = [(name, getattr(theirs, name), getattr(mine, name)) for name in ("introduction", "results")]
    both += [(f"goal.{key}", theirs.of_goal(key), mine.of_goal(key)) for key in keys]
    places = [{"place": name, "theirs": one, "mine": other} for name, one, other in both if one != other]
    return possible.ReportConflictError(
        f"{newest.saved_by.full_name} saved other words in the meantime, as version {newest.number}.",
        where=str(places[0]["place"]) if places else "words",
        details={"number": newest.number, "saved_by": newest.saved_by.full_name, "places": places},
    )
