"""Text that the database holds and cannot read: sealed with a key made from the key of the site and a salt of its own.

What is sealed is filled up to whole blocks, so that its length does not tell how much one person wrote, and is written
anew as a whole with each change. See ADR 0032.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


class UnreadableError(ValueError):
    """What is sealed cannot be read with the key of the site or one of its earlier ones."""


def salt() -> str:
    """A new salt, as hexadecimal digits."""
    return secrets.token_hex(32)


def seal(plain: str, *, salt: str, purpose: str, of: str, block: int) -> str:
    """The text sealed. `purpose` parts the keys of different uses, `of` binds it to the row that holds it."""
    text = plain.encode("utf-8")
    text += b" " * (-len(text) % block)
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(salt, purpose, settings.SECRET_KEY).encrypt(nonce, text, of.encode("utf-8"))
    return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str, *, salt: str, purpose: str, of: str) -> str:
    """The text, with what it was filled up by; raises `UnreadableError`."""
    raw = base64.b64decode(sealed)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            plain = _cipher(salt, purpose, key).decrypt(raw[:_NONCE], raw[_NONCE:], of.encode("utf-8"))
        except InvalidTag:
            continue
        return plain.decode("utf-8")
    raise UnreadableError(of)


def _cipher(salt: str, purpose: str, key: str | bytes) -> AESGCM:
    made = HKDF(hashes.SHA256(), 32, salt=bytes.fromhex(salt), info=purpose.encode("utf-8"))
    return AESGCM(made.derive(key.encode("utf-8") if isinstance(key, str) else key))
