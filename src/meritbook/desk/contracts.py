"""Performance contracts: which a person may read, and what frames every page about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from meritbook.actions import ends
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.records.models import ContractStatus, ContractVersion, PerformanceContract, Role


class NoSuchContractError(MeritbookError):
    """No performance contract of that number is on record, or none that this person may read."""

    code = "contract.unknown"
    remedy = "Open the list of contracts and choose from there; it shows what you may read."
    http_status = 404


@dataclass(frozen=True)
class ContractFrame:
    """What stands at the head of every page about a contract."""

    contract: PerformanceContract
    executive: str
    position: str
    department: str
    last_day: date
    state: str
    """Where its newest version stands, in words."""
    in_force: ContractVersion | None
    """The version that all have signed; none before."""
    open: ContractVersion | None
    """The version that is drawn up, proposed or to be signed; none where nothing is under way."""
    mine: bool
    """Whether the person reads it as the executive in it."""


def contracts(standing: Standing, capability: Capability = Capability.READ_CONTRACT) -> QuerySet[PerformanceContract]:
    """The contracts open to the person, with what their lists show."""
    return (
        standing.contracts(capability)
        .select_related("appointment__executive", "appointment__seat__position__department", "record")
        .order_by("-starts_on", "appointment__seat__position__number", "pk")
    )


def contract(standing: Standing, pk: int, capability: Capability = Capability.READ_CONTRACT) -> PerformanceContract:
    """One contract; raises `NoSuchContractError`."""
    row: PerformanceContract | None = contracts(standing, capability).filter(pk=pk).first()
    if row is None:
        raise NoSuchContractError(f"There is no contract {pk} that you may read.", where=str(pk))
    return row


def frame(standing: Standing, row: PerformanceContract) -> ContractFrame:
    """What frames a page about the contract; one statement, and one more where its executive was dismissed."""
    versions = list(row.versions.defer("verdicts_json").order_by("-number"))
    signed = next((one for one in versions if one.status == ContractStatus.SIGNED), None)
    pending = next(
        (
            one
            for one in versions
            if one.status in (ContractStatus.DRAFT, ContractStatus.PROPOSED, ContractStatus.AGREED)
        ),
        None,
    )
    return ContractFrame(
        contract=row,
        executive=row.appointment.executive.full_name,
        position=row.appointment.seat.position.number,
        department=row.appointment.seat.position.department.name,
        last_day=row.ends_before - timedelta(days=1),
        state=_state(row, signed, pending, on=standing.on),
        in_force=signed,
        open=pending,
        mine=standing.role_for(Capability.READ_CONTRACT, row) == Role.EXECUTIVE,
    )


def _state(
    row: PerformanceContract, signed: ContractVersion | None, pending: ContractVersion | None, *, on: date
) -> str:
    """Where it stands; of one that has ended, on which day and by what."""
    says = state_in_words(row, signed, pending)
    if signed is None or row.withdrawn_at is not None:
        return says
    end = ends.end_of(row.appointment)
    over = min(row.ends_before, end.before or row.ends_before)
    return f"{says}. {ends.term_stands(row.starts_on, row.ends_before, end, on=on)}" if over <= on else says


def state_in_words(row: PerformanceContract, signed: ContractVersion | None, pending: ContractVersion | None) -> str:
    """Where a contract stands, as a person would say it."""
    if row.withdrawn_at is not None:
        return "Withdrawn"
    says = []
    if signed is not None and signed.signed_on is not None:
        says.append(f"signed by all on {day_in_words(signed.signed_on)}")
    if pending is not None:
        what = "an alteration" if signed is not None else f"version {pending.number}"
        words = {
            ContractStatus.DRAFT: f"{what} is being drawn up",
            ContractStatus.PROPOSED: f"{what} is proposed",
            ContractStatus.AGREED: f"{what} is agreed and waits for signatures",
        }
        says.append(words[ContractStatus(pending.status)])
    text = "; ".join(says) or "nothing is drawn up"
    return text[0].upper() + text[1:]
