"""Personnel files: which a person may read, and one file with what is kept, until when, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from meritbook.actions import copies, filing
from meritbook.actions.file_items import Item, Kind
from meritbook.actions.file_record import FileRecord, file_of
from meritbook.actions.permissions import MATRIX, Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.folding import folded
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractRecord,
    ContractVersion,
    CopySent,
    LegalHold,
    Packet,
    Role,
    StoredDocument,
)


class NoSuchFileError(MeritbookError):
    """No personnel file, document, copy, hold or packet of that number is on record, or none open to this person."""

    code = "file.unknown"
    remedy = "Open the list of personnel files and choose from there; it shows what you may read."
    http_status = 404


@dataclass(frozen=True)
class MissingCopy:
    """A copy of a contract in force that nobody has received yet."""

    version: ContractVersion
    to: str
    place: str
    sent: CopySent | None
    receives: bool
    """Whether whoever looks is the one to say that it arrived."""

    @property
    def of(self) -> str:
        """Which contract and version, in words."""
        return f"contract from {day_in_words(self.version.contract.starts_on)}, version {self.version.number}"


@dataclass(frozen=True)
class FileShown:
    """One file, as its page shows it."""

    record: FileRecord
    page: Page[Item]
    kinds: tuple[tuple[Kind, int], ...]
    """The parts that hold something, with how many items."""
    kept: tuple[filing.Kept, ...]
    missing: tuple[MissingCopy, ...]
    packets: tuple[Packet, ...]
    others: tuple[Appointment, ...]
    """Further files of the same person that are open to whoever looks."""
    mine: bool


def files(standing: Standing) -> QuerySet[Appointment]:
    """The files open to the person: of appointments that came into force, by name.

    Of their own position only their own: who holds it does not read the file of whoever held it before.
    """
    rows = Appointment.objects.filter(status=AppointmentStatus.IN_FORCE)
    if standing.user is None:
        return rows.none()
    mine = Q(executive=standing.user)
    others = standing.positions(Capability.READ_FILE).exclude(incumbent=standing.user)
    reach = Q(seat__position__in=others) & ~mine
    if any(Capability.READ_FILE in MATRIX[one.role] for one in standing.held):
        reach |= mine
    return (
        rows.filter(reach)
        .select_related("executive", "seat__position__department")
        .order_by("executive__full_name", "-starts_on", "pk")
    )


def find(query: QuerySet[Appointment], asked: str) -> QuerySet[Appointment]:
    """Filter files by words of the name and the number of the position."""
    for word in asked.split()[:6]:
        query = query.filter(
            Q(executive__folded_name__contains=folded(word)) | Q(seat__position__number__icontains=word)
        )
    return query


def file_list(query: QuerySet[Appointment], page: int) -> Page[Appointment]:
    """One page of files, in two statements."""
    return paged(query, page)


def appointment(standing: Standing, pk: int) -> Appointment:
    """The appointment whose file the person may read; raises `NoSuchFileError`."""
    row: Appointment | None = (
        Appointment.objects.select_related("executive", "seat__position__department")
        .filter(pk=pk, status=AppointmentStatus.IN_FORCE)
        .first()
    )
    if row is None or not standing.may(Capability.READ_FILE, filing.the_file(row)):
        raise NoSuchFileError("There is no such personnel file among those that you may read.")
    return row


def shown(standing: Standing, row: Appointment, *, kind: str = "", page: int = 1) -> FileShown:
    """The file as its page shows it; `kind` keeps it to one part."""
    record = file_of(row, on=standing.on)
    counted = [(one, sum(1 for each in record.items if each.kind is one)) for one in Kind]
    chosen = [one for one in record.items if not kind or one.kind == kind]
    keeps = standing.may(Capability.KEEP_FILE, filing.the_file(row))
    return FileShown(
        record=record,
        page=paged(chosen, page),
        kinds=tuple((one, count) for one, count in counted if count),
        kept=tuple(filing.kept(one, on=standing.on) for one in record.records if one.filed_on is not None),
        missing=tuple(
            MissingCopy(version, str(to), to.label, copy, keeps and _receives(standing, row, filing.RECEIVES[to]))
            for version, to, copy in copies.missing_copies(record.contracts)
        ),
        packets=tuple(
            Packet.objects.filter(appointment=row).select_related("made_by", "document").order_by("-pk")[:20]
        ),
        others=tuple(files(standing).filter(executive=row.executive_id).exclude(pk=row.pk)[:10]),
        mine=standing.user is not None and row.executive_id == standing.user.pk,
    )


def _receives(standing: Standing, row: Appointment, role: Role) -> bool:
    department = row.seat.position.department_id
    return any(one.role == role and one.department in (None, department) for one in standing.held)


def document(row: Appointment, pk: int, *, on: date) -> tuple[StoredDocument, str]:
    """A document that lies in the file, and the name by which it lies there; raises `NoSuchFileError`."""
    for one in file_of(row, on=on).items:
        for kept in one.papers:
            if kept.document.pk == pk:
                return kept.document, kept.name
    raise NoSuchFileError("There is no such document in this file.")


def version(row: Appointment, pk: int) -> ContractVersion:
    """A signed version of a contract in the file; raises `NoSuchFileError`."""
    found = (
        ContractVersion.objects.filter(pk=pk, contract__appointment=row, signed_on__isnull=False)
        .select_related("contract__appointment__seat__position")
        .first()
    )
    if found is None:
        raise NoSuchFileError("There is no such signed version in this file.")
    return found


def copy(row: Appointment, pk: int) -> CopySent:
    """A copy of a version in the file; raises `NoSuchFileError`."""
    found = (
        CopySent.objects.filter(pk=pk, version__contract__appointment=row)
        .select_related("version__contract__appointment__seat__position")
        .first()
    )
    if found is None:
        raise NoSuchFileError("There is no such copy in this file.")
    return found


def contract(row: Appointment, pk: int) -> ContractRecord:
    """A contract on record in the file; raises `NoSuchFileError`."""
    found: ContractRecord | None = row.contracts.filter(pk=pk).select_related("appointment__seat__position").first()
    if found is None:
        raise NoSuchFileError("There is no such contract in this file.")
    return found


def hold(row: Appointment, pk: int) -> LegalHold:
    """A legal hold on the file; raises `NoSuchFileError`."""
    found = LegalHold.objects.filter(pk=pk, executive=row.executive_id).select_related("executive").first()
    if found is None:
        raise NoSuchFileError("There is no such hold on this file.")
    return found


def packet(row: Appointment, pk: int) -> Packet:
    """A packet of the file; raises `NoSuchFileError`."""
    found = Packet.objects.filter(pk=pk, appointment=row).select_related("appointment", "document", "index").first()
    if found is None:
        raise NoSuchFileError("There is no such packet of this file.")
    return found


def leaves_on(kept: filing.Kept, on: date) -> str:
    """Until when a contract is kept, in words."""
    if kept.record.taken_from_file_on is not None:
        return f"left the file on {day_in_words(kept.record.taken_from_file_on)}"
    if kept.until is None:
        return "kept; the law gives no day"
    if kept.may_leave(on):
        return f"may leave: its years were full on {day_in_words(kept.until)}"
    return f"kept until {day_in_words(kept.until - timedelta(days=1))}"
