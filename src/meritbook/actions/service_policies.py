"""Is it possible now? What holds for the proof that a notice was served."""

from __future__ import annotations

from datetime import date, datetime

from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import DismissalNotice, ProofOfService, ServedBy


class ProofError(PolicyError):
    """A proof of service that cannot be: to come, on another day than the notice, or arrived before it was sent."""

    code = "service.proof"
    remedy = "Give how and when the notice was served as it happened, and the day on which it arrived."
    http_status = 422


class ProofStandsError(PolicyError):
    """A proof stands already, or none does."""

    code = "service.stands"
    remedy = "Open the notice to see its proof; to correct it, withdraw it with the reason and record it again."


def check_no_proof(notice: DismissalNotice) -> None:
    """No proof of the notice stands."""
    row = notice.proofs.filter(withdrawn_at__isnull=True).first()
    if row is not None:
        raise ProofStandsError(f"Service by {row.served_by_name} is on record.", where="notice")


def check_proof_stands(proof: ProofOfService) -> None:
    """The proof was not withdrawn."""
    if proof.withdrawn_at is not None:
        raise ProofStandsError("The proof is withdrawn already.", where="proof")


def check_served(notice: DismissalNotice, how: str, served_at: datetime, *, at: datetime) -> None:
    """It was served as the notice says, and not in the future."""
    day = clock.day_of(served_at)
    check_day_in_range(day, where="served_at")
    if served_at > at:
        raise ProofError("That moment is still to come.", where="served_at")
    if how != notice.served_how:
        raise ProofError(
            f"The notice was served {ServedBy(notice.served_how).label.lower()}, and not {how}.",
            where="served_how",
            remedy="A notice that was served otherwise is withdrawn, and served and recorded as it was.",
        )
    if day != notice.served_on:
        raise ProofError(
            f"The notice says that it was served on {day_in_words(notice.served_on)}, and not on {day_in_words(day)}.",
            where="served_at",
            remedy="A notice of another day is withdrawn, and recorded with the paper that was served on that day.",
        )


def check_arrival(how: str, served_on: date, arrived_on: date | None, *, on: date) -> None:
    """It arrived on or after the day it was served, and not in the future; what was handed over arrived then."""
    if arrived_on is None:
        return
    check_day_in_range(arrived_on, where="arrived_on")
    if arrived_on < served_on:
        raise ProofError(
            f"It cannot have arrived on {day_in_words(arrived_on)}, before it was sent on {day_in_words(served_on)}.",
            where="arrived_on",
        )
    if arrived_on > on:
        raise ProofError(f"{day_in_words(arrived_on)} is still to come.", where="arrived_on")
    if how == ServedBy.HAND and arrived_on != served_on:
        raise ProofError("What is handed over is there on that day.", where="arrived_on")
