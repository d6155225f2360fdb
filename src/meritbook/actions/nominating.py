"""Nominations as several actions need them: what the law says of one, what its description says of the criteria."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from meritbook.actions import seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.actions.policies import PolicyError
from meritbook.actions.service_law import judge, service_law
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.criteria import Below, Suggestion, read_criteria
from meritbook.core.service.nominating import ALL, TO_APPROVE, NominationOnRecord, nomination_facts
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import (
    Decision,
    DecisionOutcome,
    DecisionStatus,
    DepartmentSize,
    Nomination,
    NominationStatus,
    Position,
    PositionVersion,
    VersionStatus,
)
from meritbook.records.models.nominations import RESERVING


class IncompleteError(PolicyError):
    """The nomination is not complete by the law, or its description is not official."""

    code = "nomination.incomplete"
    remedy = "Add what is missing, have the description signed, and nominate then."
    http_status = 422


class NotAllocatedError(PolicyError):
    """No decision on the allocation of the position stands, or it rests on another description than the nomination."""

    code = "nomination.not_allocated"
    remedy = "Allocate the description that was nominated on the bench and decide on it, then review the nomination."


class CriteriaError(PolicyError):
    """A rule that binds is not met, or it cannot be said yet: the position cannot be approved for the service."""

    code = "nomination.not_approvable"
    remedy = "Judge what is open, or refuse the nomination with the reason."


class NominationReasonError(PolicyError):
    """A refusal, or a judgement other than what the program read, says why."""

    code = "nomination.reason_missing"
    remedy = "Write the reason, so that it can be defended later."
    http_status = 422


class EntryDayError(PolicyError):
    """The day on which the position should enter the service cannot be had."""

    code = "nomination.entry_day"
    remedy = "Give a day on or after the day of the decision, on which the department stands."


def require_director(actor: Actor, position: Position | Nomination, on: date) -> str:
    """The role in which the director of the position's department may; raises `ForbiddenError` or `OwnCaseError`.

    Whoever holds the role for all departments is the director of each, as they are where they appoint.
    """
    return require(actor, Capability.NOMINATE_POSITION, position, on=on)


def require_review(actor: Actor, nomination: Nomination, on: date) -> str:
    """The role in which the person reviews or decides on the nomination; raises `ForbiddenError`, `OwnCaseError`."""
    return require(actor, reviewing_capability(actor, nomination, on), nomination, on=on)


def reviewing_capability(actor: Actor, nomination: Nomination, on: date) -> Capability:
    """By which capability the person acts on a criterion or returns it: the review, or else the decision."""
    standing = Standing(actor.user, on)
    if standing.may(Capability.DECIDE_NOMINATION, nomination) and not standing.may(
        Capability.REVIEW_NOMINATION, nomination
    ):
        return Capability.DECIDE_NOMINATION
    return Capability.REVIEW_NOMINATION


def official_of(position: Position) -> PositionVersion | None:
    """The description that is official now."""
    return position.versions.filter(status=VersionStatus.OFFICIAL).first()


def standing_decision(position: Position) -> Decision | None:
    """The decision on the position's allocation that stands; none where it was withdrawn."""
    rows = position.decisions.filter(status=DecisionStatus.STANDING).exclude(outcome=DecisionOutcome.WITHDRAWN)
    return rows.select_related("run__position_version", "class_entry__plan_revision").first()


def judged_of(nomination: Nomination) -> dict[str, Verdict]:
    """How its criteria were judged, by the description that it stands on now."""
    rows = nomination.judgements.filter(description_id=nomination.description_id)
    return {one.fact: Verdict(one.verdict) for one in rows}


def on_record(nomination: Nomination, *, on: date) -> NominationOnRecord:
    """What is on record of the nomination, as the law asks for it; not saved yet is fine."""
    allocated = nomination.allocation or standing_decision(nomination.position)
    version = nomination.description

    def day(moment: object) -> date | None:
        return clock.day_of(moment) if moment is not None else None  # type: ignore[arg-type]

    return NominationOnRecord(
        by_director=True,
        has_rationale=bool(nomination.rationale.strip()),
        description_current=version.status == VersionStatus.OFFICIAL,
        description_signed=version.signed_at is not None,
        allocated_on=min(day(allocated.decided_at) or on, on) if allocated else None,
        in_management_class=nomination.in_management_class,
        reviewed_on=day(nomination.reviewed_at),
        decided_on=day(nomination.decided_at),
        department_told=nomination.director_notice_id is not None,
        hr_told=nomination.hr_notice_id is not None,
        day_set=nomination.starts_on is not None,
        judged=judged_of(nomination) if nomination.pk else {},
    )


def verdicts_of(nomination: Nomination, *, on: date, rules: Sequence[str] = ALL) -> tuple[LawVerdict, ...]:
    """What the law of the day says of the nomination, rule by rule in their order.

    Of seats it is asked whether there is one for this position: while the nomination keeps one, that is itself.
    """
    said = judge(nomination_facts(service_law(), on_record(nomination, on=on), on=on), rules, on=on)
    seats = {one.rule: one for one in seats_of(nomination, on=on)}
    return tuple({**said, **seats}[rule] for rule in rules if rule in said or rule in seats)


def seats_of(nomination: Nomination, *, on: date) -> tuple[LawVerdict, ...]:
    """What the law says of a seat for this position; nothing once it is in the service or out of the way."""
    if nomination.status not in (*RESERVING, NominationStatus.RETURNED, ""):
        return ()
    return seating.seat_verdicts(
        nomination.position.department, on=on, nomination=nomination if nomination.pk else None
    )


def against_approval(verdicts: Sequence[LawVerdict]) -> tuple[LawVerdict, ...]:
    """The verdicts that keep a nomination from being approved: binding and not met, or still open."""
    return tuple(
        one
        for one in verdicts
        if one.rule in TO_APPROVE
        and one.force == "binding"
        and one.verdict is not Verdict.MET
        and one.applies is not Verdict.NOT_MET
    )


def suggestions(nomination: Nomination, *, on: date) -> tuple[Suggestion, ...]:
    """What the nominated description and the organisation on record say of each criterion; three statements."""
    position, version = nomination.position, nomination.description
    standing = Count("subordinates", filter=Q(subordinates__department_id=position.department_id))
    below = [
        Below(number=one.number, title=one.title, reports=one.reports)
        for one in position.subordinates.annotate(reports=standing).order_by("number")[:50]
    ]
    size = DepartmentSize.objects.on(on).filter(department_id=position.department_id).first()
    return read_criteria(
        service_law(),
        version.description,
        version.document,
        below=below,
        department_fte=size.permanent_fte if size else None,
    )


def fresh(nomination: Nomination) -> Nomination:
    """The nomination as it stands now, with what the actions read of it."""
    rows = Nomination.objects.select_related("position__department", "description", "department", "allocation")
    found: Nomination = rows.get(pk=nomination.pk)
    return found


def told(nomination: Nomination) -> dict[str, object]:
    """What every entry on a nomination tells: which one, and of which position and department."""
    position = nomination.position
    return {
        "nomination": nomination.pk,
        "position": position.number,
        "position_id": position.pk,
        "department": position.department.code,
        "department_id": position.department_id,
    }
