"""The PDF of a version of a contract: set at the first signature, with one seal more at each that follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings

from meritbook.actions import contracts, letters, service_law, signing
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.office_seal import office_seal
from meritbook.core.contracts.signing import Asked
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import (
    ContractSignature,
    ContractVersion,
    Delegation,
    OriginalAlteredError,
    SignatureKind,
    SignerRole,
    StoredDocument,
)
from meritbook.writers.contract import ContractPaper, SignatureLine, contract_pdf
from meritbook.writers.contract_check import reason_of
from meritbook.writers.paper import long_date
from meritbook.writers.seals import sign_pdf


def reference(version: ContractVersion) -> str:
    """How people refer to a version: department, position, contract and version."""
    position = version.contract.appointment.seat.position
    return f"{position.department.code}/{position.number}/C{version.contract_id}.{version.number}"


def for_whom(delegation: Delegation | None) -> str:
    """Under which delegation somebody signs; empty without one."""
    if delegation is None:
        return ""
    return f"for {delegation.giver.full_name}, absent, under the delegation of {day_in_words(delegation.starts_on)}"


def how_signed(signature: ContractSignature) -> str:
    """How it was given, in words."""
    if signature.kind == SignatureKind.REFUSED:
        return f"Refused to sign: {signature.says}"
    if signature.kind == SignatureKind.ON_PAPER:
        return f"Signed on paper; the scan was filed by {signature.recorded_by.full_name}."
    return "Signed by electronic seal."


def sections_named(version: ContractVersion, keys: Iterable[str]) -> str:
    """The titles of sections, of those that are gone as the version before had them."""
    titles: dict[str, str] = {}
    for one in (version.alters, version):
        titles |= {part.key: part.title for part in one.text.sections()} if one is not None else {}
    return ", ".join(titles.get(key, key).rstrip(".") for key in keys)


def party_of(role: SignerRole, version: ContractVersion) -> tuple[str, str]:
    """The name and the title of a role as the words have them."""
    parties = version.text.parties
    return {
        SignerRole.EMPLOYEE: (parties.employee, parties.title),
        SignerRole.APPOINTING_AUTHORITY: (parties.appointing_authority, parties.appointing_authority_title),
        SignerRole.DEPARTMENT_DIRECTOR: (parties.department_director, ""),
    }[role]


def line_of(
    role: SignerRole, signature: ContractSignature | None, version: ContractVersion, asked: Asked | None
) -> SignatureLine:
    """The line of a role as it stands now, for a page that is made anew each time; `asked` where it still must sign."""
    name, title = party_of(role, version)
    if signature is None:
        return SignatureLine(role=role.label, name=name or "Not named", title=title, how="")
    same = signature.signed_by.full_name == name
    note = for_whom(signature.delegation)
    if signature.version_id != version.pk:
        note = f"{note} On version {signature.version.number}; {_since(version, asked)}".strip()
    return SignatureLine(
        role=role.label,
        name=signature.signed_by.full_name,
        title=title if same else "",
        how=how_signed(signature),
        on=signature.on_paper_on or clock.day_of(signature.signed_at),
        note=note[:1].upper() + note[1:],
    )


def _since(version: ContractVersion, asked: Asked | None) -> str:
    if asked is None:
        return "what this role answers for is unchanged."
    return f"changed since, of what this role answers for: {sections_named(version, asked.changed)}."


def printed_line(
    role: SignerRole,
    version: ContractVersion,
    asked: Asked | None,
    *,
    own: ContractSignature | None,
    before: ContractSignature | None,
) -> SignatureLine:
    """The line of a role on the page of the file, which never changes: only what stays true whatever follows.

    `asked` is what the version asked of the role before anybody signed it. `own` is what is known under the version
    itself: a paper, a refusal, or the signature that is about to be sealed; `before` the one on an earlier version.
    """
    name, title = party_of(role, version)
    line = SignatureLine(role=role.label, name=name or "Not named", title=title, how="")
    if asked is None:
        if before is None:
            return line.model_copy(update={"how": "Not asked to sign this version."})
        told = f"Not asked to sign this version: signed version {before.version.number}"
        note = " ".join(one for one in (_hand(before, name), for_whom(before.delegation)) if one)
        return line.model_copy(
            update={
                "how": f"{told}, and what this role answers for is as it was then.",
                "on": before.on_paper_on or clock.day_of(before.signed_at),
                "note": note[:1].upper() + note[1:],
            }
        )
    how = f"Asked to sign this version as {role.label.lower()}"
    if not asked.first:
        how += f", because this changed: {sections_named(version, asked.changed)}"
    return line.model_copy(update={"how": f"{how}.", **_known(own, name)})


def _known(own: ContractSignature | None, name: str) -> dict[str, Any]:
    """What is printed of a signature under the version itself. A seal speaks for itself, in the file."""
    if own is None:
        return {}
    hand, whom = _hand(own, name), for_whom(own.delegation)
    if own.kind == SignatureKind.ON_PAPER:
        said = [
            f"Signed on paper{f' {hand}' if hand else ''}; the scan was filed by {own.recorded_by.full_name}.",
            whom,
        ]
        return {"on": own.on_paper_on, "note": " ".join(one for one in said if one)}
    if own.kind == SignatureKind.REFUSED:
        day = long_date(clock.day_of(own.signed_at))
        who = " ".join(one for one in (f"Refused on {day}", hand, whom) if one)
        return {"note": f"{who}: {own.says} A signature given later is in this file."}
    day = long_date(clock.day_of(own.signed_at))
    return {"note": f"On {day} {own.signed_by.full_name} signed {whom}." if whom else ""}


def _hand(signature: ContractSignature, name: str) -> str:
    """By whom, where it is not whoever the words name."""
    return "" if signature.signed_by.full_name == name else f"by {signature.signed_by.full_name}"


def lines_of(
    version: ContractVersion, *, on: date, pending: ContractSignature | None = None
) -> tuple[SignatureLine, ...]:
    """The three lines of the page: who is asked, and what was signed on paper, refused or signed before.

    `pending` is the signature that is about to be saved.
    """
    rows = version.signatures.filter(withdrawn_at__isnull=True).order_by("signed_at", "pk")
    own: dict[str, ContractSignature] = {}
    for one in rows.select_related("signed_by", "recorded_by", "delegation__giver"):
        # Whoever signed after a refusal has signed.
        if one.kind != SignatureKind.REFUSED or one.role not in own:
            own[one.role] = one
    if pending is not None:
        own[pending.role] = pending
    before = signing.signed_by_role(version.alters) if version.alters is not None else {}
    asked = {one.role: one for one in signing.asked_at_first(version, on=on)}
    return tuple(
        printed_line(role, version, asked.get(str(role)), own=own.get(role), before=before.get(role))  # type: ignore[call-overload]
        for role in SignerRole
    )


def paper_of(version: ContractVersion, *, on: date, pending: ContractSignature | None = None) -> ContractPaper:
    """What the contract says as a document on the day."""
    law = service_law.service_law()
    terms = version.text.terms
    capped = contracts.salary_verdict(terms.salary, terms.starts_on)
    cap = f"{capped.says} ({capped.citation.title}, {capped.citation.place})" if capped is not None else ""
    alters = ""
    if version.alters is not None:
        alters = f"This alters version {version.alters.number}. Reason: {version.reason or 'not stated'}"
    return ContractPaper(
        jurisdiction=settings.MERITBOOK_GOVERNMENT or law.pack.jurisdiction,
        office=version.text.parties.department,
        reference=f"Contract {reference(version)}",
        written_on=on,
        text=version.text,
        cap_rule=cap,
        without_limit=_without_limit(version),
        alters=alters,
        signatures=lines_of(version, on=on, pending=pending),
    )


def _without_limit(version: ContractVersion) -> str:
    """Why the salary was proposed while no limit of its first day was on record; empty where one was."""
    if not version.limit_because:
        return ""
    first = day_in_words(version.contract.starts_on)
    return f"No salary limit of {first} was on record when it was proposed: {version.limit_because}"


def newest(version: ContractVersion) -> StoredDocument | None:
    """The file with all the seals so far. Each seal is appended, so the longest file is the newest."""
    rows = version.signatures.filter(kind=SignatureKind.ELECTRONIC, document__isnull=False)
    row = rows.select_related("document").order_by("-document__size").first()
    return row.document if row is not None else version.document


def set_if_missing(
    actor: Actor, version: ContractVersion, *, at: datetime, pending: ContractSignature | None = None
) -> bool:
    """The agreed words as a PDF before any seal, kept with the version; whether it had to be set."""
    if version.document is not None:
        return False
    data = contract_pdf(paper_of(version, on=clock.day_of(at), pending=pending))
    version.document = letters.keep_pdf(actor, at=at, name=_name(version), pdf=data)
    return True


def seal(
    actor: Actor,
    version: ContractVersion,
    *,
    at: datetime,
    field: str,
    role: SignerRole,
    name: str,
    act: str = "Signed",
    note: str = "",
) -> tuple[StoredDocument, str]:
    """The newest file with one seal more, and the fingerprint of the certificate.

    Raises `SealBrokenError` when the stored file is not what its hash says, and `CertificateError`.
    """
    before = newest(version)
    assert before is not None  # noqa: S101  # it is set before anybody signs
    try:
        data = before.original()
    except OriginalAlteredError as problem:
        raise possible.SealBrokenError("The stored PDF is not what its hash says.", where=before.name) from problem
    own = office_seal()
    sealed = sign_pdf(
        data,
        own,
        field=field,
        name=name,
        reason=reason_of(role.label, name, version.sha256, act=act, note=note),
        location=version.text.parties.department,
        at=at,
    )
    kept = letters.keep_pdf(actor, at=at, name=f"{_name(version)}-{field.lower()}", pdf=sealed)
    return kept, own.certificate.sha256


def _name(version: ContractVersion) -> str:
    return f"contract-{reference(version).replace('/', '-')}"
