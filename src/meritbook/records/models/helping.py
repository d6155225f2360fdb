"""The work of the performance results classes: who is assigned to which initiative, help asked for, and hours given."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from meritbook.records.models.common import DatedQuerySet, both_or_neither, ends_after_start, one_of
from meritbook.records.models.measures import ResultsRow
from meritbook.records.models.people import Role, User


class Initiative(models.TextChoices):
    """The seven results initiatives; the keys are those of the table in the law pack of the series."""

    EMPOWERMENT = "empowerment", "Empowerment"
    LEAN = "lean", "Lean"
    ORGANIZATIONAL_DEVELOPMENT = "organizational-development", "Organizational development"
    PERFORMANCE_AUDITING = "performance-auditing", "Performance auditing"
    PERFORMANCE_MEASUREMENT = "performance-measurement", "Performance measurement and reporting"
    PLANNING = "planning", "Planning and deployment"
    RISK_MANAGEMENT = "risk-management", "Risk management"


class ResultsClass(models.TextChoices):
    """The classes of the series, as the roles that are granted for them."""

    PRACTITIONER = Role.RESULTS_PRACTITIONER.value, "Practitioner"
    FACILITATOR = Role.RESULTS_FACILITATOR.value, "Facilitator"
    ADMINISTRATOR = Role.RESULTS_ADMINISTRATOR.value, "Administrator"


class HelpKind(models.TextChoices):
    """What is asked for."""

    TRAINING = "training", "Training"
    ASSISTANCE = "assistance", "Technical assistance"
    FACILITATION = "facilitation", "Facilitation"
    ADVICE = "advice", "Advice to management"


class WorkKind(models.TextChoices):
    """What hours were spent on: what can be asked for, and what nobody asks for."""

    TRAINING = "training", "Training"
    ASSISTANCE = "assistance", "Technical assistance"
    FACILITATION = "facilitation", "Facilitation"
    ADVICE = "advice", "Advice to management"
    ADMINISTRATION = "administration", "Administration of the initiative"


class HelpStatus(models.TextChoices):
    """Where a request for help stands."""

    ASKED = "asked", "Waits for somebody"
    TAKEN = "taken", "Under way"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DONE = "done", "Done, not rated"
    CLOSED = "closed", "Done and rated"


class WorkAssignment(ResultsRow):
    """Somebody works in an initiative for a department, or for all of them, in a class of the series."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="work_assignments")
    initiative = models.CharField(max_length=32, choices=Initiative.choices)
    results_class = models.CharField(max_length=32, choices=ResultsClass.choices)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["initiative", "starts_on", "id"]
        constraints = [
            ends_after_start(),
            one_of("initiative", Initiative),
            one_of("results_class", ResultsClass),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_initiative_display()}"


class HelpRequest(ResultsRow):
    """Somebody in office asks for training, assistance, facilitation or advice in an initiative."""

    initiative = models.CharField(max_length=32, choices=Initiative.choices)
    kind = models.CharField(max_length=16, choices=HelpKind.choices)
    subject = models.CharField(max_length=200)
    needs = models.TextField()
    """What is wanted, in the asker's words."""
    wanted_by = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=HelpStatus.choices, default=HelpStatus.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="help_asked")
    asked_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="help_given")
    taken_at = models.DateTimeField(null=True, blank=True)
    says = models.TextField(blank=True)
    """What was given, or why it was declined or withdrawn."""
    ended_at = models.DateTimeField(null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True, blank=True)
    """From 1, not at all satisfied, to 5, fully; by the person who asked."""
    satisfaction_says = models.TextField(blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            one_of("initiative", Initiative),
            one_of("kind", HelpKind),
            one_of("status", HelpStatus),
            both_or_neither("taken_by", "taken_at"),
            both_or_neither("satisfaction", "rated_at"),
            models.CheckConstraint(
                condition=Q(satisfaction__isnull=True) | Q(satisfaction__range=(1, 5)), name="helprequest_rated_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "taken"], ended_at__isnull=True)
                | Q(status__in=["declined", "withdrawn", "done", "closed"], ended_at__isnull=False),
                name="helprequest_ended_with_day",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", satisfaction__isnull=False)
                | (~Q(status="closed") & Q(satisfaction__isnull=True)),
                name="helprequest_closed_when_rated",
            ),
        ]
        indexes = [models.Index(fields=["status", "initiative"])]

    def __str__(self) -> str:
        return self.subject

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person asked for it."""
        del on
        return self.asked_by_id == user


class WorkHours(ResultsRow):
    """Hours of somebody in an initiative on a day. What was entered wrongly is withdrawn, and entered again."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="work_hours")
    worked_on = models.DateField()
    initiative = models.CharField(max_length=32, choices=Initiative.choices)
    kind = models.CharField(max_length=16, choices=WorkKind.choices)
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    people = models.PositiveIntegerField(null=True, blank=True)
    """How many were trained; none where nobody was."""
    request = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="hours")
    says = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-worked_on", "-id"]
        constraints = [
            one_of("initiative", Initiative),
            one_of("kind", WorkKind),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=24), name="workhours_of_one_day"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="workhours_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["worked_on", "initiative"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.worked_on}: {self.hours}"

    def owned_by(self, user: int, on: date) -> bool:
        """Whether they are the person's own."""
        del on
        return self.person_id == user
