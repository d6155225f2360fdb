"""The connections to other systems that queries of measures use: named in a file of the settings, opened to read alone.

The address with its password stays in that file; pages, ledger and errors say the name of a connection and no more.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.utils import ConnectionHandler
from django.db.utils import Error as DatabaseFailure

from meritbook.core.errors import MeritbookError
from meritbook.core.results.cells import Cell, CellKind
from meritbook.core.results.value_query import COLUMNS, with_parameters
from meritbook.readers.value_tables import Table, column
from meritbook.records import database_url

SECONDS = 60
"""How long a query may take."""
MOST_ROWS = 5_000


class QueryConnectionError(MeritbookError):
    """The connection of a query is not set up, or the system behind it does not answer."""

    code = "results.query_connection"
    remedy = "Ask the system administrator to look at the file that MERITBOOK_QUERIES names, and at the other system."
    http_status = 409


class QueryFailedError(MeritbookError):
    """The other system refused the statement, or its answer cannot be read."""

    code = "results.query_failed"
    remedy = "Try the statement on the other system, and mend it on the page of the measure."
    http_status = 422


def connections() -> dict[str, str]:
    """The address of each connection by its name; none without the setting. Raises `QueryConnectionError`."""
    named = str(settings.MERITBOOK_QUERIES)
    if not named:
        return {}
    try:
        found = tomllib.loads(Path(named).expanduser().read_text(encoding="utf-8")).get("connections", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise QueryConnectionError("The file of connections cannot be read.", where="MERITBOOK_QUERIES") from problem
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise QueryConnectionError(
            "The file of connections is to hold a table “connections” of names and addresses.",
            where="MERITBOOK_QUERIES",
        )
    return {name[:60]: address for name, address in found.items()}


def _opened(name: str) -> Any:
    """The connection, which reads alone and gives up after a minute."""
    address = connections().get(name)
    if address is None:
        raise QueryConnectionError(f"There is no connection “{name}”.", where="connection")
    try:
        found = database_url.parse(address)
    except database_url.DatabaseUrlError as problem:
        raise QueryConnectionError(f"The address of “{name}” is not well formed.", where="connection") from problem
    found |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    if found["ENGINE"].endswith("sqlite3"):
        path = Path(found["NAME"])
        if not path.is_file():
            raise QueryConnectionError(f"The database of “{name}” is not there.", where="connection")
        found["NAME"] = f"{path.as_uri()}?mode=ro"
        found["OPTIONS"] = {"uri": True, "timeout": 20, "init_command": "PRAGMA query_only=ON;"}
    else:
        read = f"-c default_transaction_read_only=on -c statement_timeout={SECONDS * 1000}"
        given = found["OPTIONS"].get("options", "")
        found["OPTIONS"] = {"connect_timeout": "10", **found["OPTIONS"], "options": f"{given} {read}".strip()}
    return ConnectionHandler({"default": found})["default"]


def ask(name: str, statement: str, *, since: date, until: date) -> Table:
    """The answer of a statement as a table in the long layout; raises `QueryConnectionError` and `QueryFailedError`.

    `since` and `until`: what `:since` and `:until` stand for.
    """
    connection = _opened(name)
    try:
        try:
            connection.ensure_connection()
        except DatabaseFailure as problem:
            raise QueryConnectionError(f"The system behind “{name}” does not answer.", where="connection") from problem
        try:
            return _answer(connection, name, statement, {"since": since, "until": until})
        except DatabaseFailure as problem:
            said = " ".join(str(problem.__cause__ or problem).split())[:400]
            raise QueryFailedError(f"“{name}” refused the statement: {said}", where="statement") from problem
    finally:
        connection.close()


def _answer(connection: Any, name: str, statement: str, given: Mapping[str, date]) -> Table:
    if connection.vendor == "sqlite":
        ends = time.monotonic() + SECONDS
        connection.connection.set_progress_handler(lambda: int(time.monotonic() > ends), 10_000)
    with connection.cursor() as cursor:
        cursor.execute(with_parameters(statement), dict(given))
        heads = [str(one[0]).casefold() for one in cursor.description or ()]
        rows = cursor.fetchmany(MOST_ROWS + 1)
    if not {"period", "value"} <= set(heads):
        raise QueryFailedError("The answer has no columns “period” and “value”.", where="statement")
    if len(rows) > MOST_ROWS:
        raise QueryFailedError(f"The answer has more than {MOST_ROWS:,} rows.", where="statement")
    places = [heads.index(one) for one in COLUMNS if one in heads]
    names = [one for one in COLUMNS if one in heads]
    head = tuple(Cell(f"{column(n)}1", one) for n, one in enumerate(names, 1))
    body = tuple(
        tuple(_cell(f"{column(n)}{number}", row[place]) for n, place in enumerate(places, 1))
        for number, row in enumerate(rows, 2)
    )
    return Table(name, (head, *body))


def _cell(place: str, value: Any) -> Cell:
    if value is None:
        return Cell(place, "")
    if isinstance(value, datetime):
        return Cell(place, value.date().isoformat(), CellKind.DAY)
    if isinstance(value, date):
        return Cell(place, value.isoformat(), CellKind.DAY)
    if isinstance(value, float):
        return Cell(place, f"{Decimal(f'{value:.15g}').normalize():f}", CellKind.NUMBER)
    if isinstance(value, Decimal):
        return Cell(place, f"{value.normalize():f}", CellKind.NUMBER)
    return Cell(place, str(value).strip()[:4000])
