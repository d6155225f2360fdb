"""The open questions of an examination, each once: how many candidates wait for it, and for how many it is the last.

Twenty thousand candidates ask far fewer questions than there are candidates, because the same words are asked of the
same work. A question answered once is a precedent, and those who wait for it are judged by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.precedent import Question
from meritbook.core.verdict import Verdict
from meritbook.desk.applications import Asked, asked
from meritbook.desk.examinations import CandidateLine, NoSuchExaminationError
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Application,
    AskedQuestion,
    Determination,
    DeterminationStatus,
    Examination,
    Finding,
    FindingQuestion,
)

_ONE_JOB = re.compile(r"^Is \S+ \(")
"""How a question about a job begins: the id is one candidate's own."""


@dataclass(frozen=True)
class Waiting:
    """A question with those who wait for it."""

    id: int
    asked: Asked
    """The question as it is put to a person, of one of those who wait."""
    count: int
    """Candidates who wait for it."""
    last: int
    """Those of them for whom no other question is open."""


@dataclass(frozen=True)
class Overview:
    """The questions of an examination in figures."""

    undetermined: int
    """Candidates without a determination whose verdict waits for an answer."""
    shared: int
    """Questions that several candidates wait for."""
    single: int
    """Questions of judgement that only one candidate asks so far."""
    alone: int
    """Candidates who wait for none that others wait for: they are looked at one by one."""


def said(question: str) -> str:
    """A question as it is put of everybody, without the id that a job has with one of them."""
    return _ONE_JOB.sub("Is a job (", question)


def _open(row: Examination) -> QuerySet[FindingQuestion]:
    determined = Determination.objects.filter(
        application=OuterRef("finding__application"), status=DeterminationStatus.STANDING
    )
    return FindingQuestion.objects.filter(
        ~Exists(determined), finding__application__examination=row, precedent__isnull=True
    )


def overview(row: Examination) -> Overview:
    """The figures; three statements."""
    standing = Determination.objects.filter(application=OuterRef("application"), status=DeterminationStatus.STANDING)
    undetermined = Finding.objects.filter(
        ~Exists(standing), application__examination=row, verdict=Verdict.UNDETERMINED
    ).count()
    grouped = _open(row).order_by().values("question").annotate(count=Count("finding", distinct=True))
    counted = grouped.aggregate(all=Count("question"), shared=Count("question", filter=Q(count__gte=2)))
    shared = grouped.filter(count__gte=2).values("question")
    together = _open(row).filter(question__in=shared).order_by().values("finding").distinct().count()
    return Overview(
        undetermined=undetermined,
        shared=counted["shared"],
        single=counted["all"] - counted["shared"],
        alone=undetermined - together,
    )


def questions(row: Examination, page: int, *, total: int | None = None) -> Page[Waiting]:
    """One page of the open questions, the one that most candidates wait for first.

    `total` is how many there are, where the overview was asked before.
    """
    grouped = (
        _open(row)
        .order_by()
        .values("question")
        .annotate(
            count=Count("finding", distinct=True),
            last=Count("finding", distinct=True, filter=Q(finding__questions=1)),
            sample=Min("pk"),
        )
        .order_by("-count", "-last", "question")
    )
    found: Page[Any] = paged(grouped, page, total=total)
    samples = _samples([one["sample"] for one in found.rows])
    rows = tuple(
        _waiting(sample.question, _blind(sample), sample.key, one["count"], one["last"])
        for one in found.rows
        for sample in (samples[one["sample"]],)
    )
    return Page(rows=rows, number=found.number, of=found.of, total=found.total)


def question(row: Examination, pk: int) -> Waiting:
    """One question that somebody in the examination waits for; raises `NoSuchExaminationError`."""
    counted = (
        _open(row)
        .filter(question=pk)
        .order_by()
        .aggregate(
            count=Count("finding", distinct=True),
            last=Count("finding", distinct=True, filter=Q(finding__questions=1)),
            sample=Min("pk"),
        )
    )
    if not counted["count"]:
        raise _nobody(row)
    sample = _samples([counted["sample"]])[counted["sample"]]
    return _waiting(sample.question, _blind(sample), sample.key, counted["count"], counted["last"])


def _nobody(row: Examination) -> NoSuchExaminationError:
    return NoSuchExaminationError(
        "Nobody in this examination waits for that question any more.",
        where=row.number,
        remedy="Open the list of questions to see which are open now.",
    )


def first_waiting(row: Examination, pk: int) -> tuple[Application, str]:
    """A candidate who waits for the question, and the key under which it is asked of them.

    Raises `NoSuchExaminationError` when nobody does any more.
    """
    uses = _open(row).filter(question=pk).select_related("finding__application", "finding__statement")
    use = uses.order_by("finding", "key").first()
    if use is None:
        raise _nobody(row)
    return use.finding.application, use.key


def waiting_for(row: Examination, pk: int, page: int) -> Page[CandidateLine]:
    """One page of the candidates who wait for a question, those with the fewest open questions first."""
    uses = _open(row).filter(question=pk)
    rows = (
        Application.objects.filter(finding__in=uses.values("finding"))
        .select_related("finding")
        .defer("person_json")
        .order_by("finding__questions", "number")
    )
    return paged(rows, page, _line)


def _line(one: Application) -> CandidateLine:
    finding = one.finding
    return CandidateLine(one.pk, one.number, finding.verdict, finding.questions, finding.problems, "", one.received_at)


def _samples(pks: list[int]) -> dict[int, FindingQuestion]:
    """Some uses of questions, with the question and what takes the names out of its candidate's words."""
    return FindingQuestion.objects.select_related("question", "finding__statement", "finding__application").in_bulk(pks)


def _blind(use: FindingQuestion) -> Blind:
    return Blind(use.finding.application.person, use.finding.statement.candidate)


def _waiting(row: AskedQuestion, blind: Blind, key: str, count: int, last: int) -> Waiting:
    node, _, job = key.partition("/")
    question = Question(
        key=key,
        node=node,
        job=job,
        says=said(row.says),
        ask=row.ask,
        asks_months=row.asks_months,
        required_words=row.required_words,
        evidence=row.evidence,
        identity=row.identity,
    )
    return Waiting(id=row.pk, asked=asked(question, {}, blind), count=count, last=last)
