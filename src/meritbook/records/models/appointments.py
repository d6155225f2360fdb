"""Who holds a seat of the executive service: appointments, the contracts on record, and notices of dismissal."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import Department, User
from meritbook.records.models.qualifications import Application
from meritbook.records.models.seats import Seat


class AppointmentMethod(models.TextChoices):
    """How the position is filled."""

    OPEN_COMPETITION = "open_competition", "Open competition"
    PROMOTIONAL_COMPETITION = "promotional_competition", "Promotional competition"
    TRANSFER = "transfer", "Transfer from another position of the service"
    WITH_POSITION = "with_position", "Holds the position and moves into the service with it"
    REINSTATEMENT = "reinstatement", "Reinstatement"
    TAKEN_OVER = "taken_over", "Held it already when this record began"


class AppointmentStatus(models.TextChoices):
    """Where an appointment stands; `records/states.py` says how it moves."""

    PROPOSED = "proposed", "Proposed"
    """Waits for consents and for the executive to have read the rights."""
    ACKNOWLEDGED = "acknowledged", "Rights read and acknowledged"
    IN_FORCE = "in_force", "In force"
    """Also one whose first day is still to come."""
    DECLINED = "declined", "Declined by the executive"
    WITHDRAWN = "withdrawn", "Withdrawn"


class EndCause(models.TextChoices):
    """Why an executive leaves a seat by their own or the office's act; empty where the law ends the appointment."""

    RESIGNATION = "resignation", "Resignation"
    RETIREMENT = "retirement", "Retirement"
    DEATH = "death", "Death"
    LAYOFF = "layoff", "Layoff"
    DISCIPLINE = "discipline", "Disciplinary action"
    TRANSFER = "transfer", "Transfer to another position of the service"
    DISMISSAL = "dismissal", "Dismissal for failure to perform"


class Appointment(Vouched):
    """An executive in a seat for a term. Proposed by the department's director; in force once everything is there."""

    added_later = frozenset({"leaves_position_before"})

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    executive = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    method = models.CharField(max_length=32, choices=AppointmentMethod.choices)
    recorded_as_promotion = models.BooleanField(default=False)
    merit_says = models.TextField()
    """On what merit and fitness it rests."""
    salary = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    """For a month, on the first day."""
    previous_class = models.CharField(max_length=200, blank=True)
    """The class in which the executive was certified before: what reinstatement goes back to."""
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    ended_rule = models.CharField(max_length=80, blank=True)
    ended_cause = models.CharField(max_length=16, choices=EndCause.choices, blank=True)
    """Set where the executive leaves the position; where the law takes the position out, its holder stays in it."""
    ended_because = models.TextField(blank=True)
    """Also why it was declined or withdrawn."""
    leaves_position_before = models.DateField(null=True, blank=True)
    """Before which day the executive leaves the position, where the law took it out of the service before that day."""
    status = models.CharField(max_length=16, choices=AppointmentStatus.choices)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    releasing = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="released_appointments"
    )
    """The department that a transfer leaves; the receiving director consents by proposing."""
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    """The candidate of an examination whose determination the qualification check rests on."""
    qualification = models.CharField(max_length=16, default="undetermined")
    """`met`, `not_met` or `undetermined`."""
    qualification_says = models.TextField(blank=True)
    """What the check found."""
    qualification_because = models.TextField(blank=True)
    """Why the appointment was made though the check left it undetermined."""
    rights_sha256 = models.CharField(max_length=64, blank=True)
    """SHA-256 of the rights as they were shown to the executive."""
    rights_json = models.TextField(blank=True)
    """The rights as they were shown, in canonical JSON."""
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    """When it came into force, was declined or withdrawn."""
    verdicts_json = models.TextField(default="[]")
    """What the law said when it came into force: a list of `LawVerdict` in canonical JSON."""

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "-starts_on", "-id"]
        constraints = [
            one_of("method", AppointmentMethod),
            one_of("status", AppointmentStatus),
            models.CheckConstraint(
                condition=Q(ended_cause__in=["", *EndCause.values]), name="appointment_ended_cause_known"
            ),
            models.CheckConstraint(condition=~Q(merit_says=""), name="appointment_rests_on_merit"),
            models.CheckConstraint(
                condition=Q(qualification__in=["met", "not_met", "undetermined"]),
                name="appointment_qualification_known",
            ),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(status__in=["proposed", "acknowledged"]),
                name="appointment_one_open_for_a_seat",
            ),
            both_or_neither("released_by", "released_at"),
            both_or_neither("acknowledged_by", "acknowledged_at"),
            both_or_neither("concluded_by", "concluded_at"),
            ends_after_start(),
        ]
        indexes = [models.Index(fields=["status", "starts_on"]), models.Index(fields=["executive", "status"])]

    def __str__(self) -> str:
        return f"{self.executive.full_name} in {self.seat.position.number} from {self.starts_on}"


class ContractRecord(Vouched):
    """A performance contract as the office records it: its term, salary and the days that the law asks for.

    The contract itself, its words and signatures, is drawn up elsewhere.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="contracts")
    starts_on = models.DateField()
    ends_before = models.DateField()
    """The day after its last day: a contract of the fiscal year 2004-05 ends before 2005-07-01."""
    salary = models.DecimalField(max_digits=9, decimal_places=2, validators=[MinValueValidator(0)])
    """For a month."""
    agreed_on = models.DateField(null=True, blank=True)
    """The day on which it was agreed and all had signed; empty while it is not."""
    states_criteria = models.BooleanField()
    on_standard_form = models.BooleanField()
    at_department_hr_on = models.DateField(null=True, blank=True)
    at_central_hr_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True)
    """The day on which it was put into the personnel file."""
    taken_from_file_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["appointment", "-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(salary__gte=0), name="contractrecord_salary_not_negative"),
            ends_after_start(),
            models.CheckConstraint(
                condition=Q(taken_from_file_on__isnull=True) | Q(taken_from_file_on__gte=F("filed_on")),
                name="contractrecord_taken_after_filed",
            ),
        ]
        indexes = [models.Index(fields=["starts_on"])]

    def __str__(self) -> str:
        return f"Contract from {self.starts_on}: {self.appointment}"


class ServedBy(models.TextChoices):
    """How a notice reached the executive."""

    HAND = "hand", "By hand"
    MAIL = "mail", "By mail"
    E_MAIL = "e-mail", "By e-mail"
    FAX = "fax", "By fax"


class DismissalNotice(Vouched):
    """Notice of dismissal for failure to perform, and its service on the executive."""

    added_later = frozenset({"record"})

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="dismissal_notices")
    reason = models.TextField()
    """On which failure to perform it rests."""
    in_writing = models.BooleanField()
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """What was served: the letter that was written in the act, or the paper that was handed over before it."""
    record = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The record of its service, where the paper itself was served before it was recorded here."""
    served_on = models.DateField()
    served_how = models.CharField(max_length=16, choices=ServedBy.choices)
    separation_on = models.DateField()
    """The last day of service that follows, as the law computed it."""
    appeal_until = models.DateField(null=True, blank=True)
    """The last day to appeal, as the law computed it; empty where it could not, as for a letter in the mail."""
    insisted_because = models.TextField(blank=True)
    """Why it was served though the law says that it is not as it should be."""
    verdict_json = models.TextField()
    """What the law said of the notice when it was served: a `LawVerdict` in canonical JSON."""
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-served_on", "-id"]
        constraints = [
            one_of("served_how", ServedBy),
            models.CheckConstraint(condition=~Q(reason=""), name="dismissalnotice_has_a_reason"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(withdrawn_at__isnull=True),
                name="dismissalnotice_one_that_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"Notice of {self.served_on}: {self.appointment}"

    @property
    def proven(self) -> Any:
        """The proof of its service that stands; none without one. Of proofs that were read beforehand, no statement."""
        return next((one for one in self.proofs.all() if one.withdrawn_at is None), None)
