"""Quarterly reviews of results: the meeting with its sealed pack, what it decided, and what somebody is to do."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from meritbook.core.results.review import Minutes, ReviewPack
from meritbook.records.models.common import Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.measures import OfResults, ResultsRow
from meritbook.records.models.people import User


class ReviewStatus(models.TextChoices):
    """Where a review stands."""

    CALLED = "called", "Called"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    CALLED_OFF = "called_off", "Called off"


class ResultsReview(ResultsRow):
    """A meeting on a fiscal quarter. Until it opens its agenda is that of the day; then it is sealed."""

    starts_on = models.DateField()
    ends_before = models.DateField()
    """The quarter that it looks back on."""
    quarter = models.CharField(max_length=20)
    """What the quarter is called: `FY2005 Q2`."""
    held_on = models.DateField()
    """The day of the meeting; until it opens, the day for which it is called."""
    status = models.CharField(max_length=16, choices=ReviewStatus.choices, default=ReviewStatus.CALLED)
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    pack_json = models.TextField(blank=True)
    """A `ReviewPack`, in canonical JSON; empty until the meeting opens."""
    pack_sha256 = models.CharField(max_length=64, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    minutes_json = models.TextField(blank=True)
    """`Minutes`, in canonical JSON; empty until the meeting is closed."""
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    off_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-starts_on", "department", "id"]
        constraints = [
            one_of("status", ReviewStatus),
            ends_after_start(),
            both_or_neither("opened_by", "opened_at"),
            both_or_neither("closed_by", "closed_at"),
            models.UniqueConstraint(
                fields=["department", "starts_on"],
                condition=~Q(status="called_off"),
                name="resultsreview_one_of_a_quarter",
            ),
            models.UniqueConstraint(
                fields=["starts_on"],
                condition=Q(department__isnull=True) & ~Q(status="called_off"),
                name="resultsreview_one_of_the_enterprise",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["open", "closed"]) | ~Q(pack_sha256="") & Q(opened_by__isnull=False),
                name="resultsreview_opened_with_its_pack",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(minutes_sha256="") & Q(closed_by__isnull=False),
                name="resultsreview_closed_with_its_minutes",
            ),
            models.CheckConstraint(
                condition=~Q(status="called_off") | ~Q(off_because=""), name="resultsreview_off_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.quarter}, {self.of}"

    @property
    def of(self) -> str:
        """Whose review it is, in words."""
        return self.department.name if self.department is not None else "The enterprise as a whole"

    @cached_property
    def pack(self) -> ReviewPack | None:
        """What it is held on; none until it opens."""
        return ReviewPack.model_validate_json(self.pack_json) if self.pack_json else None

    @cached_property
    def minutes(self) -> Minutes | None:
        """What it left; none until it is closed."""
        return Minutes.model_validate_json(self.minutes_json) if self.minutes_json else None


class OfReview(OfResults, Vouched):
    """A row of one review: it belongs where the review does."""

    review: models.ForeignKey[ResultsReview, ResultsReview]

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the review; none for the enterprise as a whole."""
        return self.review.department_id


class ReviewDecision(OfReview):
    """Something that a meeting decided."""

    review = models.ForeignKey(ResultsReview, on_delete=models.PROTECT, related_name="decisions")
    about = models.CharField(max_length=200, blank=True)
    """The item of the pack that it is about, by kind and key."""
    says = models.TextField()
    because = models.TextField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(says="") & ~Q(because=""), name="reviewdecision_says_what_and_why")
        ]

    def __str__(self) -> str:
        return self.says[:80]


class FollowUpState(models.TextChoices):
    """Where a follow-up stands."""

    OPEN = "open", "Open"
    REPORTED = "reported", "Reported done"
    ACCEPTED = "accepted", "Done"
    DROPPED = "dropped", "Dropped"


class FollowUp(OfReview):
    """What somebody is to do by a day. It is done when another person accepts what its owner reported."""

    review = models.ForeignKey(ResultsReview, on_delete=models.PROTECT, related_name="follow_ups")
    about = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=400)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=FollowUpState.choices, default=FollowUpState.OPEN)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            one_of("state", FollowUpState),
            models.CheckConstraint(condition=~Q(what=""), name="followup_says_what"),
            both_or_neither("reported_by", "reported_at"),
            both_or_neither("settled_by", "settled_at"),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(reported_by__isnull=False)
                & Q(settled_by__isnull=False)
                & ~Q(settled_by=F("reported_by"))
                & ~Q(settled_by=F("owner")),
                name="followup_accepted_by_another",
            ),
        ]
        indexes = [models.Index(fields=["owner", "state"]), models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.what

    def owned_by(self, user: int, on: object) -> bool:
        """Whether the person is to do it."""
        del on
        return self.owner_id == user


class FollowUpStep(OfResults, Vouched):
    """What was said of a follow-up: reported, accepted, given back or dropped. The earlier steps stay."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(
        max_length=16,
        choices=[
            ("reported", "Reported done"),
            ("accepted", "Accepted"),
            ("returned", "Given back"),
            ("dropped", "Dropped"),
        ],
    )
    says = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["follow_up", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=["reported", "accepted", "returned", "dropped"]), name="followupstep_step_known"
            ),
            models.CheckConstraint(condition=~Q(says=""), name="followupstep_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up}: {self.step}"

    @property
    def of_department(self) -> int | None:
        """The department of the review; none for the enterprise as a whole."""
        return self.follow_up.of_department
