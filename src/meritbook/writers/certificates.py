"""Certificates of an office: what one says of itself, and a test authority for demonstrations and tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, NamedTuple

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from meritbook.core.errors import MeritbookError
from meritbook.core.values import Value

TEST_AUTHORITY = "Test authority: proves nothing"
"""The organisation that a test authority gives as its own, by which everybody can tell its certificates."""
_FROM, _UNTIL = datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


class CertificateError(MeritbookError):
    """The office has no certificate to seal with, or it cannot be used."""

    code = "seal.certificate"
    remedy = (
        "Ask the system administrator to set MERITBOOK_CERTIFICATE to the PKCS#12 file of the office's certificate, "
        "and MERITBOOK_CERTIFICATE_PASSWORD to its password."
    )
    http_status = 500


class Certificate(Value):
    """What a certificate says of itself."""

    subject: str
    issuer: str
    serial: str
    sha256: str
    """Fingerprint, by which people compare certificates."""
    starts_on: datetime
    ends_on: datetime
    test: bool
    """Whether a test authority issued it: then it proves nothing about who sealed."""


class DemoAuthority(NamedTuple):
    """A root that nobody should trust, and the certificate of an office that it issued, with its key."""

    root: bytes
    """PEM."""
    office: bytes
    """PKCS#12."""


def told_of(certificate: asn1.Certificate) -> Certificate:
    """The certificate as people read it."""
    validity = certificate["tbs_certificate"]["validity"]
    issuer = certificate.issuer.native
    return Certificate(
        subject=_spoken(certificate.subject.native),
        issuer=_spoken(issuer),
        serial=str(certificate.serial_number),
        sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        starts_on=validity["not_before"].native,
        ends_on=validity["not_after"].native,
        test=issuer.get("organization_name") == TEST_AUTHORITY,
    )


def _spoken(name: dict[str, Any]) -> str:
    """A name in a certificate as people say it: whose, in which organisation."""
    found = [name.get("common_name"), name.get("organization_name")]
    said = [part for one in found if one for part in (one if isinstance(one, list) else [one])]
    return ", ".join(dict.fromkeys(said)) or "no name"


def make_test_authority(office: str, password: str) -> DemoAuthority:
    """A fresh test authority and the certificate that it issues to the office."""
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root_name = _name(TEST_AUTHORITY, "Test root")
    root = (
        _builder(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    leaf = (
        _builder(_name(office[:64], f"{office[:50]}, test seal"), root_name, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    sealed = pkcs12.serialize_key_and_certificates(
        b"office", key, leaf, [root], BestAvailableEncryption(password.encode())
    )
    return DemoAuthority(root.public_bytes(Encoding.PEM), sealed)


def _name(organisation: str, common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*kinds: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{kind: kind in kinds for kind in every})
