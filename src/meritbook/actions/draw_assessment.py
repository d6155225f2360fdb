"""Draw up an assessment of one person by several: by which model, in which role, and who is asked in any case."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import assessing, ledger, offices, round_policies
from meritbook.actions import assessing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.competencies.answers import RaterGroup
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, CompetencyModelVersion, MultiraterAssessment, User
from meritbook.records.states import MULTIRATER_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    subject: User,
    version: CompetencyModelVersion,
    role: str,
    follows: MultiraterAssessment | None = None,
) -> MultiraterAssessment:
    """The assessment, a draft. The person and whom they report to, as the positions tell, are asked in it.

    Whoever the person reports to does not draw it up, as whoever is asked does not keep it. Raises `ForbiddenError`;
    `OwnCaseError`; `SubjectLeftError`; `ModelRetiredError`; `MultiraterError`; `KeeperAsksError`;
    `AssessmentStandsError`; `CompetencyPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        # Two who draw one up of the same person queue here.
        held = User.objects.select_for_update().get(pk=subject.pk)
        row, granted, supervisors = _checked(actor, held, on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        possible.check_version(version, newest=True)
        row.version = version
        row.role = possible.check_role(version, role)
        row.follows = possible.check_follows(follows, held)
        possible.check_alone(held)
        policy = assessing.policy_at(on)
        row.policy, row.policy_version = policy.key, policy.version
        row.state = next_state(MULTIRATER_MOVES, "draw_assessment", "", of=held.full_name)
        row.drawn_by = actor.user
        row.drawn_at = at
        row.save()
        asked = [(RaterGroup.SELF, held), *((RaterGroup.SUPERVISOR, one) for one in supervisors)]
        raters = [
            AssessmentRater.objects.create(assessment=row, group=group.value, user=user, named_by=actor.user)
            for group, user in asked
        ]
        ledger.write(
            actor,
            role=granted,
            at=at,
            why=why,
            action="draw_assessment",
            subject=assessing.subject(row),
            facts={
                "subject": held.username,
                "model": version.model.key,
                "version": version.number,
                "role": row.role,
                "follows": follows.pk if follows else None,
                "supervisors": [user.username for group, user in asked if group is RaterGroup.SUPERVISOR],
            },
            records=[row, *raters],
        )
    return row


def check_may_draw(actor: Actor, subject: User, on: date) -> None:
    """Whether the actor may draw one up of the person on the day, asked before the model and the role are chosen.

    Raises `ForbiddenError`; `OwnCaseError`; `SubjectLeftError`; `AssessmentStandsError`; `KeeperAsksError`.
    """
    _checked(actor, subject, on)
    possible.check_alone(subject)


def _checked(actor: Actor, subject: User, on: date) -> tuple[MultiraterAssessment, str, list[User]]:
    """The assessment as far as it follows from whom it is of, the role in which it is drawn up, and supervisors."""
    row = MultiraterAssessment(subject=subject, department=offices.department_of(subject, on))
    granted = require(actor, Capability.KEEP_ASSESSMENT, row, on=on)
    possible.check_subject_in_office(subject, on, drawn=False)
    supervisors = assessing.supervisors_of(subject, on)
    if actor.user is not None:
        round_policies.check_not_asked_in_any_case(actor.user, supervisors, subject)
    return row, granted, supervisors
