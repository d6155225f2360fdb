"""Examinations as read: the list, one with its counts, its candidates by what was computed and determined, its work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.http import QueryDict

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Application,
    Department,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
    ExaminationStatus,
    Finding,
    RequirementVersion,
)

WORDS = {
    Verdict.MET: "Met",
    Verdict.UNDETERMINED: "Undetermined",
    Verdict.NOT_MET: "Not met",
}
"""The verdicts in the order in which lists show them."""

LOOK = "look"
STATES = {
    LOOK: "To look at: undetermined, fewest questions first",
    "open": "Without a determination",
    DeterminationOutcome.QUALIFIED: "Determined: meets",
    DeterminationOutcome.NOT_QUALIFIED: "Determined: does not meet",
    DeterminationOutcome.INFORMATION: "Determined: information asked for",
    "problems": "With gaps or contradictions",
}
"""What the list of candidates can be narrowed to, beside the verdict."""

_STANDING = Determination.objects.filter(application=OuterRef("pk"), status=DeterminationStatus.STANDING)


class NoSuchExaminationError(MeritbookError):
    """No such examination, question or work is on record, or none that this person may read."""

    code = "examination.unknown"
    remedy = "Open the list of examinations; it shows those that you may read."
    http_status = 404


@dataclass(frozen=True)
class Counts:
    """How many candidates were computed how."""

    met: int
    undetermined: int
    not_met: int
    total: int

    @property
    def unjudged(self) -> int:
        """Received, and not judged yet."""
        return self.total - self.met - self.undetermined - self.not_met


@dataclass(frozen=True)
class Group:
    """Candidates of one verdict: how many, and of these how many have which determination."""

    verdict: str
    says: str
    count: int
    qualified: int
    not_qualified: int
    information: int

    @property
    def determined(self) -> int:
        """Those with a determination that stands."""
        return self.qualified + self.not_qualified + self.information

    @property
    def waiting(self) -> int:
        """Those without one."""
        return self.count - self.determined


@dataclass(frozen=True)
class ExaminationLine:
    """An examination in the list."""

    id: int
    number: str
    title: str
    department: str
    on: date
    is_open: bool
    counts: Counts
    to_look_at: int

    @property
    def in_words(self) -> str:
        """What waits in it, in words."""
        look = f"{self.to_look_at:,} undetermined to look at" if self.to_look_at else "none undetermined to look at"
        return f"{look}; {self.counts.met:,} computed as met, {self.counts.not_met:,} as not met"


@dataclass(frozen=True)
class CandidateLine:
    """A candidate in the list: a number, never a name."""

    id: int
    number: str
    verdict: str
    questions: int
    problems: int
    determination: str
    received_at: datetime


@dataclass(frozen=True)
class Asked:
    """What the list of candidates is narrowed to."""

    verdict: str = ""
    state: str = ""
    number: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """From an address; what is no filter is dropped."""
        verdict, state = query.get("verdict", ""), query.get("state", "")
        return cls(
            verdict=verdict if verdict in (*WORDS, "none") else "",
            state=state if state in STATES else "",
            number=query.get("number", "").strip()[:64],
        )


def examination(standing: Standing, pk: int, capability: Capability = Capability.READ_EXAMINATION) -> Examination:
    """One examination that the capability reaches; raises `NoSuchExaminationError`."""
    row = (
        standing.examinations(capability)
        .filter(pk=pk)
        .select_related("department", "position", "requirement", "opened_by", "closed_by")
        .defer("requirement__tree_json", "requirement__examples_json", "policy_json")
        .first()
    )
    if row is None:
        raise NoSuchExaminationError("There is no such examination, or it is not open to you.", where=str(pk))
    return row


def examinations(standing: Standing, page: int, *, asked: str = "", state: str = "") -> Page[ExaminationLine]:
    """One page of the examinations that the person may read, the newest first."""
    rows = standing.examinations().select_related("department").only("number", "title", "on", "status", "department")
    if asked:
        rows = rows.filter(Q(number__icontains=asked) | Q(title__icontains=asked))
    if state in ExaminationStatus.values:
        rows = rows.filter(status=state)
    found: Page[Examination] = paged(rows.order_by("-opened_at", "-id"), page)
    lines = lines_of(found.rows)
    return Page(rows=lines, number=found.number, of=found.of, total=found.total)


def lines_of(rows: Iterable[Examination]) -> tuple[ExaminationLine, ...]:
    """Examinations as lines of a list: three statements, however many there are."""
    rows = tuple(rows)
    ids = [one.pk for one in rows]
    totals = dict(
        Application.objects.filter(examination__in=ids).order_by().values_list("examination").annotate(n=Count("pk"))
    )
    computed: dict[tuple[int, str], int] = {
        (examination, verdict): n
        for examination, verdict, n in Finding.objects.filter(application__examination__in=ids)
        .order_by()
        .values_list("application__examination", "verdict")
        .annotate(n=Count("pk"))
    }
    look = dict(
        Application.objects.filter(~Exists(_STANDING), examination__in=ids, finding__verdict=Verdict.UNDETERMINED)
        .order_by()
        .values_list("examination")
        .annotate(n=Count("pk"))
    )
    return tuple(
        ExaminationLine(
            id=one.pk,
            number=one.number,
            title=one.title,
            department=one.department.name if one.department else "",
            on=one.on,
            is_open=one.status == ExaminationStatus.OPEN,
            counts=Counts(
                met=computed.get((one.pk, Verdict.MET), 0),
                undetermined=computed.get((one.pk, Verdict.UNDETERMINED), 0),
                not_met=computed.get((one.pk, Verdict.NOT_MET), 0),
                total=totals.get(one.pk, 0),
            ),
            to_look_at=look.get(one.pk, 0),
        )
        for one in rows
    )


def groups(row: Examination) -> tuple[Group, ...]:
    """The candidates by verdict, and within each by determination; those not judged yet last, if there are any."""
    computed = dict(row.applications.order_by().values_list("finding__verdict").annotate(n=Count("pk")))
    determined: dict[tuple[str, str], int] = {
        (verdict, outcome): n
        for verdict, outcome, n in Determination.objects.filter(
            application__examination=row, status=DeterminationStatus.STANDING
        )
        .order_by()
        .values_list("application__finding__verdict", "outcome")
        .annotate(n=Count("pk"))
    }
    named = [(str(verdict), says) for verdict, says in WORDS.items()]
    if computed.get(None):
        named.append(("none", "Not judged yet"))
    return tuple(
        Group(
            verdict=verdict,
            says=says,
            count=computed.get(None if verdict == "none" else verdict, 0),
            qualified=determined.get((verdict, DeterminationOutcome.QUALIFIED), 0),
            not_qualified=determined.get((verdict, DeterminationOutcome.NOT_QUALIFIED), 0),
            information=determined.get((verdict, DeterminationOutcome.INFORMATION), 0),
        )
        for verdict, says in named
    )


def candidates(row: Examination, asked: Asked, page: int) -> Page[CandidateLine]:
    """One page of an examination's candidates, by number; those to look at by the number of their open questions."""
    rows = narrowed(row.applications.all(), asked).order_by("number")
    if asked.state == LOOK:
        rows = rows.order_by("finding__questions", "number")
    found: Page[Application] = paged(rows.select_related("finding").defer("person_json"), page)
    outcomes = dict(
        Determination.objects.filter(
            application__in=[one.pk for one in found.rows], status=DeterminationStatus.STANDING
        ).values_list("application", "outcome")
    )
    lines = tuple(_line(one, outcomes.get(one.pk, "")) for one in found.rows)
    return Page(rows=lines, number=found.number, of=found.of, total=found.total)


def narrowed(rows: QuerySet[Application], asked: Asked) -> QuerySet[Application]:
    """The candidates that the filter leaves."""
    if asked.number:
        rows = rows.filter(number__icontains=asked.number)
    if asked.verdict == "none":
        rows = rows.filter(finding__isnull=True)
    elif asked.verdict:
        rows = rows.filter(finding__verdict=asked.verdict)
    if asked.state == "problems":
        return rows.filter(finding__problems__gt=0)
    if asked.state in DeterminationOutcome.values:
        return rows.filter(Exists(_STANDING.filter(outcome=asked.state)))
    if asked.state == LOOK:
        rows = rows.filter(finding__verdict=Verdict.UNDETERMINED)
    return rows.filter(~Exists(_STANDING)) if asked.state else rows


def _line(row: Application, outcome: str) -> CandidateLine:
    finding: Finding | None = getattr(row, "finding", None)
    return CandidateLine(
        id=row.pk,
        number=row.number,
        verdict=finding.verdict if finding else "",
        questions=finding.questions if finding else 0,
        problems=finding.problems if finding else 0,
        determination=str(DeterminationOutcome(outcome).label) if outcome else "",
        received_at=row.received_at,
    )


def departments(standing: Standing) -> tuple[Department, ...]:
    """The departments for which the person may open examinations."""
    rows = Department.objects.on(standing.on).order_by("name")
    return tuple(one for one in rows if standing.may(Capability.OPEN_EXAMINATION, one))


def requirements(asked: int | None = None) -> tuple[RequirementVersion, ...]:
    """The newest version of each requirement, and the version that is asked for by its key in the record."""
    newest = RequirementVersion.objects.order_by().values("key").annotate(newest=Max("pk")).values("newest")
    rows = RequirementVersion.objects.filter(Q(pk__in=newest) | Q(pk=asked or 0))
    return tuple(rows.only("key", "version", "title", "policy").order_by("title", "key", "-version"))
