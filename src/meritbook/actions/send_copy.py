"""Send a copy of a signed contract to the department's or to central human resources, for each new version anew."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, filing, ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractVersion, CopySent


def perform(actor: Actor, *, at: datetime, why: str, version: ContractVersion, to: str) -> CopySent:
    """The copy, on its way: `to` is one of `CopyTo`. Raises `ForbiddenError`; `OwnCaseError`; `CopyError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked(version.contract.appointment)
        role = require(actor, Capability.KEEP_FILE, filing.the_file(held), on=on)
        place = filing.check_copy_to(to)
        row = ContractVersion.objects.select_for_update().select_related("contract").get(pk=version.pk)
        filing.check_signed(row)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                copy = CopySent.objects.create(version=row, to=place, sent_by=actor.user, sent_at=at)
        except IntegrityError as problem:
            raise filing.CopyError(
                f"A copy of version {row.number} was sent to {place.label.lower()} already.", where="to"
            ) from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="send_copy",
            subject=f"copy:{copy.pk}",
            facts={
                "copy": copy.pk,
                "contract": row.contract_id,
                "version": row.number,
                "words": row.sha256,
                "executive": held.executive.username,
                "to": str(place),
            },
            records=[copy],
        )
    return copy
