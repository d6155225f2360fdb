"""The notices of a decision on a nomination: one to the department's director, one to its human resources office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from meritbook.actions import ledger, letters
from meritbook.actions.actor import Actor
from meritbook.actions.service_law import service_law
from meritbook.core.law.answer import LawVerdict
from meritbook.records import clock
from meritbook.records.models import Nomination, NominationStatus, Role, RoleAssignment, StoredDocument
from meritbook.writers.nomination_notice import NominationNotice, RuleTold, nomination_notice_pdf

HR_OFFICE = "Human resources office"


def reference(nomination: Nomination) -> str:
    """How people refer to a nomination: position and number."""
    return f"{nomination.position.number}/N{nomination.pk}"


def notices_of(
    nomination: Nomination, verdicts: Sequence[LawVerdict], entry: ledger.NextEntry
) -> tuple[NominationNotice, NominationNotice]:
    """What the two notices say; they differ in whom they are addressed to."""
    assert nomination.decided_at is not None and nomination.decided_by is not None  # noqa: S101, PT018
    on = clock.day_of(nomination.decided_at)
    department = nomination.position.department
    directors = (
        RoleAssignment.objects.on(on)
        .filter(role=Role.DEPARTMENT_DIRECTOR, department=department, revoked_at__isnull=True)
        .select_related("user")
        .order_by("starts_on", "pk")
    )
    director = next((one.user.full_name for one in directors), "The Director")
    approved = nomination.status == NominationStatus.APPROVED

    def notice(first: str) -> NominationNotice:
        return NominationNotice(
            jurisdiction=settings.MERITBOOK_GOVERNMENT or service_law().pack.jurisdiction,
            office=settings.MERITBOOK_OFFICE,
            addressee=(first, department.name),
            reference=reference(nomination),
            position_number=nomination.position.number,
            working_title=nomination.position.title,
            department=department.name,
            nominated_on=clock.day_of(nomination.nominated_at),
            decided_on=on,
            approved=approved,
            reason=nomination.decision_says,
            rules=tuple(
                RuleTold(
                    says=one.sentence,
                    verdict=one.verdict,
                    source=f"{one.citation.title}, {one.citation.place}",
                    rank=one.citation.rank.replace("_", " "),
                )
                for one in verdicts
            ),
            decided_by=nomination.decided_by.full_name if nomination.decided_by else "",
            ledger_reference=f"{entry.seq:,}",
            ledger_hash_before=entry.prev_hash,
            description_hash=nomination.description.digest,
        )

    return notice(director), notice(HR_OFFICE)


def write(
    actor: Actor, *, at: datetime, nomination: Nomination, verdicts: Sequence[LawVerdict], entry: ledger.NextEntry
) -> tuple[StoredDocument, StoredDocument]:
    """The notices of a nomination that is about to be saved as decided: to the director, and to human resources."""
    name = f"nomination-{nomination.position.number}-{nomination.pk}"
    director, hr = map(nomination_notice_pdf, notices_of(nomination, verdicts, entry))
    return (
        letters.keep_pdf(actor, at=at, name=f"{name}-director", pdf=director),
        letters.keep_pdf(actor, at=at, name=f"{name}-hr", pdf=hr),
    )
