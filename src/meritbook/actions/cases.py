"""What a person may act on: the cases of a position, a seat, a contract or an examination, and what each belongs to."""

from __future__ import annotations

from meritbook.records.models import (
    AllocationRun,
    Application,
    Appointment,
    Appraisal,
    Consequence,
    ContractComment,
    ContractRecord,
    ContractSignature,
    ContractVersion,
    CopySent,
    CriteriaReview,
    Decision,
    Determination,
    DismissalNotice,
    EvidenceFile,
    EvidenceNote,
    Examination,
    ImprovementStep,
    Job,
    MeasuredResult,
    Nomination,
    Packet,
    PayDecision,
    PerformanceContract,
    Position,
    PositionVersion,
    ProgressReview,
    ProofOfService,
    Seat,
    Settlement,
    Sharing,
    Statement,
    SupportWithdrawal,
)

OfAppointment = ContractRecord | DismissalNotice | PerformanceContract | PayDecision | Packet
OfVersion = ContractComment | ContractSignature | CopySent
OfContract = ContractVersion | EvidenceNote | ProgressReview | MeasuredResult | Appraisal
OfYear = OfVersion | OfContract | EvidenceFile | ImprovementStep | ProofOfService
"""What belongs to the contract of an executive, or to a notice to one, and by it to their appointment."""
OfOneExecutive = PerformanceContract | PayDecision | Packet | OfYear
"""What nobody reads as their own who only holds the same position after the executive."""
OfSeat = Appointment | Consequence | CriteriaReview | SupportWithdrawal
Case = Position | PositionVersion | AllocationRun | Decision | Seat | Nomination | OfSeat | OfAppointment | OfYear
Examined = Examination | Application | Statement | Settlement | Determination | Job


def appointment_of(case: Case) -> Appointment | None:
    """The appointment that a contract, a rating or a notice belongs to; none for what belongs to a seat or a position.

    What the law drafted belongs to its appointment where it names one.
    """
    if isinstance(case, Appointment):
        return case
    if isinstance(case, OfAppointment | Consequence):
        return case.appointment
    if isinstance(case, OfVersion):
        return case.version.contract.appointment
    if isinstance(case, OfContract):
        return case.contract.appointment
    if isinstance(case, EvidenceFile):
        return case.note.contract.appointment
    if isinstance(case, ImprovementStep):
        return case.review.contract.appointment
    if isinstance(case, ProofOfService):
        return case.notice.appointment
    return None


def private_author(case: object) -> int | None:
    """Who alone may do anything with a private draft, or with a file beside one; none for whatever is not private."""
    note = case.note if isinstance(case, EvidenceFile) else case
    if isinstance(note, EvidenceNote) and note.sharing == Sharing.PRIVATE:
        return note.written_by_id
    return None


def position_of(case: Case) -> Position:
    """The position that a version, a decision, a nomination or whatever concerns a seat belongs to."""
    appointment = appointment_of(case)
    if appointment is not None:
        return appointment.seat.position
    if isinstance(case, PositionVersion | Decision | Seat | Nomination):
        return case.position
    if isinstance(case, AllocationRun):
        return case.position_version.position
    if isinstance(case, CriteriaReview | SupportWithdrawal | Consequence):
        return case.seat.position
    assert isinstance(case, Position)  # noqa: S101  # all that belongs to an appointment is behind us
    return case


def examination_of(case: Examined) -> Examination:
    """The examination that an application, a determination or long work belongs to."""
    if isinstance(case, Examination):
        return case
    if isinstance(case, Job):
        return case.of_examination
    if isinstance(case, Application):
        return case.examination
    return case.application.examination
