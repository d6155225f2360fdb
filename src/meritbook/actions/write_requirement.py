"""Write a minimum qualification down: its words, the tree read from them, and examples of who meets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import ledger, policies
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.values import Value, canonical_json, digest
from meritbook.policies import find_policy
from meritbook.records import clock
from meritbook.records.models import ClassEntry, RequirementVersion

LONGEST = 100_000
"""Characters of a requirement text; the longest published one has a tenth of them."""


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    text: str,
    policy: str,
    class_entry: ClassEntry | None = None,
    examples: Sequence[Value] = (),
    after: int | None = None,
) -> RequirementVersion:
    """The next version of the requirement of that key; the first when there is none.

    What is the same as the newest version in words, tree, title, policy, class and examples is that version, and
    nothing is written. `after` is the version that the author began with, 0 for a new requirement: when another stands
    by now, its author must be heard first. Of two who save at once one is told. Raises `ForbiddenError`; `TextError`;
    `RequirementKeyError`; `EmptyRequirementError`; `UnknownPolicyError`; `RequirementMovedOnError`.
    """
    role = require(actor, Capability.WRITE_REQUIREMENT, on=clock.day_of(at))
    why = policies.check_text(why, field="why")
    key = possible.check_key(key)
    title = policies.check_text(title, field="title", longest=300)
    text = policies.check_text(text, field="text", longest=LONGEST)
    examples_json = policies.check_text(canonical_json([one.plain() for one in examples]), field="examples")
    policy = find_policy(policy).key
    tree = parse_requirement(text)
    with transaction.atomic():
        newest = RequirementVersion.objects.select_for_update().filter(key=key).order_by("-version").first()
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        version = RequirementVersion(
            key=key,
            version=newest.version + 1 if newest else 1,
            title=title,
            class_entry=class_entry,
            policy=policy,
            text=text,
            tree_json=canonical_json(tree),
            tree_sha256=digest(tree),
            examples_json=examples_json,
            created_by=actor.user,
            created_at=at,
        )
        if newest is not None and _same(newest, version):
            return newest
        if after is not None and after != version.version - 1:
            raise possible.RequirementMovedOnError(
                f"Version {version.version - 1} of {key} stands by now, and yours began with "
                f"{f'version {after}' if after else 'none'}.",
                where="key",
            )
        try:
            with transaction.atomic():
                version.save()
        except IntegrityError as problem:
            raise possible.RequirementMovedOnError(
                f"Version {version.version} of {key} was saved before yours.", where="key"
            ) from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="write_requirement",
            subject=f"requirementversion:{version.pk}",
            facts={
                "key": key,
                "version": version.version,
                "title": title,
                "class": f"{class_entry.plan_revision}/{class_entry.ref}" if class_entry else None,
                "policy": policy,
                "tree": version.tree_sha256,
                "text_nodes": tree.counts.text_nodes,
            },
            records=[version],
        )
    return version


def _same(one: RequirementVersion, other: RequirementVersion) -> bool:
    names = ("title", "class_entry_id", "policy", "text", "tree_sha256", "examples_json")
    return all(getattr(one, name) == getattr(other, name) for name in names)
