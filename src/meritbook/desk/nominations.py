"""Nominations as read: the list, and one with its criteria, what the law says of it now, and its history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from meritbook.actions import nominating
from meritbook.actions.permissions import MATRIX, Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.criteria import Evidence, Suggestion
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    CriterionJudgement,
    Decision,
    LedgerEntry,
    Nomination,
    NominationStatus,
    Position,
    VersionStatus,
)
from meritbook.records.models.nominations import OPEN

UNDER_WAY = "open"
CHOICES = 500
"""Positions that the form offers; another is reached from its own page."""


class NoSuchNominationError(MeritbookError):
    """No nomination of that number is on record, or none that this person may read."""

    code = "nomination.unknown"
    remedy = "Open the list of nominations and choose one there; it shows those that you may read."
    http_status = 404


@dataclass(frozen=True)
class NominationLine:
    """A nomination in the list."""

    id: int
    position: str
    title: str
    department: str
    department_id: int
    status: str
    status_word: str
    nominated_by: str
    nominated_at: datetime
    submissions: int
    decided_at: datetime | None
    starts_on: date | None


@dataclass(frozen=True)
class CriterionLine:
    """One criterion: what was read, and how it was judged."""

    suggestion: Suggestion
    judgement: CriterionJudgement | None
    evidence: tuple[Evidence, ...]
    """What the judgement rests on; while there is none, what was read."""

    @property
    def fact(self) -> str:
        """The fact of the law that it settles."""
        return self.suggestion.criterion.fact

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return "c-" + self.fact.replace(".", "-").replace("/", "-")


@dataclass(frozen=True)
class HistoryLine:
    """One act on the nomination, from the ledger."""

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    why: str


@dataclass(frozen=True)
class Act:
    """An act that is open to the person as things stand."""

    name: str
    label: str
    strong: bool = False


@dataclass(frozen=True)
class NominationPage:
    """Everything that the page of a nomination shows to this person."""

    row: Nomination
    line: NominationLine
    criteria: tuple[CriterionLine, ...]
    verdicts: tuple[LawVerdict, ...]
    decided: tuple[LawVerdict, ...]
    """What the law said when it was decided."""
    allocation: Decision | None
    history: tuple[HistoryLine, ...]
    acts: tuple[Act, ...]
    may_judge: bool
    conflict: str


def line(row: Nomination) -> NominationLine:
    """A row of the list; its position, department and person are read with it."""
    return NominationLine(
        id=row.pk,
        position=row.position.number,
        title=row.position.title,
        department=row.position.department.name,
        department_id=row.position.department_id,
        status=row.status,
        status_word=row.get_status_display(),
        nominated_by=row.nominated_by.full_name,
        nominated_at=row.nominated_at,
        submissions=row.submissions,
        decided_at=row.decided_at,
        starts_on=row.starts_on,
    )


def nominations(
    standing: Standing, page: int, *, asked: str = "", status: str = "", department: str = ""
) -> Page[NominationLine]:
    """One page of the nominations that the person may read, the newest first: two statements."""
    rows: QuerySet[Nomination] = standing.nominations().select_related("position__department", "nominated_by")
    if status == UNDER_WAY:
        rows = rows.filter(status__in=OPEN)
    elif status in NominationStatus.values:
        rows = rows.filter(status=status)
    if department:
        rows = rows.filter(position__department__code__iexact=department)
    if asked:
        rows = rows.filter(Q(position__number__icontains=asked) | Q(position__title__icontains=asked))
    return paged(rows.defer("verdicts_json", "rationale").order_by("-nominated_at", "-id"), page, line)


def nomination(standing: Standing, pk: int) -> Nomination:
    """One nomination; raises `NoSuchNominationError`."""
    row = (
        standing.nominations()
        .select_related(
            "position__department",
            "department",
            "description__signed_by",
            "nominated_by",
            "returned_by",
            "reviewed_by",
            "decided_by",
            "withdrawn_by",
            "day_set_by",
            "allocation__class_entry__plan_revision",
            "director_notice",
            "hr_notice",
            "seat",
        )
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NoSuchNominationError(f"There is no nomination {pk} that you may read.", where=str(pk))
    return row


def criteria_of(row: Nomination, on: date) -> tuple[CriterionLine, ...]:
    """Each criterion with what was read of it and how it was judged, by the description that came with it."""
    judged = {one.fact: one for one in row.judgements.filter(description=row.description).select_related("judged_by")}
    found = []
    for suggestion in nominating.suggestions(row, on=on):
        one = judged.get(suggestion.criterion.fact)
        evidence = suggestion.evidence
        if one is not None:
            evidence = tuple(Evidence.model_validate(each) for each in json.loads(one.evidence_json))
        found.append(CriterionLine(suggestion, one, evidence))
    return tuple(found)


MOVES = {
    "resubmit": ((NominationStatus.RETURNED,), "Submit again"),
    "review": ((NominationStatus.SUBMITTED, NominationStatus.REVIEWED), "Review the allocation"),
    "decide": ((NominationStatus.REVIEWED,), "Decide"),
    "enter": ((NominationStatus.APPROVED,), "Set the day of entry"),
    "return": ((NominationStatus.SUBMITTED, NominationStatus.REVIEWED), "Return for completion"),
    "withdraw": (
        (
            NominationStatus.SUBMITTED,
            NominationStatus.RETURNED,
            NominationStatus.REVIEWED,
            NominationStatus.APPROVED,
        ),
        "Withdraw",
    ),
}
"""For each act: where the nomination must stand, and what it is called."""

CAPABILITIES = {
    "resubmit": (Capability.NOMINATE_POSITION,),
    "withdraw": (Capability.NOMINATE_POSITION,),
    "return": (Capability.REVIEW_NOMINATION, Capability.DECIDE_NOMINATION),
    "judge": (Capability.REVIEW_NOMINATION, Capability.DECIDE_NOMINATION),
    "review": (Capability.REVIEW_NOMINATION,),
    "decide": (Capability.DECIDE_NOMINATION,),
    "enter": (Capability.SET_ENTRY_DAY,),
}
"""For each act: the capabilities of which one permits it."""


def may(standing: Standing, act: str, row: Nomination) -> bool:
    """Whether the person may take the act on this nomination, wherever it stands."""
    return any(standing.may(one, row) for one in CAPABILITIES[act])


def acts_of(standing: Standing, row: Nomination) -> tuple[Act, ...]:
    """The acts that are open to the person as the nomination stands."""
    return tuple(
        Act(name, label, strong=name not in ("return", "withdraw"))
        for name, (states, label) in MOVES.items()
        if row.status in states and may(standing, name, row)
    )


def history_of(row: Nomination) -> tuple[HistoryLine, ...]:
    """All acts on the nomination, the first one first."""
    entries = LedgerEntry.objects.filter(subject=f"nomination:{row.pk}").order_by("seq")[:200]
    return tuple(
        HistoryLine(one.seq, one.at, one.actor, one.role, one.action, one.why) for one in entries.defer("payload")
    )


def page(standing: Standing, row: Nomination) -> NominationPage:
    """All that the page of a nomination shows to this person today."""
    on = standing.on
    return NominationPage(
        row=row,
        line=line(row),
        criteria=criteria_of(row, on),
        verdicts=nominating.verdicts_of(row, on=on) if row.status in OPEN or row.status == "entered" else (),
        decided=kept_verdicts(row),
        allocation=row.allocation or nominating.standing_decision(row.position),
        history=history_of(row),
        acts=acts_of(standing, row),
        may_judge=row.status in (NominationStatus.SUBMITTED, NominationStatus.REVIEWED) and may(standing, "judge", row),
        conflict=_conflict(standing, row),
    )


def kept_verdicts(row: Nomination) -> tuple[LawVerdict, ...]:
    """What the law said when it was decided."""
    return tuple(LawVerdict.model_validate(one) for one in json.loads(row.verdicts_json))


def _conflict(standing: Standing, row: Nomination) -> str:
    asked = (Capability.NOMINATE_POSITION, Capability.REVIEW_NOMINATION, Capability.DECIDE_NOMINATION)
    roles = {held.role for held in standing.held}
    for capability in asked:
        if any(capability in MATRIX[role] for role in roles) and (said := standing.conflict(capability, row)):
            return said
    return ""


def candidates(standing: Standing) -> QuerySet[Position]:
    """The positions that the person may nominate: of the departments that they direct, official, and not in already."""
    departments = [held.department for held in standing.held if held.department is not None]
    today = standing.on
    rows = Position.objects.filter(department__in=departments, versions__status=VersionStatus.OFFICIAL).exclude(
        incumbent=standing.user
    )
    in_service = Q(seats__ends_before__isnull=True, seats__isnull=False) | Q(seats__ends_before__gt=today)
    under_way = Nomination.objects.filter(status__in=OPEN).values("position")
    rows = rows.exclude(pk__in=Position.objects.filter(in_service).values("pk")).exclude(pk__in=under_way)
    return rows.select_related("department").order_by("number", "pk")
