"""The examinations of the demonstration: opened, received, answered and determined through the actions.

Each act looks first whether it is on record already, so that a second run does nothing and one that was killed goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from meritbook.actions import (
    Actor,
    amend_statement,
    determine_qualification,
    open_examination,
    receive_applications,
    settle_question,
    write_requirement,
)
from meritbook.core.qualifications.candidate import Application as HandedIn
from meritbook.core.qualifications.class_text import class_text
from meritbook.core.verdict import Verdict
from meritbook.demo.candidates import (
    ON,
    DemoCandidate,
    DemoExamination,
    acts,
    examinations,
    file_to_try,
    requirements,
    stated_anew,
)
from meritbook.demo.state import State
from meritbook.desk import plans
from meritbook.records import clock
from meritbook.records.models import (
    Application,
    ClassEntry,
    Department,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
    ExaminationStatus,
    Finding,
    FindingQuestion,
    Precedent,
    PrecedentStatus,
    RequirementVersion,
    Settlement,
    User,
)

WHY = "Demonstration of Meritbook on a fictional state."
TO_TRY = "candidates-to-try.csv"
Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Examined:
    """What the examinations come to."""

    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    """By examination: how many candidates with each verdict."""
    answers: int = 0
    by_precedent: int = 0
    """Candidates with a part that a precedent answered."""
    determinations: int = 0
    to_try: str = ""
    """Where the file of candidates lies that nobody has received yet."""

    @property
    def candidates(self) -> int:
        """Candidates in all examinations."""
        return sum(sum(one.values()) for one in self.verdicts.values())


def write_requirements() -> None:
    """The requirements, by the analyst; what is on record under their keys stays as it is."""
    analyst = _actor("analyst")
    for one in requirements():
        if RequirementVersion.objects.filter(key=one.key).exists():
            continue
        entry, text = None, one.text
        if one.class_name:
            plan, _, ref = one.class_name.partition("/")
            page = plans.plan_page(plan, None, clock.today())
            series, job_class = plans.class_of(page, ref)
            text = class_text(series, job_class)
            entry = ClassEntry.objects.get(
                plan_revision__key=plan, plan_revision__revision=page.plan.revision, ref=job_class.ref
            )
        write_requirement.perform(
            analyst,
            at=clock.now(),
            why=WHY,
            key=one.key,
            title=one.title,
            text=text,
            policy=one.policy,
            class_entry=entry,
        )


def open_examinations(state: State, tick: Tick) -> None:
    """The examinations with their candidates, each by whoever holds it."""
    every = examinations(state)
    total = sum(len(one.candidates) for one in every)
    done = 0
    for one in every:
        accounts = [two.account for two in one.candidates if two.account]
        row = Examination.objects.filter(number=one.number).first()
        if row is None:
            row = open_examination.perform(
                _officer(one),
                at=clock.now(),
                why=WHY,
                number=one.number,
                title=one.title,
                requirement=RequirementVersion.objects.get(key=one.requirement, version=1),
                on=ON,
                department=Department.objects.get(code=one.department) if one.department else None,
            )
        known = set(row.applications.values_list("number", flat=True))
        people = {two.username: two for two in User.objects.filter(username__in=accounts)} if accounts else {}
        # A small state has not all the people of the story: who is not there hands nothing in.
        waiting = [
            two for two in one.candidates if two.number not in known and (not two.account or two.account in people)
        ]
        if waiting and row.status == ExaminationStatus.OPEN:
            receive_applications.perform(
                _officer(one),
                at=clock.now(),
                why=WHY,
                examination=row,
                applications=[_of_account(two, people.get(two.account)) for two in waiting],
                users={two.number: people[two.account] for two in waiting if two.account},
            )
        done += len(one.candidates)
        tick(done, total)


def _of_account(candidate: DemoCandidate, user: User | None) -> HandedIn:
    """The application, under the name of the account that the candidate has."""
    handed_in: HandedIn = candidate.application
    if user is None:
        return handed_in
    person = handed_in.person.model_copy(update={"name": user.full_name})
    return HandedIn(person=person, candidate=handed_in.candidate, notes=handed_in.notes)


def perform_acts(state: State, tick: Tick) -> None:
    """Answers, determinations with their notices, and what a candidate stated after one."""
    every = {one.number: one for one in examinations(state)}
    listed = acts()
    for done, act in enumerate(listed, start=1):
        examination = every[act["examination"]]
        candidate = examination.copy_of(act["kind"], act["copy"])
        application = (
            Application.objects.select_related("examination__requirement")
            .filter(examination__number=examination.number, number=candidate.number)
            .first()
        )
        if application is None and candidate.account:
            continue
        if application is None:
            raise LookupError(candidate.number)
        if application.examination.status == ExaminationStatus.OPEN:
            actor = _actor(act["by"]) if "by" in act else _officer(examination)
            _ACTS[act["do"]](actor, application, act, state)
        tick(done, len(listed))


def _answer(actor: Actor, application: Application, act: dict[str, Any], _: State) -> None:
    if Settlement.objects.filter(application=application, key=act["key"]).exists():
        return
    overrules = None
    if act.get("overrules"):
        uses = FindingQuestion.objects.filter(finding__application=application, key=act["key"])
        overrules = Precedent.objects.filter(pk__in=uses.values("precedent"), status=PrecedentStatus.STANDING).first()
    settle_question.perform(
        actor,
        at=clock.now(),
        why=act["why"],
        application=application,
        key=act["key"],
        verdict=Verdict(act["verdict"]),
        months=Decimal(act["months"]) if "months" in act else None,
        remember=act.get("remember", True),
        overrules=overrules,
    )


def _determine(actor: Actor, application: Application, act: dict[str, Any], _: State) -> None:
    made = list(application.determinations.order_by("number"))
    if len(made) >= act.get("number", 1):
        return
    days = act.get("answer_in_days")
    determine_qualification.perform(
        actor,
        at=clock.now(),
        why=WHY,
        application=application,
        outcome=DeterminationOutcome(act["outcome"]),
        reason=act.get("reason", ""),
        answer_by=clock.today() + timedelta(days=days) if days else None,
        instead_of=made[-1] if made else None,
    )


def _state(actor: Actor, application: Application, act: dict[str, Any], state: State) -> None:
    if application.statements.count() > 1:
        return
    candidate = stated_anew(act["examination"], act["like"], application.number, state)
    amend_statement.perform(actor, at=clock.now(), why=act["why"], application=application, candidate=candidate)


_ACTS: dict[str, Callable[[Actor, Application, dict[str, Any], State], None]] = {
    "answer": _answer,
    "determine": _determine,
    "state": _state,
}


def examined(state: State, folder: Path) -> Examined:
    """What is on record now; the file to try is laid into the folder."""
    place = folder / TO_TRY
    words = file_to_try(state)
    if not place.exists() or place.read_text(encoding="utf-8") != words:
        place.write_text(words, encoding="utf-8", newline="")
    numbers = [one.number for one in examinations(state)]
    verdicts = {
        number: Counter(
            Finding.objects.filter(application__examination__number=number).values_list("verdict", flat=True)
        )
        for number in numbers
    }
    return Examined(
        verdicts=verdicts,
        answers=Settlement.objects.filter(withdrawn_at__isnull=True).count(),
        by_precedent=Finding.objects.filter(asked__precedent__isnull=False).distinct().count(),
        determinations=Determination.objects.filter(status=DeterminationStatus.STANDING).count(),
        to_try=str(place),
    )


def _actor(username: str) -> Actor:
    return Actor(User.objects.get(username=username))


def _officer(examination: DemoExamination) -> Actor:
    """The HR officer of the department that holds it; of a statewide one the analyst."""
    return _actor(f"hr.{examination.department.lower()}" if examination.department else "analyst")
