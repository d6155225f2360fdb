"""Is it possible now? What holds for signatures under a contract."""

from __future__ import annotations

from datetime import date

from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.records.models import ContractSignature, ContractStatus, ContractVersion, SignatureKind, SignerRole

MOST_BYTES = 10 * 1024 * 1024
"""The largest scan that is kept, in bytes."""
_SCANS = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


class NotAgreedError(PolicyError):
    """The version is not agreed: there is nothing to sign yet, or no more."""

    code = "signature.not_agreed"
    remedy = "Open the contract to see where it stands; only words that both sides agreed to are signed."


class AlreadySignedError(PolicyError):
    """That role has signed this version already."""

    code = "signature.already"
    remedy = "Your signature stands; open the signatures to see it. Nothing more is needed."


class NotAskedError(PolicyError):
    """That role is not asked: what it answers for is as it was signed before."""

    code = "signature.not_asked"
    remedy = "Open the signatures to see whose signature is still needed."


class SealBrokenError(PolicyError):
    """The words are not those that were shown, or what is stored is not what its hash says."""

    code = "signature.seal_broken"
    remedy = (
        "Read the contract again as it stands now, then sign; if it happens again, tell the administrator the code."
    )


class DelegationEndedError(ForbiddenError):
    """The delegation under which somebody would sign has ended, or has not begun."""

    code = "signature.delegation_ended"
    remedy = "Ask whoever gave the delegation to sign, or to give another one."


class OwnAuthorityError(ForbiddenError):
    """The executive is their own appointing authority: nobody signs for both sides."""

    code = "signature.own_authority"
    remedy = "Ask agency human resources to name another appointing authority for the position."


class NotYourPartError(ForbiddenError):
    """The person does not hold the part in which they would sign."""

    code = "signature.not_your_part"
    remedy = "Whoever holds the part must sign, or somebody to whom it is delegated for the day."


class ScanError(PolicyError):
    """A file that cannot be kept as the scan of a signature."""

    code = "signature.scan"
    remedy = "Give the scan as a PDF, PNG or JPEG file of at most 10 MB."
    http_status = 422


class PaperDayError(PolicyError):
    """A day on the paper that cannot be."""

    code = "signature.day"
    remedy = "Give the day that stands beside the signature: from the day of the agreement to today."
    http_status = 422


class SignatureInForceError(PolicyError):
    """The contract is in force; what was signed is not taken back."""

    code = "signature.in_force"
    remedy = "Alter the contract with the other side, or have it withdrawn by those who may."


class SignatureGoneError(PolicyError):
    """The signature was withdrawn already."""

    code = "signature.withdrawn"
    remedy = "Open the signatures to see what stands."


def check_role(role: str) -> SignerRole:
    """The role is one in which contracts are signed."""
    if role not in SignerRole.values:
        raise NotYourPartError(f"Nobody signs as “{role}”. There are: {', '.join(SignerRole.values)}.", where="role")
    return SignerRole(role)


def check_agreed(version: ContractVersion) -> None:
    """The version is agreed and waits for signatures."""
    if version.status != ContractStatus.AGREED:
        status = version.get_status_display().lower()
        raise NotAgreedError(f"Version {version.number} is {status}.", where=f"version {version.number}")


def check_not_signed(version: ContractVersion, role: SignerRole) -> None:
    """The role has not signed; raises `AlreadySignedError`, which names who did and when."""
    standing = (
        version.signatures.filter(role=role, withdrawn_at__isnull=True)
        .exclude(kind=SignatureKind.REFUSED)
        .select_related("signed_by")
        .first()
    )
    if standing is not None:
        raise AlreadySignedError(
            f"{standing.signed_by.full_name} has signed as {role.label.lower()} already.",
            where=role,
            details={"signature": standing.pk},
        )


def check_seen(version: ContractVersion, seen_sha256: str) -> None:
    """What was shown is what stands, and what stands is what its hash says."""
    if seen_sha256 != version.sha256:
        raise SealBrokenError("The words are not those that were shown to you.", where="seen_sha256")
    if version.text.seal() != version.sha256:
        raise SealBrokenError("The stored words are not those of their hash.", where=f"version {version.number}")


def scan_type(data: bytes) -> tuple[str, str]:
    """The media type of a scan by its first bytes, and the ending of its name; raises `ScanError`."""
    if len(data) > MOST_BYTES:
        raise ScanError("The scan is larger than 10 MB.", where="scan")
    for magic, media_type, ending in _SCANS:
        if data.startswith(magic):
            return media_type, ending
    raise ScanError("The file is no PDF, PNG or JPEG, whatever its name says.", where="scan")


def check_paper_day(day: date, *, agreed_on: date | None, on: date) -> None:
    """The day on the paper lies between the agreement and today."""
    check_day_in_range(day, where="on_paper_on")
    if day > on:
        raise PaperDayError(f"{day_in_words(day)} is still to come.", where="on_paper_on")
    if agreed_on is not None and day < agreed_on:
        raise PaperDayError(f"The words were agreed only on {day_in_words(agreed_on)}.", where="on_paper_on")


def check_stands(signature: ContractSignature) -> None:
    """The signature was not withdrawn, and the version still waits for others or for its first day."""
    if signature.withdrawn_at is not None:
        raise SignatureGoneError("The signature is withdrawn already.", where="signature")


def check_not_in_force(version: ContractVersion) -> None:
    """Not all have signed: until then each may take the signature back."""
    if version.status != ContractStatus.AGREED:
        raise SignatureInForceError(
            f"Version {version.number} is {version.get_status_display().lower()}.", where=f"version {version.number}"
        )
