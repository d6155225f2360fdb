"""Local boards for children from birth to five: who sits on them, what they serve, their plans and designations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.measures import OfResults, ResultsRow
from meritbook.records.models.people import User


class LocalBoard(ResultsRow):
    """A local board. Its department is the one that facilitates and pays it."""

    key = models.CharField(max_length=79)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True)
    """Why it was dissolved; empty while it stands."""
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="localboard_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="localboard_named"),
            models.CheckConstraint(condition=Q(department__isnull=False), name="localboard_of_a_department"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True, ended_because="")
                | (Q(ends_before__isnull=False) & ~Q(ended_because="")),
                name="localboard_ended_with_reason",
            ),
            ends_after_start(),
        ]
        indexes = [models.Index(fields=["department", "key"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"


class OfBoard(OfResults, Vouched):
    """A row of one board: it belongs where the board does."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the board."""
        return self.board.department_id


class AreaKind(models.TextChoices):
    """What a board serves."""

    COUNTY = "county", "County"
    LOCALITY = "locality", "Locality"


class BoardArea(OfBoard):
    """A county or a locality that a board serves for a term; two boards never serve one on the same day."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="areas")
    kind = models.CharField(max_length=16, choices=AreaKind.choices)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=100)
    """The name in small letters, by which one place is told from another."""
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["board", "name", "starts_on"]
        constraints = [
            one_of("kind", AreaKind),
            models.CheckConstraint(condition=~Q(place=""), name="boardarea_named"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.board.key}"


class BoardMember(OfBoard):
    """A member of a board for a term; one person is never a member twice on the same day."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=150)
    person = models.CharField(max_length=150)
    """The name in small letters, by which one person is told from another."""
    kind = models.CharField(max_length=30, blank=True)
    """A key of the policy on local boards; empty while nobody has said it."""
    starts_on = models.DateField()
    ends_before = models.DateField()
    ended_because = models.TextField(blank=True)
    """Why the term was cut short; empty where it was not."""
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["board", "name", "starts_on"]
        constraints = [models.CheckConstraint(condition=~Q(person=""), name="boardmember_named"), ends_after_start()]

    def __str__(self) -> str:
        return f"{self.name}: {self.board.key}"


class BoardDesignation(OfBoard):
    """The state's designation of a board for a term."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="designations")
    starts_on = models.DateField()
    ends_before = models.DateField()
    says = models.TextField()
    """On what it rests."""
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["board", "-starts_on"]
        constraints = [ends_after_start(), models.CheckConstraint(condition=~Q(says=""), name="boarddesignation_says")]

    def __str__(self) -> str:
        return f"{self.board.key}, from {self.starts_on}"


class CommunityPlan(OfBoard):
    """The community plan of a board from a day on, up to the first day of the next."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    needs = models.TextField()
    """What the community needs, as the board found it."""
    priorities_json = models.TextField()
    """Priorities with their indicators, in canonical JSON (`core.results.board_plan`)."""
    sha256 = models.CharField(max_length=64)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    adopted_on = models.DateField()
    """The day on which the board adopted it."""
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["board", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["board", "number"], name="communityplan_number_once"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.board.key})"


class BoardProgram(OfBoard):
    """A service or program that a board pays a provider for."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="programs")
    key = models.CharField(max_length=79)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    """A key of the policy on local boards."""
    priority = models.CharField(max_length=79)
    """A key of the community plan."""
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["board", "key"]
        constraints = [
            models.UniqueConstraint("board", Lower("key"), name="boardprogram_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title="") & ~Q(provider=""), name="boardprogram_named"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.board.key})"


class BoardReportStatus(models.TextChoices):
    """Where the annual report of a board stands."""

    DRAWN = "drawn", "Drawn up"
    APPROVED = "approved", "Approved by the board"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"
    REDRAWN = "redrawn", "Drawn up anew"


class BoardReport(OfBoard):
    """The annual report of a board on a fiscal year: what the record held when it was drawn up."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="reports")
    fiscal_year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=BoardReportStatus.choices)
    content_json = models.TextField()
    """A `ReportContent`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    approved_on = models.DateField(null=True, blank=True)
    """The day on which the board approved it."""
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveIntegerField(null=True, blank=True)
    approval_says = models.TextField(blank=True)
    approval_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who recorded the approval."""
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_says = models.TextField(blank=True)

    class Meta:
        ordering = ["board", "-fiscal_year", "-number"]
        constraints = [
            one_of("status", BoardReportStatus),
            both_or_neither("submitted_by", "submitted_at"),
            both_or_neither("decided_by", "decided_at"),
            models.UniqueConstraint(fields=["board", "fiscal_year", "number"], name="boardreport_number_once"),
            models.UniqueConstraint(
                fields=["board", "fiscal_year"],
                condition=Q(status__in=["drawn", "approved", "submitted", "accepted"]),
                name="boardreport_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["drawn", "redrawn"])
                | Q(
                    approved_on__isnull=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    votes_abstained__isnull=False,
                    approval_by__isnull=False,
                ),
                name="boardreport_approved_with_votes",
            ),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True) | Q(votes_for__gt=F("votes_against")),
                name="boardreport_approved_by_majority",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["submitted", "accepted", "returned"])
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="boardreport_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("submitted_by"))
                    & ~Q(decided_by=F("drawn_by"))
                ),
                name="boardreport_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "returned"]) | Q(decided_by__isnull=False),
                name="boardreport_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board.key}, {self.fiscal_year}, {self.number}"
