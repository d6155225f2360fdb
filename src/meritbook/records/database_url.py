"""`MERITBOOK_DATABASE_URL` as Django's database settings: SQLite in the data folder, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from meritbook.core.errors import MeritbookError

SQLITE_PRAGMAS = (
    # Readers are never held up by a writer.
    "PRAGMA journal_mode=WAL;"
    # A committed entry of the record survives a loss of power.
    "PRAGMA synchronous=FULL;"
    "PRAGMA foreign_keys=ON;"
    # What is deleted, as a draft or the box of answers, leaves zeros in the file and not its text.
    "PRAGMA secure_delete=ON;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-20000;"
)


class DatabaseUrlError(MeritbookError):
    """The database address cannot be used."""

    code = "settings.database_url"
    remedy = "Write postgresql://user:password@host:port/name, or leave MERITBOOK_DATABASE_URL out for SQLite."
    http_status = 500


def sqlite(path: Path) -> dict[str, Any]:
    """Settings of an SQLite file; writers queue at the start of a transaction, so none fails half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def parse(url: str) -> dict[str, Any]:
    """Settings of the database that the address names; raises `DatabaseUrlError`.

    Options after `?` go to the driver (`sslmode=verify-full`). The password never stands in an error.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise DatabaseUrlError("The database address is not well formed.", where="MERITBOOK_DATABASE_URL") from problem
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        if not path.startswith("/") or path == "/":
            raise DatabaseUrlError("An SQLite address needs a full path.", where="MERITBOOK_DATABASE_URL")
        return sqlite(Path(path[1:] if path.startswith("//") else path))
    if parts.scheme not in ("postgresql", "postgres"):
        raise DatabaseUrlError(f"The kind of database {parts.scheme!r} is not known.", where="MERITBOOK_DATABASE_URL")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise DatabaseUrlError("The database address names no database.", where="MERITBOOK_DATABASE_URL")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
