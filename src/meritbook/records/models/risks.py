"""The risks of the register: what may come about, how it was assessed, who bears it, and what a year of it may cost."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.measures import Measure, OfResults, ResultsRow
from meritbook.records.models.people import User


class RiskStatus(models.TextChoices):
    """Where a risk stands on record. An acceptance that has ended by a day leaves it open on that day."""

    OPEN = "open", "Open"
    TREATED = "treated", "Treated"
    ACCEPTED = "accepted", "Accepted"
    CLOSED = "closed", "Closed"


class Risk(ResultsRow):
    """Something that may come about and cost a goal. How likely and how costly stands in its assessments."""

    key = models.CharField(max_length=79)
    title = models.CharField(max_length=200)
    cause = models.TextField()
    event = models.TextField()
    consequence = models.TextField()
    category = models.CharField(max_length=30)
    """A key of the policy on risks."""
    goal = models.CharField(max_length=200, blank=True)
    """The goal that it threatens, in words or by its key."""
    status = models.CharField(max_length=16, choices=RiskStatus.choices, default=RiskStatus.OPEN)
    because = models.TextField(blank=True)
    """Why it was closed, opened again or counts as treated."""
    reviewed_on = models.DateField()
    """The day of its newest review; that of its entry before the first."""
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="risk_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="risk_named"),
            one_of("status", RiskStatus),
        ]
        indexes = [models.Index(fields=["department", "key"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"


class OfRisk(OfResults, Vouched):
    """A row of one risk: it belongs where the risk does."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the risk; none for the enterprise as a whole."""
        return self.risk.department_id


class RiskOwner(OfRisk):
    """Who answers for a risk, for a term. Two never answer for one on the same day."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="owners")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="risks")
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["risk", "starts_on"]
        constraints = [ends_after_start()]

    def __str__(self) -> str:
        return f"{self.owner}: {self.risk.key}"


class RiskReview(OfRisk):
    """Somebody looked at the risk and found it as it stands on record, or said what is to be done."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    says = models.TextField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_on", "-id"]

    def __str__(self) -> str:
        return f"{self.risk.key}, {self.reviewed_on}"


class RiskAssessment(OfRisk):
    """A version of the assessment; an earlier one is never overwritten."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    assessed_on = models.DateField()
    assessment_json = models.TextField()
    """An `Assessment`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    policy = models.CharField(max_length=60)
    """The key of the policy by whose scales it was read."""
    likelihood = models.CharField(max_length=30)
    impact = models.CharField(max_length=30)
    """Words of the scales, by their keys, that hold what remains with the controls."""
    expected_inherent = models.DecimalField(max_digits=18, decimal_places=2)
    expected = models.DecimalField(max_digits=18, decimal_places=2)
    """Dollars a year on average before and with the controls, in closed form."""
    because = models.TextField(blank=True)
    current = models.BooleanField(default=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "number"], name="riskassessment_number_once"),
            models.UniqueConstraint(fields=["risk"], condition=Q(current=True), name="riskassessment_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.risk.key}, assessment {self.number}"


class RiskControl(OfRisk):
    """Something in place that makes a risk come about less often, or cost less."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="controls")
    what = models.CharField(max_length=400)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    less_often = models.DecimalField(max_digits=5, decimal_places=2)
    """Percent by which it is said to lower how often the risk comes about."""
    less_costly = models.DecimalField(max_digits=5, decimal_places=2)
    works = models.BooleanField(null=True, blank=True)
    """What its newest test found; empty before the first."""
    tested_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(less_often__gte=0, less_often__lte=100, less_costly__gte=0, less_costly__lte=100),
                name="riskcontrol_percent",
            ),
            both_or_neither("works", "tested_on"),
        ]

    def __str__(self) -> str:
        return self.what


class ControlTest(OfResults, Vouched):
    """A test of a control, with what it found."""

    control = models.ForeignKey(RiskControl, on_delete=models.PROTECT, related_name="tests")
    tested_on = models.DateField()
    works = models.BooleanField()
    says = models.TextField()
    tested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tested_at = models.DateTimeField()

    class Meta:
        ordering = ["-tested_on", "-id"]

    def __str__(self) -> str:
        return f"{self.control}, {self.tested_on}"

    @property
    def of_department(self) -> int | None:
        """The department of the risk; none for the enterprise as a whole."""
        return self.control.of_department


class TreatmentState(models.TextChoices):
    """How far a treatment is."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class RiskTreatment(OfRisk):
    """Something to be done about a risk, by somebody, by a day."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="treatments")
    what = models.CharField(max_length=400)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=TreatmentState.choices, default=TreatmentState.PLANNED)
    says = models.TextField(blank=True)
    """Said of its newest state."""
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "due_on", "id"]
        constraints = [one_of("state", TreatmentState)]

    def __str__(self) -> str:
        return self.what


class RiskAppetite(ResultsRow):
    """How many dollars a year, on average, one risk may cost and still be borne, for a department and category.

    Empty for all departments, or for all categories; what names both counts before what names one.
    """

    category = models.CharField(max_length=30, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    says = models.TextField()
    """Where it was decided."""
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["department", "category", "-starts_on"]
        constraints = [
            ends_after_start(),
            models.CheckConstraint(condition=Q(amount__gt=0), name="riskappetite_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} from {self.starts_on}"


class AcceptanceStatus(models.TextChoices):
    """Where an acceptance stands on record; that its days are over follows from the day."""

    ASKED = "asked", "Asked for"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    FOLLOWED = "followed", "Followed by another"
    OVERTAKEN = "overtaken", "Overtaken by a change"
    WITHDRAWN = "withdrawn", "Withdrawn"


class RiskAcceptance(OfRisk):
    """A risk borne as it stood: asked for by one person, decided by another, until a day."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="acceptances")
    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="+")
    state_json = models.TextField()
    """The `RiskState` that it is bound to, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    appetite = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    """The appetite on the day of the request; none where none was set."""
    because = models.TextField()
    lapses_on = models.DateField()
    """The first day on which it does not hold any more."""
    status = models.CharField(max_length=16, choices=AcceptanceStatus.choices, default=AcceptanceStatus.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_as = models.CharField(max_length=60, blank=True)
    """The role in which it was decided."""
    says = models.TextField(blank=True)
    """What the decision says."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was followed, overtaken or withdrawn."""
    ended_because = models.TextField(blank=True)
    """The reason, or the material changes, a line each."""

    class Meta:
        ordering = ["risk", "-id"]
        constraints = [
            one_of("status", AcceptanceStatus),
            both_or_neither("decided_by", "decided_at"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="riskacceptance_by_another",
            ),
            models.UniqueConstraint(fields=["risk"], condition=Q(status="asked"), name="riskacceptance_one_asked"),
            models.UniqueConstraint(
                fields=["risk"], condition=Q(status="accepted"), name="riskacceptance_one_accepted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk.key}: {self.get_status_display()}"

    def has_part(self) -> frozenset[int]:
        """Who asked for it, and who answers for the risk now or later."""
        owners = self.risk.owners.filter(ends_before__isnull=True).values_list("owner_id", flat=True)
        return frozenset({self.asked_by_id, *owners})


class RiskIndicator(OfRisk):
    """A measure of the register that tells early that a risk is coming about."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="indicators")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    bad_when = models.CharField(max_length=4, choices=[("high", "High values are bad"), ("low", "Low values are bad")])
    watch = models.DecimalField(max_digits=24, decimal_places=6)
    trip = models.DecimalField(max_digits=24, decimal_places=6)
    tied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tied_at = models.DateTimeField()

    class Meta:
        ordering = ["risk", "id"]
        constraints = [models.UniqueConstraint(fields=["risk", "measure"], name="riskindicator_measure_once")]

    def __str__(self) -> str:
        return f"{self.risk.key}: {self.measure.key}"


class RiskQuantification(ResultsRow):
    """A run over risks: its inputs, seed and trials, and what came out. Run again, it gives the same.

    `department` is that of all its risks; empty as soon as they are of several, so that only who reads all risks reads
    it.
    """

    seed = models.BigIntegerField()
    trials = models.PositiveIntegerField()
    risks = models.PositiveIntegerField()
    inputs_json = models.TextField()
    """The inputs of each risk in the order of their keys, in canonical JSON."""
    inputs_sha256 = models.CharField(max_length=64)
    result_json = models.TextField()
    """A `Quantification`, in canonical JSON."""
    result_sha256 = models.CharField(max_length=64)
    run_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    run_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seed__gte=0, trials__gte=1_000, trials__lte=100_000, risks__gte=1, risks__lte=500),
                name="riskquantification_within_bounds",
            )
        ]

    def __str__(self) -> str:
        return f"{self.risks} risks, {self.trials} trials, seed {self.seed}"
