"""Name somebody who is asked in an assessment: a person on record, or a guest who comes by a link."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, rating_mail, round_policies
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.competencies.answers import RaterGroup
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, MultiraterAssessment, MultiraterState, User
from meritbook.records.states import MULTIRATER_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assessment: MultiraterAssessment,
    group: RaterGroup,
    user: User | None = None,
    guest: str = "",
    address: str = "",
    because: str = "",
) -> AssessmentRater:
    """The rater. While the assessment is open, as in place of somebody who declined, they are invited at once.

    Somebody who could keep it by their role can be asked, and keeps it no more; who drew it up, and who names, cannot.

    `because` is why somebody is asked as supervisor or report whom the positions on record do not show as one; it is
    owed, and the person assessed is told. Raises `ForbiddenError`; `OwnCaseError`; `AssessmentStandsError`;
    `AssessmentDaysError`; `MultiraterError`; `RaterRelationError`;
    `KeeperAsksError`; `GuestAddressError`; `RaterLeftError`; `RaterTwiceError`; `TextError`.
    """
    on = clock.day_of(at)
    group = RaterGroup(group)
    with transaction.atomic():
        held = assessing.locked(assessment)
        role = require(actor, Capability.KEEP_ASSESSMENT, held, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        possible.check_state(held, MultiraterState.DRAFT, MultiraterState.OPEN)
        next_state(MULTIRATER_MOVES, "name_rater", held.state, of=str(held))
        if held.state == MultiraterState.OPEN:
            possible.check_not_over(held, on)
        if (user is None) is not bool(guest.strip() or address.strip()):
            raise possible.MultiraterError("Name somebody on record, or a guest with an address.", where="user")
        name = to = ""
        if user is None:
            name, to = possible.check_guest(guest, address, group)
            possible.check_reached(1)
        else:
            round_policies.check_named(user, on, where="user")
        keepers = [actor.user, *round_policies.keepers_at(held, to, on)]
        round_policies.check_no_keeper(held, keepers, user, to)
        possible.check_new(held, user, to, group)
        said = possible.check_relation(held.subject, user, group, because)
        row = AssessmentRater.objects.create(
            assessment=held,
            group=group.value,
            user=user,
            guest=name,
            address=to,
            named_by=actor.user,
            because=said,
        )
        if row in rating_mail.due(held, assessing.policy_of(held), on):
            (row,) = rating_mail.send(held, [row], on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="name_rater",
            subject=assessing.subject(held),
            # The address of a guest is not written to the ledger.
            facts={"group": group.value, "user": user.username if user else None, "guest": name, "because": said},
            records=[row],
        )
    return row
