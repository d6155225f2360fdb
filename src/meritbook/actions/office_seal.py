"""The seal of this office: its certificate by the settings, or a test authority in a demonstration and in tests."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from meritbook.writers.certificates import CertificateError, make_test_authority
from meritbook.writers.seals import OfficeSeal, load_seal

TEST_ROOT = "test-authority.pem"
"""In the data folder: the root of the test authority, for `meritbook verify-contract --trust`."""
_TEST_SEAL, _TEST_PASSWORD = "test-seal.p12", "test-authority"
_loaded: dict[tuple[str, int, str], OfficeSeal] = {}


def office_seal() -> OfficeSeal:
    """The certificate with which this office seals; raises `CertificateError` when it has none.

    In a demonstration a test authority is made once and kept in the data folder, readable by its owner alone.
    """
    path, password = settings.MERITBOOK_CERTIFICATE, settings.MERITBOOK_CERTIFICATE_PASSWORD
    if not path:
        if not settings.MERITBOOK_TEST_AUTHORITY:
            raise CertificateError("The office has no certificate to seal with.", where="MERITBOOK_CERTIFICATE")
        path, password = str(_test_seal()), _TEST_PASSWORD
    return _kept(Path(path), password)


def _kept(place: Path, password: str) -> OfficeSeal:
    """The seal in the file, opened once for each state of the file."""
    try:
        key = (str(place), place.stat().st_mtime_ns, password)
        if key not in _loaded:
            _loaded[key] = load_seal(place.read_bytes(), password)
    except OSError as problem:
        raise CertificateError(
            f"The file of the certificate cannot be read: {problem.strerror}.", where="MERITBOOK_CERTIFICATE"
        ) from problem
    return _loaded[key]


def _test_seal() -> Path:
    """The file of the test authority's seal, made when it is missing; of two that make it at once, one wins."""
    home: Path = settings.MERITBOOK_HOME
    place = home / _TEST_SEAL
    if not place.exists():
        made = make_test_authority(settings.MERITBOOK_GOVERNMENT or settings.MERITBOOK_OFFICE, _TEST_PASSWORD)
        folder = home / f".seal.{os.getpid()}.{secrets.token_hex(4)}"
        folder.mkdir(mode=0o700)
        for name, data in ((TEST_ROOT, made.root), (_TEST_SEAL, made.office)):
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
        try:
            os.link(folder / _TEST_SEAL, place)
        except FileExistsError:
            pass
        else:
            (folder / TEST_ROOT).replace(home / TEST_ROOT)
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()
    return place
