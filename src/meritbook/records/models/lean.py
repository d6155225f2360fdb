"""The Kaizen events of the register, with their measures, maps, wastes and savings."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from meritbook.records.models.common import Vouched, both_or_neither, one_of
from meritbook.records.models.measures import Measure, OfResults, ResultsRow
from meritbook.records.models.people import User


class EventStatus(models.TextChoices):
    """Where a Kaizen event stands."""

    CHARTERED = "chartered", "Waits for its sponsor"
    RETURNED = "returned", "Sent back by its sponsor"
    APPROVED = "approved", "Approved"
    HELD = "held", "Held, results followed"
    CLOSED = "closed", "Closed with results"
    DROPPED = "dropped", "Dropped"


class KaizenEvent(ResultsRow):
    """A Kaizen event with its charter."""

    key = models.CharField(max_length=79)
    title = models.CharField(max_length=200)
    problem = models.TextField()
    scope_in = models.TextField()
    scope_out = models.TextField(blank=True)
    goal = models.TextField()
    others = models.TextField(blank=True)
    """Who takes part besides the team on record, such as customers."""
    sponsor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    last_day = models.DateField()
    """The last day of the event itself; what follows is measured from it."""
    status = models.CharField(max_length=16, choices=EventStatus.choices, default=EventStatus.CHARTERED)
    sha256 = models.CharField(max_length=64)
    """Over the charter with its measures and team, as the sponsor reads and approves it."""
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """Who wrote the charter as it stands."""
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    says = models.TextField(blank=True)
    """What the sponsor said of it."""
    results = models.TextField(blank=True)
    """What came of it, said when it was closed; or why it was dropped."""
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "key"]
        constraints = [
            models.UniqueConstraint(Lower("key"), name="kaizenevent_key_unique"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title=""), name="kaizenevent_named"),
            models.CheckConstraint(condition=Q(last_day__gte=F("starts_on")), name="kaizenevent_days_in_order"),
            models.CheckConstraint(condition=~Q(sponsor=F("written_by")), name="kaizenevent_sponsor_wrote_it_not"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(decided_by=F("sponsor")), name="kaizenevent_by_its_sponsor"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["chartered", "returned", "dropped"]) | Q(decided_by__isnull=False),
                name="kaizenevent_approved_by_somebody",
            ),
            both_or_neither("decided_by", "decided_at"),
            both_or_neither("ended_by", "ended_at"),
            one_of("status", EventStatus),
        ]
        indexes = [models.Index(fields=["department", "key"]), models.Index(fields=["status"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    def has_part(self) -> frozenset[int]:
        """Its sponsor, its lead, its team, and who wrote its charter."""
        team = self.members.values_list("person_id", flat=True)
        return frozenset({self.sponsor_id, self.lead_id, self.written_by_id, *team})


class OfEvent(OfResults, Vouched):
    """A row of one event: it belongs where the event does."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def of_department(self) -> int | None:
        """The department of the event; none for the enterprise as a whole."""
        return self.event.department_id


class KaizenMember(OfEvent):
    """Somebody of the team; who left it before the charter was approved is not current any more."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["event", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="kaizenmember_once")]

    def __str__(self) -> str:
        return f"{self.event.key}: {self.person}"


class KaizenMeasure(OfEvent):
    """What the event is to move: a measure of the register, or one of its own."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    better = models.CharField(
        max_length=6, choices=[("lower", "Lower values are better"), ("higher", "Higher values are better")]
    )
    current = models.BooleanField(default=True)
    """No more where it was taken out of the charter."""

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(unit=""), name="kaizenmeasure_named"),
            models.CheckConstraint(condition=Q(better__in=["lower", "higher"]), name="kaizenmeasure_better_known"),
            models.UniqueConstraint(
                fields=["event", "measure"],
                condition=Q(current=True, measure__isnull=False),
                name="kaizenmeasure_of_register_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event.key}: {self.title}"


class KaizenReading(OfResults, Vouched):
    """The value of an event's measure before it, or so many days after; a correction is a new row."""

    measure = models.ForeignKey(KaizenMeasure, on_delete=models.PROTECT, related_name="readings")
    days = models.PositiveIntegerField()
    """Days after the last day of the event; 0 for the value before."""
    read_on = models.DateField()
    """The day on which it was measured; of a value of the register the last day of its period."""
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    """Empty where it could not be had; `says` tells why."""
    says = models.TextField()
    """How it was measured, or where in the register it stands."""
    current = models.BooleanField(default=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "days", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "days"], condition=Q(current=True), name="kaizenreading_one_current"
            ),
            models.CheckConstraint(condition=~Q(says=""), name="kaizenreading_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.title}, {self.days} days: {self.value}"

    @property
    def of_department(self) -> int | None:
        """The department of the event; none for the enterprise as a whole."""
        return self.measure.of_department


class DecayAnswer(OfResults, Vouched):
    """What was said when an improvement had fallen back: what is done about it, or why it is borne."""

    measure = models.ForeignKey(KaizenMeasure, on_delete=models.PROTECT, related_name="answers")
    rests_on = models.CharField(max_length=64)
    """What had fallen back: the period of the register, or the days after the event and the value."""
    says = models.TextField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["measure", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(says=""), name="decayanswer_says_something")]

    def __str__(self) -> str:
        return f"{self.measure.title}: {self.rests_on}"

    @property
    def of_department(self) -> int | None:
        """The department of the event; none for the enterprise as a whole."""
        return self.measure.of_department


class KaizenNote(OfEvent):
    """A note of a day of the event."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="notes")
    noted_on = models.DateField()
    says = models.TextField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "noted_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(says=""), name="kaizennote_says_something")]

    def __str__(self) -> str:
        return f"{self.event.key}, {self.noted_on}"


class EventActionState(models.TextChoices):
    """How far an action of an event is."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class KaizenAction(OfEvent):
    """Something that the event left to do, by somebody, by a day."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=400)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=16, choices=EventActionState.choices, default=EventActionState.PLANNED)
    says = models.TextField(blank=True)
    """Said of its newest state."""
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "due_on", "id"]
        constraints = [
            one_of("state", EventActionState),
            models.CheckConstraint(condition=~Q(what=""), name="kaizenaction_says_what"),
        ]

    def __str__(self) -> str:
        return self.what

    def owned_by(self, user: int, on: date) -> bool:
        """Whether the person is to do it."""
        del on
        return self.owner_id == user


class MapKind(models.TextChoices):
    """Which state of the work a map shows."""

    CURRENT = "current", "As it is"
    FUTURE = "future", "As it shall be"


class StreamMap(OfEvent):
    """A version of a value stream map; an earlier one is never overwritten."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="maps")
    kind = models.CharField(max_length=8, choices=MapKind.choices)
    number = models.PositiveIntegerField()
    """Of the versions of its kind, from 1."""
    stream_json = models.TextField()
    """A `ValueStream`, in canonical JSON."""
    sha256 = models.CharField(max_length=64)
    because = models.TextField(blank=True)
    current = models.BooleanField(default=True)
    drawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "number"], name="streammap_number_once"),
            models.UniqueConstraint(fields=["event", "kind"], condition=Q(current=True), name="streammap_one_current"),
            one_of("kind", MapKind),
        ]

    def __str__(self) -> str:
        return f"{self.event.key}, {self.kind} {self.number}"


class WasteSeen(OfEvent):
    """Waste that somebody saw, at a step of the current map or of the work as a whole."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="wastes")
    kind = models.CharField(max_length=30)
    """A key of the policy on Lean."""
    step = models.CharField(max_length=120, blank=True)
    """The name of a step of the current map; empty for the work as a whole."""
    map = models.ForeignKey(StreamMap, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The version of the map that the step stands in."""
    says = models.TextField()
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(says="") & ~Q(kind=""), name="wasteseen_says_something"),
            models.CheckConstraint(
                condition=Q(step="", map__isnull=True) | (~Q(step="") & Q(map__isnull=False)),
                name="wasteseen_step_of_a_map",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event.key}: {self.kind}"


class SavingStatus(models.TextChoices):
    """Where a saving stands."""

    CLAIMED = "claimed", "Claimed, not verified"
    VERIFIED = "verified", "Verified"
    REFUSED = "refused", "Not verified"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Saving(OfEvent):
    """A saving that somebody claims of an event, verified or not by somebody else."""

    event = models.ForeignKey(KaizenEvent, on_delete=models.PROTECT, related_name="savings")
    kind = models.CharField(max_length=30)
    """A key of the policy on Lean."""
    unit = models.CharField(max_length=8, choices=[("dollars", "Dollars"), ("hours", "Hours")])
    basis = models.TextField()
    """How it is worked out."""
    evidence = models.TextField()
    """Where it can be seen: papers, reports, accounts."""
    amounts_json = models.TextField()
    """A list of fiscal year and amount, in canonical JSON: what is claimed."""
    claimed = models.DecimalField(max_digits=18, decimal_places=2)
    """The sum of the years."""
    verified_json = models.TextField(blank=True)
    """The same for what was verified; empty before."""
    verified = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=16, choices=SavingStatus.choices, default=SavingStatus.CLAIMED)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_as = models.CharField(max_length=60, blank=True)
    """The role in which it was verified or not."""
    says = models.TextField(blank=True)
    """What the decision rests on, or why it was withdrawn."""

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            one_of("status", SavingStatus),
            models.CheckConstraint(condition=Q(unit__in=["dollars", "hours"]), name="saving_unit_known"),
            models.CheckConstraint(condition=Q(claimed__gt=0), name="saving_above_zero"),
            models.CheckConstraint(
                condition=(Q(status="verified", verified__isnull=False, verified__gt=0, verified__lte=F("claimed")))
                | (~Q(status="verified") & Q(verified__isnull=True)),
                name="saving_verified_amount",
            ),
            both_or_neither("decided_by", "decided_at"),
            models.CheckConstraint(
                condition=~Q(status__in=["verified", "refused"]) | Q(decided_by__isnull=False),
                name="saving_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn") | Q(decided_by__isnull=True) | ~Q(decided_by=F("claimed_by")),
                name="saving_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event.key}: {self.claimed} {self.unit}"

    def has_part(self) -> frozenset[int]:
        """Who claimed it, and who has a part in the event."""
        return self.event.has_part() | {self.claimed_by_id}
