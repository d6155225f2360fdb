"""A contract year as a person may read it: what each objective shows, who wrote what, and the year as a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from meritbook.actions import measured
from meritbook.actions.contract_year_policies import keys_of
from meritbook.actions.permissions import Standing
from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.text import ContractText
from meritbook.core.dates import MONTHS, day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.records.models import (
    EvidenceFile,
    EvidenceNote,
    ImprovementStep,
    PerformanceContract,
    ProgressReview,
    Sharing,
)

SHARED_WITH = Sharing.SHARED.label
"""Who reads what is shared, as it stands on every item."""
WHOLE = "The contract as a whole"


class NoSuchItemError(MeritbookError):
    """No such note, file, review, step or value is on record of this contract, or none that this person may read."""

    code = "year.unknown"
    remedy = "Open the year of the contract and choose there."
    http_status = 404


@dataclass(frozen=True)
class Note:
    """A note of evidence with its files."""

    row: EvidenceNote
    about: str
    """The objective or project in its words."""
    mine: bool

    @property
    def private(self) -> bool:
        """Whether only its author reads it."""
        return self.row.sharing == Sharing.PRIVATE

    @property
    def seen_by(self) -> str:
        """Who can see it."""
        return str(self.row.get_sharing_display())

    @property
    def files(self) -> tuple[EvidenceFile, ...]:
        """The files beside it."""
        return tuple(self.row.files.all())


@dataclass(frozen=True)
class Part:
    """An objective or a project: its words, its measures and the evidence on it."""

    key: str
    says: str
    findings: tuple[MeasureFinding, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Event:
    """Something on the line of the year."""

    on: date
    kind: str
    says: str
    x: str
    """Its place on the line, in percent of the width."""


@dataclass(frozen=True)
class Row:
    """The events of one kind."""

    kind: str
    label: str
    shape: str
    y: int
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Line:
    """The year as a line, and all that it shows in sentences."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, str], ...]
    """Place and word of each quarter."""
    today: str
    """The place of the day; empty where it lies outside the year."""
    height: int
    events: tuple[Event, ...]

    @property
    def says(self) -> str:
        """The picture in sentences."""
        return " ".join(f"{day_in_words(one.on)}: {one.says}." for one in self.events) or "Nothing is on record yet."


@dataclass(frozen=True)
class Year:
    """What the page of a contract year shows."""

    text: ContractText
    parts: tuple[Part, ...]
    whole: tuple[Note, ...]
    reviews: tuple[ProgressReview, ...]
    line: Line


ROWS = (
    ("review", "Reviews held", "degree"),
    ("evidence", "Evidence", "licence"),
    ("result", "Results", "lapse"),
    ("due", "Steps and results due", "expected"),
)


def notes_of(standing: Standing, contract: PerformanceContract) -> QuerySet[EvidenceNote]:
    """The notes that the person may read: those that are shared, and their own drafts. Nobody else's, for nobody.

    A draft that its author withdrew is gone for them too.
    """
    mine = Q(written_by=standing.user, withdrawn_at__isnull=True) if standing.user is not None else Q(pk__in=[])
    shared = Q(sharing=Sharing.SHARED)
    return contract.evidence.filter(shared | mine).select_related("written_by", "withdrawn_by")


def text_in_force(contract: PerformanceContract) -> ContractText | None:
    """The words that all have signed; none before."""
    version = contract.signed_version
    return None if version is None else version.text


def findings_of(contract: PerformanceContract, *, on: date) -> tuple[MeasureFinding, ...]:
    """What the measures of the signed words show on the day; none before all have signed."""
    text = text_in_force(contract)
    return measured.findings_of(contract, text, on=on) if text is not None else ()


def year(standing: Standing, contract: PerformanceContract, text: ContractText) -> Year:
    """The year of a contract that the person may read; six statements."""
    on = standing.on
    words = keys_of(text)
    rows = notes_of(standing, contract).prefetch_related("files__document")
    notes = [
        Note(row, words.get(row.about, "") or (row.about or WHOLE), row.written_by_id == _key(standing)) for row in rows
    ]
    found = measured.findings_of(contract, text, on=on)
    reviews = tuple(
        contract.reviews.select_related("recorded_by", "answered_by", "withdrawn_by").prefetch_related("steps")
    )
    parts = tuple(
        Part(
            key,
            says,
            tuple(one for one in found if one.about == key),
            tuple(one for one in notes if one.row.about == key),
        )
        for key, says in words.items()
    )
    return Year(
        text=text,
        parts=parts,
        # What was written on an objective that an alteration took out stays readable here.
        whole=tuple(one for one in notes if one.row.about not in words),
        reviews=reviews,
        line=_line(contract, notes, found, reviews, on),
    )


def note(standing: Standing, contract: PerformanceContract, pk: int) -> EvidenceNote:
    """A note that the person may read; raises `NoSuchItemError`, for somebody else's draft as for none."""
    found = notes_of(standing, contract).select_related("contract__appointment__seat__position").filter(pk=pk).first()
    if found is None:
        raise NoSuchItemError(f"There is no note {pk} that you may read.", where=str(pk))
    return found


def file(standing: Standing, contract: PerformanceContract, note_pk: int, pk: int) -> EvidenceFile:
    """A file beside a note that the person may read; raises `NoSuchItemError`."""
    found = note(standing, contract, note_pk).files.select_related("document").filter(pk=pk).first()
    if found is None:
        raise NoSuchItemError(f"There is no file {pk} beside this note.", where=str(pk))
    return found


def review(contract: PerformanceContract, pk: int) -> ProgressReview:
    """A review of the contract; raises `NoSuchItemError`."""
    found = contract.reviews.filter(pk=pk).first()
    if found is None:
        raise NoSuchItemError(f"There is no review {pk} of this contract.", where=str(pk))
    return found


def step(contract: PerformanceContract, pk: int) -> ImprovementStep:
    """A step of a plan of the contract; raises `NoSuchItemError`."""
    found = ImprovementStep.objects.filter(review__contract=contract, pk=pk).select_related("review").first()
    if found is None:
        raise NoSuchItemError(f"There is no step {pk} in this contract.", where=str(pk))
    return found


def _key(standing: Standing) -> int | None:
    return standing.user.pk if standing.user is not None else None


def _quarters(contract: PerformanceContract) -> list[date]:
    """The first day, and the first of each third month after its month."""
    found = [contract.starts_on]
    for months in range(3, 12, 3):
        year, month = divmod(contract.starts_on.month - 1 + months, 12)
        day = date(contract.starts_on.year + year, month + 1, 1)
        if day < contract.ends_before:
            found.append(day)
    return found


def _tick(day: date, *, first: bool) -> str:
    """The month in short, with its year where that begins."""
    short = MONTHS[day.month - 1][:3]
    return f"{short} {day.year}" if first or day.month == 1 else short


def _line(
    contract: PerformanceContract,
    notes: Iterable[Note],
    found: Iterable[MeasureFinding],
    reviews: Iterable[ProgressReview],
    on: date,
) -> Line:
    span = (contract.ends_before - contract.starts_on).days

    def place(day: date) -> str:
        # Within the frame, so that a sign at its end is seen whole.
        return f"{2 + 96 * min(max((day - contract.starts_on).days / span, 0), 1):.2f}%"

    events: list[Event] = []

    def add(day: date, kind: str, says: str) -> None:
        events.append(Event(day, kind, says, place(day)))

    for one in reviews:
        if one.withdrawn_at is not None:
            continue
        add(one.held_on, "review", f"{one.get_kind_display()}, held")
        for part in one.steps.all():
            if part.closed_at is None:
                add(part.due_on, "due", f"Step due: {part.what}")
    for item in notes:
        if item.row.withdrawn_at is None:
            add(item.row.happened_on, "evidence", f"Evidence on {item.about} ({item.seen_by.lower()})")
    for finding in found:
        for value in finding.counted:
            add(value.period_ends_on, "result", f"Value of {finding.says}")
        if finding.target is not None and finding.value_on != finding.due_on:
            add(finding.due_on, "due", f"Value due: {finding.says}")
    ordered = tuple(sorted(events, key=lambda one: (one.on, one.kind)))
    rows = tuple(
        Row(kind, label, shape, 30 + place_ * 46, tuple(one for one in ordered if one.kind == kind))
        for place_, (kind, label, shape) in enumerate(ROWS)
    )
    last = contract.ends_before - timedelta(days=1)
    ticks = tuple((place(day), _tick(day, first=day == contract.starts_on)) for day in _quarters(contract))
    today = place(on) if contract.starts_on <= on <= last else ""
    return Line(rows, ticks, today, 30 + len(ROWS) * 46 + 22, ordered)


__all__ = [
    "SHARED_WITH",
    "Event",
    "Line",
    "NoSuchItemError",
    "Note",
    "Part",
    "Year",
    "file",
    "findings_of",
    "note",
    "notes_of",
    "review",
    "step",
    "text_in_force",
    "year",
]
