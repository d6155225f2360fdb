"""Take the words of a draft in from a StratML document. Measures, actions and ties above stay with their keys."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, planning, policies, scanning, storing
from meritbook.actions import planning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.plan_redline import since
from meritbook.core.results.plans import PlanText, carried_over
from meritbook.core.values import Value
from meritbook.readers.stratml import read_stratml
from meritbook.records import clock
from meritbook.records.models import PlanVersion
from meritbook.records.states import PLAN_MOVES, next_state

MEDIA_TYPE = "application/xml"


class Look(Value):
    """What a document would make of a draft, before it is taken in."""

    text: PlanText
    notes: tuple[str, ...]
    lost: tuple[str, ...]
    """Parts of the draft with measures, actions or ties of their own that the document does not have."""


def look(version: PlanVersion, data: bytes, *, name: str) -> Look:
    """The words that the draft would have; saves nothing.

    Raises what `read_stratml` raises; `PlanError`; `TextError`.
    """
    found = read_stratml(data, name=name)
    text = possible.check_words(carried_over(found.text, version.text))
    there = text.by_key()
    lost = tuple(
        one.part.called
        for one in version.text.parts()
        if one.part.key not in there and (one.part.measures or one.part.serves or getattr(one.part, "actions", ()))
    )
    return Look(text=text, notes=found.notes, lost=lost)


def perform(
    actor: Actor, *, at: datetime, why: str, version: PlanVersion, data: bytes, name: str, base_sha256: str
) -> PlanVersion:
    """The draft with the words of the document, whose original is kept. `base_sha256` is the seal of the draft shown.

    Raises `ForbiddenError`; `StateError`; `PlanChangedError`; what `look` raises; `ScannedError`; `ScannerError`.
    """
    on = clock.day_of(at)
    name = policies.check_text(name, field="name", longest=255)
    scanning.scan(data, name=name)
    with transaction.atomic():
        row = planning.locked_version(version)
        role = require(actor, Capability.KEEP_PLAN, row, on=on)
        row.status = next_state(PLAN_MOVES, "take_in_stratml", row.status, of=f"Version {row.number}")
        possible.check_as_shown(row, base_sha256)
        before = row.text
        found = look(row, data, name=name)
        document, _ = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=MEDIA_TYPE)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row.document = document
        planning.put_words(row, found.text, by=actor.user, at=at)
        row.save(update_fields=["text_json", "sha256", "ties_json", "document", "saved_by", "saved_at"])
        planning.entitle(row.plan, found.text)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_in_stratml",
            subject=planning.subject(row.plan),
            facts=planning.told(
                row,
                name=name,
                document=document.sha256,
                notes=list(found.notes),
                lost=list(found.lost),
                sections=since(before, found.text).plain(),
            ),
            records=[document, row.plan, row],
        )
    return row
