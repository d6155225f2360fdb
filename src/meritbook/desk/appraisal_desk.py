"""Appraisals on a desk: to write near the end of the term, to comment, to make final, to acknowledge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk.acts import MOST, Act, Section
from meritbook.desk.appraisals import WRITE_FROM
from meritbook.records.models import (
    Appraisal,
    AppraisalKind,
    AppraisalStatus,
    ContractStatus,
    PerformanceContract,
    Role,
)

HEADING = "Appraisals"
RATERS = frozenset({Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY})
PAGE, WRITE = "web:agreement_rating", "web:agreement_rating_write"


def appraisals(standing: Standing) -> Section | None:
    """What waits of the person as rater and as executive; none for whom appraisals are no matter."""
    rates = bool(set(standing.roles) & RATERS) or any(
        Capability.RATE_EXECUTIVE in one.covers for one in standing.stands_in
    )
    own = Role.EXECUTIVE in standing.roles
    if not rates and not own:
        return None
    acts: list[Act] = []
    if rates:
        acts.extend(_as_rater(standing))
    if own:
        acts.extend(_as_executive(standing))
    # By the last day; what has none waits behind it.
    acts.sort(key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title))
    return Section(
        heading=HEADING,
        acts=tuple(acts[:MOST]),
        total=len(acts),
        empty="No appraisal waits for you. They come here 45 days before the last day of a contract.",
    )


def _ending(standing: Standing, contracts: QuerySet[PerformanceContract]) -> list[PerformanceContract]:
    """The signed contracts whose term ends within 45 days, or has ended."""
    rows = contracts.filter(
        ends_before__lte=standing.on + WRITE_FROM + timedelta(days=1),
        starts_on__lte=standing.on,
        withdrawn_at__isnull=True,
        versions__status=ContractStatus.SIGNED,
    )
    return list(
        rows.select_related("appointment__executive", "appointment__seat__position").order_by("ends_before", "pk")
    )


def _standing(contracts: list[PerformanceContract]) -> dict[tuple[int, str], Appraisal]:
    rows = Appraisal.objects.filter(contract__in=contracts, interim=False).exclude(status=AppraisalStatus.UNDONE)
    return {(one.contract_id, str(one.kind)): one for one in rows}


def _as_rater(standing: Standing) -> Iterator[Act]:
    reach = standing.contracts(Capability.RATE_EXECUTIVE).exclude(appointment__executive=standing.user)
    found = _ending(standing, reach)
    given = _standing(found)
    for one in found:
        who = f"{one.appointment.executive.full_name}, {one.appointment.seat.position.number}"
        last = one.ends_before - timedelta(days=1)
        row = given.get((one.pk, str(AppraisalKind.RATER)))
        own = given.get((one.pk, str(AppraisalKind.SELF)))
        if row is None or row.status == AppraisalStatus.DRAFT:
            shown = own is not None and own.status == AppraisalStatus.SHOWN
            yield Act(
                title=f"Write the appraisal of {who}" if row is None else f"Go on with the appraisal of {who}",
                view=WRITE if row is None else PAGE,
                id=one.pk,
                detail="The self-assessment is there." if shown else "There is no self-assessment to read.",
                without="Next year’s salary would be approved without a final rating, with a caution on record.",
                since=row.written_at if row is not None else None,
                last_day=last,
            )
        elif row.status == AppraisalStatus.SHOWN:
            said = "The executive commented." if row.commented_at else "The executive has not commented."
            yield Act(
                title=f"Meet, and make the appraisal final: {who}",
                view=PAGE,
                id=one.pk,
                detail=f"{said} The meeting should be about a week before.",
                without="It stays open: nothing is frozen, and human resources does not read it.",
                since=row.shown_at,
                last_day=last,
            )


def _as_executive(standing: Standing) -> Iterator[Act]:
    mine = PerformanceContract.objects.filter(appointment__executive=standing.user)
    found = _ending(standing, mine)
    given = _standing(found)
    for one in found:
        year = f"contract from {day_in_words(one.starts_on)}"
        row = given.get((one.pk, str(AppraisalKind.RATER)))
        own = given.get((one.pk, str(AppraisalKind.SELF)))
        final = row is not None and row.final_at is not None
        if not final and (own is None or own.status == AppraisalStatus.DRAFT):
            yield Act(
                title=f"Write your self-assessment: {year}" if own is None else f"Show your self-assessment: {year}",
                view=WRITE if own is None else PAGE,
                id=one.pk,
                detail="The raters read it once you show it.",
                without="The appraisal is written without your own account. You may still comment on it.",
                last_day=one.ends_before - timedelta(days=1),
            )
        if row is not None and row.status == AppraisalStatus.SHOWN and row.commented_at is None:
            yield Act(
                title=f"Comment on your appraisal: {year}",
                view=PAGE,
                id=one.pk,
                detail="It was shown to you and is not final.",
                without="It becomes final without comments of yours.",
                since=row.shown_at,
            )
        if row is not None and row.status == AppraisalStatus.FINAL:
            yield Act(
                title=f"Acknowledge your appraisal: {year}",
                view=PAGE,
                id=one.pk,
                detail="Acknowledging is not agreeing; you may add words.",
                without="It stays final all the same, and the rater may record that it was not acknowledged.",
                since=row.final_at,
            )
