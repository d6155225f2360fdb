"""Organizational development: assessments of a department area by area, and what is done about what they found."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import Measure, OfResults
from meritbook.records.models.people import Department, User
from meritbook.records.models.strategic_plans import StrategicPlan


class AssessmentState(models.TextChoices):
    """Where an assessment of a department stands."""

    DRAFT = "draft", "Being written"
    SHOWN = "shown", "Shown to the department"
    ANSWERED = "answered", "Answered"


class DevelopmentAssessment(OfResults, Vouched):
    """A department assessed in a year by named people, by the areas of a dated policy."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    assessed_on = models.DateField()
    """The day whose state it describes."""
    policy = models.CharField(max_length=60)
    """The key of the policy whose areas and levels it uses."""
    state = models.CharField(max_length=16, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    reopened_because = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    """What the department says to it."""
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "department"]
        constraints = [
            one_of("state", AssessmentState),
            both_or_neither("answered_by", "answered_at"),
            models.UniqueConstraint(fields=["department", "year"], name="developmentassessment_once_a_year"),
            models.CheckConstraint(
                condition=Q(state="answered", answered_by__isnull=False) & ~Q(answer="")
                | ~Q(state="answered") & Q(answered_by__isnull=True),
                name="developmentassessment_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department.name}, {self.year}"

    @property
    def of_department(self) -> int | None:
        """The department that is assessed."""
        return self.department_id


class DevelopmentAssessor(OfResults, Vouched):
    """Somebody who assesses: writes the findings, chooses the levels, and does not answer them."""

    assessment = models.ForeignKey(DevelopmentAssessment, on_delete=models.PROTECT, related_name="assessors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "user"], name="developmentassessor_once")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def of_department(self) -> int | None:
        """The department that is assessed."""
        return self.assessment.department_id


class OfAssessment(OfResults, Vouched):
    """A row of one assessment: it belongs where the assessment does."""

    assessment = models.ForeignKey(DevelopmentAssessment, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=40)
    """A key of the policy of the assessment."""

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department that is assessed."""
        return self.assessment.department_id


class AreaFinding(OfAssessment):
    """A version of what was found in an area; an earlier one is never overwritten."""

    assessment = models.ForeignKey(DevelopmentAssessment, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    strengths = models.TextField(blank=True)
    opportunities = models.TextField(blank=True)
    level = models.CharField(max_length=40, blank=True)
    """A level of the area, chosen by the person; empty where nobody chose one, which is no lowest level."""
    because = models.TextField(blank=True)
    """Why this level."""
    found_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "area", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "area", "number"], name="areafinding_number_once"),
            models.UniqueConstraint(
                fields=["assessment", "area"], condition=Q(current=True), name="areafinding_one_current"
            ),
            models.CheckConstraint(condition=Q(level="") | ~Q(because=""), name="areafinding_level_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.area}, version {self.number}"


class EvidenceKind(models.TextChoices):
    """What supports a finding."""

    FILE = "file", "File"
    MEASURE = "measure", "Measure of the register"
    GOAL = "goal", "Goal of a plan"
    WORDS = "words", "Words with their source"


class AreaEvidence(OfAssessment):
    """Something that supports what is found in an area: a file, a measure, a goal, or words with their source."""

    assessment = models.ForeignKey(DevelopmentAssessment, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=16, choices=EvidenceKind.choices)
    says = models.TextField()
    """What it shows."""
    source = models.CharField(max_length=400, blank=True)
    """Where the words come from: a document with its place, or who said so and when."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    """What the file is called."""
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goal = models.CharField(max_length=79, blank=True)
    """The key of the goal, or of another part, in the plan."""
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "area", "id"]
        constraints = [
            one_of("kind", EvidenceKind),
            models.CheckConstraint(
                condition=Q(kind="file", document__isnull=False, measure__isnull=True, plan__isnull=True)
                | Q(kind="measure", document__isnull=True, measure__isnull=False, plan__isnull=True)
                | Q(kind="goal", document__isnull=True, measure__isnull=True, plan__isnull=False) & ~Q(goal="")
                | Q(kind="words", document__isnull=True, measure__isnull=True, plan__isnull=True) & ~Q(source=""),
                name="areaevidence_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.says[:60]}"


class ImprovementState(models.TextChoices):
    """How far an improvement is."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Improvement(OfAssessment):
    """Something to be done about an opportunity that was found, by somebody, by a day."""

    assessment = models.ForeignKey(DevelopmentAssessment, on_delete=models.PROTECT, related_name="improvements")
    what = models.CharField(max_length=400)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=ImprovementState.choices, default=ImprovementState.PLANNED)
    says = models.TextField(blank=True)
    """Said of its newest state."""
    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=79, blank=True)
    """The key of the action in the plan with which it is one."""
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "due_on", "id"]
        indexes = [models.Index(fields=["owner", "state"])]
        constraints = [
            one_of("state", ImprovementState),
            models.CheckConstraint(
                condition=Q(plan__isnull=True, action="") | Q(plan__isnull=False) & ~Q(action=""),
                name="improvement_plan_with_action",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person answers for it."""
        del on
        return self.owner_id == user
