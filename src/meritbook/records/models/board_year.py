"""A fiscal year of a local board: children counted, money, services, indicators, and training given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meritbook.records.models.boards import BoardProgram, LocalBoard, OfBoard
from meritbook.records.models.common import one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.measures import ResultsRow
from meritbook.records.models.people import User


class BoardChildren(OfBoard):
    """How many children from birth to five live in the area of a board; a later count leaves the earlier on record."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="children")
    fiscal_year = models.PositiveIntegerField()
    children = models.PositiveIntegerField()
    source = models.CharField(max_length=400)
    current = models.BooleanField(default=True)
    counted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-fiscal_year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "fiscal_year"], condition=Q(current=True), name="boardchildren_one_current"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="boardchildren_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.board.key}, {self.fiscal_year}: {self.children}"


class BoardSharing(ResultsRow):
    """An appropriation shared out among the boards of a department for a fiscal year, with its arithmetic."""

    fiscal_year = models.PositiveIntegerField()
    appropriation = models.DecimalField(max_digits=16, decimal_places=2)
    source = models.TextField()
    """The act or order that appropriates it."""
    policy = models.CharField(max_length=60)
    result_json = models.TextField()
    """A `Sharing`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    class Meta:
        ordering = ["-fiscal_year", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["department", "fiscal_year"], name="boardsharing_once_a_year"),
            models.CheckConstraint(condition=Q(department__isnull=False), name="boardsharing_of_a_department"),
            models.CheckConstraint(condition=Q(appropriation__gt=0), name="boardsharing_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.appropriation}"


class MoneyKind(models.TextChoices):
    """What a line of a board's money is."""

    SHARE = "share", "Share of the appropriation"
    AMENDMENT = "amendment", "Amendment"
    CARRIED = "carried", "Carried over from the year before"
    PAYMENT = "payment", "Payment to the board"


class BoardMoney(OfBoard):
    """A line of a board's money in a fiscal year. None is changed: what takes money away is below zero."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="money")
    fiscal_year = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=MoneyKind.choices)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    booked_on = models.DateField()
    """Of a payment the day on which it was made, of the others the day from which they count."""
    says = models.TextField()
    """The reference of a payment, the reason of an amendment, the working of a share."""
    sharing = models.ForeignKey(BoardSharing, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-fiscal_year", "booked_on", "id"]
        constraints = [
            one_of("kind", MoneyKind),
            models.CheckConstraint(condition=~Q(amount=0) | Q(kind="share"), name="boardmoney_not_nothing"),
            models.CheckConstraint(
                condition=~Q(kind__in=["share", "carried"]) | Q(amount__gte=0), name="boardmoney_not_below_zero"
            ),
            models.CheckConstraint(
                condition=Q(kind="share", sharing__isnull=False) | (~Q(kind="share") & Q(sharing__isnull=True)),
                name="boardmoney_share_of_a_sharing",
            ),
            models.UniqueConstraint(
                fields=["board", "fiscal_year", "kind"],
                condition=Q(kind__in=["share", "carried"]),
                name="boardmoney_once_a_year",
            ),
            models.CheckConstraint(condition=~Q(says=""), name="boardmoney_says"),
        ]

    def __str__(self) -> str:
        return f"{self.board.key}, {self.fiscal_year}, {self.kind}: {self.amount}"


class ServiceFigure(OfBoard):
    """What a program did in a fiscal year. A correction is a new row; the old one stays, and is no longer current."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="figures")
    program = models.ForeignKey(BoardProgram, on_delete=models.PROTECT, related_name="figures")
    fiscal_year = models.PositiveIntegerField()
    children = models.PositiveIntegerField(null=True, blank=True)
    families = models.PositiveIntegerField(null=True, blank=True)
    spent = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    """Each is empty where it is not known."""
    source = models.CharField(max_length=400, blank=True)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The file that it came in, byte for byte; empty where it was typed."""
    current = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-fiscal_year", "program", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year"], condition=Q(current=True), name="servicefigure_one_current"
            ),
            models.CheckConstraint(
                condition=Q(spent__isnull=True) | Q(spent__gte=0), name="servicefigure_spent_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program}, {self.fiscal_year}"


class BoardIndicatorValue(OfBoard):
    """The board's own value of an indicator of its plan for a fiscal year; a later one leaves the earlier on record."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="indicator_values")
    fiscal_year = models.PositiveIntegerField()
    indicator = models.CharField(max_length=79)
    """A key of the community plan."""
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=400)
    current = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-fiscal_year", "indicator", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "fiscal_year", "indicator"],
                condition=Q(current=True),
                name="boardindicatorvalue_one_current",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="boardindicatorvalue_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.board.key}, {self.fiscal_year}, {self.indicator}"


class AssistanceKind(models.TextChoices):
    """What was given to a board."""

    TRAINING = "training", "Training"
    ASSISTANCE = "assistance", "Technical assistance"


class BoardAssistance(OfBoard):
    """Training or technical assistance given to a board."""

    board = models.ForeignKey(LocalBoard, on_delete=models.PROTECT, related_name="assistance")
    kind = models.CharField(max_length=16, choices=AssistanceKind.choices)
    given_on = models.DateField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    topic = models.CharField(max_length=200)
    people = models.PositiveIntegerField()
    """How many took part."""
    says = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["board", "-given_on", "-id"]
        constraints = [
            one_of("kind", AssistanceKind),
            models.CheckConstraint(
                condition=Q(hours__gt=0, people__gt=0) & ~Q(topic=""), name="boardassistance_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}, {self.given_on}"
