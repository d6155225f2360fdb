"""Is it possible now? What holds for taking back, or moving, the day on which a contract on record was agreed."""

from __future__ import annotations

from datetime import date

from meritbook.actions.appointing_policies import AgreedError
from meritbook.core.dates import day_in_words
from meritbook.records.models import ContractRecord, PayDecision, PerformanceContract


def check_agreed_here(row: ContractRecord) -> date:
    """The day on which it was agreed; it is, and by no signatures that stand on record here."""
    if row.agreed_on is None:
        raise AgreedError(
            "The contract is not agreed.", where="contract", remedy="Record the day of agreement on the contract."
        )
    if PerformanceContract.objects.filter(record=row).exists():
        raise AgreedError(
            "The contract was signed here; its day is that of the last signature.",
            where="agreed_on",
            remedy="Open the contract, where signatures are taken back.",
        )
    agreed_on: date = row.agreed_on
    return agreed_on


def check_nothing_rests(row: ContractRecord, *, on: date) -> None:
    """Its first day is to come, no copy of it went anywhere, and no later contract or salary follows from it."""
    rests = ""
    if row.starts_on <= on:
        rests = f"It is in force since {day_in_words(row.starts_on)}."
    elif row.at_department_hr_on or row.at_central_hr_on or row.filed_on:
        rests = "Copies of it are on record."
    elif ContractRecord.objects.filter(
        appointment=row.appointment_id, starts_on__gt=row.starts_on, agreed_on__isnull=False
    ).exists():
        rests = "A later contract is agreed."
    elif PayDecision.objects.filter(
        appointment=row.appointment_id, starts_on__gt=row.starts_on, withdrawn_at__isnull=True
    ).exists():
        rests = "A salary after it is approved."
    if rests:
        raise AgreedError(f"Something rests on the contract. {rests}", where="contract")
