"""Agreed words that wait for signatures, on the record of `contract_world`: rows, and no act is taken."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from appointing_world import vouch
from contract_world import AT, ContractYear, text

COMING = {"starts_on": date(2005, 7, 1), "ends_before": date(2006, 7, 1)}
ROLES = {"employee": "executive", "appointing_authority": "authority", "department_director": "director"}
"""Who of the contract year signs as what."""


def coming_words(**more: Any) -> Any:
    """Words for the year after the one on record."""
    from meritbook.core.contracts.text import Terms

    return text(terms=Terms(**COMING, salary=Decimal("9100.00"), cap=Decimal("10763.00")), **more)


def version_row(contract: Any, words: Any, by: Any, *, number: int = 1, alters: Any = None, **more: Any) -> Any:
    """A version of a contract, agreed on the day of the record unless `more` says otherwise."""
    from meritbook.core.values import canonical_json
    from meritbook.records.models import ContractVersion

    values = {
        "status": "agreed", "proposed_by": by, "proposed_at": AT, "proposed_side": "department",
        "agreed_by": contract.appointment.executive, "agreed_at": AT, **more,
    }  # fmt: skip
    version = ContractVersion.objects.create(
        contract=contract, number=number, alters=alters, text_json=canonical_json(words), sha256=words.seal(),
        saved_by=by, saved_at=AT, **values,
    )  # fmt: skip
    vouch(version)
    return version


def agreed_version(year: ContractYear, words: Any = None, **more: Any) -> Any:
    """The first version of the coming year's contract, agreed and signed by nobody."""
    from meritbook.records.models import PerformanceContract

    contract = PerformanceContract.objects.create(
        appointment=year.appointment, **COMING, based_on=year.contract, drawn_by=year.authority, drawn_at=AT
    )
    vouch(contract)
    return version_row(contract, words or coming_words(), year.authority, **more)


def altered_words() -> Any:
    """The words of the contract year with one project expected earlier."""
    from meritbook.core.contracts.text import Project

    return text(
        projects=(
            Project(key="new-plant", says="Open the new processing plant.", results_expected="In use by 1 March 2005."),
        )
    )


def alteration(year: ContractYear) -> Any:
    """An agreed alteration of one project of the contract year."""
    return version_row(
        year.contract, altered_words(), year.authority, number=2, alters=year.version, reason="The plant comes sooner."
    )


def lend(year: ContractYear, starts_on: date, ends_before: date, role: str = "department_director") -> Any:
    """A delegation of what concerns contracts to the successor, by whoever holds the role."""
    from meritbook.records.models import Delegation

    giver = year.director if role == "department_director" else year.authority
    row = Delegation.objects.create(
        role=role, department=year.seat.position.department, giver=giver, holder=year.successor,
        covers_json=json.dumps(["contracts"]), starts_on=starts_on, ends_before=ends_before, reason="Away.",
        given_by=giver, given_at=AT,
    )  # fmt: skip
    vouch(row)
    return row


def sign(who: Any, version: Any, role: str, *, at: Any = AT, seen: str = "") -> Any:
    """Sign what was shown."""
    from meritbook.actions import Actor, sign_contract

    return sign_contract.perform(
        Actor(who), at=at, why="Read and agreed.", version=version, role=role, seen_sha256=seen or version.sha256
    )


def sign_all(year: ContractYear, version: Any) -> list[Any]:
    """All three sign."""
    return [sign(getattr(year, name), version, role) for role, name in ROLES.items()]
