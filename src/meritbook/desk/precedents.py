"""Precedents as read: the list, and one with the candidates whom it decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from meritbook.actions.permissions import Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Candidate, Person
from meritbook.core.qualifications.precedent import Question
from meritbook.desk.applications import Asked, asked
from meritbook.desk.paging import Page, paged
from meritbook.desk.questions import said
from meritbook.records.models import Examination, FindingQuestion, Precedent, PrecedentStatus, Settlement

_NOBODY = Blind(Person(), Candidate())
"""Names were taken out when the precedent was set, so there is none to take out."""


class NoSuchPrecedentError(MeritbookError):
    """No precedent of that number is on record."""

    code = "precedent.unknown"
    remedy = "Open the list of precedents and choose one there."
    http_status = 404


@dataclass(frozen=True)
class PrecedentLine:
    """A precedent in the list."""

    id: int
    question: str
    required_words: str
    verdict: str
    months: str
    policy: str
    set_by: str
    set_at: datetime
    stands: bool
    decides: int
    """Candidates who are judged by it now, in all examinations."""


@dataclass(frozen=True)
class Used:
    """An examination in which it decides, with how many candidates."""

    examination: Examination
    count: int


@dataclass(frozen=True)
class PrecedentPage:
    """Everything that the page of a precedent shows."""

    row: Precedent
    asked: Asked
    months: str
    used: tuple[Used, ...]
    """In the examinations that the person may read."""
    elsewhere: int
    """Candidates of other examinations."""
    departures: int
    """Answers to the same question that depart from it for one candidate."""

    @property
    def stands(self) -> bool:
        """Whether it decides."""
        return self.row.status == PrecedentStatus.STANDING


def precedents(page: int, *, asked_for: str = "", status: str = "") -> Page[PrecedentLine]:
    """One page of the precedents, the newest first."""
    rows = Precedent.objects.select_related("set_by").order_by("-set_at", "-id")
    if asked_for:
        rows = rows.filter(
            Q(question__icontains=asked_for) | Q(required_words__icontains=asked_for) | Q(why__icontains=asked_for)
        )
    if status in PrecedentStatus.values:
        rows = rows.filter(status=status)
    found: Page[Precedent] = paged(rows, page)
    uses = dict(
        FindingQuestion.objects.filter(precedent__in=[one.pk for one in found.rows])
        .order_by()
        .values_list("precedent")
        .annotate(n=Count("finding", distinct=True))
    )
    lines = tuple(
        PrecedentLine(
            id=one.pk,
            question=said(one.question),
            required_words=one.required_words,
            verdict=one.verdict,
            months=_months(one),
            policy=one.policy,
            set_by=one.set_by.full_name,
            set_at=one.set_at,
            stands=one.status == PrecedentStatus.STANDING,
            decides=uses.get(one.pk, 0),
        )
        for one in found.rows
    )
    return Page(rows=lines, number=found.number, of=found.of, total=found.total)


def precedent(pk: int) -> Precedent:
    """One precedent; raises `NoSuchPrecedentError`."""
    row = Precedent.objects.select_related("set_by", "overruled_by").filter(pk=pk).first()
    if row is None:
        raise NoSuchPrecedentError(f"There is no precedent {pk}.", where=str(pk))
    return row


def page(standing: Standing, row: Precedent) -> PrecedentPage:
    """All that the page of a precedent shows to this person."""
    question = Question(
        key="",
        node="",
        says=said(row.question),
        ask="",
        required_words=row.required_words,
        evidence=row.evidence,
        identity=row.identity,
    )
    counts = dict(
        FindingQuestion.objects.filter(precedent=row)
        .order_by()
        .values_list("finding__application__examination")
        .annotate(n=Count("finding", distinct=True))
    )
    readable = standing.examinations().filter(pk__in=counts).order_by("-opened_at", "-id")[:50]
    used = tuple(Used(one, counts[one.pk]) for one in readable)
    return PrecedentPage(
        row=row,
        asked=asked(question, {}, _NOBODY),
        months=_months(row),
        used=used,
        elsewhere=sum(counts.values()) - sum(one.count for one in used),
        departures=Settlement.objects.filter(precedent=row, withdrawn_at__isnull=True)
        .exclude(verdict=F("precedent__verdict"))
        .count(),
    )


def examinations_of(row: Precedent) -> list[int]:
    """The examinations in which it decides somebody."""
    uses = FindingQuestion.objects.filter(precedent=row).order_by()
    return list(uses.values_list("finding__application__examination", flat=True).distinct())


def _months(row: Precedent) -> str:
    return f"{row.months.normalize():f}" if row.months is not None else ""
