"""A query that asks another system for the values of a measure: one statement that only reads.

The check is a first line of defence and says early what is wrong; the connection itself is opened for reading alone.
"""

from __future__ import annotations

import re

from meritbook.core.errors import MeritbookError

LONGEST = 8_000
COLUMNS = ("period", "value", "says")
"""What a row of the answer holds; the words may be left out."""


class QueryStatementError(MeritbookError):
    """A statement that is no single query that only reads."""

    code = "results.query_statement"
    remedy = (
        "Write one SELECT with the columns period and value, and perhaps says; :since and :until stand for the first "
        "day of the oldest period that has no value and the day after the newest that has ended."
    )
    http_status = 422


_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WRITES = re.compile(
    r"\b(insert|update|delete|merge|replace|into|create|alter|drop|truncate|grant|revoke|attach|detach|pragma|vacuum|"
    r"copy|call|do|execute|exec|prepare|set|reset|lock|begin|commit|rollback|savepoint|listen|notify|load_extension|"
    r"pg_sleep|dblink\w*|lo_import|lo_export|pg_read_file|pg_write_file|nextval|setval)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")
_NAMES = frozenset({"since", "until"})


def check_statement(text: str) -> str:
    """The statement without the semicolon at its end; raises `QueryStatementError`."""
    said = text.strip().rstrip(";").strip()
    bare = _QUOTED.sub(" ", said).strip()
    if not bare:
        raise QueryStatementError("There is no statement.", where="statement")
    if len(said) > LONGEST:
        raise QueryStatementError(f"A statement has at most {LONGEST:,} characters.", where="statement")
    if ";" in bare:
        raise QueryStatementError("There is more than one statement.", where="statement")
    if not re.match(r"(select|with)\b", bare, re.IGNORECASE):
        raise QueryStatementError("A statement that only reads begins with SELECT or WITH.", where="statement")
    if found := _WRITES.search(bare):
        raise QueryStatementError(f"“{found[0]}” has no place in a statement that only reads.", where="statement")
    unknown = [name for name in _NAMED.findall(bare) if name not in _NAMES]
    if unknown:
        raise QueryStatementError(f"“:{unknown[0]}” stands for nothing; only :since and :until do.", where="statement")
    return said


def with_parameters(statement: str) -> str:
    """The statement in the spelling of the driver: `%(since)s` for `:since`, and each other percent sign twice."""
    found, at = [], 0
    for quoted in _QUOTED.finditer(statement):
        found += [_bound(statement[at : quoted.start()]), quoted[0].replace("%", "%%")]
        at = quoted.end()
    return "".join([*found, _bound(statement[at:])])


def _bound(text: str) -> str:
    return _NAMED.sub(r"%(\1)s", text.replace("%", "%%"))
