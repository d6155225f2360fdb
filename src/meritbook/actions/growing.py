"""What the acts on development plans share: the lock, the model, the class aimed at, and the entry in the ledger.

The ledger tells that somebody plans, and with whom; of what they plan it holds nothing but the hashes of the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from meritbook.actions import ledger, storing
from meritbook.actions.actor import Actor
from meritbook.core.classes.model import JobClass, Series
from meritbook.readers.attachments import Attachment
from meritbook.records.models import (
    ClassEntry,
    GrowthAction,
    GrowthGoal,
    GrowthNote,
    GrowthPlan,
    PlanRevision,
    StoredDocument,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import GROWTH_STEP_MOVES, StateError

Part = TypeVar("Part", GrowthGoal, GrowthAction)


def locked(plan: GrowthPlan) -> GrowthPlan:
    """The plan as it stands, kept from others until the transaction ends."""
    rows = GrowthPlan.objects.select_for_update(of=("self",))
    found: GrowthPlan = rows.select_related("person", "coach", "department", "version__model").get(pk=plan.pk)
    return found


def part_of(plan: GrowthPlan, part: Part) -> Part:
    """A goal or an action of a plan that is locked, as it stands."""
    found: Part = type(part).objects.get(pk=part.pk, plan=plan)
    found.plan = plan
    return found


def subject(plan: GrowthPlan) -> str:
    """What the ledger calls it."""
    return f"growth:{plan.pk}"


def class_named(plan: str, code: str, on: date) -> ClassEntry | None:
    """The class of that code in the plan as it is in effect on the day; none where there is none."""
    rows = classes(on).filter(plan_revision__key=plan, ref=code).select_related("plan_revision")
    found: ClassEntry | None = rows.order_by("-plan_revision__revision").first()
    return found


def classes(on: date) -> QuerySet[ClassEntry]:
    """The classes in effect on the day, plan by plan."""
    rows = ClassEntry.objects.filter(plan_revision__in=PlanRevision.objects.effective(on).values("pk"))
    return rows.order_by("plan_revision__name", "position")


def parsed_class(entry: ClassEntry) -> tuple[Series, JobClass]:
    """The class with its series, as the plan has them."""
    return next(pair for pair in entry.plan_revision.plan.classes() if pair[1].ref == entry.ref)


def requirements_of(entry: ClassEntry) -> tuple[str, ...]:
    """The ways to qualify for the class, as they are written; those of its series where it is silent itself."""
    series, job_class = parsed_class(entry)
    return tuple(one.text.text for one in job_class.minimum_requirements or series.minimum_requirements)


def moved(part: GrowthGoal | GrowthAction, state: str) -> str:
    """The state that a goal or an action is taken to; raises `StateError` when it cannot be had from where it stands.

    The same state again says how far something is, and is open while it is planned or under way.
    """
    name = "The goal" if isinstance(part, GrowthGoal) else "The action"
    possible = {move.after for move in GROWTH_STEP_MOVES if move.before == part.state} | {part.state}
    if state not in possible or (state == part.state and state in ("done", "dropped")):
        words = part.get_state_display().lower()
        raise StateError(
            f"{name} is {words}; from there it cannot be “{str(state)[:40]}”.",
            where="state",
            details={"state": part.state},
        )
    return state


def kept_note(
    actor: Actor,
    plan: GrowthPlan,
    *,
    at: datetime,
    says: str,
    goal: GrowthGoal | None = None,
    action: GrowthAction | None = None,
    file: Attachment | None = None,
) -> tuple[GrowthNote, list[Vouched]]:
    """A note with its file, and the rows that the ledger vouches for."""
    document: StoredDocument | None = None
    new = False
    if file is not None:
        document, new = storing.keep_bytes(actor, at=at, name=file.name, data=file.data, media_type=file.media_type)
    assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
    row = GrowthNote.objects.create(
        plan=plan,
        goal=goal,
        action=action,
        says=says,
        document=document,
        name=file.name if file else "",
        noted_by=actor.user,
        noted_at=at,
    )
    return row, [row, *([document] if document is not None and new else [])]


def entry(
    actor: Actor,
    plan: GrowthPlan,
    *,
    role: str,
    at: datetime,
    why: str,
    action: str,
    facts: dict[str, Any],
    records: Sequence[Vouched],
) -> None:
    """Write the ledger."""
    told = {"person": plan.person.username, **facts}
    ledger.write(actor, role=role, at=at, why=why, action=action, subject=subject(plan), facts=told, records=records)
