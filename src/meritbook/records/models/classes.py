"""Class plans by revision, and the index of their classes."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from django.db import models
from django.db.models import Q

from meritbook.core.classes.model import ClassPlan
from meritbook.core.documents.model import Document
from meritbook.records.models.common import DatedQuerySet, Vouched, ends_after_start
from meritbook.records.models.documents import StoredDocument, sha256_validator
from meritbook.records.models.people import User


@lru_cache(maxsize=32)
def _read_plan(plan_json: str) -> ClassPlan:
    """A few plans are read over and over; the values are frozen, so every page may share them."""
    return ClassPlan.model_validate_json(plan_json)


@lru_cache(maxsize=32)
def _read_document(document_json: str) -> Document:
    return Document.model_validate_json(document_json)


class PlanRevisionQuerySet(DatedQuerySet):
    """Revisions of plans."""

    def effective(self, day: Any) -> PlanRevisionQuerySet:
        """Those in effect on the day, at most one for each plan."""
        return self.on(day).filter(withdrawn_at__isnull=True)  # type: ignore[return-value]


class PlanRevision(Vouched):
    """One revision of a class plan, whole, with the term in which it is in effect.

    Terms of one plan may not share a day; a revision that was replaced on its own first day is withdrawn and
    counts no more.
    """

    key = models.SlugField(max_length=100)
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    jurisdiction = models.CharField(max_length=200, blank=True)
    plan_json = models.TextField()
    digest = models.CharField(max_length=64, validators=[sha256_validator])
    """SHA-256 of `plan_json`."""
    laid_out_json = models.TextField(blank=True)
    """The text that a shipped plan is quoted from; empty when `source` is."""
    source = models.ForeignKey(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_revisions"
    )
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    imported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when the program itself installed it."""
    imported_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Empty when the program itself took back a revision that it had entered."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PlanRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["key", "revision"], name="planrevision_key_revision_unique"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="planrevision_revision_from_one"),
            models.CheckConstraint(
                condition=Q(source__isnull=True) & ~Q(laid_out_json="") | Q(source__isnull=False) & Q(laid_out_json=""),
                name="planrevision_has_one_text",
            ),
            ends_after_start(),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="planrevision_withdrawn_by_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_by__isnull=False) | Q(imported_by__isnull=True),
                name="planrevision_of_a_person_withdrawn_by_one",
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "ends_before"])]

    def __str__(self) -> str:
        return f"{self.key}@{self.revision}"

    @cached_property
    def plan(self) -> ClassPlan:
        """The plan."""
        return _read_plan(self.plan_json)

    @cached_property
    def document(self) -> Document:
        """The text that the plan's passages point into: the imported source, or the shipped facts laid out."""
        if self.source is not None:
            return self.source.document
        return _read_document(self.laid_out_json)

    def vouched_with(self) -> list[list[Any]]:
        """The index rows, so that an altered grade in a list is found like one in the plan."""
        return [
            list(row)
            for row in self.entries.order_by("position").values_list(
                "position", "ref", "code", "title", "series_ref", "series_title", "level", "pay", "search_text"
            )
        ]


class ClassEntry(models.Model):
    """A class of a plan revision, for lists and search; the plan itself holds its words."""

    plan_revision = models.ForeignKey(PlanRevision, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    """Place in the plan, from 0."""
    ref = models.CharField(max_length=120)
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    series_ref = models.CharField(max_length=120)
    series_title = models.CharField(max_length=300)
    level = models.PositiveIntegerField(null=True, blank=True)
    pay = models.CharField(max_length=200, blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        ordering = ["plan_revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan_revision", "ref"], name="classentry_ref_unique"),
            models.UniqueConstraint(
                fields=["plan_revision", "code"], condition=~Q(code=""), name="classentry_code_unique"
            ),
            models.UniqueConstraint(fields=["plan_revision", "position"], name="classentry_position_unique"),
        ]
        indexes = [models.Index(fields=["code"]), models.Index(fields=["title"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})" if self.code else self.title
