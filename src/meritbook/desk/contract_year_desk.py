"""The contract year on a desk: meetings that are encouraged, reviews to answer, steps and values that are due.

None of it is a breach. What is encouraged is an invitation, and values are asked for by their number, not by a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from meritbook.actions import service_law
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.verdict import Verdict
from meritbook.desk import pay_desk
from meritbook.desk.acts import Act, Section
from meritbook.desk.contract_measures import fits, measures_of
from meritbook.desk.contract_reading import ContractReading, Mine
from meritbook.records.models import ProgressReview, Role

HEADING = "Through the contract year"
QUARTERLY = "review.quarterly"
SOON = timedelta(days=14)
"""How long before its day a step comes onto the desk."""
CONCERNED = frozenset(
    {
        Role.DEPARTMENT_DIRECTOR,
        Role.APPOINTING_AUTHORITY,
        Role.AGENCY_HR,
        Role.RESULTS_ADMINISTRATOR,
        Role.EXECUTIVE,
    }
)
MOST = 30


def contract_year(standing: Standing, reading: ContractReading | None = None) -> Section | None:
    """The acts through the year; none for whom contracts are no matter."""
    if not (set(standing.roles) & CONCERNED or standing.stands_in):
        return None
    read = reading or ContractReading(standing)
    acts = (*_answers(read), *_steps(read), *_values(standing), *pay_desk.budgets(standing), *_meetings(read))
    if not acts:
        return None
    return Section(heading=HEADING, acts=acts[:MOST], total=len(acts), empty="Nothing is asked for.")


def _answers(read: ContractReading) -> Iterator[Act]:
    """Reviews on which the executive has not said anything."""
    for mine in read.contracts:
        for one in read.progress.get(mine.row.pk, []) if mine.own else []:
            if one.answered_at is None:
                yield Act(
                    title=f"Answer the review of {day_in_words(one.held_on)}: {mine.named}",
                    view="web:agreement_review_answer",
                    id=mine.row.pk,
                    more=(one.pk,),
                    detail=f"{one.get_kind_display()}.",
                    without="It stands with the words of the rater alone.",
                    since=one.recorded_at,
                )


def _steps(read: ContractReading) -> Iterator[Act]:
    due = [
        (step.due_on, step.pk, step, mine)
        for mine in read.contracts
        if mine.reviews
        for review in read.progress.get(mine.row.pk, [])
        for step in review.steps.all()
        if step.closed_at is None and step.due_on <= read.standing.on + SOON
    ]
    for due_on, key, step, mine in sorted(due, key=lambda one: one[:2]):
        yield Act(
            title=f"Say what came of a step: {mine.who}",
            view="web:agreement_step_close",
            id=mine.row.pk,
            more=(key,),
            detail=f"Due on {day_in_words(due_on)}: {step.what}",
            without="The plan does not say whether it was reached.",
            last_day=due_on,
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


def _meetings(read: ContractReading) -> Iterator[Act]:
    """An invitation where fewer meetings are on record than are encouraged by now."""
    for mine in read.contracts:
        if mine.reviews and mine.signed and mine.row.starts_on <= read.standing.on < mine.row.ends_before:
            yield from _invitation(mine, read.progress.get(mine.row.pk, []), read.standing)


def _invitation(mine: Mine, reviews: list[ProgressReview], standing: Standing) -> Iterator[Act]:
    held = sorted(one.held_on for one in reviews)
    facts = {"contract.starts_on": mine.row.starts_on, "review.meetings": len(held)}
    verdict = service_law.judge(facts, (QUARTERLY,), on=standing.on).get(QUARTERLY)
    if verdict is None or verdict.verdict is not Verdict.NOT_MET:
        return
    last = f"The last one was on {day_in_words(held[-1])}." if held else "None is on record yet."
    yield Act(
        title=f"You may meet on progress: {mine.who}",
        view="web:agreement_year",
        id=mine.row.pk,
        detail=f"A meeting each quarter is encouraged. {last}",
        without=verdict.effect.says if verdict.effect is not None else "Nothing follows.",
        rule=QUARTERLY,
    )
