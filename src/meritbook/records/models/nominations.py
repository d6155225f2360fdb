"""Nominations of positions for the executive service, and how each criterion was judged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meritbook.core.verdict import Verdict
from meritbook.records.models.allocations import Decision
from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import Department, User
from meritbook.records.models.positions import Position, PositionVersion
from meritbook.records.models.seats import Seat


class NominationStatus(models.TextChoices):
    """Where a nomination stands; `records/states.py` says how it moves."""

    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned for completion"
    REVIEWED = "reviewed", "Reviewed"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENTERED = "entered", "In the service"


RESERVING = (NominationStatus.SUBMITTED, NominationStatus.REVIEWED, NominationStatus.APPROVED)
"""While it stands so, a nomination keeps a seat reserved. One that was returned has lost its place in the row."""
OPEN = (*RESERVING, NominationStatus.RETURNED)
"""While it stands so, the position cannot be nominated again."""


class Nomination(Vouched):
    """A department director proposes a position for the service. The State Personnel Director's decision is final."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="nominations")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="nominations")
    """The department at the time of the nomination."""
    description = models.ForeignKey(PositionVersion, on_delete=models.PROTECT, related_name="nominations")
    """The official description that came with it."""
    rationale = models.TextField()
    status = models.CharField(max_length=16, choices=NominationStatus.choices)
    nominated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField()
    """Of the newest submission; the ledger has those before."""
    submissions = models.PositiveSmallIntegerField(default=1)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    allocation = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    """The decision on the position's allocation that the review rests on."""
    in_management_class = models.BooleanField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_says = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_says = models.TextField(blank=True)
    verdicts_json = models.TextField(default="[]")
    """What the law said of it when it was decided: a list of `LawVerdict` in canonical JSON."""
    director_notice = models.ForeignKey(
        StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The notice of the decision to the department's director; `hr_notice` the one to its human resources office."""
    hr_notice = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    notified_at = models.DateTimeField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    """The day on which the position enters the service, set by the department."""
    day_set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    day_set_at = models.DateTimeField(null=True, blank=True)
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="nomination")
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-nominated_at", "-id"]
        constraints = [
            one_of("status", NominationStatus),
            models.UniqueConstraint(
                fields=["position"], condition=Q(status__in=OPEN), name="nomination_one_open_for_a_position"
            ),
            models.CheckConstraint(condition=~Q(rationale=""), name="nomination_has_rationale"),
            both_or_neither("returned_by", "returned_at"),
            both_or_neither("reviewed_by", "reviewed_at"),
            both_or_neither("decided_by", "decided_at"),
            both_or_neither("day_set_by", "day_set_at"),
            both_or_neither("withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "refused", "entered"]) | Q(decided_at__isnull=False),
                name="nomination_decided_has_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(status="entered", seat__isnull=False, starts_on__isnull=False)
                | (~Q(status="entered") & Q(seat__isnull=True)),
                name="nomination_entered_has_a_seat",
            ),
        ]
        indexes = [models.Index(fields=["status", "-nominated_at"]), models.Index(fields=["department", "status"])]

    def __str__(self) -> str:
        return f"Nomination {self.pk} of {self.position.number}"


class CriterionJudgement(Vouched):
    """How one criterion of a nominated position was judged, and by which evidence."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="judgements")
    description = models.ForeignKey(PositionVersion, on_delete=models.PROTECT, related_name="+")
    """The description that it was judged by; after a nomination came again with another one, it is judged anew."""
    fact = models.CharField(max_length=80)
    """The fact of the law that it settles, such as `position.controls_through_managers`; a row of a list of choices
    as `position.controls/human`."""
    verdict = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Verdict])
    says = models.TextField()
    """Why."""
    evidence_json = models.TextField(default="[]")
    """What it rests on: a list of `core.service.criteria.Evidence` in canonical JSON, with their places."""
    agrees = models.BooleanField()
    """Whether it is what the program had read from the description."""
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ["nomination", "fact"]
        constraints = [
            models.UniqueConstraint(fields=["nomination", "fact"], name="criterionjudgement_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=[one.value for one in Verdict]), name="criterionjudgement_verdict_known"
            ),
            models.CheckConstraint(condition=~Q(says=""), name="criterionjudgement_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.fact}"
