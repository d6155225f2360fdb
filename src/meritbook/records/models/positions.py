"""Positions and the versions of their descriptions."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from meritbook.core.documents.model import Document
from meritbook.core.positions.model import PositionDescription
from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.documents import StoredDocument, sha256_validator
from meritbook.records.models.people import Department, User


class Position(Vouched):
    """A position of a department; what it is stands in its versions."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="positions")
    number = models.CharField(max_length=64)
    title = models.CharField(max_length=300, blank=True)
    """Working title of the newest version, for lists; never evidence for an allocation."""
    incumbent = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="positions_held")
    supervisor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinates")
    """The position that this one reports to."""
    appointing_authority = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="positions_appointed"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["department", "number"]
        constraints = [
            models.UniqueConstraint(fields=["department", "number"], name="position_number_unique"),
            models.CheckConstraint(condition=~Q(number=""), name="position_numbered"),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("id")), name="position_not_its_own_supervisor"
            ),
        ]
        indexes = [models.Index(fields=["number", "id"]), models.Index(fields=["title", "id"])]

    def __str__(self) -> str:
        return self.number

    @property
    def official_version(self) -> PositionVersion | None:
        """The description that the appointing authority signed last; none when none was signed."""
        return self.versions.filter(status=VersionStatus.OFFICIAL).first()


class VersionStatus(models.TextChoices):
    """Where a version stands; `records/states.py` says how it moves."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    OFFICIAL = "official", "Official"
    SUPERSEDED = "superseded", "Superseded"


class PositionVersion(Vouched):
    """One version of a position description. Only the appointing authority's signature makes it official."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    description_json = models.TextField()
    digest = models.CharField(max_length=64, validators=[sha256_validator])
    """SHA-256 of `description_json`."""
    document_json = models.TextField()
    """The description laid out as text: what position quotes point into."""
    source = models.ForeignKey(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="position_versions"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["position", "version"], name="positionversion_version_unique"),
            models.CheckConstraint(condition=Q(version__gte=1), name="positionversion_version_from_one"),
            models.UniqueConstraint(
                fields=["position"], condition=Q(status="official"), name="positionversion_one_official"
            ),
            models.UniqueConstraint(
                fields=["position"], condition=Q(status__in=["draft", "submitted"]), name="positionversion_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["official", "superseded"], signed_at__isnull=False)
                | Q(status__in=["draft", "submitted"], signed_at__isnull=True),
                name="positionversion_official_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
                name="positionversion_submitted_before_signed",
            ),
            one_of("status", VersionStatus),
            both_or_neither("submitted_by", "submitted_at"),
            both_or_neither("signed_by", "signed_at"),
        ]
        indexes = [models.Index(fields=["status", "position"])]

    def __str__(self) -> str:
        return f"{self.position.number}@{self.version}"

    @cached_property
    def description(self) -> PositionDescription:
        """The description."""
        return PositionDescription.model_validate_json(self.description_json)

    @cached_property
    def document(self) -> Document:
        """The description laid out as text."""
        return Document.model_validate_json(self.document_json)
