"""A person's own private notes on contracts, also on those that they no longer look after: to read, and not to change.

What somebody wrote for themselves stays theirs to read when the position was handed over or a role ended, as long as
their account is active. Nobody else reads it. Once a contract has left the personnel file, its notes are shown no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from meritbook.actions.permissions import Standing
from meritbook.desk.contract_year import NoSuchItemError
from meritbook.desk.paging import Page, paged
from meritbook.records.models import EvidenceFile, EvidenceNote, Sharing


@dataclass(frozen=True)
class OwnNote:
    """A private note, and whether its author may still open the year of the contract."""

    row: EvidenceNote
    open: bool

    @property
    def files(self) -> tuple[EvidenceFile, ...]:
        """The files beside it."""
        return tuple(self.row.files.all())


def _own(standing: Standing) -> QuerySet[EvidenceNote]:
    if standing.user is None:
        return EvidenceNote.objects.none()
    return EvidenceNote.objects.filter(
        written_by=standing.user,
        sharing=Sharing.PRIVATE,
        withdrawn_at__isnull=True,
        contract__record__taken_from_file_on__isnull=True,
    )


def own_notes(standing: Standing, page: int) -> Page[OwnNote]:
    """One page of the person's private notes, the newest first; five statements at most."""
    rows = (
        _own(standing)
        .select_related("contract__appointment__executive", "contract__appointment__seat__position")
        .prefetch_related("files__document")
        .order_by("-happened_on", "-pk")
    )
    found: Page[EvidenceNote] = paged(rows, page)
    keys = [one.contract_id for one in found.rows]
    reached = set(standing.contracts().filter(pk__in=keys).values_list("pk", flat=True))
    lines = tuple(OwnNote(one, one.contract_id in reached) for one in found.rows)
    return Page(rows=lines, number=found.number, of=found.of, total=found.total)


def own_file(standing: Standing, note: int, file: int) -> EvidenceFile:
    """A file beside a private note of the person's own; raises `NoSuchItemError`."""
    rows = EvidenceFile.objects.filter(note__in=_own(standing), note_id=note, pk=file)
    found = rows.select_related("document").first()
    if found is None:
        raise NoSuchItemError(f"There is no file {file} beside a note of yours.", where=str(file))
    return found
