"""Competency assessments as read: what somebody is asked, their own, and those that they keep.

Nothing here reads what somebody answered, and no list says who has. Whether a rater answered is told to that rater
alone; how many did, only once they are as many as the smallest group that is ever told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from meritbook.actions import assessing
from meritbook.actions.permissions import Capability, OwnCaseError, Standing
from meritbook.actions.round_outlook import AS_ONE, GROUPS, outlook_of
from meritbook.core.competencies.answers import NAMED, RaterGroup
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.folding import folded
from meritbook.desk.assessment_raters import GroupLine, group_line
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    AssessmentRater,
    AssessmentTold,
    CompetencyModelRow,
    GrowthPlan,
    GrowthState,
    MultiraterAssessment,
    MultiraterState,
    RaterStanding,
    User,
)

OVER = "Waits to be closed"
ASKED_KEEPER = "You are asked in this assessment, and whoever is asked in one does not keep it."


class NoSuchAssessmentError(MeritbookError):
    """No assessment of that number, or none that the person may look into."""

    code = "competencies.no_such_assessment"
    remedy = "Open Competencies in the menu; it holds what you are asked, your own assessments, and those you keep."
    http_status = 404


class NoSuchRequestError(MeritbookError):
    """Nobody asked the person for this assessment, or not any more."""

    code = "competencies.no_such_request"
    remedy = "Open Competencies in the menu; it holds all that you are asked."
    http_status = 404


@dataclass(frozen=True)
class Asked:
    """What somebody is asked, as on the day."""

    row: AssessmentRater
    subject: str
    own: bool
    """They assess themselves."""
    group: str
    named: bool
    """What they answer stands under their name."""
    starts_on: date | None
    last_day: date | None
    state: str
    """In words."""
    now: bool
    """It can be answered today."""
    takes_back: bool
    """It was answered, and can be taken back today by its receipt."""
    delegated: str
    """Who answers instead, where the person named somebody."""
    undeclines: bool
    """They declined, and can take that back today."""

    @property
    def author(self) -> str:
        """The name of who answers."""
        who = self.row.delegate or self.row.user
        return who.full_name if who is not None else self.row.guest


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment in a list, as on the day."""

    row: MultiraterAssessment
    state: str
    last_day: date | None
    over: bool
    """Its last day is over and it is not closed."""
    asked: int
    """How many are asked, the person and supervisors among them."""
    told: bool
    """Something came of it, and it may be read."""


@dataclass(frozen=True)
class AssessmentShown:
    """One assessment."""

    line: AssessmentLine
    model: CompetencyModel
    role: str
    policy: CompetencyPolicy
    groups: tuple[GroupLine, ...]
    answered: str
    """How many of those in groups answered, in words, once it is closed; empty while nobody can answer."""
    may_keep: bool
    own: bool
    """The person looks at their own."""
    outlook: str
    """What would be told if everybody answered who is asked and can, for who keeps a draft or an open one."""
    would_be_told: tuple[tuple[str, ...], ...]
    """The same as the groups of each cell."""
    short: tuple[str, ...]
    """Of an open one, for who keeps it: groups of which too few can still answer, and what to do."""


def last_day(row: MultiraterAssessment) -> date | None:
    """The last day on which it is answered; none where no days are set."""
    return row.ends_before - timedelta(days=1) if row.ends_before else None


def is_now(row: MultiraterAssessment, on: date) -> bool:
    """Whether it is answered on the day."""
    if row.state != MultiraterState.OPEN or row.starts_on is None or row.ends_before is None:
        return False
    return row.starts_on <= on < row.ends_before


def is_over(row: MultiraterAssessment, on: date) -> bool:
    """Whether its last day is over and it is not closed."""
    return row.state == MultiraterState.OPEN and row.ends_before is not None and on >= row.ends_before


# --- what somebody is asked ---------------------------------------------------------------------------------


def _mine(standing: Standing) -> QuerySet[AssessmentRater]:
    if standing.user is None:
        return AssessmentRater.objects.none()
    rows = AssessmentRater.objects.filter(Q(user=standing.user) | Q(delegate=standing.user))
    return (
        rows.filter(left=False)
        .exclude(standing=RaterStanding.REMOVED)
        .select_related("assessment__subject", "assessment__version", "user", "delegate")
    )


def asked(standing: Standing) -> tuple[Asked, ...]:
    """What the person is asked on assessments that are open, the nearest last day first; one statement."""
    rows = _mine(standing).filter(assessment__state=MultiraterState.OPEN)
    return tuple(asked_of(standing, row) for row in rows.order_by("assessment__ends_before", "pk"))


def request_of(standing: Standing, pk: int) -> AssessmentRater:
    """What the person is asked; raises `NoSuchRequestError`."""
    row = _mine(standing).exclude(assessment__state=MultiraterState.DRAFT).filter(pk=pk).first()
    if row is None:
        raise NoSuchRequestError("You are not asked for this assessment, or not any more.", where=str(pk))
    return row


def asked_of(standing: Standing, row: AssessmentRater) -> Asked:
    """What the person, or the guest where nobody signs in, is asked, as a line."""
    assessment, me = row.assessment, standing.user
    given_on = row.delegate is not None and me is not None and row.delegate_id != me.pk
    waits = row.standing == RaterStanding.ASKED
    now = waits and not given_on and is_now(assessment, standing.on)
    return Asked(
        row=row,
        subject=assessment.subject.full_name,
        own=row.group == RaterGroup.SELF,
        group=AS_ONE[RaterGroup(row.group)],
        named=row.group in NAMED,
        starts_on=assessment.starts_on,
        last_day=last_day(assessment),
        state=_asked_state(row, standing.on, given_on=given_on, now=now),
        now=now,
        takes_back=row.standing == RaterStanding.ANSWERED and not given_on and is_now(assessment, standing.on),
        delegated=row.delegate.full_name if row.delegate is not None and given_on else "",
        undeclines=row.standing == RaterStanding.DECLINED and not given_on and is_now(assessment, standing.on),
    )


def _asked_state(row: AssessmentRater, on: date, *, given_on: bool, now: bool) -> str:
    if given_on and row.delegate is not None:
        # Whether they have done so is theirs to say.
        return f"{row.delegate.full_name} answers for you"
    if row.standing != RaterStanding.ASKED:
        return {RaterStanding.ANSWERED: "You have answered", RaterStanding.DECLINED: "You declined"}[
            RaterStanding(row.standing)
        ]
    if now:
        return "Waits for your answer"
    starts_on = row.assessment.starts_on
    later = row.assessment.state == MultiraterState.OPEN and starts_on is not None and on < starts_on
    return f"Opens on {day_in_words(starts_on)}" if later and starts_on else "Its days are over"


# --- assessments that are the person's own, and those that they keep ----------------------------------------


def own(standing: Standing) -> QuerySet[MultiraterAssessment]:
    """Those of the person themselves, from when they are open; what was withdrawn before is nobody's matter."""
    if standing.user is None:
        return MultiraterAssessment.objects.none()
    return MultiraterAssessment.objects.filter(subject=standing.user).exclude(
        Q(state=MultiraterState.DRAFT) | Q(state=MultiraterState.WITHDRAWN, starts_on__isnull=True)
    )


def _reached(standing: Standing) -> QuerySet[MultiraterAssessment]:
    rows = MultiraterAssessment.objects.filter(standing.results(Capability.KEEP_ASSESSMENT))
    return rows.exclude(subject=standing.user) if standing.user is not None else rows.none()


def kept(standing: Standing) -> QuerySet[MultiraterAssessment]:
    """Those of other people that the person keeps; none in which they are asked themselves."""
    mine = AssessmentRater.objects.exclude(standing=RaterStanding.REMOVED).filter(
        Q(user=standing.user) | Q(delegate=standing.user)
    )
    return _reached(standing).exclude(pk__in=mine.order_by().values("assessment"))


def followed(standing: Standing, subject: User) -> QuerySet[MultiraterAssessment]:
    """The closed assessments of somebody with which a new one may be compared, the newest first."""
    return _reached(standing).filter(subject=subject, state=MultiraterState.CLOSED).order_by("-pk")


def followed_by_pk(standing: Standing, pk: int) -> MultiraterAssessment:
    """One of other people with which a new one is to be compared, also where the person was asked in it.

    Raises `NoSuchAssessmentError`.
    """
    found = _reached(standing).filter(pk=pk).first()
    if found is None:
        raise NoSuchAssessmentError("There is no such assessment, or it is not open to you.", where=str(pk))
    return found


def own_lines(standing: Standing) -> tuple[AssessmentLine, ...]:
    """The person's own, the newest first: two statements."""
    rows = own(standing).select_related("version__model").order_by("-starts_on", "-pk")
    return lines_of(list(rows), standing.on)


def plans(standing: Standing) -> tuple[GrowthPlan, ...]:
    """The person's own development plans that are not over, the newest first; one statement."""
    under_way = [GrowthState.PLANNED, GrowthState.UNDER_WAY]
    return tuple(GrowthPlan.objects.filter(person=standing.user, state__in=under_way).order_by("-starts_on", "-pk"))


def lines(standing: Standing, *, state: str = "", words: str = "", number: int = 1) -> Page[AssessmentLine]:
    """One page of those that the person keeps, the newest first; `words` finds by the name of who is assessed."""
    rows = kept(standing).select_related("subject", "department", "version__model").order_by("-drawn_at", "-pk")
    if state in MultiraterState.values:
        rows = rows.filter(state=state)
    for word in words.split()[:6]:
        rows = rows.filter(Q(subject__folded_name__contains=folded(word)) | Q(subject__username__iexact=word))
    page: Page[MultiraterAssessment] = paged(rows, number)
    return Page(rows=lines_of(page.rows, standing.on), number=page.number, of=page.of, total=page.total)


def lines_of(rows: Sequence[MultiraterAssessment], on: date) -> tuple[AssessmentLine, ...]:
    """Assessments as lines; two statements."""
    keys = [one.pk for one in rows]
    counts = dict(
        AssessmentRater.objects.filter(assessment__in=keys, left=False)
        .exclude(standing=RaterStanding.REMOVED)
        .order_by()
        .values_list("assessment")
        .annotate(asked=Count("pk"))
    )
    told = set(AssessmentTold.objects.filter(assessment__in=keys).values_list("assessment", flat=True))
    return tuple(
        AssessmentLine(
            row=one,
            state=_state(one, on),
            last_day=last_day(one),
            over=is_over(one, on),
            asked=counts.get(one.pk, 0),
            told=one.pk in told,
        )
        for one in rows
    )


def _state(row: MultiraterAssessment, on: date) -> str:
    if is_over(row, on):
        return OVER
    if row.state == MultiraterState.OPEN and row.starts_on is not None and on < row.starts_on:
        return "Opens later"
    return str(row.get_state_display())


def by_pk(standing: Standing, pk: int) -> MultiraterAssessment:
    """One that is the person's own or that they keep.

    Raises `NoSuchAssessmentError`; `OwnCaseError` for one that they would keep, were they not asked in it.
    """
    rows = MultiraterAssessment.objects.filter(
        Q(pk__in=own(standing).values("pk")) | Q(pk__in=kept(standing).values("pk"))
    )
    found = rows.select_related("subject", "department", "version__model", "drawn_by", "follows").filter(pk=pk).first()
    if found is None:
        if _reached(standing).filter(pk=pk).exists():
            raise OwnCaseError(ASKED_KEEPER, where=str(pk))
        raise NoSuchAssessmentError("There is no such assessment, or it is not open to you.", where=str(pk))
    return found


def page(standing: Standing, row: MultiraterAssessment) -> AssessmentShown:
    """The page of an assessment: nine statements or so."""
    model = assessing.model_of(row)
    role = model.role(row.role)
    policy = assessing.policy_of(row)
    may_keep = standing.may(Capability.KEEP_ASSESSMENT, row)
    raters = list(row.raters.select_related("user", "delegate").order_by("group", "pk"))
    reports = assessing.reports_of(row.subject_id)
    still_open = row.state == MultiraterState.OPEN and not is_over(row, standing.on)
    looks_ahead = may_keep and (still_open or row.state == MultiraterState.DRAFT)
    ahead = outlook_of(row, standing.on) if looks_ahead else None
    out = assessing.out_of_office(raters, standing.on) if looks_ahead else frozenset()
    return AssessmentShown(
        line=lines_of([row], standing.on)[0],
        model=model,
        role=role.name if role else row.role,
        policy=policy,
        groups=tuple(group_line(one, raters, row, reports, out, may_keep=may_keep) for one in GROUPS),
        answered=_answered(row),
        may_keep=may_keep,
        own=standing.user is not None and row.subject_id == standing.user.pk,
        outlook=ahead.says if ahead is not None else "",
        would_be_told=tuple(tuple(sorted(cell)) for cell in ahead.cells.cells) if ahead is not None else (),
        short=ahead.short(last_day(row)) if ahead is not None and still_open else (),
    )


LATER = "Told once it is closed"
"""In place of how many answered: whoever watched the number would learn when a colleague answers."""


def _answered(row: MultiraterAssessment) -> str:
    if row.state == MultiraterState.OPEN:
        return LATER
    told = AssessmentTold.objects.filter(assessment=row).first() if row.state == MultiraterState.CLOSED else None
    if told is None:
        return ""
    number = assessing.result_of(told).answered
    return str(number) if number is not None else "Not told, to keep answers apart from people"


def rater_of(row: MultiraterAssessment, pk: int) -> AssessmentRater:
    """Somebody whom the assessment asks; raises `NoSuchAssessmentError`."""
    held = row.raters.select_related("user").filter(pk=pk).first()
    if held is None:
        raise NoSuchAssessmentError("This assessment asks nobody of that number.", where=str(pk))
    held.assessment = row
    return held


def usable_models() -> QuerySet[CompetencyModelRow]:
    """The models by which an assessment may be drawn up, by name."""
    return CompetencyModelRow.objects.filter(retired_because="").order_by("name", "pk")
