"""Signatures under contracts: who signed what and how, who is still asked and since when, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from meritbook.actions import signed_papers, signing, signing_asks
from meritbook.actions.permissions import Capability, StandIn, Standing
from meritbook.core.contracts.places import FIELDS
from meritbook.core.contracts.redline import AMOUNTS, DAYS, SectionChange, differences, in_words
from meritbook.core.contracts.signing import Asked
from meritbook.core.contracts.text import Measure, Section
from meritbook.core.errors import MeritbookError
from meritbook.desk.acts import Act
from meritbook.desk.acts import Section as DeskSection
from meritbook.desk.contract_reading import ContractReading
from meritbook.records.models import (
    ContractSignature,
    ContractStatus,
    ContractVersion,
    PerformanceContract,
    SignatureKind,
    SignerRole,
)
from meritbook.writers.contract import measure_in_words

HEADING = "Contracts that wait for your signature"
MOST = 30
UNSIGNED = "Unsigned, the agreed words bind nobody, and the law counts no contract."


class NoSuchSignatureError(MeritbookError):
    """No signature of that number stands under this contract, or it has no file."""

    code = "signature.unknown"
    remedy = "Open the signatures of the contract and choose from there."
    http_status = 404


@dataclass(frozen=True)
class Row:
    """One part: its signature, refusal, or that it is still asked."""

    role: str
    label: str
    state: str
    """In words: signed, refused, signed before, asked, not asked."""
    who: str
    how: str
    note: str
    signature: ContractSignature | None
    asked: Asked | None
    since: datetime | None
    """Since when it is asked."""
    unreached: tuple[str, ...] = ()
    """Those whom it asks and who got no message: they gave no address."""


@dataclass(frozen=True)
class SignaturesPage:
    """What the page of the signatures shows."""

    version: ContractVersion
    rows: tuple[Row, ...]
    past: tuple[ContractSignature, ...]
    """Every signature and refusal under this contract, newest first, those that were withdrawn too."""
    mine: tuple[SignerRole, ...]
    """The parts in which the person may sign now."""
    last_day: date | None
    follows: str
    """What follows while somebody who is asked has not signed."""
    in_force: ContractVersion | None
    """The version that all have signed and that binds; none before."""


def without(version: ContractVersion) -> str:
    """What holds while somebody who is asked has not signed the version."""
    before = version.alters
    if before is None:
        return UNSIGNED
    return (
        f"Version {before.number} is in force and stays so until all who are asked have signed version "
        f"{version.number}; until then version {version.number} binds nobody."
    )


def current(row: PerformanceContract) -> ContractVersion | None:
    """The version whose signatures matter: the one that waits for them, else the one that all signed."""
    rows = row.versions.filter(status__in=[ContractStatus.AGREED, ContractStatus.SIGNED]).order_by("-number")
    found: ContractVersion | None = rows.select_related(
        "contract__appointment__seat__position__department", "contract__appointment__executive", "alters", "document"
    ).first()
    return found


def parts(standing: Standing, version: ContractVersion) -> tuple[SignerRole, ...]:
    """The parts that the person holds for the contract, whether or not they are asked."""
    if standing.user is None:
        return ()
    found = []
    if standing.may(Capability.SIGN_OWN_CONTRACT, version):
        found.append(SignerRole.EMPLOYEE)
    held = {one.role for one in standing.parts_for(Capability.SIGN_CONTRACT, version)}
    found += [role for role in (SignerRole.APPOINTING_AUTHORITY, SignerRole.DEPARTMENT_DIRECTOR) if str(role) in held]
    return tuple(found)


def asked_of(standing: Standing, version: ContractVersion) -> tuple[SignerRole, ...]:
    """The parts in which the person is asked to sign the version now."""
    if version.status != ContractStatus.AGREED:
        return ()
    held = parts(standing, version)
    if not held:
        return ()
    wanted = {one.role for one in signing.still_asked(version, on=standing.on)}
    return tuple(role for role in held if str(role) in wanted)


def page(standing: Standing, version: ContractVersion) -> SignaturesPage:
    """The signatures of a version as they stand."""
    signed = signing.signed_by_role(version)
    still = {}
    if version.status == ContractStatus.AGREED:
        still = {one.role: one for one in signing.still_asked(version, on=standing.on)}
    past = tuple(
        ContractSignature.objects.filter(version__contract=version.contract_id)
        .select_related("version", "signed_by", "recorded_by", "delegation__giver", "withdrawn_by", "document")
        .order_by("-signed_at", "-pk")
    )
    unreached: dict[SignerRole, tuple[str, ...]] = {}
    if still:
        parts_held = signing_asks.holders(version.contract, on=standing.on)
        unreached = signing_asks.without_address({one: parts_held[one] for one in SignerRole if str(one) in still})
    refused = {one.role: one for one in reversed(past) if one.version_id == version.pk and _refuses(one)}
    last_day, follows = signing_asks.by_law((version,), on=standing.on).get(version.pk, (None, ""))
    return SignaturesPage(
        version=version,
        rows=tuple(
            _row(role, version, signed.get(role), refused.get(role), still.get(str(role)), unreached.get(role, ()))  # type: ignore[call-overload]
            for role in SignerRole
        ),
        past=past,
        mine=asked_of(standing, version),
        last_day=last_day,
        follows=follows or without(version),
        in_force=version if version.status == ContractStatus.SIGNED else version.alters,
    )


def _refuses(one: ContractSignature) -> bool:
    return one.kind == SignatureKind.REFUSED and one.withdrawn_at is None


def _row(
    role: SignerRole,
    version: ContractVersion,
    signed: ContractSignature | None,
    refused: ContractSignature | None,
    asked: Asked | None,
    unreached: tuple[str, ...],
) -> Row:
    shown = refused if asked is not None and refused is not None else signed
    line = signed_papers.line_of(role, shown, version, asked)
    if asked is None:
        state = "not asked" if signed is None else "signed"
        if signed is not None and signed.version_id != version.pk:
            state = "signed before, nothing to sign again"
    elif refused is not None:
        state = "refused; may still sign"
    else:
        state = "asked to sign" if asked.first else "asked to sign again"
    return Row(
        role=str(role),
        label=role.label,
        state=state,
        who=line.name,
        how=line.how if shown is not None else "",
        note=line.note,
        signature=shown,
        asked=asked,
        since=version.agreed_at if asked is not None else None,
        unreached=unreached,
    )


def changed_since(version: ContractVersion, role: SignerRole) -> tuple[SectionChange, ...]:
    """The sections that are not as the role signed them last under this contract; none when it never did."""
    last = (
        ContractSignature.objects.filter(version__contract=version.contract_id, role=role, withdrawn_at__isnull=True)
        .exclude(kind=SignatureKind.REFUSED)
        .exclude(version=version)
        .select_related("version")
        .order_by("-version__number")
        .first()
    )
    return differences(last.version.text, version.text) if last is not None else ()


def words_of(section: Section | None) -> tuple[str, ...]:
    """The words of a section, one a line, with what they are."""
    return tuple(_said(section.content, "")) if section is not None else ()


def _said(held: Any, label: str) -> Iterator[str]:
    if isinstance(held, dict) and "direction" in held:
        # A measure is one sentence: a target without its "at least" or "at most" would say nothing.
        yield measure_in_words(Measure.model_validate(held))
        yield from _said(held["register_key"], "Tied to the results register")
    elif isinstance(held, dict):
        for name, part in held.items():
            if name != "key":
                part = in_words(name, part) if name in DAYS | AMOUNTS and part else part
                said = "" if name == "says" else FIELDS.get(name, name.replace("_", " ").capitalize())
                yield from _said(part, said)
    elif isinstance(held, list):
        for part in held:
            yield from _said(part, "")
    elif held is True:
        yield f"{label}: yes"
    elif held not in (None, "", False):
        yield f"{label}: {held}" if label else str(held)


def desk_section(standing: Standing, reading: ContractReading | None = None) -> DeskSection | None:
    """The contracts that wait for the person's signature; nothing when none does."""
    if standing.user is None:
        return None
    rows = (reading or ContractReading(standing)).under_way.values()
    mine = [(one, roles) for one in rows if (roles := asked_of(standing, one))]
    if not mine:
        return None
    days = signing_asks.by_law(tuple(one for one, _ in mine[:MOST]), on=standing.on)
    acts = [_act(standing, version, roles, days.get(version.pk)) for version, roles in mine[:MOST]]
    acts.sort(key=lambda one: (one.last_day or date.max, one.title))
    return DeskSection(heading=HEADING, acts=tuple(acts), total=len(mine), empty="", note="")


def _act(
    standing: Standing, version: ContractVersion, roles: tuple[SignerRole, ...], by_law: tuple[date | None, str] | None
) -> Act:
    appointment = version.contract.appointment
    own = standing.user is not None and appointment.executive_id == standing.user.pk
    whose = "your contract" if own else f"the contract of {appointment.executive.full_name}"
    lent = [
        f"for {row.giver.full_name}"
        for role in roles
        if standing.user is not None
        and any(
            isinstance(one, StandIn) and one.role == role
            for one in standing.parts_for(Capability.SIGN_CONTRACT, version)
        )
        and (row := signing.delegation_of(standing.user, role, version, on=standing.on)) is not None
    ]
    detail = f"As {' and '.join(role.label.lower() for role in roles)}{', ' + ', '.join(lent) if lent else ''}"
    changed = changed_since(version, roles[0])
    if changed:
        detail += f". Changed since you signed: {', '.join(one.title for one in changed)}"
    last_day, follows = by_law or (None, "")
    return Act(
        title=f"Sign {whose}, position {appointment.seat.position.number}",
        view="web:agreement_sign",
        id=version.contract_id,
        detail=detail,
        without=follows or without(version),
        since=version.agreed_at,
        last_day=last_day,
        rule="contract.due" if last_day is not None else "",
    )


def signature(row: PerformanceContract, pk: int) -> ContractSignature:
    """A signature under the contract; raises `NoSuchSignatureError`."""
    found: ContractSignature | None = (
        ContractSignature.objects.filter(version__contract=row, pk=pk)
        .select_related("version__contract__appointment__seat__position__department", "signed_by", "document")
        .first()
    )
    if found is None:
        raise NoSuchSignatureError(f"There is no signature {pk} under this contract.", where=str(pk))
    return found
