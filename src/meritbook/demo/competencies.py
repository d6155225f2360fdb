"""Leadership competencies in the demonstration: two rounds of eleven people, a report partly shown, a plan, the bench.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from meritbook.actions import (
    SYSTEM,
    agree_talent,
    answer_assessment,
    assessing,
    close_assessment,
    competency_models,
    draw_assessment,
    install_competency_models,
    make_growth_plan,
    move_growth_action,
    name_coach,
    name_rater,
    note_growth,
    open_assessment,
    plan_growth_action,
    set_growth_goal,
    share_report,
)
from meritbook.actions.actor import Actor
from meritbook.core.competencies.answers import RaterGroup, ratings_of
from meritbook.demo.raters import told
from meritbook.demo.serving import WHY, actor
from meritbook.desk import growth_choices
from meritbook.records import clock
from meritbook.records.models import (
    AssessmentRater,
    CompetencyModelRow,
    CompetencyModelVersion,
    GrowthPlan,
    GrowthState,
    MultiraterAssessment,
    MultiraterState,
    RaterStanding,
    ReportShare,
    TalentConsent,
    User,
)

SO = "They take their work from them."
"""Why somebody is asked as a report whom the positions of the demonstration do not show as one."""
GROUPS = (("peers", RaterGroup.PEER), ("reports", RaterGroup.REPORT), ("others", RaterGroup.OTHER))
Tick = Callable[[int, int], None]


def first_round(tick: Tick) -> None:
    """The shipped models, and the first assessment of the executive: opened, and answered by all eleven."""
    install_competency_models.perform(SYSTEM, **_now())
    _round(told(), tick, before=True)


def second_round(tick: Tick) -> None:
    """What came of the first, and the assessment half a year later."""
    story = told()
    _close(story)
    _round(story, tick, before=False)


def use_it() -> None:
    """What came of the second: a part of the report shown, a plan made of it, and what is shared with the bench."""
    story = told()
    _close(story)
    row = _rounds(story).filter(state=MultiraterState.CLOSED).first()
    if row is None:
        return
    _share(row, story["share"])
    plan = _plan(row, story)
    if not TalentConsent.objects.filter(person=row.subject, aims_class=plan.aims_class).exists():
        agree_talent.perform(
            Actor(row.subject), **_now(), aims_plan=plan.aims_plan, aims_class=plan.aims_class,
            qualifications=True, assessment=row, growth_plan=plan, says="From next year on.",
        )  # fmt: skip


def tell_on(tick: Tick) -> None:
    """How the plan goes, and an assessment of somebody else that is open to the reader."""
    story = told()
    for plan in GrowthPlan.objects.filter(person__username=story["subject"], title=story["plan"]["title"]):
        _go_on(plan, story)
    again = {**story, **story["open"]}
    _round(again, tick, before=False, waits=frozenset(again["waits"]))


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _rounds(story: dict[str, Any]) -> Any:
    return MultiraterAssessment.objects.filter(subject__username=story["subject"]).order_by("-pk")


def _version(story: dict[str, Any]) -> CompetencyModelVersion:
    return competency_models.current(CompetencyModelRow.objects.get(key=story["model"]))


def _there(story: dict[str, Any]) -> bool:
    """Whether the state has the people of the story: a small one, as tests build it, has few executives."""
    names = {story["subject"], story["keeper"], *(name for group, _ in GROUPS for name in story[group])}
    return User.objects.filter(username__in=names).count() == len(names)


def _round(story: dict[str, Any], tick: Tick, *, before: bool, waits: frozenset[str] = frozenset()) -> None:
    if not _there(story):
        return
    row = _rounds(story).first()
    if row is None or (row.state == MultiraterState.CLOSED and not before and row.follows_id is None):
        row = _drawn(story, follows=row)
    if row.state == MultiraterState.DRAFT:
        today = clock.today()
        last = today + timedelta(days=story["open_for_days"])
        row = open_assessment.perform(actor(story["keeper"]), **_now(), assessment=row, starts_on=today, last_day=last)
    if row.state == MultiraterState.OPEN and row.ends_before is not None and clock.today() < row.ends_before:
        _answer(row, story, tick, before=before, waits=waits)


def _drawn(story: dict[str, Any], *, follows: MultiraterAssessment | None) -> MultiraterAssessment:
    keeper = actor(story["keeper"])
    subject = User.objects.get(username=story["subject"])
    row = draw_assessment.perform(
        keeper, **_now(), subject=subject, version=_version(story), role=story["role"], follows=follows
    )
    for name, group in GROUPS:
        for username in story[name]:
            user = User.objects.get(username=username)
            if not row.raters.filter(user=user).exists():
                name_rater.perform(keeper, **_now(), assessment=row, group=group, user=user, because=SO)
    return row


def _answer(
    row: MultiraterAssessment, story: dict[str, Any], tick: Tick, *, before: bool, waits: frozenset[str]
) -> None:
    model = assessing.model_of(row)
    raters = list(row.raters.filter(standing=RaterStanding.ASKED).select_related("user").order_by("pk"))
    for n, rater in enumerate(raters):
        if rater.user is not None and rater.user.username not in waits:
            given = {one.key: place for one, place in _places(row, rater, story, before=before)}
            said = {} if before else dict(_words(rater, story))
            seen = ratings_of(model, row.role, given, said).sha256
            answer_assessment.perform(Actor(rater.user), **_now(), rater=rater, given=given, comments=said, seen=seen)
        tick(n + 1, len(raters))


def _places(
    row: MultiraterAssessment, rater: AssessmentRater, story: dict[str, Any], *, before: bool
) -> Iterator[tuple[Any, int]]:
    """What a rater gives each behaviour: the middle of the group, moved by who it is and which behaviour."""
    points = len(assessing.model_of(row).scale.points)
    for number, (competency, one) in enumerate(assessing.model_of(row).items(row.role)):
        view = story["views"][competency.key]
        middle = view["before"] if before and rater.group not in ("self", "supervisor") else view[rater.group]
        moved = (rater.pk * 7 + number * 5) % 5 // 2 - (rater.pk + number) % 2
        yield one, max(1, min(points, middle + (moved if rater.group not in ("self", "supervisor") else 0)))


def _words(rater: AssessmentRater, story: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """One of the comments by each of three raters in groups."""
    mates = sorted(story["peers"] + story["reports"])
    name = rater.user.username if rater.user is not None else ""
    for key, said in story["words"].items():
        if name in mates and mates.index(name) < len(said):
            yield key, said[mates.index(name)]


def _close(story: dict[str, Any]) -> None:
    """Close what is over; the daily work has mostly done it."""
    for row in _rounds(story).filter(state=MultiraterState.OPEN, ends_before__lte=clock.today()):
        close_assessment.perform(actor(story["keeper"]), **_now(), assessment=row)


def _share(row: MultiraterAssessment, said: dict[str, Any]) -> None:
    reader = User.objects.get(username=said["reader"])
    if not ReportShare.objects.filter(assessment=row, reader=reader).exists():
        share_report.perform(
            Actor(row.subject), **_now(), assessment=row, reader=reader, relation=said["relation"],
            competencies=said["competencies"], comments=False,
        )  # fmt: skip


def _plan(row: MultiraterAssessment, story: dict[str, Any]) -> GrowthPlan:
    said, person = story["plan"], Actor(row.subject)
    plan = GrowthPlan.objects.filter(person=row.subject, title=said["title"]).first()
    if plan is None:
        plan = make_growth_plan.perform(
            person, **_now(), title=said["title"], version=row.version, role=said["role"], starts_on=clock.today(),
            last_day=said["last_day"], aims_plan=said["aims_plan"], aims_class=said["aims_class"], assessment=row,
            says=said["says"],
        )  # fmt: skip
    ways = growth_choices.requirements(plan, clock.today())
    for one in story["goal"]:
        goal = plan.goals.filter(says=one["says"]).first() or set_growth_goal.perform(
            person, **_now(), plan=plan, says=one["says"], due_on=one["due_on"], competency=one.get("competency", ""),
            requirement=ways[0] if one.get("qualifies") else "",
        )  # fmt: skip
        for kind, what, due_on, whom in one["action"]:
            if not goal.actions.filter(what=what).exists():
                plan_growth_action.perform(
                    person, **_now(), goal=goal, kind=kind, what=what, due_on=due_on, with_whom=whom
                )
    if plan.coach_id is None:
        name_coach.perform(person, **_now(), plan=plan, coach=User.objects.get(username="authority.rev"))
    return plan


def _go_on(plan: GrowthPlan, story: dict[str, Any]) -> None:
    person = Actor(plan.person)
    for one in story["goal"]:
        goal = plan.goals.get(says=one["says"])
        first = goal.actions.order_by("pk").first()
        if first is not None and first.state == GrowthState.PLANNED:
            move_growth_action.perform(person, **_now(), action=first, state=GrowthState.UNDER_WAY)
        if one.get("note") and not plan.notes.filter(goal=goal).exists():
            note_growth.perform(person, **_now(), plan=plan, goal=goal, says=one["note"])
