"""The results register: measures with their dated definitions and owners, and the values of their periods."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.core.results.periods import Frequency
from meritbook.records.models.common import DatedQuerySet, Vouched, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import Department, User


class OfResults(models.Model):
    """What belongs to the results of a department, or of the enterprise as a whole; permissions ask it of which."""

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department; none for the enterprise as a whole."""
        raise NotImplementedError

    def has_part(self) -> frozenset[int]:
        """Who has a part in it, and so neither audits, accepts nor verifies it."""
        return frozenset()

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person answers for it on the day; what nobody answers for by name is owned by nobody."""
        del user, on
        return False


class ResultsRow(OfResults, Vouched):
    """A row that names its department itself; empty for the enterprise as a whole."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department; none for the enterprise as a whole."""
        return self.department_id


class Measure(ResultsRow):
    """A measure of the register. What it counts stands in its versions, who answers for it in its owners."""

    key = models.CharField(max_length=79)
    """Its name in contracts, plans, files and addresses; it never changes."""
    starts_on = models.DateField()
    """From when on values are owed."""
    ends_before = models.DateField(null=True, blank=True)
    """Set when it is retired; no value is owed of a period that begins on that day or later."""
    title = models.CharField(max_length=200)
    """That of its newest version, for lists and searches."""
    retired_because = models.TextField(blank=True)
    """Why it is retired; empty while it is not."""
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="measure_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="measure_named"),
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True, retired_because="")
                | (Q(ends_before__isnull=False) & ~Q(retired_because="")),
                name="measure_retired_with_reason",
            ),
            ends_after_start(),
        ]
        indexes = [models.Index(fields=["department", "key"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person owns it on the day."""
        return MeasureOwner.objects.on(on).filter(measure=self, owner_id=user).exists()

    def has_part(self) -> frozenset[int]:
        """Its owners of all times, and everybody who recorded a value of it."""
        owners = MeasureOwner.objects.filter(measure=self).values_list("owner_id", flat=True)
        recorders = ValueBatch.objects.filter(values__measure=self).values_list("recorded_by_id", flat=True)
        return frozenset(owners) | frozenset(recorders.distinct())


class MeasureStanding(models.Model):
    """What lists ask of a measure, worked out of its versions and values by each act on them; never a record itself."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="stands")
    kind = models.CharField(max_length=16)
    newest_on = models.DateField(null=True, blank=True)
    """First day of the newest period that has a value."""
    next_ends_before = models.DateField(null=True, blank=True)
    """The end of the next period that is to have one; none for a retired measure that has all."""
    due_on = models.DateField(null=True, blank=True)
    """The last day on which its value is in time; after it the measure is stale."""
    reached = models.BooleanField(null=True, blank=True)
    """Whether the newest value reaches its target; none without a value or a target."""
    worked_out = models.BooleanField(default=False)
    """Whether its newest entry works it out of other measures, so that nobody owes its values."""

    class Meta:
        indexes = [models.Index(fields=["due_on"]), models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return f"How {self.measure_id} stands"


class MeasureVersion(Vouched):
    """The entry of the dictionary from a day on, up to the first day of the next version."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    """The first day of the first period that it counts for."""
    frequency = models.CharField(max_length=16, choices=[(one.value, one.noun) for one in Frequency])
    definition_json = models.TextField()
    """A `MeasureDefinition`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    breaks_series = models.BooleanField(default=False)
    """Whether values before it are not comparable: another unit, frequency or year."""
    because = models.TextField(blank=True)
    """Why it was changed; empty for the first."""
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="measureversion_number_once"),
            models.UniqueConstraint(fields=["measure", "starts_on"], name="measureversion_day_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=[one.value for one in Frequency]), name="measureversion_frequency_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.key}, version {self.number}"


class FormulaPart(models.Model):
    """A measure that the formula of a version names: by it those are found that follow when a value changes.

    It says nothing that the words of the version do not say, and is never a record itself.
    """

    version = models.ForeignKey(MeasureVersion, on_delete=models.PROTECT, related_name="parts")
    part = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="named_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="formulapart_once")]

    def __str__(self) -> str:
        return f"{self.version_id} names {self.part_id}"


class MeasureOwner(Vouched):
    """Who answers for a measure, for a term. Two never answer for one on the same day."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="owners")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="measures")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["measure", "starts_on"]
        constraints = [ends_after_start()]

    def __str__(self) -> str:
        return f"{self.owner}: {self.measure.key}"


class BatchKind(models.TextChoices):
    """How values came."""

    FORM = "form", "Typed in"
    FILE = "file", "From a file"
    API = "api", "Over the API"
    QUERY = "query", "By a query of another system"
    CORRECTION = "correction", "As a correction"
    FORMULA = "formula", "Worked out of other measures"


class ValueBatch(Vouched):
    """Values that were recorded together, in one act, from one source."""

    kind = models.CharField(max_length=16, choices=BatchKind.choices)
    source = models.TextField()
    """Where they were read, such as a report with its date."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The file that they came in, byte for byte."""
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    """Over its values in the order of their measures and periods, by which the ledger vouches for each of them."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("kind", BatchKind),
            models.CheckConstraint(condition=~Q(source=""), name="valuebatch_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.rows} values of {self.recorded_at:%Y-%m-%d}"


class MeasureValue(models.Model):
    """The value of a measure for a period. A correction is a new row; the old one stays, and is no longer current."""

    batch = models.ForeignKey(ValueBatch, on_delete=models.PROTECT, related_name="values")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="values")
    starts_on = models.DateField()
    ends_before = models.DateField()
    """The period, in whole months."""
    value = models.DecimalField(max_digits=24, decimal_places=6)
    """In the unit of the version that holds on `starts_on`."""
    says = models.TextField(blank=True)
    """The narrative beside the number."""
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["measure", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "starts_on"], condition=Q(current=True), name="measurevalue_one_current"
            ),
            ends_after_start(),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="measurevalue_not_its_own_correction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}: {self.value}"

    def plain(self) -> dict[str, Any]:
        """What the seal of its batch covers."""
        return {
            "measure": self.measure_id,
            "starts_on": self.starts_on.isoformat(),
            "ends_before": self.ends_before.isoformat(),
            "value": f"{self.value.normalize():f}",
            "says": self.says,
            "replaces": self.replaces_id,
        }


class ValueFile(Vouched):
    """A file of values that somebody handed in, to be looked at before anything of it is recorded."""

    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    """What whoever handed it in calls it."""
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="valuefile_named")]

    def __str__(self) -> str:
        return self.name


class ValueQuery(Vouched):
    """The query by which a measure asks another system for its values. A change is a new row; one is in use."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="queries")
    connection = models.CharField(max_length=60)
    """Name of the connection, which the settings of the program hold with its address."""
    statement = models.TextField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """In whose name it records."""
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was ended, or another took its place; none while it is in use."""

    class Meta:
        ordering = ["measure", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"], condition=Q(ended_at__isnull=True), name="valuequery_one_in_use"
            ),
            models.CheckConstraint(condition=~Q(statement="") & ~Q(connection=""), name="valuequery_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.key} from {self.connection}"


class QueryOutcome(models.TextChoices):
    """What a run of a query brought."""

    RECORDED = "recorded", "Values recorded"
    NOTHING = "nothing", "No new value"
    FAILED = "failed", "Failed"


class QueryRun(Vouched):
    """One run of a query: what it brought, or why it brought nothing."""

    query = models.ForeignKey(ValueQuery, on_delete=models.PROTECT, related_name="runs")
    ran_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=QueryOutcome.choices)
    says = models.TextField(blank=True)
    """What was wrong, with its code; empty otherwise."""
    batch = models.OneToOneField(ValueBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="run")

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("outcome", QueryOutcome),
            models.CheckConstraint(
                condition=Q(outcome="recorded", batch__isnull=False) | (~Q(outcome="recorded") & Q(batch__isnull=True)),
                name="queryrun_batch_when_recorded",
            ),
            models.CheckConstraint(condition=~Q(outcome="failed") | ~Q(says=""), name="queryrun_failure_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.query}: {self.get_outcome_display()}"


class BaselineKind(models.TextChoices):
    """What a decision does to the limits of a control chart."""

    SHIFT = "shift", "New limits from a period on"
    FREEZE = "freeze", "Limits of chosen periods, kept from then on"


class BaselineDecision(Vouched):
    """A dated decision from which period on the limits of a measure's control chart are reckoned anew, or kept."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="baselines")
    kind = models.CharField(max_length=8, choices=BaselineKind.choices)
    starts_on = models.DateField()
    """First day of the first period that the limits are reckoned from."""
    ends_before = models.DateField(null=True, blank=True)
    """For limits that are kept: the end of the last period that they are reckoned from."""
    because = models.TextField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "starts_on", "id"]
        constraints = [
            one_of("kind", BaselineKind),
            ends_after_start(),
            models.CheckConstraint(condition=~Q(because=""), name="baselinedecision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind="shift", ends_before__isnull=True) | Q(kind="freeze", ends_before__isnull=False),
                name="baselinedecision_freeze_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.starts_on}"
