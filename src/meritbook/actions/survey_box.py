"""The box into which answers go: one sealed text for all of them, written anew with each.

The key is made from the key of the site, which is not in the database, and a salt of the box. So whoever holds the
database, and copies of it from before and after somebody answered, reads neither the answers nor their difference. The
text is filled up to whole blocks, so that its length does not tell how much one person wrote.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from meritbook.actions.policies import PolicyError
from meritbook.core.results.survey_results import Box
from meritbook.core.values import canonical_json
from meritbook.records.models import Survey, SurveyBox

_BLOCK = 65_536
_NONCE = 12


class SurveyBoxError(PolicyError):
    """The answers cannot be read, or are not as many as people answered."""

    code = "results.survey_box"
    remedy = (
        "Ask the system administrator whether the key of the site was changed, or the database restored, while the "
        "survey was open. What cannot be read cannot be counted: withdraw the survey, and say why."
    )


def make(survey: Survey) -> SurveyBox:
    """An empty box, saved."""
    row = SurveyBox(survey=survey, salt=secrets.token_hex(32))
    put(row, Box())
    return row


def put(row: SurveyBox, box: Box) -> None:
    """Seal the whole of the box anew, and save it."""
    plain = canonical_json(box).encode("utf-8")
    plain += b" " * (-len(plain) % _BLOCK)
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(row, settings.SECRET_KEY).encrypt(nonce, plain, _of(row))
    row.sealed = base64.b64encode(nonce + sealed).decode("ascii")
    row.save()


def look(row: SurveyBox) -> Box:
    """What lies in the box; raises `SurveyBoxError` where it cannot be read."""
    sealed = base64.b64decode(row.sealed)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            plain = _cipher(row, key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _of(row))
        except InvalidTag:
            continue
        return Box.model_validate_json(plain)
    raise SurveyBoxError("The answers of this survey cannot be read with the key of the site.", where="survey")


def _cipher(row: SurveyBox, key: str | bytes) -> AESGCM:
    made = HKDF(hashes.SHA256(), 32, salt=bytes.fromhex(row.salt), info=b"meritbook survey box")
    return AESGCM(made.derive(key.encode("utf-8") if isinstance(key, str) else key))


def _of(row: SurveyBox) -> bytes:
    return f"survey:{row.survey_id}".encode("ascii")
