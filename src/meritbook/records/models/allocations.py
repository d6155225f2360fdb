"""Allocation runs and the decisions that people take on them."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q

from meritbook.core.allocation.model import AllocationResult
from meritbook.records.models.classes import ClassEntry, PlanRevision
from meritbook.records.models.common import DatedQuerySet, Vouched, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument, sha256_validator
from meritbook.records.models.people import User
from meritbook.records.models.positions import Position, PositionVersion


class AllocationRun(Vouched):
    """One computed allocation of one version of a position description. It decides nothing; a person does."""

    position_version = models.ForeignKey(PositionVersion, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    """Counts the runs of one version, from 1."""
    plan_revisions = models.ManyToManyField(PlanRevision, related_name="runs")
    result_json = models.TextField()
    result_sha256 = models.CharField(max_length=64, validators=[sha256_validator])
    """SHA-256 of `result_json`."""
    status = models.CharField(max_length=16)
    """`allocated`, `none` or `undetermined`, as in the result."""
    run_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    run_at = models.DateTimeField()

    class Meta:
        ordering = ["-run_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["position_version", "number"], name="allocationrun_number_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["allocated", "none", "undetermined"]), name="allocationrun_status_known"
            ),
        ]
        indexes = [models.Index(fields=["-run_at", "-id"]), models.Index(fields=["status", "-id"])]

    def __str__(self) -> str:
        return f"{self.position_version} run {self.number}"

    @cached_property
    def result(self) -> AllocationResult:
        """The answer with all its reasons."""
        return AllocationResult.model_validate_json(self.result_json)

    def vouched_with(self) -> list[str]:
        """Against which revisions it ran."""
        return [f"{key}@{number}" for key, number in self.plan_revisions.values_list("key", "revision").order_by("id")]


class DecisionOutcome(models.TextChoices):
    """What was decided."""

    CLASS = "class", "Allocated to a class"
    NONE = "none", "Belongs to none of the classes"
    WITHDRAWN = "withdrawn", "Earlier decision undone"


class DecisionStatus(models.TextChoices):
    """Where a decision stands; `records/states.py` says how it moves."""

    STANDING = "standing", "Standing"
    SUPERSEDED = "superseded", "Superseded"
    UNDONE = "undone", "Undone"


class Decision(Vouched):
    """A person's decision on an allocation.

    Decisions on one position form one chain, each superseding the one before.
    """

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="decisions")
    run = models.ForeignKey(AllocationRun, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    """Counts the decisions on one position, from 1."""
    outcome = models.CharField(max_length=16, choices=DecisionOutcome.choices)
    class_entry = models.ForeignKey(
        ClassEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    agrees = models.BooleanField()
    """Whether it is what the run answered."""
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=DecisionStatus.choices, default=DecisionStatus.STANDING)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    starts_on = models.DateField(null=True, blank=True)
    """First day on which it has effect; empty for a withdrawal, which has none of its own."""
    ends_before = models.DateField(null=True, blank=True)
    letter_pdf = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    letter_docx = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["position", "number"], name="decision_number_unique"),
            models.UniqueConstraint(
                fields=["position"], condition=Q(supersedes__isnull=True), name="decision_one_first"
            ),
            models.UniqueConstraint(fields=["position"], condition=Q(status="standing"), name="decision_one_standing"),
            models.CheckConstraint(
                condition=Q(outcome="class", class_entry__isnull=False)
                | Q(outcome__in=["none", "withdrawn"], class_entry__isnull=True),
                name="decision_class_when_allocated",
            ),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(reason=""), name="decision_otherwise_has_reason"),
            models.CheckConstraint(
                condition=~Q(outcome="withdrawn") | Q(supersedes__isnull=False, agrees=False),
                name="decision_withdrawal_supersedes",
            ),
            models.CheckConstraint(
                condition=Q(outcome="withdrawn", starts_on__isnull=True, ends_before__isnull=True)
                | Q(outcome__in=["class", "none"], starts_on__isnull=False),
                name="decision_term_when_decided",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, number=1) | Q(supersedes__isnull=False, number__gt=1),
                name="decision_chain_counts",
            ),
            ends_after_start(),
            one_of("outcome", DecisionOutcome),
            one_of("status", DecisionStatus),
        ]
        indexes = [
            models.Index(fields=["-decided_at", "-id"]),
            models.Index(fields=["class_entry", "status"]),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number} on {self.position.number}"
