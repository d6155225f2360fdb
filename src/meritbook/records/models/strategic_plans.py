"""Strategic and operational plans: their versions, reports of actions, and ties to the plan above looked at again."""

from __future__ import annotations

import json
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.core.results.deployment import SeenTie
from meritbook.core.results.plans import PlanKind, PlanText, Progress
from meritbook.records.models.common import Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import OfResults, ResultsRow
from meritbook.records.models.people import User


class StrategicPlan(ResultsRow):
    """A plan of the enterprise, of a department, or of a local entity. Its words stand in its versions.

    Of a local entity the name stands in `unit`; `department` is then the one that keeps the plan for it.
    """

    key = models.CharField(max_length=79)
    """Its name in addresses; it never changes."""
    kind = models.CharField(max_length=16, choices=[(one.value, one.noun.capitalize()) for one in PlanKind])
    unit = models.CharField(max_length=200, blank=True)
    """The local entity whose plan it is; empty for that of the department or the enterprise itself."""
    title = models.CharField(max_length=400)
    """The name in its newest words, for lists and searches."""
    starts_on = models.DateField()
    ends_before = models.DateField()
    deploys = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="lower")
    """The plan above, whose goals it serves."""
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="strategicplan_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="strategicplan_named"),
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in PlanKind]), name="strategicplan_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(deploys__isnull=True) | ~Q(deploys=F("id")), name="strategicplan_not_above_itself"
            ),
            ends_after_start(),
        ]
        indexes = [models.Index(fields=["department", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    @property
    def of(self) -> str:
        """Whose plan it is, in words."""
        if self.unit:
            return self.unit
        return self.department.name if self.department is not None else "The enterprise as a whole"


class PlanStatus(models.TextChoices):
    """Where a version of a plan stands."""

    DRAFT = "draft", "Draft"
    ADOPTED = "adopted", "Adopted"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class OfPlan(OfResults):
    """What belongs to a plan, and so to the department of the plan."""

    plan: models.ForeignKey[StrategicPlan, StrategicPlan]

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the plan; none for the enterprise as a whole."""
        return self.plan.department_id


class PlanVersion(OfPlan, Vouched):
    """The words of a plan. At most one is a draft and at most one is adopted; an adopted one stands still."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=PlanStatus.choices)
    text_json = models.TextField()
    """A `PlanText`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    """The seal of the words."""
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The adopted version that it amends."""
    ties_json = models.TextField(default="{}")
    """`{part: SeenTie}`: what each part above said when the part below was tied to it, in canonical JSON."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The document that its words were taken in from, byte for byte."""
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    adopted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_because = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            one_of("status", PlanStatus),
            models.UniqueConstraint(fields=["plan", "number"], name="planversion_number_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(status="draft"), name="planversion_one_draft"),
            models.UniqueConstraint(fields=["plan"], condition=Q(status="adopted"), name="planversion_one_adopted"),
            both_or_neither("adopted_by", "adopted_at"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=~Q(status__in=["adopted", "superseded"]) | ~Q(adopted_because=""),
                name="planversion_adopted_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.key}, version {self.number}"

    @cached_property
    def text(self) -> PlanText:
        """The words."""
        return PlanText.model_validate_json(self.text_json)

    @cached_property
    def ties(self) -> dict[str, SeenTie]:
        """What each part above said when the part below, by its key, was tied to it."""
        return {key: SeenTie.model_validate(one) for key, one in json.loads(self.ties_json).items()}


class ActionReport(OfPlan, Vouched):
    """What was reported of an action of a plan. The newest says where it stands; the earlier ones stay."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="reports")
    action = models.CharField(max_length=79)
    """The key of the action, the same in all versions."""
    progress = models.CharField(max_length=16)
    says = models.TextField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__in=[one.value for one in Progress if one is not Progress.PLANNED]),
                name="actionreport_progress_known",
            ),
            models.CheckConstraint(condition=~Q(says=""), name="actionreport_says_something"),
        ]
        indexes = [models.Index(fields=["plan", "action"])]

    def __str__(self) -> str:
        return f"{self.plan.key}, {self.action}: {self.progress}"

    def owned_by(self, user: int, on: object) -> bool:
        """Whether the action is the person's own, by the words that are adopted."""
        del on
        version = self.plan.versions.filter(status=PlanStatus.ADOPTED).first()
        if version is None:
            return False
        owners = {one.action.owner for one in version.text.actions() if one.action.key == self.action}
        return User.objects.filter(pk=user, username__in=owners - {""}).exists()


class TieConfirmed(OfPlan, Vouched):
    """Somebody looked again at what a part of a plan serves, after the plan above had changed there."""

    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="ties_confirmed")
    part = models.CharField(max_length=79)
    """The key of the goal or strategy below."""
    serves = models.CharField(max_length=79)
    """The key above."""
    above = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    """The version of the plan above that was looked at."""
    meaning = models.CharField(max_length=64)
    """SHA-256 of what the part above said then."""
    said = models.TextField()
    """What it said then."""
    says = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "id"]
        indexes = [models.Index(fields=["plan", "part"])]

    def __str__(self) -> str:
        return f"{self.plan.key}, {self.part}: serves {self.serves}"
