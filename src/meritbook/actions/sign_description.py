"""Sign a submitted description: it becomes the official one, and the one before is superseded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Position, PositionVersion, VersionStatus
from meritbook.records.states import VERSION_MOVES, next_state


class ChangedSinceReadError(policies.PolicyError):
    """The description was changed after the person who signs had read it."""

    code = "position.changed_since_read"
    remedy = "Read the description again, then sign it."


def perform(
    actor: Actor, *, at: datetime, why: str, version: PositionVersion, digest: str | None = None
) -> PositionVersion:
    """The official version. `digest` is that of the description which the signer read, where the caller knows it.

    Only the appointing authority of the position signs. That they gave their password a moment ago is for the face
    to see to. Raises `ForbiddenError`; `OwnCaseError`; `StateError` when it is not submitted; `ChangedSinceReadError`.
    """
    with transaction.atomic():
        # The position is locked, so that two versions of it are not signed at once.
        position = Position.objects.select_for_update().get(pk=version.position_id)
        version = PositionVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        role = require(actor, Capability.SIGN_DESCRIPTION, position, on=clock.day_of(at))
        status = next_state(VERSION_MOVES, "sign_description", version.status, of=str(version))
        if digest is not None and digest != version.digest:
            raise ChangedSinceReadError(f"Version {version.version} of position {position.number} was changed.")
        before = position.versions.filter(status=VersionStatus.OFFICIAL).first()
        if before is not None:
            before.status = next_state(
                VERSION_MOVES, "sign_description of a later version", before.status, of=str(before)
            )
            before.save()
        version.status = status
        version.signed_by, version.signed_at = actor.user, at
        version.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="sign_description",
            subject=f"positionversion:{version.pk}",
            facts={
                "position": position.number,
                "version": version.version,
                "digest": version.digest,
                "supersedes": before.version if before else None,
            },
            records=[version, *([before] if before else [])],
        )
    return version
