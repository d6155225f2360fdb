"""What the acts on a personnel file share: whose file, what holds it, which copies lack, until when it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meritbook.actions import service_law
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, Standing, require
from meritbook.actions.policies import PolicyError
from meritbook.actions.service_record import contract_of
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.asking import day_named
from meritbook.core.service.facts import contract_facts
from meritbook.records.models import (
    Appointment,
    ContractRecord,
    ContractVersion,
    CopySent,
    CopyTo,
    LegalHold,
    Packet,
    PacketKind,
    Role,
    User,
)

RETENTION, COPIES = "contract.retention", "contract.copies"
RECEIVES = {CopyTo.DEPARTMENT_HR: Role.AGENCY_HR, CopyTo.CENTRAL_HR: Role.PERSONNEL_STAFF}
"""In which role somebody says that a copy arrived."""


class HoldError(PolicyError):
    """The file is under a legal hold, or the hold does not stand any more."""

    code = "file.hold"
    remedy = "Open the file to see which holds stand, and for which matter; release a hold first, with the reason."


class CopyError(PolicyError):
    """A copy that cannot be sent or received as asked."""

    code = "file.copy"
    remedy = "Open the file to see which copies were sent and received, and which are missing."


class RetentionError(PolicyError):
    """The contract form cannot leave the file yet, or is not in it."""

    code = "file.retention"
    remedy = "Open the file to see until when each contract is kept, and by which rule."


class NotTheirFileError(ForbiddenError):
    """A full copy is for the executive of the file alone."""

    code = "file.not_yours"
    remedy = "Make an appeal packet instead, if your role permits it."


class PacketKindError(PolicyError):
    """No packet of such a kind is made."""

    code = "packet.kind"
    remedy = "Ask for `appeal` or `full_copy`."
    http_status = 422


@dataclass(frozen=True)
class Kept:
    """How long a contract form stays in the file."""

    record: ContractRecord
    until: date | None
    """The first day on which it may leave; none where the law or the record does not give it."""
    verdict: LawVerdict | None

    def may_leave(self, on: date) -> bool:
        """Whether its years are full; a hold is asked apart."""
        return self.record.taken_from_file_on is None and self.until is not None and on >= self.until


def the_file(appointment: Appointment) -> Packet:
    """The file as permissions are asked of it: by a case that is never that of whoever holds the position next."""
    return Packet(appointment=appointment)


def kept(record: ContractRecord, *, on: date) -> Kept:
    """Until when the contract is kept, by the law on the day."""
    facts = contract_facts(contract_of(record), on=on)
    verdict = service_law.judge(facts, (RETENTION,), on=on).get(RETENTION)
    return Kept(record, day_named(verdict, "kept_until") if record.filed_on else None, verdict)


def lock_person(executive: int) -> User:
    """The executive, locked until the transaction ends: a hold and a taking-out never pass each other."""
    return User.objects.select_for_update().get(pk=executive)


def standing_holds(executive: int) -> list[LegalHold]:
    """The holds on the person's files that stand."""
    return list(LegalHold.objects.filter(executive=executive, released_at__isnull=True).order_by("pk"))


def check_no_hold(executive: int) -> None:
    """No hold stands."""
    for hold in standing_holds(executive):
        raise HoldError(f"The file is held for: {hold.matter}.", where=f"hold:{hold.pk}")


def check_hold_stands(hold: LegalHold) -> None:
    """It was not released."""
    if hold.released_at is not None:
        raise HoldError(f"The hold for {hold.matter} was released on {day_in_words(hold.released_at.date())}.")


def check_no_such_hold(executive: int, matter: str) -> None:
    """No hold for the same matter stands."""
    if any(one.matter.casefold() == matter.casefold() for one in standing_holds(executive)):
        raise HoldError(f"A hold for {matter} stands already.", where="matter")


def check_signed(version: ContractVersion) -> None:
    """All have signed the version."""
    if version.signed_on is None:
        raise CopyError(f"Version {version.number} is not signed by all.", where=f"version:{version.pk}")


def check_copy_to(to: str) -> CopyTo:
    """A place to which copies go."""
    if to not in CopyTo.values:
        raise CopyError(f"No copy goes to “{to}”. There are: {', '.join(CopyTo.values)}.", where="to")
    return CopyTo(to)


def check_packet_kind(kind: str) -> PacketKind:
    """A kind of packet that is made."""
    if kind not in PacketKind.values:
        raise PacketKindError(f"There is no packet of the kind “{kind[:80]}”.", where="kind")
    return PacketKind(kind)


def check_not_received(copy: CopySent) -> None:
    """Nobody said yet that it arrived."""
    if copy.received_at is not None:
        raise CopyError(f"This copy was received on {day_in_words(copy.received_at.date())}.", where=f"copy:{copy.pk}")


def check_may_leave(record: ContractRecord, *, on: date) -> Kept:
    """It is in the file, and its years are full."""
    if record.filed_on is None:
        raise RetentionError("The contract was never put into the file.", where=f"contract:{record.pk}")
    if record.taken_from_file_on is not None:
        raise RetentionError(
            f"The contract left the file on {day_in_words(record.taken_from_file_on)}.", where=f"contract:{record.pk}"
        )
    found = kept(record, on=on)
    if found.until is None:
        raise RetentionError("The law does not say until when the contract is kept.", where=f"contract:{record.pk}")
    if on < found.until:
        raise RetentionError(
            f"The contract is kept until {day_in_words(found.until)}.",
            where=f"contract:{record.pk}",
            details={"kept_until": found.until.isoformat()},
        )
    return found


def require_receiver(actor: Actor, copy: CopySent, *, on: date) -> str:
    """The role in which the actor says that a copy arrived: that of the office to which it went."""
    role = require(actor, Capability.KEEP_FILE, copy, on=on)
    wanted = RECEIVES[CopyTo(copy.to)]
    department = copy.version.contract.appointment.seat.position.department_id
    held = Standing(actor.user, on).held
    if not any(one.role == wanted and one.department in (None, department) for one in held):
        raise ForbiddenError(f"Whether a copy arrived is said where it went: {copy.get_to_display()}.")
    return str(wanted) if role != wanted else role
