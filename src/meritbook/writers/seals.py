"""The seal of the office: PAdES signatures in PDF files and detached seals over other files, made and checked.

Each signature goes into a hidden field of its own, appended to the file, so that what was signed before stays byte for
byte. Checking needs no network and no clock: a certificate is judged on the day that the signature names, against the
roots that the caller trusts and no others; whether it was revoked is not asked.

Follows: ADR 0019.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value
from meritbook.writers.certificates import Certificate, CertificateError, told_of

# Whatever the library finds wrong with a file is an answer of this module, not an entry in the log.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

_RESERVED = 8_192
"""Hexadecimal digits kept free for a signature, besides its certificates."""
_CONTENTS = re.compile(rb"<([0-9A-F]+)>")
_T = TypeVar("_T")

Trust = Literal["trusted", "not_trusted", "not_asked", "not_judged"]
"""`not_judged`: what is sealed or the seal itself was changed, so whose it is cannot be told."""
Coverage = Literal["whole_file", "revision", "part"]


class SealError(MeritbookError):
    """A file that cannot be sealed, or whose seals cannot be read."""

    code = "seal.unreadable"
    remedy = "Take the file again from where it was stored; this one is not a whole PDF."
    http_status = 422


class Seal(Value):
    """One signature as it was found."""

    field: str
    """The field in the PDF; empty for a detached seal."""
    name: str
    reason: str
    location: str
    signed_at: datetime | None
    """What the signature says of its time; no authority vouches for it."""
    intact: bool
    """Whether what it covers is what was sealed, and the seal itself is as it was made."""
    covers: Coverage
    changed_after: bool
    """Whether anything but further signatures was added to the file since."""
    trust: Trust
    certificate: Certificate | None

    @property
    def holds(self) -> bool:
        """Nothing of what it covers was changed, then or since; trust is asked apart."""
        return self.intact and self.covers != "part" and not self.changed_after


@dataclass(frozen=True)
class OfficeSeal:
    """A certificate with its key, ready to seal."""

    signer: signers.SimpleSigner
    certificate: Certificate


def _run(work: Coroutine[Any, Any, _T]) -> _T:
    """The result of the work, in a loop of its own; in another thread where this one runs a loop already."""
    if asyncio._get_running_loop() is None:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def load_seal(data: bytes, password: str) -> OfficeSeal:
    """The certificate with its key from a PKCS#12 file; raises `CertificateError`."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

    try:
        key, leaf, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError as problem:
        raise CertificateError("The certificate cannot be opened: no PKCS#12 file, or another password.") from problem
    if key is None or leaf is None:
        raise CertificateError("The file holds no certificate with its key.")
    from asn1crypto.keys import PrivateKeyInfo

    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for other in others:
        # A root proves nothing by lying in the file: whoever checks brings their own.
        if other.subject != other.issuer:
            store.register(x509.Certificate.load(other.public_bytes(Encoding.DER)))
    own = x509.Certificate.load(leaf.public_bytes(Encoding.DER))
    signer = signers.SimpleSigner(
        signing_cert=own,
        signing_key=PrivateKeyInfo.load(plain),
        cert_registry=store,
        embed_roots=False,
    )
    return OfficeSeal(signer, told_of(own))


def load_roots(data: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates in a file, PEM or DER; raises `CertificateError`."""
    try:
        if pem.detect(data):
            found = [der for kind, _, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
        else:
            found = [data]
        roots = tuple(x509.Certificate.load(der, strict=True) for der in found)
        for root in roots:
            told_of(root)
    except (ValueError, TypeError) as problem:
        raise CertificateError("The file holds no certificate (PEM or DER).") from problem
    if not roots:
        raise CertificateError("The file holds no certificate (PEM or DER).")
    return roots


def sign_pdf(
    data: bytes,
    seal: OfficeSeal,
    *,
    field: str,
    name: str,
    reason: str,
    location: str,
    at: datetime,
    archive: bool = False,
) -> bytes:
    """The PDF with one more signature in a new field that nobody sees, appended; raises `SealError`.

    `at` is what the signature gives as its time. A field of that name must not be there yet. `archive`: the file is
    PDF/A, which has no hidden fields; the field lies outside the page then.
    """
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        about = signers.PdfSignatureMetadata(
            field_name=field,
            name=name,
            reason=reason,
            location=location,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            cades_signed_attr_spec=CAdESSignedAttrSpec(),
        )
        spec = SigFieldSpec(
            sig_field_name=field,
            invis_sig_settings=InvisSigSettings(
                set_print_flag=True, set_hidden_flag=not archive, box_out_of_bounds=archive
            ),
        )
        signer = _At(about, seal.signer, new_field_spec=spec)
        signer.at = at
        kept = [seal.signer.signing_cert, *seal.signer.cert_registry]
        reserved = _RESERVED + 2 * sum(len(one.dump()) for one in kept if one is not None)
        done: io.BytesIO = _run(signer.async_sign_pdf(writer, bytes_reserved=reserved))
    except (PdfError, SigningError, ValueError) as problem:
        raise SealError("The PDF cannot be sealed.", where=field) from problem
    return done.getvalue()


class _At(signers.PdfSigner):
    """Signs at a moment that is given, since the library would take the machine's."""

    at: datetime

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self.at
        return session


def verify_pdf(data: bytes, roots: Sequence[x509.Certificate] = ()) -> tuple[Seal, ...]:
    """The signatures in the PDF, in the order in which they were made; none when it is not signed.

    Raises `SealError` when it cannot be read as a PDF.
    """
    try:
        found = PdfFileReader(io.BytesIO(data)).embedded_regular_signatures
        return tuple(_verified(data, one, roots) for one in found)
    except Exception as problem:
        # A broken file breaks its reader in a hundred ways.
        raise SealError("The file cannot be read as a signed PDF.") from problem


def _verified(data: bytes, one: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> Seal:
    dictionary = one.sig_object
    at = one.self_reported_timestamp
    covers: Coverage = "part"
    intact = changed = trusted = False
    try:
        status = _run(async_validate_pdf_signature(one, _context(roots, at)))
    except Exception:  # noqa: BLE001 - what cannot be judged does not hold
        changed = True
    else:
        # Of earlier signatures every byte is covered by those after them.
        last = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        intact = status.intact and status.valid and (not last or _as_made(data, one))
        trusted = status.trusted
        covers = _COVERS.get(status.coverage, "part") if status.coverage is not None else "part"
        level = status.modification_level
        changed = level not in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return Seal(
        field=str(one.field_name),
        name=str(dictionary.get("/Name", "")),
        reason=str(dictionary.get("/Reason", "")),
        location=str(dictionary.get("/Location", "")),
        signed_at=at,
        intact=intact,
        covers=covers,
        changed_after=changed,
        trust=_trust(roots, trusted=trusted, holds=intact and covers != "part" and not changed),
        certificate=_told(lambda: one.signer_cert),
    )


_COVERS: dict[SignatureCoverageLevel, Coverage] = {
    SignatureCoverageLevel.ENTIRE_FILE: "whole_file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}


def _told(certificate: Callable[[], x509.Certificate]) -> Certificate | None:
    try:
        return told_of(certificate())
    except Exception:  # noqa: BLE001 - a certificate that cannot be read is told as none
        return None


def _trust(roots: Sequence[x509.Certificate], *, trusted: bool, holds: bool) -> Trust:
    if not roots:
        return "not_asked"
    if not holds:
        return "not_judged"
    return "trusted" if trusted else "not_trusted"


def _context(roots: Sequence[x509.Certificate], at: datetime | None) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(roots), allow_fetching=False, moment=at or datetime.now(UTC), revocation_mode="soft-fail"
    )


def _as_made(data: bytes, one: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that no signature can cover, its own, are just as this program writes them.

    They lie between the two ranges: the signature in hexadecimal digits, in capitals, filled up with zeros.
    """
    ranges = [int(part) for part in one.byte_range]
    if len(ranges) != 4 or ranges[0] != 0:
        return False
    gap = _CONTENTS.fullmatch(data[ranges[1] : ranges[2]])
    if gap is None:
        return False
    whole = bytes.fromhex(gap[1].decode("ascii"))
    made = one.signed_data
    der: bytes = _rebuilt(made)
    return whole.startswith(der) and not whole[len(der) :].strip(b"\0")


def _rebuilt(made: cms.SignedData) -> bytes:
    """The signature written anew from what is sealed in it, so that it can be compared byte for byte."""
    (info,) = made["signer_infos"]
    certificates = made["certificates"]
    (own,) = [one.chosen for one in certificates if one.chosen.serial_number == _serial_of(info)]
    written = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number}),
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": info["signed_attrs"],
            "signature_algorithm": {"algorithm": info["signature_algorithm"]["algorithm"].native},
            "signature": info["signature"].native,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [one.chosen for one in certificates],
            "signer_infos": [written],
        }
    )
    der: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return der


def _serial_of(info: cms.SignerInfo) -> int:
    serial: int = info["sid"].chosen["serial_number"].native
    return serial


def sign_bytes(data: bytes, seal: OfficeSeal, *, at: datetime) -> bytes:
    """A detached seal (CMS, DER) over the bytes; `at` is what it gives as its time."""
    made = _run(
        seal.signer.async_sign_general_data(
            data, "sha256", detached=True, signed_attr_settings=PdfCMSSignedAttributes(signing_time=at)
        )
    )
    der: bytes = made.dump()
    return der


def verify_bytes(data: bytes, sealed: bytes, roots: Sequence[x509.Certificate] = ()) -> Seal:
    """What a detached seal says of the bytes; raises `SealError` when it is none."""
    try:
        content = cms.ContentInfo.load(sealed, strict=True)
        made = content["content"]
        (info,) = made["signer_infos"]
        attributes = {one["type"].native: one["values"].native for one in info["signed_attrs"]}
        (own,) = [one.chosen for one in made["certificates"] if one.chosen.serial_number == _serial_of(info)]
        certificate = told_of(own)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise SealError("The seal cannot be read.", remedy="Take the seal again from where it was stored.") from problem
    at = next(iter(attributes.get("signing_time", ())), None)
    intact = trusted = False
    try:
        status = _run(async_validate_detached_cms(data, made, _context(roots, at)))
        intact = status.intact and status.valid and _rebuilt(made) == sealed
        trusted = status.trusted
    except Exception:  # noqa: BLE001 - what cannot be judged does not hold
        intact = False
    return Seal(
        field="",
        name=certificate.subject,
        reason="",
        location="",
        signed_at=at,
        intact=intact,
        covers="whole_file",
        changed_after=False,
        trust=_trust(roots, trusted=trusted, holds=intact),
        certificate=certificate,
    )
