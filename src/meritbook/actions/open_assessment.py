"""Open an assessment between two days: what the policy promises on them holds for good."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, rating_box, rating_mail, round_policies
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import MultiraterAssessment, MultiraterState
from meritbook.records.states import MULTIRATER_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assessment: MultiraterAssessment,
    starts_on: date,
    last_day: date,
    confirm: bool = False,
) -> MultiraterAssessment:
    """The assessment, open from its first day to its last; who is asked is invited on the first.

    The policy, with what it says on evidence for a rating, is the one of those days. Where nothing of the groups would
    be told even if everybody answers, it is opened only by who says `confirm`. Raises `ForbiddenError`;
    `OwnCaseError`; `AssessmentStandsError`; `SubjectLeftError`; `ModelRetiredError`; `MultiraterError`;
    `DayRangeError`; `TooFewRatersError`; `NothingToldError`; `GuestAddressError`; `CompetencyPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = assessing.locked(assessment)
        role = require(actor, Capability.KEEP_ASSESSMENT, held, on=on)
        possible.check_state(held, MultiraterState.DRAFT)
        possible.check_subject_in_office(held.subject, on)
        possible.check_version(held.version, newest=False)
        ends_before, policy = possible.check_days(starts_on, last_day, on=on)
        possible.check_enough(held, minimum=policy.minimum)
        possible.check_reached(possible.guests_of(held))
        held.starts_on, held.ends_before = starts_on, ends_before
        held.policy, held.policy_version = policy.key, policy.version
        round_policies.check_told(held, on, confirm=confirm)
        held.counts_for_rating = policy.evidence_for_rating
        held.state = next_state(MULTIRATER_MOVES, "open_assessment", held.state, of=str(held))
        held.save(
            update_fields=["starts_on", "ends_before", "policy", "policy_version", "counts_for_rating", "state"]
        )  # fmt: skip
        rating_box.make(held)
        invited = rating_mail.send(held, rating_mail.due(held, policy, on), on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_assessment",
            subject=assessing.subject(held),
            facts={
                "starts_on": starts_on.isoformat(),
                "last_day": last_day.isoformat(),
                "policy": policy.key,
                "policy_version": policy.version,
                "counts_for_rating": held.counts_for_rating,
                "model": held.version.sha256,
                "confirmed": confirm,
                "invited": len(invited),
            },
            records=[held, *invited],
        )
    return held
