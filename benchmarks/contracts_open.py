"""The annual open of 10,000 contracts: drawn up by the worker, 200 in a part, each from last year's signed words.

The baseline draws the same contracts one by one, each by the act of a person: an entry of the ledger and a transaction
for each. Both run in processes of their own, on records filled alike.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from benchmarks.measure import act_by_act, peak_mib
from benchmarks.pages import set_up

AT = datetime(2005, 5, 2, 16, 0, tzinfo=UTC)
YEAR, NEXT, AFTER = date(2004, 7, 1), date(2005, 7, 1), date(2006, 7, 1)
DEPARTMENTS = 20
WHY = "Filled for a benchmark."


def _fill(count: int) -> Any:
    """Executives in office, each with a contract of the year that all have signed; gives who opens the next."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, ledger, service_law
    from meritbook.core.contracts import form
    from meritbook.core.contracts.text import Measure, Parties, Project, Terms
    from meritbook.core.values import canonical_json
    from meritbook.records.models import (
        Appointment,
        ContractVersion,
        Department,
        PerformanceContract,
        Position,
        RoleAssignment,
        Seat,
        User,
    )

    def person(name: str) -> Any:
        row = User(username=name, full_name=name.replace("-", " ").title(), created_at=AT)
        row.set_unusable_password()
        return row

    law = service_law.service_law()
    salary = Decimal("9000.00")
    measure = Measure(key="days", says="Days to a refund.", unit="days", direction="at_most", target=Decimal(21))
    with transaction.atomic():
        people = User.objects.bulk_create(
            [person("bench-staff"), *(person(f"bench-{number}") for number in range(count + DEPARTMENTS))]
        )
        staff, signers, executives = people[0], people[1 : DEPARTMENTS + 1], people[DEPARTMENTS + 1 :]
        places = Department.objects.bulk_create(
            Department(code=f"d{number}", name=f"Department {number}", starts_on=date(2000, 1, 1))
            for number in range(DEPARTMENTS)
        )
        roles: list[tuple[str, User, Department | None]] = [("personnel_staff", staff, None)]
        for place, signer in zip(places, signers, strict=True):
            roles += [(role, signer, place) for role in ("department_director", "appointing_authority")]
        held = RoleAssignment.objects.bulk_create(
            RoleAssignment(user=user, role=role, department=place, starts_on=date(2000, 1, 1), granted_at=AT)
            for role, user, place in roles
        )
        positions = Position.objects.bulk_create(
            Position(
                department=places[number % DEPARTMENTS],
                number=f"{number:05}",
                title=f"Chief of unit {number}",
                incumbent=executive,
                appointing_authority=signers[number % DEPARTMENTS],
                created_by=staff,
                created_at=AT,
            )
            for number, executive in enumerate(executives)
        )
        seats = Seat.objects.bulk_create(
            Seat(position=one, origin="taken_over", starts_on=YEAR, entered_by=staff, entered_at=AT)
            for one in positions
        )
        appointments = Appointment.objects.bulk_create(
            Appointment(
                seat=seat,
                executive=seat.position.incumbent,
                method="taken_over",
                merit_says=WHY,
                salary=salary,
                starts_on=YEAR,
                status="in_force",
                proposed_by=staff,
                proposed_at=AT,
                concluded_by=staff,
                concluded_at=AT,
            )
            for seat in seats
        )
        contracts = PerformanceContract.objects.bulk_create(
            PerformanceContract(
                appointment=one, starts_on=YEAR, ends_before=NEXT, drawn_by=one.seat.position.appointing_authority,
                drawn_at=AT,
            )
            for one in appointments
        )  # fmt: skip
        versions = []
        for contract, executive in zip(contracts, executives, strict=True):
            position = contract.appointment.seat.position
            parties = Parties(
                employee=executive.full_name,
                employee_username=executive.username,
                title=position.title,
                position=position.number,
                department=position.department.name,
            )
            blank = form.blank(law, parties=parties, terms=Terms(starts_on=YEAR, ends_before=NEXT, salary=salary))
            project = Project(
                key="refunds", says="Refunds in time.", results_expected="Three weeks.", measures=(measure,)
            )
            text = blank.model_copy(update={"projects": (project,)})
            versions.append(
                ContractVersion(
                    contract=contract,
                    number=1,
                    status="signed",
                    text_json=canonical_json(text),
                    sha256=text.seal(),
                    saved_by=staff,
                    saved_at=AT,
                    signed_on=YEAR,
                )
            )
        kept = ContractVersion.objects.bulk_create(versions)
        rows = [*people, *places, *held, *positions, *seats, *appointments, *contracts, *kept]
        ledger.write(SYSTEM, role="system", at=AT, why=WHY, action="fill", subject="benchmark", records=rows)
    return staff


def by_the_worker(count: int) -> dict[str, Any]:
    """The job, as a worker does it."""
    set_up(os.environ["MERITBOOK_HOME"])
    staff = _fill(count)
    from meritbook.actions import Actor, open_contract_year
    from meritbook.actions.work import Worker
    from meritbook.records.models import PerformanceContract

    job = open_contract_year.perform(Actor(staff), at=AT, why="The year is opened.", starts_on=NEXT)
    found = _timed(lambda: Worker().do_one(job), count)
    made = PerformanceContract.objects.filter(starts_on=NEXT).count()
    if made != count:
        raise SystemExit(f"{made} contracts were drawn up, not {count}")
    return found


def one_by_one(count: int) -> dict[str, Any]:
    """Each by the act of its appointing authority."""
    set_up(os.environ["MERITBOOK_HOME"])
    _fill(count)
    from meritbook.actions import Actor, draw_contract
    from meritbook.records.models import Appointment

    rows = list(Appointment.objects.select_related("seat__position__appointing_authority").order_by("pk"))

    def work() -> None:
        for row in rows:
            draw_contract.perform(
                Actor(row.seat.position.appointing_authority), at=AT, why="By hand.", appointment=row, starts_on=NEXT,
                ends_before=AFTER,
            )  # fmt: skip

    return _timed(work, count)


def _timed(work: Any, count: int) -> dict[str, Any]:
    began, used = time.perf_counter(), time.process_time()
    work()
    took = time.perf_counter() - began
    return {
        "contracts": count,
        "seconds": took,
        "contracts per second": count / took,
        "per second of processor time": count / (time.process_time() - used),
        "peak MiB": peak_mib(),
    }


CONTENDERS = {
    "acts": ("baseline: draw_contract, one act each", one_by_one),
    "worker": ("meritbook: the job, parts of 200", by_the_worker),
}


def main() -> None:
    """Measure both, print and keep the figures."""
    act_by_act(
        "benchmarks.contracts_open", "contracts", what="contracts", title="The contracts of a year opened",
        on=AT.date(), most=10_000, acts=2_000,
        contenders=CONTENDERS,
    )  # fmt: skip


if __name__ == "__main__":
    main()
