"""Read a document in, keep its original, and, when it is a class plan, make a revision of the plan from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, storing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.plan_checks import own_key, wrong_dates
from meritbook.core.allocation.readings import lay_over, read_criteria
from meritbook.core.classes.model import ClassPlan
from meritbook.core.classes.parse import parse_plan
from meritbook.core.dates import day_in_words
from meritbook.core.documents.model import Document
from meritbook.core.terms import Term
from meritbook.plans import load_shipped
from meritbook.readers import read
from meritbook.records import clock
from meritbook.records.models import PlanRevision, StoredDocument, store_original


@dataclass(frozen=True)
class Imported:
    """What came of an import."""

    document: StoredDocument
    plan_revision: PlanRevision | None
    """The revision read from the document; `None` when it was not read as a plan."""
    new_document: bool
    new_revision: bool
    notes: tuple[str, ...]
    """What a person should know, in sentences."""


def read_plan(document: Document, *, on: date) -> ClassPlan:
    """The class plan in the document, with the criteria of the shipped plan of the same key laid over its words.

    Raises what the parser raises; `NoClassesError`; `ClassCodeTwiceError`. Saves nothing: the command line and the
    web use it for a look before the import.
    """
    shipped = load_shipped()
    plan = parse_plan(document, read_on=on, shipped=tuple(text.plan for text in shipped.values()))
    policies.check_plan(plan)
    known = shipped.get(plan.key)
    return lay_over(plan, document, known) if known is not None else read_criteria(plan, document)


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    data: bytes,
    name: str,
    as_plan: bool = True,
    starts_on: date | None = None,
    ends_before: date | None = None,
) -> Imported:
    """The document, and with `as_plan` the plan revision read from it, in effect from `starts_on` (default: that day).

    The revision before ends on that day; if it started on that very day, it is withdrawn. The same document twice
    makes no second revision, and nothing is written. A document of other classes whose title only happens to be that
    of a plan on record becomes a plan of its own. Raises what the readers and the parser raise; `ForbiddenError`;
    `PlanTermError`; `NoClassesError`; `ClassCodeTwiceError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.IMPORT_PLAN if as_plan else Capability.IMPORT_DOCUMENT, on=on)
    name = policies.check_text(name, field="name", longest=255)
    document = read(data, name=name)
    policies.check_text(document.text, field=name, required=False)
    plan = read_plan(document, on=on) if as_plan else None
    first = starts_on or on
    if ends_before is not None and ends_before <= first:
        raise policies.PlanTermError("The plan would end before it starts.", where="ends_before")
    sha256 = store_original(data)
    with transaction.atomic():
        stored, new_document = storing.keep_document(
            actor,
            at=at,
            sha256=sha256,
            name=name,
            media_type=document.media_type,
            size=len(data),
            document=document,
        )
        notes = [*document.warnings, *(wrong_dates(plan, document) if plan is not None else ())]
        if not new_document:
            notes.append(f"This document is on record already, as {stored.name}.")
        revision, changed, new_revision = _revision(
            actor, at=at, plan=plan, stored=stored, starts_on=first, ends_before=ends_before, notes=notes
        )
        if new_document or new_revision:
            ledger.write(
                actor,
                role=role,
                at=at,
                why=why,
                action="import_document",
                subject=f"planrevision:{revision.pk}" if revision else f"storeddocument:{stored.pk}",
                facts={
                    "name": name,
                    "sha256": sha256,
                    "size": len(data),
                    "plan": str(revision) if revision else None,
                    "plan_digest": revision.digest if revision else None,
                    "starts_on": first.isoformat() if new_revision else None,
                },
                records=[*changed, stored, *([revision] if revision and new_revision else [])],
            )
    return Imported(stored, revision, new_document, new_revision, tuple(notes))


def _before(current: PlanRevision) -> str:
    """What became of the revision that made room."""
    if current.ends_before is None or current.withdrawn_at is not None:
        return f"revision {current.revision}, of the same day, is withdrawn."
    return f"revision {current.revision} until then."


def _revision(
    actor: Actor,
    *,
    at: datetime,
    plan: ClassPlan | None,
    stored: StoredDocument,
    starts_on: date,
    ends_before: date | None,
    notes: list[str],
) -> tuple[PlanRevision | None, list[PlanRevision], bool]:
    """The revision of the plan, the revisions that made room for it, and whether it is new."""
    if plan is None:
        return None, [], False
    key = own_key(plan)
    if key != plan.key:
        notes.append(f"The plan {plan.key} on record has other classes; this one is kept as {key}.")
        plan = plan.model_copy(update={"key": key})
    revisions = PlanRevision.objects.select_for_update().filter(key=plan.key).order_by("-revision")
    same = revisions.filter(source=stored, withdrawn_at__isnull=True).first()
    if same is not None:
        notes.append(f"Revision {same.revision} of {same.name} was read from it; no second revision is made.")
        return same, [], False
    newest = revisions.first()
    current = policies.check_plan_term(
        list(revisions.filter(withdrawn_at__isnull=True)), Term(starts_on=starts_on, ends_before=ends_before)
    )
    changed = []
    if current is not None:
        if actor.user is None and current.imported_by_id is not None and current.starts_on == starts_on:
            raise policies.PlanTermError(
                f"Revision {current.revision} of {current.key} is in effect from that same day, "
                f"{day_in_words(starts_on)}, and a person entered it; only a person can take it back.",
                where="starts_on",
                remedy="To correct it on the same day, import as a classification analyst, with a reason (on the "
                "command line: --as USER --why REASON). To let it end later, give a later first day (--starts-on).",
            )
        storing.give_way(actor, at=at, current=current, starts_on=starts_on)
        changed.append(current)
    plan = plan.model_copy(update={"revision": newest.revision + 1 if newest else 1})
    if current is not None:
        notes.append(f"Revision {plan.revision} is in effect from {day_in_words(starts_on)}; " + _before(current))
    # The document's own text, as stored under the first name it came by.
    revision = storing.keep_plan(
        actor, at=at, plan=plan, laid_out=None, source=stored, starts_on=starts_on, ends_before=ends_before
    )
    return revision, changed, True
