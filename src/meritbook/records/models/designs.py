"""The projects of Design for Lean Sigma, with the gates at the end of their phases."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.measures import OfResults, ResultsRow
from meritbook.records.models.people import User


class ProjectStatus(models.TextChoices):
    """Where a design project stands."""

    OPEN = "open", "Under way"
    VERIFIED = "verified", "Verified and handed over"
    STOPPED = "stopped", "Stopped"


class DesignProject(ResultsRow):
    """A project of Design for Lean Sigma, which passes a gate at the end of each phase."""

    key = models.CharField(max_length=79)
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    """What is designed, for whom, and why what there is cannot be mended."""
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    phase = models.CharField(max_length=30)
    """The phase under way, by its key in the policy on Lean; of an ended project the last."""
    status = models.CharField(max_length=16, choices=ProjectStatus.choices, default=ProjectStatus.OPEN)
    because = models.TextField(blank=True)
    """Why it was stopped."""
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="designproject_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="designproject_named"),
            models.CheckConstraint(condition=~Q(lead=F("sponsor")), name="designproject_lead_is_not_sponsor"),
            one_of("status", ProjectStatus),
        ]
        indexes = [models.Index(fields=["department", "key"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"


class GateOutcome(models.TextChoices):
    """What became of a gate."""

    ASKED = "asked", "Waits for a decision"
    PASSED = "passed", "Passed"
    RETURNED = "returned", "Sent back"


class DesignGate(OfResults, Vouched):
    """A gate that was asked for at the end of a phase; after being sent back it is asked for anew."""

    project = models.ForeignKey(DesignProject, on_delete=models.PROTECT, related_name="gates")
    phase = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    """How many times this gate has been asked for."""
    rests_on = models.TextField()
    """What was worked out in the phase, and where it can be seen."""
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who led the project then."""
    outcome = models.CharField(max_length=16, choices=GateOutcome.choices, default=GateOutcome.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    says = models.TextField(blank=True)
    """What the decision rests on, or what is still to be done."""

    class Meta:
        ordering = ["project", "id"]
        constraints = [
            one_of("outcome", GateOutcome),
            both_or_neither("decided_by", "decided_at"),
            models.UniqueConstraint(fields=["project", "phase", "number"], name="designgate_number_once"),
            models.UniqueConstraint(fields=["project"], condition=Q(outcome="asked"), name="designgate_one_asked"),
            models.UniqueConstraint(
                fields=["project", "phase"], condition=Q(outcome="passed"), name="designgate_passed_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("lead")) & ~Q(decided_by=F("asked_by"))),
                name="designgate_by_another",
            ),
            models.CheckConstraint(
                condition=Q(outcome="asked") | Q(decided_by__isnull=False), name="designgate_decided_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.key}, {self.phase} {self.number}"

    @property
    def of_department(self) -> int | None:
        """The department of the project; none for the enterprise as a whole."""
        return self.project.department_id
