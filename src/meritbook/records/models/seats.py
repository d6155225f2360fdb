"""The seats of the executive service: sizes of departments, what was authorised beyond, which positions are in."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.people import Department, User
from meritbook.records.models.positions import Position


class DepartmentSize(Vouched):
    """FTE of a department's permanent positions in the personnel system, from a day on; terms never overlap."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="sizes")
    permanent_fte = models.DecimalField(max_digits=9, decimal_places=2, validators=[MinValueValidator(0)])
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    """What the figure is from, such as the report of positions of a day."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["department", "-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(permanent_fte__gte=0), name="departmentsize_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="departmentsize_sourced"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return f"{self.department.code}: {self.permanent_fte} FTE from {self.starts_on}"


class DepartmentMerger(Vouched):
    """A department that went over into another one on a day: its positions and seats go with it."""

    department = models.OneToOneField(Department, on_delete=models.PROTECT, related_name="merger")
    """The one that ended."""
    into = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="mergers")
    on = models.DateField()
    positions_json = models.TextField(default="[]")
    """The positions that went with it, by their keys, as a list in canonical JSON: where they lay on an earlier day."""
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "department"]
        constraints = [
            models.CheckConstraint(condition=~Q(department=F("into")), name="departmentmerger_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.department.code} into {self.into.code} on {self.on}"


class SeatAuthorisation(Vouched):
    """Seats beyond a department's entitlement that the State Personnel Director authorised, for a cause and a term."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="seat_authorisations")
    seats = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    cause = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    authorised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    authorised_at = models.DateTimeField()
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    """Set when it was taken back before its first day; it then never held. One that ran gets an end instead."""

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["department", "-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="seatauthorisation_some"),
            models.CheckConstraint(condition=~Q(cause=""), name="seatauthorisation_has_cause"),
            both_or_neither("revoked_by", "revoked_at"),
            ends_after_start(),
        ]

    def __str__(self) -> str:
        return f"{self.department.code}: {self.seats} more from {self.starts_on}"


class SeatOrigin(models.TextChoices):
    """How a position came into the service."""

    NOMINATION = "nomination", "By nomination"
    TAKEN_OVER = "taken_over", "In the service already when this record began"


class Seat(Vouched):
    """A position in the executive service for a term; a position has one at a time."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="seats")
    origin = models.CharField(max_length=16, choices=SeatOrigin.choices)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    """Also set ahead, when the law takes the position out on a day to come."""
    left_rule = models.CharField(max_length=80, blank=True)
    """The rule by which the position left, such as `removal.no_contract`."""
    left_because = models.TextField(blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-starts_on"]
        constraints = [
            one_of("origin", SeatOrigin),
            ends_after_start(),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True, left_because="") | Q(ends_before__isnull=False),
                name="seat_left_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "ends_before"])]

    def __str__(self) -> str:
        return f"{self.position.number} in the service from {self.starts_on}"
