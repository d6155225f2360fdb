"""Appraisals on a desk: to write near the end of the term, to comment, to make final, to acknowledge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk.acts import MOST, Act, Section
from meritbook.desk.appraisals import WRITE_FROM
from meritbook.desk.contract_reading import ContractReading, Mine
from meritbook.records.models import Appraisal, AppraisalKind, AppraisalStatus, Role

HEADING = "Appraisals"
RATERS = frozenset({Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY})
PAGE, WRITE = "web:agreement_rating", "web:agreement_rating_write"
STEP = "web:agreement_appraisal_"


def appraisals(standing: Standing, reading: ContractReading | None = None) -> Section | None:
    """What waits of the person as rater and as executive; none for whom appraisals are no matter."""
    rates = bool(set(standing.roles) & RATERS) or any(
        Capability.RATE_EXECUTIVE in one.covers for one in standing.stands_in
    )
    own = Role.EXECUTIVE in standing.roles
    if not rates and not own:
        return None
    read = reading or ContractReading(standing)
    acts: list[Act] = []
    for one in read.contracts:
        # Before the first day of its term nothing is rated, and without signatures nothing was agreed.
        if one.signed and one.row.starts_on <= standing.on and (one.own or one.rates):
            given = read.appraisals.get(one.row.pk, [])
            acts.extend(_as_executive(one, given, standing) if one.own else _as_rater(one, given, standing))
    # By the last day; what has none waits behind it.
    acts.sort(key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title))
    return Section(
        heading=HEADING,
        acts=tuple(acts[:MOST]),
        total=len(acts),
        empty="No appraisal waits for you. They come here 45 days before the last day of a contract.",
    )


def _ending(one: Mine, standing: Standing) -> bool:
    """Whether the term ends within 45 days, or has ended."""
    return one.row.ends_before <= standing.on + WRITE_FROM + timedelta(days=1)


def _of_year(given: list[Appraisal], kind: AppraisalKind) -> Appraisal | None:
    return next((one for one in given if one.kind == kind and not one.interim), None)


def _as_rater(one: Mine, given: list[Appraisal], standing: Standing) -> Iterator[Act]:
    last = one.row.ends_before - timedelta(days=1)
    row, own = _of_year(given, AppraisalKind.RATER), _of_year(given, AppraisalKind.SELF)
    if _ending(one, standing) and (row is None or row.status == AppraisalStatus.DRAFT):
        shown = own is not None and own.status == AppraisalStatus.SHOWN
        yield Act(
            title=f"Write the appraisal of {one.who}" if row is None else f"Go on with the appraisal of {one.who}",
            view=WRITE if row is None else PAGE,
            id=one.row.pk,
            detail="The self-assessment is there." if shown else "There is no self-assessment to read.",
            without="Next year’s salary would be approved without a final rating, with a caution on record.",
            since=row.written_at if row is not None else None,
            last_day=last,
        )
    for each in given:
        if each.kind == AppraisalKind.RATER and each.status == AppraisalStatus.SHOWN:
            said = "The executive commented." if each.commented_at else "The executive has not commented."
            what = "interim appraisal" if each.interim else "appraisal"
            yield Act(
                title=f"Meet, and make the {what} final: {one.who}",
                view=f"{STEP}finish",
                id=one.row.pk,
                more=(each.pk,),
                detail=said if each.interim else f"{said} The meeting should be about a week before.",
                without="It stays open: nothing is frozen, and human resources does not read it.",
                since=each.shown_at,
                last_day=None if each.interim else last,
            )


def _as_executive(one: Mine, given: list[Appraisal], standing: Standing) -> Iterator[Act]:
    year = f"contract from {day_in_words(one.row.starts_on)}"
    row, own = _of_year(given, AppraisalKind.RATER), _of_year(given, AppraisalKind.SELF)
    final = row is not None and row.final_at is not None
    if _ending(one, standing) and not final and (own is None or own.status == AppraisalStatus.DRAFT):
        yield Act(
            title=f"Write your self-assessment: {year}" if own is None else f"Show your self-assessment: {year}",
            view=WRITE if own is None else f"{STEP}show",
            id=one.row.pk,
            more=() if own is None else (own.pk,),
            detail="The raters read it once you show it.",
            without="The appraisal is written without your own account. You may still comment on it.",
            since=own.written_at if own is not None else None,
            last_day=one.row.ends_before - timedelta(days=1),
        )
    for each in given:
        what = "interim appraisal" if each.interim else "appraisal"
        if each.kind != AppraisalKind.RATER:
            continue
        if each.status == AppraisalStatus.SHOWN and each.commented_at is None:
            yield Act(
                title=f"Comment on your {what}: {year}",
                view=f"{STEP}comment",
                id=one.row.pk,
                more=(each.pk,),
                detail="It was shown to you and is not final.",
                without="It becomes final without comments of yours.",
                since=each.shown_at,
            )
        if each.status == AppraisalStatus.FINAL:
            yield Act(
                title=f"Acknowledge your {what}: {year}",
                view=f"{STEP}acknowledge",
                id=one.row.pk,
                more=(each.pk,),
                detail="Acknowledging is not agreeing; you may add words.",
                without="It stays final all the same, and the rater may record that it was not acknowledged.",
                since=each.final_at,
            )
