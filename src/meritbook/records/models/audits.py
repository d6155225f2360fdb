"""Audits of measures: why, samples, recalculations, grades, findings with what became of them, and the trust."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from meritbook.core.results.audit_policy import Grade, TrustLevel
from meritbook.records.models.common import Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import Measure, OfResults, ResultsRow
from meritbook.records.models.people import User


class AuditStatus(models.TextChoices):
    """Where an audit stands."""

    UNDER_WAY = "under_way", "Under way"
    REPORTED = "reported", "Reported"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Audit(ResultsRow):
    """A charter: which measures are audited over which span, by whom, and why.

    `department` is that of all its measures; empty as soon as they are of several, or of the enterprise.
    """

    title = models.CharField(max_length=200)
    because = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField()
    """The span whose periods are audited."""
    auditor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="audits")
    """Who leads it."""
    policy = models.CharField(max_length=60)
    """The key of the policy by which it was chartered."""
    status = models.CharField(max_length=16, choices=AuditStatus.choices, default=AuditStatus.UNDER_WAY)
    chartered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    chartered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When its last measure was rated, or it was withdrawn."""
    ended_because = models.TextField(blank=True)
    """Why it was withdrawn."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("status", AuditStatus),
            ends_after_start(),
            models.CheckConstraint(condition=~Q(title="") & ~Q(because=""), name="audit_has_title_and_reason"),
            models.CheckConstraint(
                condition=Q(status="under_way", ended_at__isnull=True)
                | (~Q(status="under_way") & Q(ended_at__isnull=False)),
                name="audit_ended_with_status",
            ),
        ]
        indexes = [models.Index(fields=["department", "status"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"

    def has_part(self) -> frozenset[int]:
        """Everybody who has a part in one of its measures."""
        rows = self.audited.select_related("measure") if self.pk else ()
        return frozenset(user for one in rows for user in one.measure.has_part())


class AuditedMeasure(OfResults, Vouched):
    """A measure of an audit, and the parts of its entry that the audit is of: a material change overtakes it."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="audited")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="audits")
    entry_json = models.TextField()
    """Those parts on the day of the charter, in canonical JSON."""

    class Meta:
        ordering = ["audit", "id"]
        constraints = [models.UniqueConstraint(fields=["audit", "measure"], name="auditedmeasure_once")]

    def __str__(self) -> str:
        return f"{self.measure.key} in audit {self.audit_id}"

    @property
    def of_department(self) -> int | None:
        """The department of the measure; none for the enterprise as a whole."""
        return self.measure.department_id

    def has_part(self) -> frozenset[int]:
        """Who owned the measure or recorded a value of it."""
        return self.measure.has_part()

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person owns the measure on the day."""
        return self.measure.owned_by(user, on)


class OfAudited(OfResults, Vouched):
    """A row of one measure of an audit: it belongs where the measure does."""

    audited = models.ForeignKey(AuditedMeasure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the measure; none for the enterprise as a whole."""
        return self.audited.of_department

    def has_part(self) -> frozenset[int]:
        """Who owned the measure or recorded a value of it."""
        return self.audited.has_part()

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person owns the measure on the day."""
        return self.audited.owned_by(user, on)


class AuditSample(OfAudited):
    """Periods that were drawn, with the seed by which they are drawn again; a later draw leaves it on record."""

    audited = models.ForeignKey(AuditedMeasure, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    plan_json = models.TextField()
    """A `SamplePlan`, in canonical JSON."""
    frame_json = models.TextField()
    """The labels of all periods that could be drawn, in their order."""
    drawn_json = models.TextField()
    """The sampled periods, each a `Sampled` with the value that stood."""
    sha256 = models.CharField(max_length=64)
    """Over plan, seed, frame and what was drawn."""
    current = models.BooleanField(default=True)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["audited", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["audited", "number"], name="auditsample_number_once"),
            models.UniqueConstraint(fields=["audited"], condition=Q(current=True), name="auditsample_one_current"),
            models.CheckConstraint(condition=Q(seed__gte=0), name="auditsample_seed"),
        ]

    def __str__(self) -> str:
        return f"{self.audited}, sample {self.number}"


class AuditRecalculation(OfAudited):
    """What the auditor worked out for a sample from the source, out of a file that is kept byte for byte."""

    audited = models.ForeignKey(AuditedMeasure, on_delete=models.PROTECT, related_name="recalculations")
    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="recalculations")
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    """What whoever handed the file in calls it."""
    how = models.TextField()
    """From which records it was worked out, and how."""
    result_json = models.TextField()
    """A `Recalculation`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["audited", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["audited"], condition=Q(current=True), name="auditrecalculation_one_current"
            ),
            models.CheckConstraint(condition=~Q(how="") & ~Q(name=""), name="auditrecalculation_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.sample}: {self.name}"


class AuditGrade(OfAudited):
    """What was found on one criterion, with what the register told of it then; a later one leaves it on record."""

    audited = models.ForeignKey(AuditedMeasure, on_delete=models.PROTECT, related_name="grades")
    criterion = models.CharField(max_length=30)
    """A key of the policy on audits."""
    grade = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Grade])
    says = models.TextField()
    told = models.TextField(blank=True)
    """What the register worked out towards it, in words; empty where it works out nothing."""
    current = models.BooleanField(default=True)
    graded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    graded_at = models.DateTimeField()

    class Meta:
        ordering = ["audited", "criterion", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["audited", "criterion"], condition=Q(current=True), name="auditgrade_one_current"
            ),
            models.CheckConstraint(condition=Q(grade__in=[one.value for one in Grade]), name="auditgrade_known"),
            models.CheckConstraint(condition=~Q(says=""), name="auditgrade_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.grade}"


class FindingStatus(models.TextChoices):
    """Where a finding stands."""

    OPEN = "open", "To be answered"
    ANSWERED = "answered", "Answered, to be done"
    DONE = "done", "Reported done, to be verified"
    CLOSED = "closed", "Closed"


class AuditFinding(OfAudited):
    """What is not as it should be, with its cause and what should be done. What became of it stands in its steps."""

    audited = models.ForeignKey(AuditedMeasure, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    """Its place in the audit, from 1."""
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="findings")
    criterion = models.CharField(max_length=30)
    severity = models.CharField(max_length=30)
    """Keys of the policy on audits."""
    condition = models.TextField()
    cause = models.TextField()
    effect = models.TextField()
    recommendation = models.TextField()
    status = models.CharField(max_length=16, choices=FindingStatus.choices, default=FindingStatus.OPEN)
    due_on = models.DateField()
    """Until it is answered the day by which it is to be; then that by which it is to be done."""
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    """Whether the newest answer agrees."""
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["audit", "number"]
        constraints = [
            one_of("status", FindingStatus),
            models.UniqueConstraint(fields=["audit", "number"], name="auditfinding_number_once"),
            both_or_neither("answered_by", "answered_at"),
            both_or_neither("verified_by", "verified_at"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | ~Q(verified_by=F("answered_by")) & (Q(done_by__isnull=True) | ~Q(verified_by=F("done_by"))),
                name="auditfinding_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("raised_by")),
                name="auditfinding_answered_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(verified_by__isnull=False), name="auditfinding_closed_by_somebody"
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"])]

    def __str__(self) -> str:
        return f"Finding {self.number} of audit {self.audit_id}"

    def has_part(self) -> frozenset[int]:
        """Who has a part in the measure, who answered the finding, and who reported it done."""
        by = (self.answered_by_id, self.done_by_id)
        return super().has_part() | frozenset(one for one in by if one is not None)


class FindingStepKind(models.TextChoices):
    """What somebody did about a finding."""

    ANSWERED = "answered", "Answered"
    DONE = "done", "Reported done"
    SENT_BACK = "sent_back", "Sent back"
    CLOSED = "closed", "Verified and closed"


class FindingStep(OfResults, Vouched):
    """An act on a finding, as it was said."""

    finding = models.ForeignKey(AuditFinding, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=FindingStepKind.choices)
    agrees = models.BooleanField(null=True, blank=True)
    says = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    """By when it is to be done, for an answer or what was sent back."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["finding", "id"]
        constraints = [
            one_of("kind", FindingStepKind),
            models.CheckConstraint(condition=~Q(says=""), name="findingstep_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_kind_display()}"

    @property
    def of_department(self) -> int | None:
        """The department of the measure; none for the enterprise as a whole."""
        return self.finding.of_department


class TrustRating(OfAudited):
    """How far the values of a measure may be relied on, by a person, until a day or a material change of its entry."""

    audited = models.OneToOneField(AuditedMeasure, on_delete=models.PROTECT, related_name="rating")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="trust")
    level = models.CharField(max_length=16, choices=[(one.value, one.value) for one in TrustLevel])
    because = models.TextField()
    rated_on = models.DateField()
    lapses_on = models.DateField()
    """The first day on which it does not hold any more."""
    entry_json = models.TextField()
    """The parts of the entry that it is bound to, as on the day of the charter, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    current = models.BooleanField(default=True)
    """Whether it is the newest of the measure."""
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rated_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["measure"], condition=Q(current=True), name="trustrating_one_current"),
            models.CheckConstraint(condition=Q(level__in=[one.value for one in TrustLevel]), name="trustrating_known"),
            models.CheckConstraint(condition=~Q(because=""), name="trustrating_has_a_reason"),
            models.CheckConstraint(condition=Q(lapses_on__gt=F("rated_on")), name="trustrating_lapses_later"),
        ]
        indexes = [models.Index(fields=["lapses_on"])]

    def __str__(self) -> str:
        return f"{self.measure.key}: {self.level}"
