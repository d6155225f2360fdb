"""What the law does by itself: the days that it was worked through, what it drafted, and what people made of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meritbook.records.models.appointments import Appointment, ContractRecord
from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import User
from meritbook.records.models.seats import Seat


class CriteriaReview(Vouched):
    """The State Personnel Director's review of a position that is in the service."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    """From which day it counts."""
    still_met = models.BooleanField()
    says = models.TextField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["seat", "-on", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(says=""), name="criteriareview_says_why")]

    def __str__(self) -> str:
        return f"Review of {self.seat} on {self.on}"


class SupportWithdrawal(Vouched):
    """The department's director no longer supports that a position is in the service."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="support_withdrawals")
    on = models.DateField()
    says = models.TextField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()
    restored_on = models.DateField(null=True, blank=True)
    """From which day it is supported again."""
    restored_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["seat", "-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(says=""), name="supportwithdrawal_says_why"),
            both_or_neither("restored_by", "restored_at"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(restored_at__isnull=True), name="supportwithdrawal_one_that_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"Support of {self.seat} withdrawn on {self.on}"


class LawDay(Vouched):
    """A day that the law was worked through. The newest row says how far it is; no day is left out between two."""

    on = models.DateField(unique=True)
    drafted = models.PositiveIntegerField()
    """How many consequences it drafted."""
    overtaken = models.PositiveIntegerField()
    """How many drafts it found overtaken by what people did since."""
    worked_at = models.DateTimeField()

    class Meta:
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"The law on {self.on}"


class ConsequenceStatus(models.TextChoices):
    """Where a consequence stands; `records/states.py` says how it moves."""

    DRAFTED = "drafted", "Drafted"
    CONFIRMED = "confirmed", "Confirmed"
    STAYED = "stayed", "Stayed"
    OVERTAKEN = "overtaken", "Overtaken"
    """What it was drafted for no longer holds, or it follows from another that was confirmed."""


class Consequence(Vouched):
    """What the law does to a seat from a day on, drafted for a person who confirms it or stays it with a reason."""

    pack = models.CharField(max_length=64)
    rule = models.CharField(max_length=80)
    draft = models.CharField(max_length=64)
    """What is drafted, such as `conversion_to_management`."""
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="consequences")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="consequences"
    )
    contract = models.ForeignKey(
        ContractRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="consequences"
    )
    due_on = models.DateField()
    """The day from which the law acts."""
    about = models.CharField(max_length=64)
    """What tells it from another of the same rule on the same seat: `2005-07-01` for the year that begins then."""
    says = models.TextField()
    verdict_json = models.TextField()
    """The `LawVerdict` that it rests on, in canonical JSON."""
    drafted_on = models.ForeignKey(LawDay, on_delete=models.PROTECT, related_name="consequences")
    status = models.CharField(max_length=16, choices=ConsequenceStatus.choices)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The act as a letter, written when it was confirmed."""
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_says = models.TextField(blank=True)
    stayed_until = models.DateField(null=True, blank=True)
    """Until which day it is stayed; empty for good."""
    overtaken_on = models.DateField(null=True, blank=True)
    overtaken_because = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            one_of("status", ConsequenceStatus),
            models.UniqueConstraint(fields=["rule", "seat", "about"], name="consequence_drafted_once"),
            both_or_neither("settled_by", "settled_at"),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "stayed"]) | Q(settled_at__isnull=False),
                name="consequence_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="stayed") | ~Q(settled_says=""), name="consequence_stayed_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"])]

    def __str__(self) -> str:
        return f"{self.rule}: {self.seat.position.number}, {self.due_on}"
