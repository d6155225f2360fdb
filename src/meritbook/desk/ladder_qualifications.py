"""The minimum qualifications on the ladder: what a class asks, and what is found of it in what somebody stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from meritbook.actions import qualifying
from meritbook.core.competencies import ladder as core
from meritbook.core.dates import day_in_words
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.class_text import NoRequirementError, class_text
from meritbook.core.qualifications.judge import ClassNeededError, Judge, Judgement
from meritbook.core.qualifications.judge.model import JobCount, NodeVerdict
from meritbook.core.qualifications.model import Requirement
from meritbook.desk.judgements import JOINTS, number, sentence, span, term_of, words_of
from meritbook.desk.requirements import class_requirement
from meritbook.policies import SHIPPED, find_policy
from meritbook.records import clock
from meritbook.records.models import Determination, DeterminationOutcome, DeterminationStatus, Statement

if TYPE_CHECKING:
    from meritbook.desk.ladder import Place

DEFAULT_POLICY = "plain"
"""By which months are counted where the plan has no policy of its own."""
NAME = "Minimum qualifications"
SAID = {DeterminationOutcome.QUALIFIED: True, DeterminationOutcome.NOT_QUALIFIED: False}
"""The determinations that say whether somebody qualifies."""


@dataclass(frozen=True)
class Asked:
    """What a class asks as minimum qualifications, with its judge; the judge is none where it cannot be judged."""

    text: str
    judge: Judge | None
    problem: str = ""
    settle: str = ""


@dataclass(frozen=True)
class Stated:
    """What people stated last about themselves in applications of their own, each by the person."""

    statements: Mapping[int, Statement] = field(default_factory=dict)
    determined: Mapping[int, Determination] = field(default_factory=dict)
    """The determination for the very class that stands on a statement and says yes or no, by the statement."""
    answered: Mapping[int, Judgement] = field(default_factory=dict)
    """By the statement, of those that are so determined: judged as that examination judges, with its answers."""


def asked_by(goal: Place, on: date) -> Asked:
    """The published minimum qualifications of a class, made ready to judge by."""
    try:
        text = class_text(goal.series, goal.job_class)
    except NoRequirementError:
        return Asked(
            "",
            None,
            "The class plan states no minimum qualification for this class.",
            "Nothing on record settles it: the office that keeps the class plan says what it asks.",
        )
    requirement, _ = class_requirement(goal.series, goal.job_class)
    policy = find_policy(goal.plan if goal.plan in SHIPPED else DEFAULT_POLICY)
    titles = requirement.titles()
    try:
        return Asked(text, Judge(requirement, policy, on=on, for_class=goal.title if goal.title in titles else ""))
    except ClassNeededError as problem:
        return Asked(text, None, problem.message, "Somebody says which part of the text is for this class.")


def stated_by(people: Iterable[int], goal: Place, on: date) -> Stated:
    """What each person stated last, what was determined on it, and what an examination for the class makes of it."""
    rows = (
        Statement.objects.filter(application__user__in=people)
        .select_related("application__examination__requirement__class_entry__plan_revision")
        .defer(
            "application__examination__requirement__tree_json",
            "application__examination__requirement__examples_json",
            "application__examination__policy_json",
            "application__examination__requirement__class_entry__plan_revision__plan_json",
            "application__examination__requirement__class_entry__plan_revision__laid_out_json",
            "application__examination__requirement__class_entry__search_text",
        )
        .order_by("created_at", "pk")
    )
    statements = {one.application.user_id: one for one in rows if one.application.user_id is not None}
    if not statements:
        return Stated()
    for_it = {one.pk: one for one in statements.values() if _for_class(one, goal)}
    standing = Determination.objects.filter(
        statement__in=for_it, status=DeterminationStatus.STANDING, outcome__in=SAID
    ).defer("judgement_json")
    determined = {one.statement_id: one for one in standing}
    return Stated(statements, determined, qualifying.as_of((for_it[pk] for pk in determined), on))


def _for_class(stated: Statement, goal: Place) -> bool:
    entry = stated.application.examination.requirement.class_entry
    return entry is not None and (entry.plan_revision.key, entry.ref) == (goal.plan, goal.ref)


def step(asked: Asked, stated: Stated, person: int, *, in_parts: bool = False) -> core.Step:
    """The minimum qualifications of the class, against what somebody stated last; `in_parts` with what was found.

    What was answered in an examination belongs to it, and counts here only under what was determined there for the
    class. The parts name jobs and who answered, and are for the person themselves.
    """
    if asked.judge is None:
        return core.unstated_step(NAME, asked.text, asked.problem, asked.settle)
    row = stated.statements.get(person)
    if row is None:
        return core.unstated_step(
            NAME, asked.text, "No application of the person's own is on record.", "An application says what they did."
        )
    candidate, judge = row.candidate, asked.judge
    judgement = stated.answered.get(row.pk)
    if judgement is None:
        judgement = judge.judge(candidate)
    else:
        judge = qualifying.judge_of(row.application.examination, judgement.on)
    found = core.qualification_step(
        judgement,
        asked.text,
        clock.day_of(row.created_at),
        tuple(_parts(judge.requirement, candidate, judgement)) if in_parts else (),
    )
    determined = stated.determined.get(row.pk)
    if determined is None:
        return found
    day = day_in_words(clock.day_of(determined.determined_at))
    said = f"Determined on {day} in examination {row.application.examination.number}."
    return core.determined_step(found, met=SAID[DeterminationOutcome(determined.outcome)], said=said)


def _parts(requirement: Requirement, candidate: Candidate, judgement: Judgement) -> Iterator[core.Part]:
    """What was found of each part that bears on the verdict, and of each job under it."""
    nodes = {one.id: one for one in requirement.nodes()}
    jobs = {one.id: one for one in candidate.jobs or ()}
    for answer in judgement.nodes:
        # A substitution bears on the part for which it stands in, which is met or not with what it brings.
        if answer.kind in JOINTS or not (answer.applies or answer.kind == "substitution"):
            continue
        yield core.Part(asks=words_of(nodes[answer.node]), verdict=answer.verdict, says=_found(answer))
        for count in sorted((one for one in answer.jobs if one.job in jobs), key=lambda one: one.job):
            job = jobs[count.job]
            yield core.Part(
                asks=f"{job.title or 'No title'}, {term_of(job)}",
                verdict=count.relevant,
                says=_counted(count),
                within=True,
            )


def _found(answer: NodeVerdict) -> str:
    if answer.kind != "substitution":
        return answer.says
    # "1.1: …" names the part that it stands in for, which the reader of the ladder sees above it.
    before, _, said = answer.says.partition(": ")
    return sentence(said if before.replace(".", "").isdigit() else answer.says)


def _counted(count: JobCount) -> str:
    months = f"{span(count.least, count.most)} of {number(count.of_months)} months counted."
    left_out = (sentence(one) for one in count.left_out if one != count.why)
    return " ".join((months, sentence(count.why), *left_out))
