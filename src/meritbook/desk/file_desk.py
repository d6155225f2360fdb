"""What keeping personnel files asks of a person: copies to send, copies that arrive, contracts whose years are full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from meritbook.actions import copies, filing
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk.acts import Act
from meritbook.desk.service_case import Case, Rank
from meritbook.records.models import ContractRecord, LegalHold, PerformanceContract, Position, Role

FILE = "web:file"
MOST = 30
"""Lines of each kind; the files themselves show the rest."""


def cases(standing: Standing) -> Iterator[Case]:
    """What waits for whoever keeps files; nothing for others. Four statements."""
    roles = set(standing.roles)
    if not roles & {Role.AGENCY_HR, Role.PERSONNEL_STAFF} or standing.user is None:
        return
    reach = standing.positions(Capability.KEEP_FILE).exclude(incumbent=standing.user)
    yield from _copies(reach, roles)
    if Role.AGENCY_HR in roles:
        yield from _full(reach, standing.on)


def _copies(reach: QuerySet[Position], roles: set[str]) -> Iterator[Case]:
    contracts = PerformanceContract.objects.filter(
        appointment__seat__position__in=reach, versions__status="signed"
    ).distinct()
    told = 0
    for version, to, sent in copies.missing_copies(contracts):
        receives = filing.RECEIVES[to] in roles
        if (sent is None and Role.AGENCY_HR not in roles) or (sent is not None and not receives) or told >= MOST:
            continue
        told += 1
        held = version.contract.appointment
        what = f"version {version.number} of the contract of {held.executive.full_name}, {held.seat.position.number}"
        yield Case(
            Rank.COMING,
            Act(
                title=f"Send {what} to {to.label.lower()}" if sent is None else f"Say whether {what} arrived",
                view=FILE,
                id=held.pk,
                detail=f"Signed by all on {day_in_words(version.signed_on)}." if version.signed_on else "",
                without="The copy that the law asks for is missing.",
                rule=filing.COPIES,
            ),
        )


def _full(reach: QuerySet[Position], on: date) -> Iterator[Case]:
    rows = ContractRecord.objects.filter(
        appointment__seat__position__in=reach, filed_on__lt=on, taken_from_file_on__isnull=True
    ).select_related("appointment__executive", "appointment__seat__position")
    held = LegalHold.objects.filter(executive=OuterRef("appointment__executive"), released_at__isnull=True)
    for row in rows.exclude(Exists(held)).order_by("filed_on", "pk")[:MOST]:
        kept = filing.kept(row, on=on)
        if not kept.may_leave(on):
            continue
        executive, number = row.appointment.executive.full_name, row.appointment.seat.position.number
        yield Case(
            Rank.ADVICE,
            Act(
                title=f"Take the contract from {day_in_words(row.starts_on)} out of the file: {executive}, {number}",
                view=FILE,
                id=row.appointment_id,
                detail=f"Its years on file were full on {day_in_words(kept.until)}." if kept.until else "",
                without="It stays in the file, and in every packet.",
                rule=filing.RETENTION,
            ),
        )
