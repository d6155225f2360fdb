"""The executive service of the demonstration: seats, nominations, appointments and contracts through the actions.

Each act is done on its day and looks first whether it is on record already. What lies before the day that the
demonstration has reached is done: the day moves on only after everything of the day before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from meritbook.actions import (
    Actor,
    create_user,
    decide_allocation,
    describe_position,
    grant_role,
    record_contract,
    record_department_size,
    run_allocation,
    sign_description,
    submit_description,
    take_over_seat,
)
from meritbook.actions.actor import SYSTEM
from meritbook.core.positions.model import PositionDescription
from meritbook.demo import days, service
from meritbook.demo.service import FIRST_DAY, LAST_DAY, NEXT_FIRST_DAY, NEXT_LAST_DAY, Contract, TakenOver
from meritbook.demo.state import State
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ClassEntry,
    ContractRecord,
    Decision,
    Department,
    DepartmentSize,
    PlanRevision,
    Position,
    PositionVersion,
    Role,
    RoleAssignment,
    Seat,
    User,
    VersionStatus,
)

WHY = "Demonstration of Meritbook on a fictional state."
CENTRAL_HR, ALLOCATES = "staff", "analyst2"
"""Who takes seats over, and who allocates what is nominated: the nominations are reviewed by another analyst."""
MANAGEMENT = "larkmoor-manager.txt"
"""The specification of the Management class."""
ONE_DAY = timedelta(days=1)
Tick = Callable[[int, int], None]


def actor(username: str) -> Actor:
    """The person of that username as one who acts."""
    return Actor(User.objects.get(username=username))


def of(role: str, position: Position) -> Actor:
    """The person of the position's department in that role, such as `hr` or `director`."""
    return actor(f"{role}.{position.department.code.lower()}")


def position(number: str) -> Position:
    """The position of that number; a merger may have brought it into another department."""
    found = Position.objects.select_related("department").filter(number=number).order_by("pk").first()
    if found is None:
        raise LookupError(number)
    return found


def seat_of(number: str) -> Seat:
    """The newest seat of the position of that number."""
    rows = Seat.objects.select_related("position__department").filter(position=position(number))
    found: Seat = rows.latest("starts_on")
    return found


def record_sizes(state: State) -> None:
    """The FTE of every department from the first day of the fiscal year, by its own human resources officer."""
    if clock.today() != days.BEGIN:
        return
    known = set(DepartmentSize.objects.values_list("department__code", flat=True))
    departments = {one.code: one for one in Department.objects.all()}
    for one in state.departments:
        if one.code not in known:
            record_department_size.perform(
                actor(f"hr.{one.code.lower()}"),
                at=clock.now(),
                why=WHY,
                department=departments[one.code],
                permanent_fte=Decimal(one.fte),
                source="Report of permanent positions of 1 July 2004",
                starts_on=days.BEGIN,
            )


def enter_executives(state: State, password: str) -> None:
    """Accounts of those who are in the service, or come in, and are not among the people of the state."""
    if clock.today() != days.BEGIN:
        return
    users = {one.username: one for one in User.objects.all()}
    assigned = set(RoleAssignment.objects.filter(role=Role.EXECUTIVE).values_list("user__username", flat=True))
    departments = {one.code: one for one in Department.objects.all()}
    for one in service.executives(state):
        if one.username not in users:
            users[one.username] = create_user.perform(
                SYSTEM,
                at=clock.now(),
                why=WHY,
                username=one.username,
                full_name=one.full_name,
                password=password if one.shown else None,
            )
        if one.username not in assigned:
            grant_role.perform(
                SYSTEM,
                at=clock.now(),
                why=WHY,
                user=users[one.username],
                role=Role.EXECUTIVE,
                department=departments[one.department],
            )


def take_over(state: State, tick: Tick) -> None:
    """The positions of the service with who holds them and their contracts, and those that are to be nominated."""
    if clock.today() != days.DESCRIBED:
        return
    every, wanted = list(service.taken_over(state)), service.candidates(state)
    users = {one.username: one for one in User.objects.all()}
    departments = {one.code: one for one in Department.objects.all()}
    total = len(every) + len(wanted)
    for done, one in enumerate(every, start=1):
        holder = users[one.executive] if one.executive else None
        if one.description is not None:
            _describe(one.description, departments[one.department], one.supervisor, holder, users)
        _take_over(one, holder)
        tick(done, total)
    for done, two in enumerate(wanted, start=len(every) + 1):
        holder = users[two.incumbent] if two.incumbent else None
        _describe(two.description, departments[two.department], two.supervisor, holder, users)
        tick(done, total)


def _describe(
    description: PositionDescription,
    department: Department,
    supervisor: str,
    incumbent: User | None,
    users: dict[str, User],
) -> None:
    code = department.code.lower()
    officer, authority = Actor(users[f"hr.{code}"]), users[f"authority.{code}"]
    known = Position.objects.filter(department=department, number=description.number)
    version = PositionVersion.objects.filter(position__in=known, version=1).defer("document_json").first()
    if version is None:
        version = describe_position.perform(
            officer,
            at=clock.now(),
            why=WHY,
            department=department,
            description=description,
            incumbent=incumbent,
            supervisor=Position.objects.filter(department=department, number=supervisor).first(),
            appointing_authority=authority,
        ).version
    if version.status == VersionStatus.DRAFT:
        version = submit_description.perform(officer, at=clock.now(), why=WHY, version=version)
    if version.status == VersionStatus.SUBMITTED:
        sign_description.perform(Actor(authority), at=clock.now(), why=WHY, version=version)


def _take_over(one: TakenOver, holder: User | None) -> None:
    row = Seat.objects.filter(position__number=one.number, position__department__code=one.department).first()
    if row is None:
        row = take_over_seat.perform(
            actor(CENTRAL_HR),
            at=clock.now(),
            why="In the service when the record begins.",
            position=position(one.number),
            starts_on=service.SERVICE_BEGAN,
            executive=holder,
            entered_on=one.entered_on if holder else None,
            salary=one.contract.salary if one.contract else None,
            previous_class="Manager" if holder else "",
        )
    if one.contract is not None and not ContractRecord.objects.filter(appointment__seat=row).exists():
        _contract(row.appointments.get(), one.contract, FIRST_DAY, LAST_DAY, "Contract of fiscal year 2004-05.")


def _contract(held: Appointment, one: Contract, first: date, last: date, why: str) -> None:
    record_contract.perform(
        of("hr", held.seat.position),
        at=clock.now(),
        why=why,
        appointment=held,
        starts_on=first,
        ends_before=last + ONE_DAY,
        salary=one.salary,
        agreed_on=one.agreed_on,
        states_criteria=True,
        on_standard_form=True,
        at_department_hr_on=one.agreed_on,
        at_central_hr_on=one.at_central_hr_on,
        filed_on=one.agreed_on,
    )


def next_contracts(state: State) -> None:
    """The contracts of fiscal year 2005-06, as far as they are drawn up in spring, by human resources."""
    for one in service.taken_over(state):
        if one.next_contract is None:
            continue
        held = (
            Appointment.objects.filter(
                seat__position__number=one.number,
                executive__username=one.executive,
                status=AppointmentStatus.IN_FORCE,
                ends_before__isnull=True,
            )
            .select_related("seat__position__department")
            .first()
        )
        if held is not None and not held.contracts.filter(starts_on=NEXT_FIRST_DAY).exists():
            _contract(held, one.next_contract, NEXT_FIRST_DAY, NEXT_LAST_DAY, "Contract of fiscal year 2005-06.")


def allocate_candidates(state: State, tick: Tick) -> None:
    """The positions that are to be nominated, allocated to the Management class of the state."""
    if clock.today() != days.ALLOCATED:
        return
    revision = PlanRevision.objects.get(source__name=MANAGEMENT)
    manager = ClassEntry.objects.get(plan_revision=revision)
    wanted = service.candidates(state)
    for done, one in enumerate(wanted, start=1):
        version = PositionVersion.objects.get(position=position(one.number), version=1)
        if not Decision.objects.filter(position=version.position).exists():
            run = version.runs.first() or run_allocation.perform(
                actor(ALLOCATES), at=clock.now(), why=WHY, version=version, plans=[revision]
            )
            agrees = decide_allocation.answered_class(run) == manager
            decide_allocation.perform(
                actor(ALLOCATES),
                at=clock.now(),
                why=WHY,
                run=run,
                class_entry=manager,
                reason="" if agrees else "The duties are those of the Management class: managers, money and policy.",
            )
        tick(done, len(wanted))
