"""On the desk: salaries and budgets of the next contract year, and notices whose service is not proven."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.pay import AT_CONTRACT
from meritbook.core.dates import day_in_words
from meritbook.core.service.due import next_year_starting
from meritbook.desk import pay, pay_limits
from meritbook.desk.acts import Act, ActLink
from meritbook.desk.contract_reading import ContractReading
from meritbook.desk.service_case import Case, Rank
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractRecord,
    DismissalNotice,
    PayDecision,
    ProofOfService,
    Role,
    SalaryBudget,
)

COMING = timedelta(days=90)
"""How long before the contract year salaries to decide come onto the desk."""
NAMED = 5
"""How many executives such a line names."""


def cases(standing: Standing, reading: ContractReading | None = None) -> Iterator[Case]:
    """What the person has to decide on pay, to put on record of its limits, and to prove of notices."""
    yield from pay_limits.cases(standing)
    if standing.may(Capability.APPROVE_PAY):
        yield from _salaries(standing, reading or ContractReading(standing))
    # The director may prove it too, and is not asked for it.
    if Role.AGENCY_HR in standing.roles:
        yield from _unproven(standing)


def budgets(standing: Standing) -> Iterator[Act]:
    """Departments with executives for whose next year no budget of salaries is on record, for who records it."""
    if Role.AGENCY_HR not in standing.roles:
        return
    starts_on = next_year_starting(service_law(), standing.on)
    if starts_on is None or starts_on - standing.on > COMING:
        return
    held = Appointment.objects.on(starts_on).filter(
        status=AppointmentStatus.IN_FORCE, seat__position__department=OuterRef("pk")
    )
    known = SalaryBudget.objects.on(starts_on).filter(department=OuterRef("pk"))
    for department in pay.departments(standing, Capability.RECORD_BUDGET).filter(Exists(held), ~Exists(known)):
        yield Act(
            title=f"Record the salary budget from {day_in_words(starts_on)}: {department.name}",
            view="web:pay_budget",
            id=None,
            query=f"department={department.pk}",
            detail="None is on record for the contract year that begins then.",
            without="Salaries are decided without knowing what remains of the budget.",
        )


def _salaries(standing: Standing, read: ContractReading) -> Iterator[Case]:
    starts_on = next_year_starting(service_law(), standing.on)
    if starts_on is None or starts_on - standing.on > COMING:
        return
    settled = ContractRecord.objects.on(starts_on).filter(appointment=OuterRef("pk"), agreed_on__isnull=False)
    decided = PayDecision.objects.filter(appointment=OuterRef("pk"), starts_on=starts_on, withdrawn_at__isnull=True)
    noticed = DismissalNotice.objects.filter(appointment=OuterRef("pk"), withdrawn_at__isnull=True)
    rows = (
        Appointment.objects.on(starts_on)
        .filter(
            Q(seat__ends_before__isnull=True) | Q(seat__ends_before__gt=starts_on),
            ~Exists(settled),
            ~Exists(decided),
            ~Exists(noticed),
            status=AppointmentStatus.IN_FORCE,
            starts_on__lte=standing.on,
            seat__position__department__in=pay.departments(standing, Capability.APPROVE_PAY).order_by().values("pk"),
        )
        .exclude(executive=standing.user)
        .select_related("executive", "seat__position__department")
        .order_by("seat__position__department__name", "seat__position__number", "pk")
    )
    by_department: dict[int, list[Appointment]] = {}
    for row in rows:
        by_department.setdefault(row.seat.position.department_id, []).append(row)
    last = starts_on - timedelta(days=1)
    for found in by_department.values():
        department = found[0].seat.position.department
        names = ", ".join(one.executive.full_name for one in found[:NAMED])
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        what = "salary" if len(found) == 1 else "salaries"
        running = [(one.executive.full_name, read.running(one.pk)) for one in found[:NAMED]]
        yield Case(
            Rank.COMING,
            Act(
                title=f"Decide {len(found)} {what} from {day_in_words(starts_on)}: {department.name}",
                view="web:pay_what_if",
                id=None,
                query=f"department={department.pk}",
                links=tuple(
                    ActLink(f"Decide on {name}", "web:agreement_pay_approve", mine.row.pk)
                    for name, mine in running
                    if mine is not None
                ),
                detail=f"{names}{more}. The appraisal comes before the salary.",
                without="The next contracts have no salary to state.",
                last_day=last,
                rule=AT_CONTRACT,
            ),
        )


def _unproven(standing: Standing) -> Iterator[Case]:
    """Notices that stand without proof of service, or whose letter is not known to have arrived."""
    proofs = ProofOfService.objects.filter(notice=OuterRef("pk"), withdrawn_at__isnull=True, arrived_on__isnull=False)
    rows = (
        DismissalNotice.objects.filter(
            ~Exists(proofs),
            withdrawn_at__isnull=True,
            appointment__seat__position__in=standing.positions(Capability.PROVE_SERVICE),
        )
        .exclude(appointment__executive=standing.user)
        .select_related("appointment__executive", "appointment__seat__position")
        .order_by("served_on", "pk")
    )
    for row in rows[:20]:
        yield Case(
            Rank.COMING,
            Act(
                title=f"Prove how the notice to {row.appointment.executive.full_name} was served",
                view="web:notice_proof",
                id=row.pk,
                detail=f"Served on {day_in_words(row.served_on)}, {row.get_served_how_display().lower()}. "
                "No proof says when the executive had it.",
                without="The last day to appeal rests on the notice alone, and of a letter it is not known.",
                since=row.decided_at,
                rule="dismissal.notice",
            ),
        )
