"""What keeping personnel files asks of a person: copies to send, copies that arrive, contracts whose years are
full, legal holds that stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from meritbook.actions import copies, filing
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk.acts import Act
from meritbook.desk.service_case import Case, Rank
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractRecord,
    LegalHold,
    PerformanceContract,
    Position,
    Role,
    User,
)

MOST = 30
"""Lines of each kind; the files themselves show the rest."""


def cases(standing: Standing) -> Iterator[Case]:
    """What waits for whoever keeps files; nothing for others. Five statements."""
    roles = set(standing.roles)
    keeps = roles & {Role.AGENCY_HR, Role.PERSONNEL_STAFF}
    if (not keeps and Role.PERSONNEL_DIRECTOR not in roles) or standing.user is None:
        return
    reach = standing.positions(Capability.KEEP_FILE).exclude(incumbent=standing.user)
    if keeps:
        yield from _copies(reach, roles)
    if Role.AGENCY_HR in roles:
        yield from _full(reach, standing.on)
    holds = standing.positions(Capability.HOLD_FILE)
    yield from _held(holds, standing.user, all_of=Role.AGENCY_HR in roles)


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
        view = "web:file_copy_send" if sent is None else "web:file_copy_receive"
        more: tuple[int | str, ...] = (version.pk, to.value) if sent is None else (sent.pk,)
        what = f"version {version.number} of the contract of {held.executive.full_name}, {held.seat.position.number}"
        yield Case(
            Rank.COMING,
            Act(
                title=f"Send {what} to {to.label.lower()}" if sent is None else f"Say whether {what} arrived",
                view=view,
                id=held.pk,
                more=more,
                since=sent.sent_at if sent is not None else None,
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
                view="web:file_take",
                id=row.appointment_id,
                more=(row.pk,),
                detail=f"Its years on file were full on {day_in_words(kept.until)}." if kept.until else "",
                without="It stays in the file, and in every packet.",
                rule=filing.RETENTION,
            ),
        )


def _held(reach: QuerySet[Position], user: User, *, all_of: bool) -> Iterator[Case]:
    """Holds that stand, those of the department or what the person placed: nobody else asks whether they go on."""
    files = (
        Appointment.objects.filter(
            executive=OuterRef("executive"), seat__position__in=reach, status=AppointmentStatus.IN_FORCE
        )
        .exclude(executive=user)
        .order_by("-starts_on", "-pk")
    )
    rows = (
        LegalHold.objects.filter(released_at__isnull=True)
        .annotate(file=Subquery(files.values("pk")[:1]))
        .filter(Q() if all_of else Q(placed_by=user), file__isnull=False)
        .select_related("executive", "placed_by")
    )
    for row in rows.order_by("placed_at", "pk")[:MOST]:
        yield Case(
            Rank.ADVICE,
            Act(
                title=f"Look at the legal hold on the file of {row.executive.full_name}: {row.matter}",
                view="web:file_hold_release",
                id=row.file,
                more=(row.pk,),
                detail=f"{row.reason} Placed by {row.placed_by.full_name}.",
                without="Nothing leaves the file while it stands. Release it when its matter is over.",
                since=row.placed_at,
                rule=filing.RETENTION,
            ),
        )
