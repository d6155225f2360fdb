"""What is kept through a contract year: evidence, measured results, progress reviews and improvement plans."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.contracts import PerformanceContract
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import User


def fresh_nonce() -> str:
    """A random number of 128 bits, as text."""
    return secrets.token_hex(16)


class Sharing(models.TextChoices):
    """Who can read a note. It stands on everything that is written in the year."""

    PRIVATE = "private", "Only you"
    SHARED = "shared", "The executive, the raters and human resources"


class EvidenceNote(Vouched):
    """A note on how the year goes, by the executive or a rater. A private one is read by nobody but its author."""

    contract = models.ForeignKey(PerformanceContract, on_delete=models.PROTECT, related_name="evidence")
    about = models.CharField(max_length=80, blank=True)
    """Key of the objective or project; empty for the contract as a whole."""
    happened_on = models.DateField()
    says = models.TextField()
    by_executive = models.BooleanField()
    sharing = models.CharField(max_length=16, choices=Sharing.choices)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    """From when on its words stand still."""
    nonce = models.CharField(max_length=32, default=fresh_nonce)
    """A random number that goes into the fingerprint, so that nobody tries guessed words of a draft against it."""
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["contract", "-happened_on", "-id"]
        constraints = [
            one_of("sharing", Sharing),
            models.CheckConstraint(condition=~Q(says=""), name="evidencenote_says_something"),
            models.CheckConstraint(
                condition=Q(sharing="private", shared_at__isnull=True) | Q(sharing="shared", shared_at__isnull=False),
                name="evidencenote_shared_at_a_moment",
            ),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"Evidence of {self.happened_on}: {self.contract}"


class EvidenceFile(Vouched):
    """A file beside a note of evidence, kept byte for byte."""

    note = models.ForeignKey(EvidenceNote, on_delete=models.PROTECT, related_name="files")
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=127)
    """The media type that its bytes show, whatever its name says."""
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["note", "id"]
        constraints = [
            models.UniqueConstraint(fields=["note", "document"], name="evidencefile_once"),
            models.CheckConstraint(condition=~Q(name=""), name="evidencefile_named"),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewKind(models.TextChoices):
    """What a progress review is for."""

    QUARTERLY = "quarterly", "Progress of the quarter"
    INTERIM = "interim", "Interim review at a hand-over"
    IMPROVEMENT = "improvement", "Improvement plan"


class ProgressReview(Vouched):
    """A meeting of rater and executive on progress within the contract year."""

    contract = models.ForeignKey(PerformanceContract, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=16, choices=ReviewKind.choices)
    held_on = models.DateField()
    rater_says = models.TextField()
    problem = models.TextField(blank=True)
    """What does not go well, in plain words; an improvement plan rests on one."""
    next_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    executive_says = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["contract", "-held_on", "-id"]
        constraints = [
            one_of("kind", ReviewKind),
            models.CheckConstraint(condition=~Q(rater_says=""), name="progressreview_says_something"),
            models.CheckConstraint(
                condition=~Q(kind="improvement") | ~Q(problem=""), name="progressreview_plan_names_its_problem"
            ),
            both_or_neither("answered_by", "answered_at"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"Review of {self.held_on}: {self.contract}"


class ImprovementStep(Vouched):
    """One step of an improvement plan: what, with which help, until when, and what came of it."""

    review = models.ForeignKey(ProgressReview, on_delete=models.PROTECT, related_name="steps")
    about = models.CharField(max_length=80, blank=True)
    """Key of the objective or project."""
    what = models.TextField()
    help = models.TextField(blank=True)
    due_on = models.DateField()
    outcome = models.TextField(blank=True)
    reached = models.BooleanField(null=True, blank=True)
    """Whether it was reached; none while nobody has said so."""
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="improvementstep_says_what"),
            both_or_neither("closed_by", "closed_at"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, reached__isnull=True)
                | Q(closed_at__isnull=False, reached__isnull=False),
                name="improvementstep_closed_with_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"Step until {self.due_on}: {self.review}"


class MeasuredResult(Vouched):
    """A value of a measure of the contract for a period. A correction is a new row that replaces the old one."""

    contract = models.ForeignKey(PerformanceContract, on_delete=models.PROTECT, related_name="results")
    measure = models.CharField(max_length=120)
    """Key of the measure in the words of the contract."""
    period_ends_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    """In the unit of the measure."""
    source = models.TextField()
    """Where it was read, such as a report with its date."""
    says = models.TextField(blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["contract", "measure", "period_ends_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="measuredresult_has_a_source"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="measuredresult_not_its_own_correction"
            ),
        ]
        indexes = [models.Index(fields=["contract", "measure", "period_ends_on"])]

    def __str__(self) -> str:
        return f"{self.measure} on {self.period_ends_on}: {self.value}"
