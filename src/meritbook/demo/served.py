"""What is on record of the executive service when the demonstration ends, and what its reader may try."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from meritbook.actions import seating
from meritbook.cli.output import Output
from meritbook.core.service.seats import STATE_CAP, StateSeats
from meritbook.demo import service
from meritbook.demo.service import NEXT_FIRST_DAY
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Consequence,
    ConsequenceStatus,
    ContractRecord,
    ContractStatus,
    ContractVersion,
    LawDay,
    Nomination,
    NominationStatus,
    Seat,
)

READERS_CANDIDATE, LAST_CANDIDATE = "tax-policy", "bridges"
"""Which positions the reader nominates: for the last seat, and for the one that there is not."""


@dataclass(frozen=True)
class Served:
    """What the executive service comes to."""

    seats: StateSeats | None = None
    """None in a demonstration that an earlier version made: its year is over without a service."""
    vacant: int = 0
    """Seats that nobody holds."""
    nominations: Counter[str] = field(default_factory=Counter)
    consequences: Counter[str] = field(default_factory=Counter)
    law_days: int = 0
    agreed: int = 0
    """Contracts of the next fiscal year that all have signed; `not_agreed` are drawn up."""
    not_agreed: int = 0
    signed_words: int = 0
    """Contracts of the year whose words are on record and signed by all; `open_words` of the next one are under way."""
    open_words: int = 0
    to_be_served: tuple[str, ...] = ()
    """Executives about whom nothing is decided though the story has reason for it."""
    transfers: tuple[str, ...] = ()


def served() -> Served:
    """What is on record now."""
    if not Seat.objects.exists():
        return Served()
    on = clock.today()
    held = Appointment.objects.on(on).filter(status=AppointmentStatus.IN_FORCE)
    contracts = ContractRecord.objects.filter(starts_on=NEXT_FIRST_DAY)
    undecided = held.filter(dismissal_notices__isnull=True).select_related("executive", "seat__position")
    transfers = Appointment.objects.filter(
        status__in=(AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED), releasing__isnull=False
    ).select_related("executive", "seat__position", "releasing")
    return Served(
        seats=seating.state_on(on),
        vacant=Seat.objects.on(on).exclude(pk__in=held.values("seat")).count(),
        nominations=Counter(Nomination.objects.values_list("status", flat=True)),
        consequences=Counter(Consequence.objects.values_list("status", flat=True)),
        law_days=LawDay.objects.count(),
        agreed=contracts.filter(agreed_on__isnull=False).count(),
        not_agreed=contracts.filter(agreed_on__isnull=True).count(),
        signed_words=ContractVersion.objects.filter(status=ContractStatus.SIGNED).count(),
        open_words=ContractVersion.objects.filter(status=ContractStatus.PROPOSED).count(),
        to_be_served=tuple(
            f"{one.executive.full_name} ({one.seat.position.number}): {service.story_of(one.executive.username)}"
            for one in undecided.filter(executive__username__in=service.poor_results())
            .exclude(contracts__starts_on=NEXT_FIRST_DAY)
            .order_by("seat__position__number")
        ),
        transfers=tuple(
            f"{one.executive.full_name} ({one.executive.username}) to {one.seat.position.number}; "
            f"the director of {one.releasing.code} has {'released' if one.released_at else 'to release'} them, "
            f"and the executive has {'read' if one.acknowledged_at else 'to read'} the rights"
            for one in transfers.order_by("pk")
            if one.releasing is not None
        ),
    )


def show(found: Served, output: Output) -> None:
    """Print it, with what to try."""
    output.line()
    output.line("The executive service", style="bold")
    seats = found.seats
    if seats is None:
        output.line("  None: an earlier version made this demonstration. Another folder tells the whole year.")
        return
    over = [f"{one.department.code} is over by {one.over}" for one in seats.departments if one.over]
    output.line(
        f"  {seats.filled} of {seats.cap} seats are filled and {seats.reserved} reserved; "
        f"{found.vacant} of them nobody holds{'; ' + ', '.join(over) if over else ''}."
    )
    said = [
        f"{found.nominations[one.value]} {one.label[0].lower()}{one.label[1:]}"
        for one in NominationStatus
        if found.nominations[one.value]
    ]
    output.line(f"  Nominations: {', '.join(said) or 'none'}.")
    said = [
        f"{found.consequences[one.value]} {one.label.lower()}"
        for one in ConsequenceStatus
        if found.consequences[one.value]
    ]
    output.line(f"  The law was worked through on {found.law_days} days; its acts: {', '.join(said) or 'none'}.")
    output.line(
        f"  Contracts of 2005-06: {found.agreed} agreed, {found.not_agreed} drawn up and not signed; "
        "the others are open."
    )
    for line in found.to_be_served:
        output.line(f"  Nothing is decided about {line}")
    for line in found.transfers:
        output.line(f"  A transfer waits: {line}.")
    output.line(
        f"  Contract years in words: {found.signed_words} signed by all, {found.open_words} for 2005-06 proposed."
    )
    output.line()
    output.line("Try the service", style="bold")
    for line in (
        f"director.rev nominates position {service.number_of(READERS_CANDIDATE)}; analyst judges the criteria "
        "and reviews it, director.osp decides, hr.rev sets the day: the last seat is taken.",
        f"director.trn nominates position {service.number_of(LAST_CANDIDATE)}: it would be one more than the law has "
        f"({STATE_CAP}).",
        "sysadmin moves the day to 25 April 2005: the desk of director.rev shows who must be served by May 1.",
        "chief3.rev answers the contract for 2005-06 that authority.rev proposed; both agree, and three sign.",
        "authority.rev rates chief3.rev beside the results of 2004-05 (chief2.rev missed five of nine).",
        "hr.rev makes the appeal packet of an executive; meritbook verify-packet checks it on any machine.",
        "sysadmin moves the day on to 1 July 2005: director.osp finds the positions without a contract drafted for "
        "conversion.",
    ):
        output.line(f"  - {line}")
