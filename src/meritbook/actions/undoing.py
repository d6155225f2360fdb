"""What was done on a contract and can be taken back: which act does it, whether it is possible now, and who may.

The acts belong to their own modules, and have the last word: what is said here is what they would answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from meritbook.actions import appraising, contracting, pay_policies, undo_appraisal, year_facts
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import (
    Appraisal,
    AppraisalStatus,
    ContractSignature,
    ContractStatus,
    ContractVersion,
    Delegation,
    DismissalNotice,
    EvidenceNote,
    HandOver,
    PayDecision,
    PerformanceContract,
    ProgressReview,
    ProofOfService,
    Role,
    SignatureKind,
    User,
)

OPEN = (ContractStatus.DRAFT, ContractStatus.PROPOSED, ContractStatus.AGREED)
ROW, WITHIN, WHOLE = ("row",), ("contract", "row"), ("contract",)


@dataclass(frozen=True)
class Undo:
    """How one kind of step is taken back."""

    act: str
    """Module of `meritbook.actions`."""
    page: str
    """Name of the page."""
    keys: tuple[str, ...]
    """What its address takes, in order: the key of the contract, that of the row."""
    who: str
    """Who may, in words."""
    capability: Capability | None = None
    """Who may; none where it is asked otherwise."""

    def arguments(self, contract: int, row: int) -> list[int]:
        """What the address of its page takes, for a row of the contract."""
        return [contract if one == "contract" else row for one in self.keys]


UNDOS: dict[str, Undo] = {
    "signature": Undo(
        "withdraw_signature",
        "web:agreement_signature_withdraw",
        WITHIN,
        "Whoever signed, agency HR, the appointing authority and the director.",
        Capability.UNDO_STEP,
    ),
    "version": Undo(
        "reopen_contract",
        "web:agreement_reopen",
        WHOLE,
        "The side that proposed it; what is agreed, either side.",
    ),
    "contract": Undo(
        "withdraw_contract",
        "web:agreement_withdraw",
        WHOLE,
        "The department: agency HR, the appointing authority, the director.",
        Capability.DRAW_CONTRACT,
    ),
    "appraisal": Undo(
        "undo_appraisal",
        "web:agreement_appraisal_undo",
        WITHIN,
        "The appointing authority and the director, of a final one agency HR too; of a self-assessment the executive.",
    ),
    "review": Undo(
        "withdraw_review",
        "web:agreement_review_withdraw",
        WITHIN,
        "The appointing authority and the director.",
        Capability.REVIEW_PROGRESS,
    ),
    "evidence": Undo("withdraw_evidence", "web:agreement_evidence_withdraw", WITHIN, "Whoever wrote it."),
    "pay": Undo("withdraw_pay", "web:pay_withdraw", ROW, "The director.", Capability.APPROVE_PAY),
    "notice": Undo("withdraw_notice", "web:notice_withdraw", ROW, "The director.", Capability.SERVE_NOTICE),
    "proof": Undo(
        "withdraw_service_proof", "web:proof_withdraw", ROW, "Agency HR and the director.", Capability.PROVE_SERVICE
    ),
    "delegation": Undo(
        "end_delegation",
        "web:delegation_end",
        ROW,
        "Whoever gave it, whoever holds it, agency HR and the director, the State Personnel Director.",
    ),
    "hand_over": Undo(
        "withdraw_hand_over", "web:hand_over_withdraw", ROW, "Agency HR and the director.", Capability.HAND_OVER
    ),
}
"""By kind of step."""


@dataclass(frozen=True)
class Step:
    """A step that was taken, and how it is taken back."""

    kind: str
    says: str
    at: datetime
    by: str
    undo: Undo
    row: Any
    why_not: str
    """Why it cannot be taken back now; empty where it can."""
    mine: bool
    """Whether the person who asks may take it back, were it possible."""

    @property
    def possible(self) -> bool:
        """Whether the person who asks can take it back now."""
        return self.mine and not self.why_not


def steps(contract: PerformanceContract, standing: Standing) -> tuple[Step, ...]:
    """The steps on the contract that stand and that the person may read, the newest first.

    Private notes are read by their writer alone, and pay by those who read pay and by the executive.
    """
    found = []
    for kind, row, says, at, by, why_not in _taken(contract, standing):
        undo = UNDOS[kind]
        found.append(
            Step(
                kind=kind,
                says=says,
                at=at,
                by=by.full_name,
                undo=undo,
                row=row,
                why_not=why_not,
                mine=_mine(undo, row, contract, standing),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.at, one.kind, one.row.pk), reverse=True))


def _mine(undo: Undo, row: Any, contract: PerformanceContract, standing: Standing) -> bool:
    user = standing.user
    if user is None:
        return False
    match row:
        case ContractSignature() if row.signed_by_id == user.pk and row.kind != SignatureKind.ON_PAPER:
            return True
        case ContractVersion():
            side = contracting.side_of(user, contract.appointment)
            own = Capability.NEGOTIATE_CONTRACT if side == contracting.EXECUTIVE else Capability.DRAW_CONTRACT
            return standing.may(own, contract) and (row.status != ContractStatus.PROPOSED or row.proposed_side == side)
        case PerformanceContract() if contracting.side_of(user, contract.appointment) == contracting.EXECUTIVE:
            return False
        case Appraisal():
            return standing.may(undo_appraisal.asked(standing, row), row)
        case EvidenceNote():
            return row.written_by_id == user.pk and year_facts.may_write(standing, contract)
        case Delegation():
            central = any(MATRIX[one].get(Capability.DELEGATE) is Scope.EVERYWHERE for one in standing.roles)
            held = user.pk in (row.giver_id, row.holder_id) or standing.may(Capability.HAND_OVER, row.department)
            return central or held
        case HandOver():
            return standing.may(Capability.HAND_OVER, row.department)
    return undo.capability is not None and standing.may(undo.capability, contract)


_Taken = tuple[str, Any, str, datetime, User, str]


def _taken(contract: PerformanceContract, standing: Standing) -> Iterator[_Taken]:
    if contract.withdrawn_at is not None:
        return
    yield from _agreement(contract)
    yield from _year(contract, standing)
    yield from _pay_and_notice(contract, standing)
    yield from _custody(contract, standing.on)


def _agreement(contract: PerformanceContract) -> Iterator[_Taken]:
    versions = list(contract.versions.select_related("proposed_by", "agreed_by").order_by("number"))
    signed = any(one.status == ContractStatus.SIGNED for one in versions)
    why_not = "It was signed by all: it is altered by agreement, or ends." if signed else ""
    yield "contract", contract, "The contract was drawn up.", contract.drawn_at, contract.drawn_by, why_not
    for one in versions:
        by, at = one.agreed_by or one.proposed_by, one.agreed_at or one.proposed_at
        if one.status in OPEN and by is not None and at is not None:
            what = "agreed" if one.agreed_at else "proposed"
            yield "version", one, f"Version {one.number} was {what}.", at, by, ""
    rows = ContractSignature.objects.filter(version__contract=contract, withdrawn_at__isnull=True)
    for row in rows.select_related("signed_by", "version").order_by("pk"):
        closed = {
            ContractStatus.SIGNED: "All have signed: the contract is altered by agreement now.",
            ContractStatus.SUPERSEDED: "Another version has taken its place.",
            ContractStatus.WITHDRAWN: "The version was withdrawn.",
        }
        what = "refused to sign" if row.kind == SignatureKind.REFUSED else "signed"
        says = f"{row.get_role_display()} {what} version {row.version.number}."
        yield "signature", row, says, row.signed_at, row.signed_by, closed.get(ContractStatus(row.version.status), "")


def _year(contract: PerformanceContract, standing: Standing) -> Iterator[_Taken]:
    rests = set(
        PayDecision.objects.filter(appraisal__contract=contract, withdrawn_at__isnull=True).values_list(
            "appraisal", flat=True
        )
    )
    appraisals = appraising.readable(standing, contract).exclude(status=AppraisalStatus.UNDONE)
    for one in appraisals.select_related("written_by", "final_by", "shown_by"):
        one.contract = contract
        by, at = one.final_by or one.shown_by or one.written_by, one.final_at or one.shown_at or one.written_at
        why_not = "The pay rests on it: withdraw the pay first." if one.pk in rests else ""
        yield "appraisal", one, f"{one.get_kind_display()}: {one.get_status_display().lower()}.", at, by, why_not
    reviews = ProgressReview.objects.filter(contract=contract, withdrawn_at__isnull=True)
    for review in reviews.select_related("recorded_by"):
        says = f"{review.get_kind_display()}, held on {day_in_words(review.held_on)}."
        yield "review", review, says, review.recorded_at, review.recorded_by, ""
    mine = Q(written_by=standing.user) if standing.user is not None else Q(pk__in=[])
    notes = EvidenceNote.objects.filter(Q(shared_at__isnull=False) | mine, contract=contract, withdrawn_at__isnull=True)
    for note in notes.select_related("written_by"):
        says = f"Evidence of {day_in_words(note.happened_on)}."
        yield "evidence", note, says, note.shared_at or note.written_at, note.written_by, ""


def _pay_and_notice(contract: PerformanceContract, standing: Standing) -> Iterator[_Taken]:
    appointment = contract.appointment
    own = standing.user is not None and appointment.executive_id == standing.user.pk
    if own or standing.may(Capability.READ_PAY, contract):
        decisions = PayDecision.objects.filter(
            Q(contract=contract) | Q(appraisal__contract=contract), appointment=appointment, withdrawn_at__isnull=True
        )
        for one in decisions.select_related("approved_by").distinct():
            day = day_in_words(one.starts_on)
            says = f"The salary from {day} was approved."
            yield "pay", one, says, one.approved_at, one.approved_by, _rests(one)
    notices = DismissalNotice.objects.filter(
        appointment=appointment, withdrawn_at__isnull=True, served_on__gte=contract.starts_on,
        served_on__lt=contract.ends_before,
    )  # fmt: skip
    for notice in notices.select_related("decided_by"):
        says = f"Notice of dismissal, served on {day_in_words(notice.served_on)}."
        yield "notice", notice, says, notice.decided_at, notice.decided_by, ""
    proofs = ProofOfService.objects.filter(notice__in=notices, withdrawn_at__isnull=True)
    for proof in proofs.select_related("recorded_by"):
        says = f"Proof of service of {day_in_words(clock.day_of(proof.served_at))}."
        yield "proof", proof, says, proof.recorded_at, proof.recorded_by, ""


def _rests(decision: PayDecision) -> str:
    try:
        pay_policies.check_nothing_rests(decision)
    except pay_policies.PayStandsError as rests:
        return rests.message
    return ""


def _custody(contract: PerformanceContract, on: date) -> Iterator[_Taken]:
    position = contract.appointment.seat.position
    reach = Q(role=Role.DEPARTMENT_DIRECTOR) | Q(giver=position.appointing_authority_id)
    lent = Delegation.objects.filter(
        reach, department=position.department_id, ended_at__isnull=True, ends_before__gt=on
    )
    for one in lent.select_related("giver", "holder", "given_by", "department"):
        says = (
            f"{one.holder.full_name} stands in for {one.giver.full_name} until before {day_in_words(one.ends_before)}."
        )
        yield "delegation", one, says, one.given_at, one.given_by, ""
    over = HandOver.objects.filter(withdrawn_at__isnull=True, settled_at__isnull=True).filter(
        Q(positions__position=position) | Q(role=Role.DEPARTMENT_DIRECTOR, department=position.department_id)
    )
    for row in over.select_related("giver", "successor", "made_by", "department").distinct():
        says = f"Hand-over from {row.giver.full_name} to {row.successor.full_name} on {day_in_words(row.starts_on)}."
        why_not = "Its day has come: hand it over again instead." if row.starts_on <= on else ""
        yield "hand_over", row, says, row.made_at, row.made_by, why_not
