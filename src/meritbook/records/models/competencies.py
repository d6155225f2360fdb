"""Competency models with their versions, crosswalks between them, and what is known of how well they measure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from meritbook.records.models.common import Vouched
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import OfResults
from meritbook.records.models.people import User


class CompetencyModelRow(OfResults, Vouched):
    """A competency model on record; its words are in its versions."""

    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """To whom it is told how well its questions hang together; none of one that is shipped and not taken over."""
    shipped = models.BooleanField(default=False)
    """It came with the program."""
    retired_because = models.TextField(blank=True)
    """Why no new assessment uses it; empty while it is in use."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="competencymodelrow_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="competencymodelrow_named"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"

    @property
    def of_department(self) -> int | None:
        """None: a model is the enterprise's."""
        return None


class CompetencyModelVersion(OfResults, Vouched):
    """A version of a model. It is never changed: an assessment keeps the version with which it was opened."""

    model = models.ForeignKey(CompetencyModelRow, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    model_json = models.TextField()
    """`CompetencyModel`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The file that it was taken from; none where it was typed or shipped."""
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None where the program put its shipped model on record."""
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["model", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="competencymodelversion_number_once"),
            models.UniqueConstraint(
                fields=["model"], condition=Q(current=True), name="competencymodelversion_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model.key}, version {self.number}"

    @property
    def of_department(self) -> int | None:
        """None: a model is the enterprise's."""
        return None


class CompetencyCrosswalk(OfResults, Vouched):
    """Somebody found that a competency of one model answers to one of another, wholly or in part, and says why."""

    one = models.ForeignKey(CompetencyModelRow, on_delete=models.PROTECT, related_name="+")
    one_competency = models.CharField(max_length=60)
    other = models.ForeignKey(CompetencyModelRow, on_delete=models.PROTECT, related_name="+")
    other_competency = models.CharField(max_length=60)
    partly = models.BooleanField(default=True)
    """It covers a part of the other only."""
    because = models.TextField()
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drawn_at = models.DateTimeField()
    withdrawn_because = models.TextField(blank=True)
    """Why it does not hold any more; empty while it holds."""

    class Meta:
        ordering = ["one", "one_competency", "other", "other_competency", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "one_competency", "other", "other_competency"],
                condition=Q(withdrawn_because=""),
                name="competencycrosswalk_once",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="competencycrosswalk_with_a_reason"),
            models.CheckConstraint(condition=~Q(one=models.F("other")), name="competencycrosswalk_two_models"),
        ]

    def __str__(self) -> str:
        return f"{self.one_competency} - {self.other_competency}"

    @property
    def of_department(self) -> int | None:
        """None: models are the enterprise's."""
        return None


class CompetencyReliability(models.Model):
    """What is needed to know how well the behaviours of a version hang together, sealed; and what was last reported.

    The alphas within assessments as one mean, without any name or sum of answers. The ledger does not vouch for it.
    """

    version = models.ForeignKey(CompetencyModelVersion, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    salt = models.CharField(max_length=64)
    sealed = models.TextField()
    told_json = models.TextField(blank=True)
    """What was last reported to the owner; empty before there were enough answers."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "role"], name="competencyreliability_once")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.role}"


class CompetencyBenchmark(models.Model):
    """The average of a role over many people, drawn anew only when enough new ones were assessed."""

    model = models.ForeignKey(CompetencyModelRow, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60)
    people = models.PositiveIntegerField()
    """How many people it rests on."""
    told_json = models.TextField()
    """By competency: mean of the people's means, and their spread."""
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["model", "role", "-people"]
        constraints = [models.UniqueConstraint(fields=["model", "role", "people"], name="competencybenchmark_once")]

    def __str__(self) -> str:
        return f"{self.model_id}: {self.role}, {self.people} people"
