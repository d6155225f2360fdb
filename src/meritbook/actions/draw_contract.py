"""Draw up the words of an executive's contract for a term: from last year's, or from the blank form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import appointing, contracting, ledger, subjects
from meritbook.actions import appointing_policies as appointed
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.service_law import service_law
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Appointment, ContractVersion, PerformanceContract
from meritbook.records.states import CONTRACT_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    appointment: Appointment,
    starts_on: date,
    ends_before: date,
    salary: Decimal | None = None,
) -> ContractVersion:
    """The first version of a new contract, a draft of the department's side.

    It begins with the signed words of the contract before, if there is one. `salary` is for a month; without it, it is
    that of the pay decision for the first day, else last year's. Raises `ForbiddenError`; `OwnCaseError`;
    `NotInForceError`; `OwnAuthorityError`; `ContractTermError`; `ContractExistsError`; `NoSalaryError`; `SalaryError`;
    `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked(appointment)
        role = require(actor, Capability.DRAW_CONTRACT, held, on=on)
        appointed.check_in_force(held, on=on)
        possible.check_own_authority(held)
        possible.check_term(service_law(), held, starts_on, ends_before)
        contracts = list(held.performance_contracts.prefetch_related("versions"))
        records = list(held.contracts.all())
        possible.check_free(contracts, records, starts_on, ends_before)
        before = contracting.last_version(contracts, starts_on)
        if salary is None:
            decisions = list(held.pay_decisions.filter(starts_on=starts_on))
            salary = contracting.salary_for(held, starts_on, decisions=decisions, before=before, records=records)
        if salary is None:
            raise possible.NoSalaryError("No salary of the executive is on record.", where="salary")
        salary = appointed.check_salary(salary)
        possible.check_as_agreed(records, starts_on, salary)
        parties = contracting.parties_of(held, on=on, before=before.text.parties if before else None)
        words = contracting.words_for(parties, starts_on, ends_before, salary, before)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        contract = PerformanceContract.objects.create(
            appointment=held,
            starts_on=starts_on,
            ends_before=ends_before,
            based_on=before.contract if before else None,
            drawn_by=actor.user,
            drawn_at=at,
        )
        version = ContractVersion.objects.create(
            contract=contract,
            number=1,
            status=next_state(CONTRACT_MOVES, "draw_contract", "", of="The contract"),
            text_json=canonical_json(words.text),
            sha256=words.text.seal(),
            saved_by=actor.user,
            saved_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="draw_contract",
            subject=subjects.of_contract(contract),
            facts=contracting.told(contract, version, based_on=contract.based_on_id, salary=str(salary)),
            records=[contract, version],
        )
    return version
