"""Executives, seats and directors of fiscal year 2004-05 for the tests of appointments; the ledger vouches for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from recorded import once
from service_world import YEAR, appointment_row, contract_row, position_row, seat_row

AT = datetime(2004, 9, 1, 16, 0, tzinfo=UTC)
ON = date(2004, 9, 1)
RAISED, CAP = Decimal("10763.01"), Decimal("10763.00")


@dataclass(frozen=True)
class Service:
    """Seats of two departments, and who may do something about them."""

    director: Any
    """Of the Department of Revenue."""
    other_director: Any
    """Of the Department of Transport."""
    officer: Any
    """Agency HR of the Department of Revenue."""
    personnel_director: Any
    staff: Any
    auditor: Any
    executive: Any
    """Holds `held`, in the Department of Transport."""
    candidate: Any
    """Holds nothing yet, and has the role executive."""
    holder: Any
    """Holds the position of `moving`, which has just come into the service."""
    vacant: Any
    """A seat of the Department of Revenue that nobody holds."""
    moving: Any
    held: Any
    appointment: Any
    """The executive's."""
    in_revenue: Any
    """The appointment of somebody in the Department of Revenue, with a contract of the fiscal year."""
    contract: Any
    departments: Any


def vouch(*rows: Any) -> None:
    """An entry of the ledger that vouches for rows that no act of the test saved."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, ledger

    with transaction.atomic():
        ledger.write(
            SYSTEM, role="system", at=AT, why="Set-up.", action="take_over_seat", subject="set-up", records=rows
        )


def person(name: str, role: str | None = None, department: Any = None) -> Any:
    """Somebody with a role from 2004 on."""
    from meritbook.actions import SYSTEM, create_user, grant_role

    user = create_user.perform(SYSTEM, at=AT, why="Set-up.", username=name, full_name=name.replace("_", " ").title())
    if role is not None:
        grant_role.perform(
            SYSTEM, at=AT, why="Set-up.", user=user, role=role, department=department, starts_on=date(2004, 1, 1)
        )
    return user


@pytest.fixture
def service(departments: Any) -> Service:
    """The record."""
    return once("service", lambda: _service(departments), departments)


def _service(departments: Any) -> Service:
    revenue, transport = departments.revenue, departments.transport
    staff = person("staff", "personnel_staff")
    holder = person("holder", "executive", revenue)
    executive = person("moved_executive", "executive", transport)
    tenant = person("tenant", "executive", revenue)
    seats = {}
    for department, number, more in (
        (revenue, "R-1", {}),
        (revenue, "R-2", {"incumbent": holder}),
        (revenue, "R-3", {}),
        (transport, "T-9", {}),
    ):
        seats[number] = seat_row(position_row(department, number, staff, **more), staff)
    appointment = appointment_row(seats["T-9"], executive, staff)
    in_revenue = appointment_row(seats["R-3"], tenant, staff)
    contract = contract_row(in_revenue, staff)
    vouch(
        *(one.position for one in seats.values()), *seats.values(), appointment, in_revenue, contract,
    )  # fmt: skip
    return Service(
        director=person("director", "department_director", revenue),
        other_director=person("other_director", "department_director", transport),
        officer=person("officer", "agency_hr", revenue),
        personnel_director=person("state_director", "personnel_director"),
        staff=staff,
        auditor=person("service_auditor", "auditor"),
        executive=executive,
        candidate=person("candidate", "executive", revenue),
        holder=holder,
        vacant=seats["R-1"],
        moving=seats["R-2"],
        held=seats["T-9"],
        appointment=appointment,
        in_revenue=in_revenue,
        contract=contract,
        departments=departments,
    )


def act(action: Any, user: Any, at: datetime = AT, why: str = "As the test has it.", **taken: Any) -> Any:
    """The action by somebody."""
    from meritbook.actions import Actor

    return action.perform(Actor(user), at=at, why=why, **taken)


def propose(service: Service, **more: Any) -> Any:
    """The candidate for the vacant seat, by open competition, unless told otherwise."""
    from meritbook.actions import propose_appointment

    taken = {
        "seat": service.vacant,
        "executive": service.candidate,
        "method": "open_competition",
        "merit_says": "Led two divisions through a merger.",
        "salary": Decimal("9000.00"),
        "starts_on": date(2004, 9, 15),
        **more,
    }
    return act(propose_appointment, taken.pop("by", service.director), taken.pop("at", AT), **taken)


def transfer(service: Service, **more: Any) -> Any:
    """The executive of Transport for the vacant seat of Revenue."""
    return propose(service, executive=service.executive, method="transfer", **more)


def acknowledge(appointment: Any, at: datetime = AT) -> Any:
    """The rights, read and acknowledged by the executive."""
    from meritbook.actions import acknowledge_rights, service_law
    from meritbook.core.service.rights import rights_of

    rights = rights_of(service_law.service_law())
    assert rights is not None
    return act(acknowledge_rights, appointment.executive, at, appointment=appointment, sha256=rights.sha256)


def in_force(service: Service, **more: Any) -> Any:
    """The candidate appointed to the vacant seat."""
    from meritbook.actions import make_appointment

    proposed = acknowledge(propose(service, **more))
    return act(
        make_appointment,
        service.director,
        appointment=proposed,
        qualification_because="The examination is under way; the record of service suffices.",
    )


@dataclass(frozen=True)
class Executives:
    """What the pages of executives are tested on, in the day of the other pages."""

    seat: Any
    """Held by the executive."""
    held: Any
    contract: Any
    agreement: Any
    """The `PerformanceContract` of the executive, its first version signed by all three."""
    to_sign: Any
    """A version of an earlier contract of the executive, agreed; the employee has signed it, the others have not."""
    notice: Any
    vacant: Any
    """A seat of the Department of Revenue for which nobody is proposed."""
    coming: Any
    """Somebody proposed for another seat of the Department of Revenue, who has acknowledged the rights."""
    moving: Any
    """The executive's transfer to the Department of Transport, not released and not acknowledged."""
    delegation: Any
    """The appointing authority stands in for the director, in a month that is to come."""
    hand_over: Any
    """Of the appointing authority's position, in a year far ahead."""
    pay: Any
    """The decision on the executive's salary from 1 July 2026."""
    proof: Any
    """How the notice was served, with a receipt."""
    limit: Any
    """A salary limit on record, for a year far ahead."""


def executives_of(people: Any, departments: Any, position: Any, elsewhere: Any, at: datetime) -> Executives:
    """Rows of the service about the position of the executive, and a position of another department."""
    from meritbook.records.models import Appointment

    first = date(2025, 7, 1)
    by = people.personnel_staff
    seat = seat_row(position, by, first)
    held = appointment_row(seat, people.executive, by, first)
    contract = contract_row(
        held,
        by,
        first,
        date(2026, 7, 1),
        agreed_on=None,
        at_department_hr_on=None,
        at_central_hr_on=None,
        filed_on=None,
    )
    vacant = seat_row(position_row(departments.revenue, "S-1", by), by, first)
    filled = seat_row(position_row(departments.revenue, "S-2", by), by, first)
    other = seat_row(elsewhere, by, first)
    open_ = {
        "merit_says": "Led two divisions.",
        "salary": Decimal("9000.00"),
        "proposed_by": people.department_director,
        "proposed_at": at,
        "starts_on": date(2026, 4, 1),
    }
    coming = Appointment.objects.create(
        **open_, seat=filled, executive=people.nobody, method="open_competition", status="acknowledged",
        acknowledged_by=people.nobody, acknowledged_at=at,
    )  # fmt: skip
    moving = Appointment.objects.create(
        **open_, seat=other, executive=people.executive, method="transfer", status="proposed",
        releasing=departments.revenue,
    )  # fmt: skip
    position.refresh_from_db()
    vouch(position, vacant.position, filled.position, seat, held, contract, vacant, filled, other, coming, moving)
    agreement = _agreement(people, held, contract)
    notice = _notice(people, held, at)
    delegation, over = _custody(people, departments.revenue, position, at)
    pay, proof = _pay(people, held, at), _proof(people, notice, at)
    to_sign = _to_sign(people, held)
    return Executives(
        seat=seat,
        held=held,
        contract=contract,
        agreement=agreement,
        to_sign=to_sign,
        notice=notice,
        vacant=vacant,
        coming=coming,
        moving=moving,
        delegation=delegation,
        hand_over=over,
        pay=pay,
        proof=proof,
        limit=_limit(people, at),
    )


def _custody(people: Any, department: Any, position: Any, at: datetime) -> tuple[Any, Any]:
    """A delegation and a hand-over that are to come."""
    from meritbook.records.models import Delegation, HandOver, HandOverPosition

    delegation = Delegation.objects.create(
        role="department_director", department=department, giver=people.department_director,
        holder=people.appointing_authority, covers_json='["contracts"]', starts_on=date(2198, 4, 1),
        ends_before=date(2198, 5, 1), reason="Away.", given_by=people.department_director, given_at=at,
    )  # fmt: skip
    over = HandOver.objects.create(
        role="appointing_authority", department=department, giver=people.appointing_authority,
        successor=people.nobody, starts_on=date(2199, 1, 1), reason="Retires.", made_by=people.agency_hr, made_at=at,
    )  # fmt: skip
    vouch(delegation, over, HandOverPosition.objects.create(hand_over=over, position=position))
    return delegation, over


def _pay(people: Any, held: Any, at: datetime) -> Any:
    """The executive's next salary, approved by the director before the appraisal."""
    from meritbook.actions import approve_pay

    return act(
        approve_pay, people.department_director, at, appointment=held, starts_on=date(2026, 7, 1),
        salary=Decimal("9100.00"), grounds=[{"ground": "experience", "says": "Eleven years."}],
        cautioned_because="The appraisal follows in June.",
        limit_because="The limit of the year is published in June.",
    )  # fmt: skip


def _limit(people: Any, at: datetime) -> Any:
    """Published long before its time."""
    from meritbook.actions import record_pay_limit

    return act(
        record_pay_limit, people.personnel_staff, at, amount=Decimal("20000.00"), starts_on=date(2195, 7, 1),
        ends_before=date(2196, 7, 1), source="Letter of the office",
    )  # fmt: skip


def _proof(people: Any, notice: Any, at: datetime) -> Any:
    """The notice was handed over, and a receipt is on file."""
    from meritbook.actions import record_service
    from meritbook.actions.papers import Paper

    return act(
        record_service, people.agency_hr, at, notice=notice, served_how="hand", served_at=at,
        served_by_name="Pat Porter", place="Room 12", paper=Paper("receipt.pdf", b"%PDF-1.4 receipt"),
    )  # fmt: skip


def _agreement(people: Any, held: Any, record: Any) -> Any:
    """The words of the executive's contract of the year, signed by all."""
    from contract_world import contract_of, text
    from meritbook.core.contracts.text import Parties, Terms

    position = held.seat.position
    words = text(
        parties=Parties(
            employee=held.executive.full_name, employee_username=held.executive.username, title="Chief",
            position=position.number, department=position.department.name,
        ),
        terms=Terms(starts_on=date(2025, 7, 1), ends_before=date(2026, 7, 1), salary=Decimal("9000.00")),
    )  # fmt: skip
    signers = {
        "employee": people.executive,
        "appointing_authority": people.appointing_authority,
        "department_director": people.department_director,
    }
    return contract_of(held, people.appointing_authority, words, signers=signers, record=record)


def _to_sign(people: Any, held: Any) -> Any:
    """Words of the year before, agreed late; the executive signed, and a paper of the authority was taken back."""
    from contract_world import text
    from meritbook.core.contracts.text import Terms
    from meritbook.core.values import canonical_json
    from meritbook.records.models import ContractSignature, PerformanceContract, StoredDocument, store_original
    from signing_world import version_row

    term = {"starts_on": date(2024, 7, 1), "ends_before": date(2025, 7, 1)}
    contract = PerformanceContract.objects.create(
        appointment=held, **term, drawn_by=people.appointing_authority, drawn_at=AT
    )
    words = text(terms=Terms(**term, salary=Decimal("8900.00")))
    version = version_row(contract, words, people.appointing_authority)
    page = b"%PDF-1.4 a page with a signature"
    scan = StoredDocument.objects.create(
        sha256=store_original(page), name="scan.pdf", media_type="application/pdf", size=len(page),
        uploaded_by=people.agency_hr, uploaded_at=AT,
    )  # fmt: skip
    signed: dict[str, Any] = {
        "version": version, "signed_at": AT, "sections_json": canonical_json(words.hashes()),
        "text_sha256": words.seal(),
    }  # fmt: skip
    signature = ContractSignature.objects.create(
        role="employee", kind="electronic", signed_by=people.executive, recorded_by=people.executive, **signed
    )
    paper = ContractSignature.objects.create(
        role="appointing_authority", kind="on_paper", signed_by=people.appointing_authority,
        recorded_by=people.agency_hr, on_paper_on=AT.date(), document=scan,
        withdrawn_by=people.agency_hr, withdrawn_at=AT, withdrawn_because="The wrong page.", **signed,
    )  # fmt: skip
    vouch(contract, scan, signature, paper)
    return version


def position_of_transport(people: Any, departments: Any, description: Any, at: datetime) -> Any:
    """A position of the Department of Transport, described by its officer."""
    from meritbook.actions import describe_position

    return act(
        describe_position,
        people.agency_hr_elsewhere,
        at,
        department=departments.transport,
        description=description.model_copy(update={"number": "T-1"}),
    ).position


def _notice(people: Any, held: Any, at: datetime) -> Any:
    """A notice of dismissal, served by the director."""
    from meritbook.actions import serve_notice

    return act(
        serve_notice,
        people.department_director,
        at,
        appointment=held,
        reason="The goals of the year were missed.",
        served_on=date(2026, 3, 2),
        served_how="hand",
    )


__all__ = ["AT", "CAP", "ON", "RAISED", "YEAR", "Service", "acknowledge", "act", "in_force", "propose", "transfer"]
