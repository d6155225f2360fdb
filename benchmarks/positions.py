"""Made-up position descriptions of different kinds: the input of the allocation benchmark."""

from __future__ import annotations

from decimal import Decimal

from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor

POSITIONS = (
    PositionDescription(
        number="B-001",
        jurisdiction="Kansas",
        working_title="Chief of Audit",
        department="Department of Revenue",
        reports_to=Supervisor(title="Director of Compliance"),
        direction_received="administrative",
        duties=(
            Duty(number=1, percent=Decimal(40), text="Directs two audit programs with four field units."),
            Duty(number=2, percent=Decimal(25), text="Formulates the audit policy that the director approves."),
            Duty(number=3, percent=Decimal(20), text="Monitors the program budget and approves small purchases."),
            Duty(number=4, percent=Decimal(15), text="Meets with taxpayer groups and county officials."),
        ),
        subordinates=(Subordinate(title="Audit unit manager", count=4, kind="manager"),),
        budget=Decimal(2_100_000),
        budget_role="monitors",
        fte=Decimal(38),
        programs=(
            Program(name="Individual audit", reach="statewide", sub_programs=2),
            Program(name="Business audit", reach="statewide", sub_programs=2),
        ),
        policy_role="formulates",
        specialised_qualification_required=False,
    ),
    PositionDescription(
        number="B-002",
        jurisdiction="Maine",
        working_title="Bureau Manager",
        department="Department of Health",
        direction_received="administrative",
        duties=(
            Duty(number=1, percent=Decimal(50), text="Manages screening and immunization through supervisors."),
            Duty(number=2, percent=Decimal(30), text="Carries out the department's plan and reports on its measures."),
            Duty(number=3, percent=Decimal(20), text="Advises the commissioner on grants and on legislation."),
        ),
        subordinates=(Subordinate(title="Program supervisor", count=3, kind="supervisor"),),
        fte=Decimal(21),
        policy_role="recommends",
    ),
    PositionDescription(
        number="B-003",
        jurisdiction="Pennsylvania",
        working_title="Director of Infrastructure",
        department="Office of Information Technology",
        duties=(
            Duty(number=1, percent=Decimal(60), text="Directs data centers, networks and the service desk."),
            Duty(number=2, percent=Decimal(40), text="Plans the enterprise architecture and negotiates with vendors."),
        ),
        subordinates=(Subordinate(title="Division chief", count=5, kind="manager", pay_level="09"),),
        programs=(Program(name="Enterprise hosting", reach="enterprise"),),
        specialised_qualification="Professional experience in information technology",
        specialised_qualification_required=True,
    ),
    PositionDescription(
        number="B-004",
        jurisdiction="Iowa",
        working_title="Lean coach",
        department="Department of Management",
        duties=(
            Duty(number=1, percent=Decimal(70), text="Leads Lean events and measures what they change."),
            Duty(number=2, percent=Decimal(30), text="Trains staff in performance measurement and reporting."),
        ),
        subordinates=(),
        programs=(Program(name="Lean", reach="statewide"),),
    ),
    PositionDescription(
        number="B-005",
        working_title="Bridge inspector",
        department="Department of Transportation",
        duties=(
            Duty(number=1, percent=Decimal(80), text="Inspects bridges and writes reports on their condition."),
            Duty(number=2, percent=Decimal(20), text="Keeps the inspection instruments in order."),
        ),
        subordinates=(),
        policy_role="applies",
        specialised_qualification="Certified bridge inspector",
        specialised_qualification_required=True,
    ),
)
