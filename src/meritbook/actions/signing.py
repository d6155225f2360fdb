"""What the acts on signatures share: who may sign as what, who is still asked, and how the last one completes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, contracting, contracts, service_law
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.contract_policy import contract_policy
from meritbook.actions.offices import covered
from meritbook.actions.permissions import Capability, StandIn, Standing, require
from meritbook.core.contracts import form
from meritbook.core.contracts.signing import Asked, asked
from meritbook.core.contracts.text import ContractText
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import (
    ContractRecord,
    ContractSignature,
    ContractStatus,
    ContractVersion,
    Delegation,
    SignatureKind,
    SignerRole,
    User,
)
from meritbook.records.states import CONTRACT_MOVES, next_state


class Part(NamedTuple):
    """In which part somebody acts: the role for the ledger, and the delegation where it is filled for another."""

    role: str
    delegation: Delegation | None


def locked(version: ContractVersion) -> ContractVersion:
    """The version with all that it belongs to, locked until the transaction ends."""
    appointing.locked(version.contract.appointment)
    row: ContractVersion = (
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related(
            "contract__appointment__seat__position__department",
            "contract__appointment__seat__position__appointing_authority",
            "contract__appointment__executive",
            "contract__record",
            "alters",
            "document",
        )
        .get(pk=version.pk)
    )
    return row


def part_of(actor: Actor, role: SignerRole, version: ContractVersion, *, on: date) -> Part:
    """The part in which the actor may sign or refuse as the role on the day.

    Raises `OwnAuthorityError`; `OwnCaseError`; `DelegationEndedError`; `NotYourPartError`; `ForbiddenError`.
    """
    appointment = version.contract.appointment
    if role == SignerRole.EMPLOYEE:
        return Part(require(actor, Capability.SIGN_OWN_CONTRACT, version, on=on), None)
    user = actor.user
    own = user is not None and appointment.executive_id == user.pk
    if own and role == SignerRole.APPOINTING_AUTHORITY and _is_authority(user, version):
        raise possible.OwnAuthorityError("The executive is their own appointing authority.", where=role)
    refuse_ended(user, role, version, on=on)
    require(actor, Capability.SIGN_CONTRACT, version, on=on)
    assert user is not None  # noqa: S101  # the program itself holds no such capability
    found = [one for one in Standing(user, on).parts_for(Capability.SIGN_CONTRACT, version) if one.role == role]
    for one in found:
        if not isinstance(one, StandIn):
            return Part(one.role, None)
    if found:
        return Part(f"{role}, delegated", delegation_of(user, role, version, on=on))
    raise possible.NotYourPartError(f"{user.full_name} does not sign as {role.label.lower()}.", where=role)


def _is_authority(user: User | None, version: ContractVersion) -> bool:
    position = version.contract.appointment.seat.position
    return user is not None and position.appointing_authority_id == user.pk


def _delegations(user: User, role: SignerRole, version: ContractVersion) -> Iterator[Delegation]:
    """The delegations that the person holds or held for the part, newest first."""
    position = version.contract.appointment.seat.position
    rows = Delegation.objects.filter(holder=user, role=role, department=position.department_id)
    if role == SignerRole.APPOINTING_AUTHORITY:
        rows = rows.filter(giver=position.appointing_authority_id)
    for row in rows.select_related("giver", "holder").order_by("-ends_before", "-pk"):
        if Capability.SIGN_CONTRACT in covered(row.covers_json):
            yield row


def delegation_of(user: User, role: SignerRole, version: ContractVersion, *, on: date) -> Delegation | None:
    """The delegation that stands on the day, by which the person fills the part."""
    for row in _delegations(user, role, version):
        if row.ended_at is None and row.starts_on <= on < row.ends_before:
            return row
    return None


def refuse_ended(user: User | None, role: SignerRole, version: ContractVersion, *, on: date) -> None:
    """Tell a person whose delegation is over so, rather than only that they may not; raises `DelegationEndedError`."""
    if user is None or delegation_of(user, role, version, on=on) is not None:
        return
    standing = Standing(user, on)
    if any(one.role == role for one in standing.parts_for(Capability.SIGN_CONTRACT, version)):
        return
    row = next(_delegations(user, role, version), None)
    if row is None:
        return
    if row.ended_at is not None:
        day = clock.day_of(row.ended_at)
        says = f"The delegation from {row.giver.full_name} was ended on {day_in_words(day)}."
    elif on < row.starts_on:
        says = f"The delegation from {row.giver.full_name} begins on {day_in_words(row.starts_on)}."
    else:
        last = row.ends_before - timedelta(days=1)
        says = f"The delegation from {row.giver.full_name} ended on {day_in_words(last)}."
    raise possible.DelegationEndedError(says, where=role, details={"delegation": row.pk})


def signed_by_role(version: ContractVersion) -> dict[str, ContractSignature]:
    """The signature of each role that counts for the version: its own, or that on the version which it alters."""
    found: dict[str, ContractSignature] = {}
    one: ContractVersion | None = version
    while one is not None:
        rows = one.signatures.filter(withdrawn_at__isnull=True).exclude(kind=SignatureKind.REFUSED)
        for row in rows.select_related("signed_by", "recorded_by", "delegation__giver", "version", "document"):
            found.setdefault(row.role, row)
        one = one.alters
    return found


def hashes_of(signature: ContractSignature) -> Mapping[str, str]:
    """The sections as they were when it was given."""
    hashes: dict[str, str] = json.loads(signature.sections_json)
    return hashes


def still_asked(version: ContractVersion, *, on: date) -> tuple[Asked, ...]:
    """Whose signature the version still needs; empty when it has all."""
    signed = {role: hashes_of(one) for role, one in signed_by_role(version).items()}
    return asked(version.text, signed, contract_policy(on))


def asked_at_first(version: ContractVersion, *, on: date) -> tuple[Asked, ...]:
    """Whose signature the version asked before anybody signed it: what was signed on it does not count."""
    before = signed_by_role(version.alters) if version.alters is not None else {}
    return asked(version.text, {role: hashes_of(one) for role, one in before.items()}, contract_policy(on))


def check_asked(version: ContractVersion, role: SignerRole, *, on: date) -> Asked:
    """The role is asked for its signature; raises `NotAskedError`."""
    for one in still_asked(version, on=on):
        if one.role == role:
            return one
    raise possible.NotAskedError(f"The {role.label.lower()} is not asked to sign version {version.number}.", where=role)


def row_of(
    actor: Actor,
    version: ContractVersion,
    role: SignerRole,
    *,
    at: datetime,
    seen: str,
    kind: SignatureKind,
    says: str,
) -> tuple[str, ContractSignature]:
    """The role in which the actor signs or refuses now, and the row that says so, not saved; its version is locked.

    Raises what `part_of`, `check_asked` and the policies of signatures raise; `OtherOnRecordError`, for a signature.
    """
    on = clock.day_of(at)
    held = locked(version)
    as_role, delegation = part_of(actor, role, held, on=on)
    possible.check_not_signed(held, role)
    possible.check_agreed(held)
    check_asked(held, role, on=on)
    possible.check_seen(held, seen)
    if kind != SignatureKind.REFUSED:
        contracting.check_on_record(held)
    assert actor.user is not None  # noqa: S101  # the program itself signs nothing
    return as_role, ContractSignature(
        version=held,
        role=role,
        kind=kind,
        signed_by=actor.user,
        signed_at=at,
        recorded_by=actor.user,
        delegation=delegation,
        sections_json=canonical_json(held.text.hashes()),
        text_sha256=held.sha256,
        says=says,
    )


def save(row: ContractSignature) -> None:
    """Keep a signature; raises `AlreadySignedError` when somebody signed in the part at the same moment."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as problem:
        raise possible.AlreadySignedError("Somebody signed in this part at the same moment.") from problem


def last_day_signed(version: ContractVersion) -> date:
    """The day of the last signature on the version itself; of one on paper, the day on the paper."""
    rows = version.signatures.filter(withdrawn_at__isnull=True).exclude(kind=SignatureKind.REFUSED)
    return max(one.on_paper_on or clock.day_of(one.signed_at) for one in rows)


def states_criteria(text: ContractText) -> bool:
    """Whether the words say by what the executive is judged: no area is without an objective."""
    return bool(text.areas) and all(area.objectives for area in text.areas)


def on_standard_form(text: ContractText) -> bool:
    """Whether the words hold every objective of the standard form."""
    return not form.objectives_missing(text, service_law.service_law().rows.get(form.OBJECTIVES, ()))


def on_record_before(version: ContractVersion) -> ContractRecord | None:
    """The contract that the office recorded before its words were drawn up here, and that these words complete.

    One that was agreed has just their days and their salary. One that was never agreed is what was in mind once: what
    is signed takes its place, whatever salary or days it named.
    """
    contract, terms = version.contract, version.text.terms
    if contract.record is not None:
        return contract.record
    apart = ContractRecord.objects.filter(appointment=contract.appointment, performance_contract__isnull=True)
    agreed: ContractRecord | None = apart.filter(
        agreed_on__isnull=False, starts_on=terms.starts_on, ends_before=terms.ends_before, salary=terms.salary
    ).first()
    if agreed is not None:
        return agreed
    in_mind: ContractRecord | None = (
        apart.filter(agreed_on__isnull=True, starts_on__lt=terms.ends_before, ends_before__gt=terms.starts_on)
        .order_by("starts_on", "pk")
        .first()
    )
    return in_mind


class Completed(NamedTuple):
    """What the last signature brought about."""

    rows: tuple[Any, ...]
    facts: dict[str, Any]


def complete(version: ContractVersion, actor: Actor, *, at: datetime) -> Completed:
    """Nobody is asked any more: the version is signed, the one that it alters superseded, and the law has its record.

    Gives nothing when somebody still is. Raises what `contracts.check` raises: the words cannot be a contract on
    record then, and the signature is not kept.
    """
    on = clock.day_of(at)
    if still_asked(version, on=on):
        return Completed((), {"completes": False})
    contract, appointment = version.contract, version.contract.appointment
    rows: list[Any] = []
    before = version.alters
    if before is not None and before.status == ContractStatus.SIGNED:
        before.status = next_state(
            CONTRACT_MOVES, "sign_contract of an alteration", before.status, of=f"version {before.number}"
        )
        before.save(update_fields=["status"])
        rows.append(before)
    version.status = next_state(
        CONTRACT_MOVES, "sign_contract (the last one)", version.status, of=f"version {version.number}"
    )
    version.signed_on = last_day_signed(version)
    version.save()
    text = version.text
    assert actor.user is not None  # noqa: S101  # the program itself signs nothing
    record = (
        contract.record
        or on_record_before(version)
        or ContractRecord(appointment=appointment, recorded_by=actor.user, recorded_at=at)
    )
    record.starts_on, record.ends_before = text.terms.starts_on, text.terms.ends_before
    record.salary = text.terms.salary
    # An alteration leaves the day on which the year was agreed.
    record.agreed_on = record.agreed_on or version.signed_on
    record.states_criteria, record.on_standard_form = states_criteria(text), on_standard_form(text)
    # It is kept here, where the department's human resources and the personnel file have it.
    record.at_department_hr_on = record.at_department_hr_on or on
    record.filed_on = record.filed_on or on
    verdict: LawVerdict | None = contracts.check(record, appointment, on=on)
    record.save()
    rows.extend((version, record))
    if contract.record_id is None:
        contract.record = record
        contract.save(update_fields=["record"])
        rows.append(contract)
    return Completed(
        tuple(rows), {"completes": True, "signed_on": version.signed_on.isoformat(), "record": record.pk,
                      "salary_verdict": str(verdict.verdict) if verdict else None}
    )  # fmt: skip
