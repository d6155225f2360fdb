"""The PDF of a version of a contract: set at the first signature, with one seal more at each that follows."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from meritbook.actions import contracts, letters, service_law, signing
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.office_seal import office_seal
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
from meritbook.writers.seals import sign_pdf

TO_COME = "To be signed: by electronic seal in this file, or on paper."


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


def line_of(role: SignerRole, signature: ContractSignature | None, version: ContractVersion) -> SignatureLine:
    """The line of a role, as it stands."""
    parties = version.text.parties
    names = {
        SignerRole.EMPLOYEE: (parties.employee, parties.title),
        SignerRole.APPOINTING_AUTHORITY: (parties.appointing_authority, parties.appointing_authority_title),
        SignerRole.DEPARTMENT_DIRECTOR: (parties.department_director, ""),
    }
    name, title = names[role]
    if signature is None:
        return SignatureLine(role=role.label, name=name or "Not named", title=title, how=TO_COME)
    same = signature.signed_by.full_name == name
    carried = signature.version_id != version.pk
    note = for_whom(signature.delegation)
    if carried:
        note = f"{note} On version {signature.version.number}; what this role answers for is unchanged.".strip()
    return SignatureLine(
        role=role.label,
        name=signature.signed_by.full_name,
        title=title if same else "",
        how=how_signed(signature),
        on=signature.on_paper_on or clock.day_of(signature.signed_at),
        note=note[:1].upper() + note[1:],
    )


def lines_of(version: ContractVersion, pending: ContractSignature | None = None) -> tuple[SignatureLine, ...]:
    """The three lines as they stand: what was signed, refused or carried over, and what is still to come.

    `pending` is the signature that is about to be saved.
    """
    refused = {
        one.role: one
        for one in version.signatures.filter(kind=SignatureKind.REFUSED, withdrawn_at__isnull=True).select_related(
            "signed_by", "delegation__giver", "version"
        )
    }
    found = {**refused, **signing.signed_by_role(version)}
    if pending is not None:
        found[pending.role] = pending
    return tuple(line_of(role, found.get(role), version) for role in SignerRole)


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
        alters=alters,
        signatures=lines_of(version, pending),
    )


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
