"""Annual performance reports: words in versions, stale measures taken in by name, editions, and resources moved."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.core.results.report import ReportWords
from meritbook.records.models.common import Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import Measure, OfResults, ResultsRow
from meritbook.records.models.people import User
from meritbook.records.models.strategic_plans import StrategicPlan


class AnnualReport(ResultsRow):
    """The report of a department, or of the enterprise, on a fiscal year. What it says stands in its editions."""

    key = models.CharField(max_length=79)
    """Its name in addresses, such as `revenue-fy2005`; it never changes."""
    year = models.CharField(max_length=8)
    """Such as `FY2005`; `2005` where the fiscal year is the calendar's."""
    starts_on = models.DateField()
    ends_before = models.DateField()
    plan = models.ForeignKey(StrategicPlan, on_delete=models.PROTECT, related_name="reports_of_years")
    """The plan whose goals it reports on."""
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="annualreport_key_unique"),
            models.UniqueConstraint(fields=["department", "starts_on"], name="annualreport_once_a_year"),
            models.UniqueConstraint(
                fields=["starts_on"], condition=Q(department__isnull=True), name="annualreport_enterprise_once_a_year"
            ),
            models.CheckConstraint(condition=~Q(key="") & ~Q(year=""), name="annualreport_named"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def of(self) -> str:
        """Whose report it is, in words."""
        return self.department.name if self.department is not None else "The enterprise as a whole"

    @property
    def title(self) -> str:
        """What it is called."""
        of = self.department.name if self.department is not None else "the enterprise"
        return f"Annual performance report of {of}, {self.year}"


class EditionStatus(models.TextChoices):
    """Where an edition of a report stands."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    FOLLOWED = "followed", "Followed by a revised edition"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReportEdition(OfResults, Vouched):
    """An edition of a report. Once published it stands still: what is mended comes in the next, beside it."""

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=EditionStatus.choices)
    revises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions")
    """The published edition that it begins with."""
    because = models.TextField(blank=True)
    """Why there is another edition; empty for the first."""
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True)
    """The seal over its parts; empty while it is a draft."""
    parts_count = models.PositiveIntegerField(default=0)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_because = models.TextField(blank=True)
    pdf = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    xlsx = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    data = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The data package: CSV files with their description, as one zip."""
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            one_of("status", EditionStatus),
            models.UniqueConstraint(fields=["report", "number"], name="reportedition_number_once"),
            models.UniqueConstraint(fields=["report"], condition=Q(status="draft"), name="reportedition_one_draft"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(status="published"), name="reportedition_one_published"
            ),
            both_or_neither("published_by", "published_at"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, sha256="") | (Q(published_at__isnull=False) & ~Q(sha256="")),
                name="reportedition_published_with_seal",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "followed"]) | Q(published_at__isnull=False),
                name="reportedition_public_was_published",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, status="withdrawn") & ~Q(withdrawn_because="")),
                name="reportedition_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True) | (~Q(revises=F("id")) & ~Q(because="")),
                name="reportedition_revises_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.key}, edition {self.number}"

    @property
    def of_department(self) -> int | None:
        """The department of the report; none for the enterprise as a whole."""
        return self.report.department_id

    @property
    def was_published(self) -> bool:
        """Whether the public has read it, withdrawn since or not."""
        return self.published_at is not None


class OfEdition(OfResults, Vouched):
    """A row of one edition: it belongs where the report does."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the report; none for the enterprise as a whole."""
        return self.edition.of_department


class ReportText(OfEdition):
    """A version of the words of an edition. The newest counts; the earlier ones stay."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    words_json = models.TextField()
    """A `ReportWords`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="reporttext_number_once")]

    def __str__(self) -> str:
        return f"{self.edition}, words {self.number}"

    @cached_property
    def words(self) -> ReportWords:
        """The words."""
        return ReportWords.model_validate_json(self.words_json)


class ReportInclusion(OfEdition):
    """Somebody takes a stale measure into a report by name, and says why."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="inclusions")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    included_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    included_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was taken back."""
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "measure"], condition=Q(ended_at__isnull=True), name="reportinclusion_once"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="reportinclusion_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="reportinclusion_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.measure.key}"


class ReportPart(models.Model):
    """A part of a published edition, sealed: its head, a measure, what was left out, an action, a move, a change."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=79)
    goal = models.CharField(max_length=79, blank=True)
    content_json = models.TextField()
    """A value of the kind (`core.results.report.KINDS`), in canonical JSON."""
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="reportpart_number_once")]
        indexes = [models.Index(fields=["edition", "kind", "goal", "number"])]

    def __str__(self) -> str:
        return f"{self.edition_id}, part {self.number}"


class ResourceMove(ResultsRow):
    """People or money moved from one use to another, why, and what came of it, with where that is written."""

    moved_on = models.DateField()
    people = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    """Full-time equivalents."""
    money = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    """Dollars."""
    moved_from = models.CharField(max_length=300)
    moved_to = models.CharField(max_length=300)
    because = models.TextField()
    result = models.TextField()
    source = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-moved_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__isnull=False) | Q(money__isnull=False), name="resourcemove_moves_something"
            ),
            models.CheckConstraint(
                condition=(Q(people__isnull=True) | Q(people__gt=0)) & (Q(money__isnull=True) | Q(money__gt=0)),
                name="resourcemove_above_zero",
            ),
            models.CheckConstraint(
                condition=~Q(because="") & ~Q(result="") & ~Q(source=""), name="resourcemove_said_in_full"
            ),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="resourcemove_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["department", "moved_on"])]

    def __str__(self) -> str:
        return f"{self.moved_from} to {self.moved_to}, {self.moved_on}"
