"""The bench of talent as read: what somebody shares themselves, and who is named for a class, from what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from meritbook.actions import assessing, competency_models, talenting
from meritbook.actions.look_at_bench import Looked
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.competencies import ladder as core
from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk import ladder as read_ladder
from meritbook.desk import ladder_qualifications as minimum
from meritbook.desk.paging import Page, paged
from meritbook.records import clock
from meritbook.records.models import (
    AssessmentTold,
    ClassEntry,
    CompetencyModelVersion,
    GrowthGoal,
    GrowthPlan,
    LedgerEntry,
    MultiraterAssessment,
    MultiraterState,
    PlanRevision,
    TalentConsent,
    User,
)

MOST_LOOKS = 20


class NoSuchTalentError(MeritbookError):
    """The person shares nothing of that number, or has no such report or plan."""

    code = "competencies.no_such_talent"
    remedy = "Name something of your own: what you share, a closed report, or a development plan."
    http_status = 404


@dataclass(frozen=True)
class Look:
    """Somebody looked at the bench of a class."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class Shared:
    """What somebody shares for a class, as they see it."""

    row: TalentConsent
    title: str
    plan: str
    parts: tuple[str, ...]
    """What may be read, in words."""
    looks: tuple[Look, ...]
    """Who looked at the bench while it was shared, the newest first."""


@dataclass(frozen=True)
class ClassLine:
    """A class in the list of the bench."""

    plan: str
    plan_name: str
    ref: str
    title: str
    named: int
    """How many are named, of those whom the person may read."""
    seats: int
    """How many seats that the person may look into are allocated to it."""
    mine: bool
    """Whether the person is named for it themselves, and so does not look at it."""


@dataclass(frozen=True)
class Named:
    """Somebody who is named for a class, with what they share."""

    row: TalentConsent
    name: str
    department: str
    ladder: core.Ladder
    model: str
    """The competency model by which the ladder asks; empty where none names a role for the class."""
    rated_on: date | None
    """When the report that they share was closed."""
    goals: tuple[GrowthGoal, ...]
    """Of the development plan that they share."""

    @property
    def verdict(self) -> Verdict:
        """Whether everything that the class asks is shown by what they share."""
        return self.ladder.verdict

    @property
    def says(self) -> str:
        """The verdict in words."""
        return READINESS[self.verdict]


READINESS = {
    Verdict.MET: "Everything that the class asks is shown",
    Verdict.NOT_MET: "Something that the class asks is not there yet",
    Verdict.UNDETERMINED: "Undetermined: something was not looked at, or is not shared",
}


@dataclass(frozen=True)
class BenchShown:
    """The bench of a class, after it was looked at."""

    entry: ClassEntry
    people: tuple[Named, ...]
    """In the order of their names, which is no order of merit."""
    cautions: tuple[str, ...]


# --- one's own ----------------------------------------------------------------------------------------------------


def own(standing: Standing) -> tuple[Shared, ...]:
    """What the person shares, with who looked."""
    rows = list(
        TalentConsent.objects.filter(person=standing.user, withdrawn_at__isnull=True)
        .select_related("department", "assessment__version__model", "growth_plan")
        .order_by("aims_plan", "aims_class")
    )
    titles = class_titles(standing.on, {(one.aims_plan, one.aims_class) for one in rows})
    looks = _looks(rows)
    return tuple(
        Shared(
            row=one,
            title=titles.get((one.aims_plan, one.aims_class), (one.aims_class, ""))[0],
            plan=titles.get((one.aims_plan, one.aims_class), ("", one.aims_plan))[1],
            parts=_parts(one),
            looks=looks.get(one.pk, ()),
        )
        for one in rows
    )


def one_of_mine(standing: Standing, pk: int) -> TalentConsent:
    """One of what the person shares or shared; raises `NoSuchTalentError`."""
    row = TalentConsent.objects.filter(person=standing.user, pk=pk).first() if standing.user is not None else None
    if row is None:
        raise NoSuchTalentError("You share nothing of that number.", where=str(pk))
    return row


def title_of(on: date, row: TalentConsent) -> str:
    """The title of the class for which something is shared; its key where the plan has it no more."""
    key = (row.aims_plan, row.aims_class)
    return class_titles(on, [key]).get(key, (row.aims_class, ""))[0]


def choices(standing: Standing) -> tuple[read_ladder.Choice, ...]:
    """The classes for which the person may be named: of the plans of their positions and of models in use."""
    plans = {one.plan for one in read_ladder.starts_of(standing.user)}
    plans |= {role.plan for _, model in read_ladder.models() for role in model.roles}
    return read_ladder.choices(standing.on, plans - {""})


def reports_to_share(standing: Standing) -> QuerySet[MultiraterAssessment]:
    """The person's own closed assessments, the newest first."""
    rows = MultiraterAssessment.objects.filter(subject=standing.user, state=MultiraterState.CLOSED)
    return rows.select_related("version__model", "subject").order_by("-ends_before", "-pk")


def shared_for(standing: Standing, plan: str, ref: str) -> TalentConsent | None:
    """What the person shares for a class now; none where they share nothing."""
    rows = TalentConsent.objects.filter(talenting.of_class(plan, ref), person=standing.user, withdrawn_at__isnull=True)
    return rows.first() if standing.user is not None else None


def report_of_mine(standing: Standing, pk: int | None) -> MultiraterAssessment | None:
    """One's own closed assessment of that number; raises `NoSuchTalentError`."""
    row = reports_to_share(standing).filter(pk=pk).first() if pk is not None else None
    if pk is not None and row is None:
        raise NoSuchTalentError("You have no report of that number.", where="assessment")
    return row


def plan_of_mine(standing: Standing, pk: int | None) -> GrowthPlan | None:
    """One's own development plan of that number; raises `NoSuchTalentError`."""
    row = plans_to_share(standing).filter(pk=pk).first() if pk is not None else None
    if pk is not None and row is None:
        raise NoSuchTalentError("You have no development plan of that number.", where="growth_plan")
    return row


def report_named(row: MultiraterAssessment) -> str:
    """Which of one's own reports it is, in words."""
    role = competency_models.model_of(row.version).role(row.role)
    until = f", ended on {day_in_words(row.ends_before - timedelta(days=1))}" if row.ends_before else ""
    return f"{row.version.model.name}, as {role.name if role else row.role}{until}"


def plans_to_share(standing: Standing) -> QuerySet[GrowthPlan]:
    """The person's own development plans, the newest first."""
    return GrowthPlan.objects.filter(person=standing.user).order_by("-starts_on", "-pk")


def may_share_reports(on: date) -> bool:
    """Whether the policy of the day lets those who plan succession read reports."""
    return "personnel" in assessing.policy_at(on).readers


def _parts(row: TalentConsent) -> tuple[str, ...]:
    parts = ["Your name and department"]
    if row.qualifications:
        parts.append("Minimum qualifications, worked out of your own applications")
    if row.assessment is not None:
        parts.append(f"The competencies of a report, as others saw them together: {report_named(row.assessment)}")
    if row.growth_plan is not None:
        parts.append(f"The goals of the development plan “{row.growth_plan.title}”")
    if row.ready_from is not None:
        parts.append(f"That you would take it up from {day_in_words(row.ready_from)} on")
    if row.says:
        parts.append("Your words")
    return tuple(parts)


def _looks(rows: Sequence[TalentConsent]) -> dict[int, tuple[Look, ...]]:
    """By consent: who looked at its bench since it was agreed, over departments that include its own."""
    subjects = {talenting.subject(one.aims_plan, one.aims_class): one for one in rows}
    if not subjects:
        return {}
    first = min(one.agreed_at for one in rows)
    entries = LedgerEntry.objects.filter(
        action="look_at_bench", subject__in=subjects, at_text__gte=f"{first:%Y-%m-%d}"
    ).order_by("-seq")
    found: dict[int, list[Look]] = {}
    read_in = list(entries[: MOST_LOOKS * 10])
    names = dict(User.objects.filter(username__in={one.actor for one in read_in}).values_list("username", "full_name"))
    for entry in read_in:
        row = subjects[entry.subject]
        read = entry.facts["departments"]
        code = row.department.code if row.department is not None else None
        kept = found.setdefault(row.pk, [])
        if entry.at >= row.agreed_at and (read is None or code in read) and len(kept) < MOST_LOOKS:
            kept.append(Look(entry.at, names.get(entry.actor, entry.actor), entry.why))
    return {pk: tuple(looks) for pk, looks in found.items()}


# --- the bench ----------------------------------------------------------------------------------------------------


def readable(standing: Standing) -> QuerySet[TalentConsent]:
    """What people share with the person who plans succession."""
    return talenting.in_force(standing.on).filter(standing.results(Capability.READ_TALENT))


def named_for(standing: Standing) -> Counter[tuple[str, str]]:
    """How many are named for each class, of those whom the person may read."""
    rows = readable(standing).order_by().values_list("aims_plan", "aims_class").annotate(named=Count("pk"))
    return Counter({(plan, ref): named for plan, ref, named in rows})


def classes(standing: Standing, seats: Counter[tuple[str, str]], *, words: str, number: int) -> Page[ClassLine]:
    """The classes for which somebody is named or a seat is there, by plan and title; `seats` counts the seats."""
    named = named_for(standing)
    titles = class_titles(standing.on, {*named, *seats})
    mine = set(talenting.in_force(standing.on).filter(person=standing.user).values_list("aims_plan", "aims_class"))
    lines = [
        ClassLine(plan, titles[plan, ref][1], ref, titles[plan, ref][0], named[plan, ref], seats[plan, ref],
                  (plan, ref) in mine)
        for plan, ref in {*named, *seats}
        if (plan, ref) in titles
    ]  # fmt: skip
    asked = words.casefold().split()
    kept = [one for one in lines if all(word in f"{one.title} {one.ref} {one.plan_name}".casefold() for word in asked)]
    return paged(sorted(kept, key=lambda one: (one.plan_name, one.title, one.ref)), number)


@dataclass(frozen=True)
class _Held:
    """What the bench of a class is read from, each asked of the record once for all who are named."""

    on: date
    goal: read_ladder.Place
    asked: minimum.Asked
    models: Sequence[tuple[CompetencyModelVersion, CompetencyModel]]
    stated: minimum.Stated
    told: Mapping[int, AssessmentTold]
    asked_in: Mapping[int, RaterGroup]
    """By assessment: in which group whoever looks was asked themselves."""
    goals: Mapping[int, Sequence[GrowthGoal]]


def shown(looked: Looked, on: date) -> BenchShown:
    """The bench of a class, from what was agreed for it; raises `NoSuchStepError`."""
    entry, consents = looked.entry, looked.consents
    goal = read_ladder.place(entry.plan_revision.key, entry.ref, on)
    stated = minimum.stated_by([one.person_id for one in consents if one.qualifications], goal, on)
    # What the policy does not let them read any more is as if it were not shared.
    reports = [one.assessment_id for one in consents if one.assessment_id] if may_share_reports(on) else []
    told = AssessmentTold.objects.filter(assessment__in=reports).select_related("assessment__version__model")
    goals: dict[int, list[GrowthGoal]] = {}
    for one in GrowthGoal.objects.filter(plan__in=[one.growth_plan_id for one in consents if one.growth_plan_id]):
        goals.setdefault(one.plan_id, []).append(one)
    held = _Held(
        on=on,
        goal=goal,
        asked=minimum.asked_by(goal, on),
        models=read_ladder.models(),
        stated=stated,
        told={one.assessment_id: one for one in told},
        asked_in=assessing.groups_of(reports, looked.reader),
        goals=goals,
    )
    cautions = (*read_ladder.cautions(goal, read_ladder.model_for(held.models, goal)), *_asked_yourself(consents, held))
    return BenchShown(entry, tuple(_named(one, held) for one in consents), cautions)


def _asked_yourself(consents: Sequence[TalentConsent], held: _Held) -> tuple[str, ...]:
    """It says whether they were asked, which they know, and not whether they answered."""
    names = [one.person.full_name for one in consents if one.assessment_id in held.asked_in]
    return (asked_in(names),) if names else ()


def asked_in(names: Sequence[str]) -> str:
    """What the reader of a bench is told who was asked in the assessments of these people, one at least."""
    said = f"{', '.join(names[:-1])} and {names[-1]} show" if len(names) > 1 else f"{names[0]} shows"
    return (
        f"You were asked yourself in what {said} of an assessment. Of a competency where your own answer, taken away, "
        "would leave too few, nothing is told to you. With your own answer in mind you may still learn more of the "
        "others in a small group than is told: keep that to yourself."
    )


def _named(row: TalentConsent, held: _Held) -> Named:
    seen = held.told.get(row.assessment_id or 0)
    by = seen.assessment.version.model_id if seen is not None else None
    model = read_ladder.model_for(held.models, held.goal, () if by is None else (by,))
    answers = model is not None and model.version.model_id == by
    rated = read_ladder.rated(seen, held.asked_in.get(seen.assessment_id)) if seen is not None and answers else None
    qualified = minimum.step(held.asked, held.stated, row.person_id)
    steps = read_ladder.competency_steps(model, rated)
    return Named(
        row=row,
        name=row.person.full_name or row.person.username,
        department=row.department.name if row.department else "Offices over all departments",
        ladder=core.Ladder(
            on=held.on,
            steps=(
                qualified if row.qualifications else core.not_shared(qualified),
                *(core.not_shared(one) if seen is None else core.without_names(one) for one in steps),
            ),
        ),
        model=model.version.model.name if model else "",
        rated_on=clock.day_of(seen.closed_at) if seen else None,
        goals=tuple(held.goals.get(row.growth_plan_id or 0, ())),
    )


def class_titles(on: date, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Title of each class and name of its plan, of plans in effect."""
    reach = Q(pk__in=[])
    plans: dict[str, set[str]] = {}
    for plan, ref in wanted:
        plans.setdefault(plan, set()).add(ref)
    for plan, refs in plans.items():
        reach |= Q(plan_revision__key=plan, ref__in=refs)
    rows = ClassEntry.objects.filter(reach, plan_revision__in=PlanRevision.objects.effective(on)).values_list(
        "plan_revision__key", "ref", "title", "code", "plan_revision__name"
    )
    return {(plan, ref): (f"{title} ({code})" if code else title, name) for plan, ref, title, code, name in rows}
