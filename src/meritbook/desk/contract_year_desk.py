"""The contract year on a desk: a meeting that is encouraged, steps that are due, values that are asked for.

None of it is a breach. What is encouraged is an invitation, and values are asked for by their number, not by a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef

from meritbook.actions import service_law
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.verdict import Verdict
from meritbook.desk.acts import Act, Section
from meritbook.desk.contract_measures import fits, measures_of
from meritbook.records.models import ContractStatus, ContractVersion, ImprovementStep, PerformanceContract, Role

HEADING = "Through the contract year"
QUARTERLY = "review.quarterly"
SOON = timedelta(days=14)
"""How long before its day a step comes onto the desk."""
CONCERNED = frozenset({Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY, Role.AGENCY_HR, Role.RESULTS_ADMINISTRATOR})
MOST = 30


def contract_year(standing: Standing) -> Section | None:
    """The acts through the year; none for whom contracts are no matter."""
    if not (set(standing.roles) & CONCERNED or standing.stands_in):
        return None
    acts = (*_steps(standing), *_values(standing), *_meetings(standing))
    if not acts:
        return None
    return Section(heading=HEADING, acts=acts[:MOST], total=len(acts), empty="Nothing is asked for.")


def _steps(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.REVIEW_PROGRESS):
        return
    rows = (
        ImprovementStep.objects.filter(
            closed_at__isnull=True,
            review__withdrawn_at__isnull=True,
            due_on__lte=standing.on + SOON,
            review__contract__in=standing.contracts(Capability.REVIEW_PROGRESS),
        )
        .exclude(review__contract__appointment__executive=standing.user)
        .select_related("review__contract__appointment__executive", "review__contract__appointment__seat__position")
        .order_by("due_on", "pk")
    )
    for one in rows:
        contract = one.review.contract
        yield Act(
            title=f"Say what came of a step: {contract.appointment.executive.full_name}, "
            f"{contract.appointment.seat.position.number}",
            view="web:agreement_year",
            id=contract.pk,
            detail=f"Due on {day_in_words(one.due_on)}: {one.what}",
            without="The plan does not say whether it was reached.",
            last_day=one.due_on,
        )


def _values(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.RECORD_RESULT):
        return
    asked = sum(1 for one in measures_of(standing) if fits(one.finding, "wanted"))
    if asked:
        yield Act(
            title="Record results of contracts",
            view="web:agreement_measures",
            id=None,
            detail="1 measure waits for a newer value." if asked == 1 else f"{asked} measures wait for newer values.",
            without="They stay undetermined, and a rating has no value beside it.",
        )


def _meetings(standing: Standing) -> Iterator[Act]:
    """An invitation where fewer meetings are on record than are encouraged by now."""
    if not standing.may(Capability.REVIEW_PROGRESS):
        return
    signed = ContractVersion.objects.filter(contract=OuterRef("pk"), status=ContractStatus.SIGNED)
    rows = (
        standing.contracts(Capability.REVIEW_PROGRESS)
        .filter(
            Exists(signed),
            withdrawn_at__isnull=True,
            starts_on__lte=standing.on,
            ends_before__gt=standing.on,
        )
        .exclude(appointment__executive=standing.user)
        .select_related("appointment__executive", "appointment__seat__position")
        .prefetch_related("reviews")
        .order_by("appointment__seat__position__number", "pk")
    )
    for row in rows:
        yield from _invitation(row, standing)


def _invitation(row: PerformanceContract, standing: Standing) -> Iterator[Act]:
    held = sorted(one.held_on for one in row.reviews.all() if one.withdrawn_at is None)
    facts = {"contract.starts_on": row.starts_on, "review.meetings": len(held)}
    verdict = service_law.judge(facts, (QUARTERLY,), on=standing.on).get(QUARTERLY)
    if verdict is None or verdict.verdict is not Verdict.NOT_MET:
        return
    last = f"The last one was on {day_in_words(held[-1])}." if held else "None is on record yet."
    who = f"{row.appointment.executive.full_name}, {row.appointment.seat.position.number}"
    yield Act(
        title=f"You may meet on progress: {who}",
        view="web:agreement_year",
        id=row.pk,
        detail=f"A meeting each quarter is encouraged. {last}",
        without=verdict.effect.says if verdict.effect is not None else "Nothing follows.",
        rule=QUARTERLY,
    )
