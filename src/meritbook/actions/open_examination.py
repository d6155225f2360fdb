"""Open an examination: candidates for a class or position, one requirement, one policy, one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import ledger, policies
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.qualifications.judge import Judge
from meritbook.core.values import canonical_json, digest
from meritbook.policies import find_policy
from meritbook.records import clock
from meritbook.records.models import Department, Examination, Position, RequirementVersion
from meritbook.records.states import EXAMINATION_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    number: str,
    title: str,
    requirement: RequirementVersion,
    on: date,
    policy: str = "",
    department: Department | None = None,
    position: Position | None = None,
    for_class: str = "",
    binding: Sequence[str] = (),
) -> Examination:
    """The examination, open; candidates must qualify on the day `on`.

    The policy is the requirement's unless another is named, and is kept as it is now. Without a department it is
    central HR's. `binding` are the ids of the special requirements that bind the position. Raises `ForbiddenError`;
    `TextError`; `TakenError`; `UnknownPolicyError`; `ClassNeededError`; `UnknownBindingError`;
    `ExaminationPositionError`; `DepartmentTermError`.
    """
    today = clock.day_of(at)
    rules = find_policy(policy or requirement.policy)
    examination = Examination(
        number=policies.check_text(number, field="number", longest=64),
        title=policies.check_text(title, field="title", longest=300),
        department=department,
        position=position,
        requirement=requirement,
        for_class=policies.check_text(for_class, field="for_class", longest=300, required=False),
        policy=rules.key,
        policy_sha256=digest(rules),
        policy_json=canonical_json(rules),
        on=on,
        status=next_state(EXAMINATION_MOVES, "open_examination", "", of="The examination"),
        opened_at=at,
    )
    role = require(actor, Capability.OPEN_EXAMINATION, examination, on=today)
    possible.check_position(department, position)
    binding = possible.check_binding(requirement.requirement, binding)
    examination.binding_json = canonical_json(list(binding))
    # Made once, so that a text which keeps several classes apart is refused before anybody is judged by it.
    Judge(requirement.requirement, rules, on=on, for_class=examination.for_class, binding=binding)
    with transaction.atomic():
        if department is not None:
            policies.check_department_stands(Department.objects.select_for_update().get(pk=department.pk), today)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        examination.opened_by = actor.user
        try:
            with transaction.atomic():
                examination.save()
        except IntegrityError as problem:
            raise policies.TakenError(
                f"An examination with the number {examination.number} exists already.", where="number"
            ) from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_examination",
            subject=f"examination:{examination.pk}",
            facts={
                "number": examination.number,
                "title": examination.title,
                "department": department.code if department else None,
                "position": position.number if position else None,
                "requirement": str(requirement),
                "tree": requirement.tree_sha256,
                "for_class": examination.for_class,
                "binding": list(binding),
                "policy": examination.policy,
                "policy_digest": examination.policy_sha256,
                "on": on.isoformat(),
            },
            records=[examination],
        )
    return examination
