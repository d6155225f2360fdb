"""How far the appraisals of a fiscal year are, without their marks: for whoever keeps the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ValidationError

from meritbook.actions import appraising
from meritbook.core.contracts.rating import MarkError
from meritbook.core.service.due import fiscal_start
from meritbook.desk.service_reach import law
from meritbook.records import clock
from meritbook.records.models import Appraisal, AppraisalKind, AppraisalStatus, ContractStatus, PerformanceContract


def states(year: int, department: int | None) -> list[dict[str, Any]]:
    """The signed contracts that begin in the fiscal year, by department and position, each with its appraisal."""
    chosen = min(max(year, 1900), 2200)
    starts = fiscal_start(law(), date(chosen, 12, 31)) or (7, 1)
    rows = PerformanceContract.objects.filter(
        starts_on__gte=date(chosen, *starts),
        starts_on__lt=date(chosen + 1, *starts),
        withdrawn_at__isnull=True,
        versions__status=ContractStatus.SIGNED,
    )
    if department is not None:
        rows = rows.filter(appointment__seat__position__department=department)
    contracts = list(
        rows.select_related("appointment__executive", "appointment__seat__position__department").order_by(
            "appointment__seat__position__department__code", "appointment__seat__position__number", "pk"
        )
    )
    given = {
        one.contract_id: one
        for one in Appraisal.objects.filter(contract__in=contracts, kind=AppraisalKind.RATER, interim=False)
        .exclude(status=AppraisalStatus.UNDONE)
        .select_related("version")
    }
    return [_line(one, given.get(one.pk)) for one in contracts]


def _line(contract: PerformanceContract, row: Appraisal | None) -> dict[str, Any]:
    position = contract.appointment.seat.position
    final = row is not None and row.final_at is not None
    return {
        "contract": contract.pk,
        "department": position.department.code,
        "position": position.number,
        "executive": contract.appointment.executive.full_name,
        "state": str(row.status) if row is not None else "none",
        "final_on": clock.day_of(row.final_at) if row is not None and row.final_at is not None else None,
        "meeting_on": row.meeting_on if row is not None else None,
        "sound": sound(row) if row is not None and final else None,
    }


def sound(row: Appraisal) -> bool:
    """Whether a final appraisal is still as it was sealed; what cannot be read any more is not."""
    try:
        return appraising.sealed(row).seal() == row.sha256
    except (ValidationError, MarkError, ValueError):
        return False
