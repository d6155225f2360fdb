"""How the ledger names what is acted on in several modules, and by which other names older entries call it."""

from __future__ import annotations

from meritbook.records.models import PerformanceContract

_CONTRACT = "performance"
_OLDER = {_CONTRACT: ("agreement",)}
"""By the name of today those of before: entries are never changed, so whoever reads a history reads them all."""


def of_contract(contract: PerformanceContract) -> str:
    """How the ledger names a performance contract, in the acts on its words and on its signatures."""
    return f"{_CONTRACT}:{contract.pk}"


def names_of(subject: str) -> tuple[str, ...]:
    """All names under which the ledger has entries on a subject; itself alone where it was always called so.

    `performance:12` and `agreement:12` are one contract: its signatures were on the ledger under the second name.
    """
    kind, colon, key = subject.partition(":")
    for name, before in _OLDER.items():
        if colon and kind in (name, *before):
            return tuple(f"{one}:{key}" for one in (name, *before))
    return (subject,)
