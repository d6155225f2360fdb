"""The one folder that holds all data: `MERITBOOK_HOME`.

It is created on first use, readable by its owner alone, since it holds the database, the originals of every document
and the key that signs sessions.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

from meritbook.core.errors import MeritbookError


class HomeError(MeritbookError):
    """The data folder cannot be created or written."""

    code = "home.unusable"
    remedy = "Set MERITBOOK_HOME to a folder that you may write to."
    http_status = 500


def default_home(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """The data folder by the platform's custom: XDG, Application Support, or AppData."""
    if platform == "win32":
        base = environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "meritbook"


def prepare_home(environ: Mapping[str, str]) -> Path:
    """The absolute path of the data folder, created with mode 0700 when it is missing; raises `HomeError`."""
    chosen = environ.get("MERITBOOK_HOME", "").strip()
    home = Path(chosen).expanduser().absolute() if chosen else default_home(environ)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise HomeError(f"The data folder cannot be created: {problem.strerror}.", where=str(home)) from problem
    return home


def secret_key(home: Path, environ: Mapping[str, str]) -> str:
    """The key that signs sessions: from `MERITBOOK_SECRET_KEY`, or kept in the data folder with mode 0600.

    The file is made under another name and linked into place, so that of two processes that start together
    both use the same key and neither reads half of one.
    """
    given = environ.get("MERITBOOK_SECRET_KEY", "")
    if given:
        return given
    kept = home / "secret_key"
    try:
        if not kept.exists():
            fresh = home / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
            try:
                os.link(fresh, kept)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        key = kept.read_text(encoding="ascii").strip()
    except OSError as problem:
        raise HomeError(f"The session key cannot be kept: {problem.strerror}.", where=str(kept)) from problem
    if len(key) < 50:
        raise HomeError(
            "The kept session key is too short to be safe.",
            where=str(kept),
            remedy="Delete the file; a new key is made at the next start and everybody signs in again.",
        )
    return key
