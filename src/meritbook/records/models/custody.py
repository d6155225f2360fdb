"""Who acts for whom and until when, how a notice was served, and what holds a personnel file together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from meritbook.records.models.appointments import Appointment, DismissalNotice, ServedBy
from meritbook.records.models.common import DatedQuerySet, Vouched, both_or_neither, ends_after_start, one_of
from meritbook.records.models.documents import StoredDocument
from meritbook.records.models.people import Department, User
from meritbook.records.models.positions import Position


class DelegatedRole(models.TextChoices):
    """Whose part in contracts may be delegated."""

    APPOINTING_AUTHORITY = "appointing_authority", "Appointing authority"
    DEPARTMENT_DIRECTOR = "department_director", "Department director"


class Delegation(Vouched):
    """Somebody acts for a director or an appointing authority, for a term and for the acts that it covers."""

    role = models.CharField(max_length=32, choices=DelegatedRole.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="delegations")
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_given")
    """Whose part it is."""
    holder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations_held")
    covers_json = models.TextField()
    """Names of the groups of acts in `actions/delegating.py`, in JSON, such as `["contracts", "reviews"]`."""
    starts_on = models.DateField()
    ends_before = models.DateField()
    reason = models.TextField()
    hand_over = models.ForeignKey(
        "records.HandOver", on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )
    """The hand-over whose overlap it is; none for an absence."""
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["department", "-starts_on", "-id"]
        constraints = [
            one_of("role", DelegatedRole),
            ends_after_start(),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="delegation_to_somebody_else"),
            models.CheckConstraint(condition=~Q(reason=""), name="delegation_has_a_reason"),
            both_or_neither("ended_by", "ended_at"),
        ]
        indexes = [models.Index(fields=["holder", "starts_on"])]

    def __str__(self) -> str:
        return f"{self.holder.full_name} for {self.giver.full_name} from {self.starts_on}"


class HandOver(Vouched):
    """The work of a supervisor or a director goes over to a successor on a day, with an overlap."""

    role = models.CharField(max_length=32, choices=DelegatedRole.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    """From when on the successor acts."""
    overlap_ends_before = models.DateField(null=True, blank=True)
    """Until when whoever hands over may still act."""
    reason = models.TextField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    """When the positions followed; none while its day has not come."""
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["department", "-starts_on", "-id"]
        constraints = [
            one_of("role", DelegatedRole),
            models.CheckConstraint(condition=~Q(giver=F("successor")), name="handover_to_somebody_else"),
            models.CheckConstraint(condition=~Q(reason=""), name="handover_has_a_reason"),
            models.CheckConstraint(
                condition=Q(overlap_ends_before__isnull=True) | Q(overlap_ends_before__gt=F("starts_on")),
                name="handover_overlap_after_start",
            ),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"{self.giver.full_name} to {self.successor.full_name} on {self.starts_on}"


class HandOverPosition(Vouched):
    """A position whose appointing authority a hand-over changes."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="positions")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="hand_overs")

    class Meta:
        ordering = ["hand_over", "position"]
        constraints = [models.UniqueConstraint(fields=["hand_over", "position"], name="handoverposition_once")]

    def __str__(self) -> str:
        return f"{self.position}: {self.hand_over}"


class ProofOfService(Vouched):
    """How, when and by whom a notice was served, and when a mailed one arrived."""

    notice = models.ForeignKey(DismissalNotice, on_delete=models.PROTECT, related_name="proofs")
    served_how = models.CharField(max_length=16, choices=ServedBy.choices)
    served_at = models.DateTimeField()
    served_by_name = models.CharField(max_length=200)
    place = models.CharField(max_length=300, blank=True)
    witness = models.CharField(max_length=200, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    """When the executive had it; empty while that is not known."""
    appeal_until = models.DateField(null=True, blank=True)
    """The last day to appeal that follows from the day on which the executive had it."""
    says = models.TextField(blank=True)
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The receipt, the mailing slip or the signed copy."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["notice", "-id"]
        constraints = [
            one_of("served_how", ServedBy),
            models.CheckConstraint(condition=~Q(served_by_name=""), name="proofofservice_by_somebody"),
            models.UniqueConstraint(
                fields=["notice"], condition=Q(withdrawn_at__isnull=True), name="proofofservice_one_that_stands"
            ),
            both_or_neither("withdrawn_by", "withdrawn_at"),
        ]

    def __str__(self) -> str:
        return f"Service of {self.notice}"


class LegalHold(Vouched):
    """Nothing of an executive's file may leave it while the hold stands, however old it is."""

    executive = models.ForeignKey(User, on_delete=models.PROTECT, related_name="legal_holds")
    matter = models.CharField(max_length=200)
    reason = models.TextField()
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_because = models.TextField(blank=True)

    class Meta:
        ordering = ["executive", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(matter="") & ~Q(reason=""), name="legalhold_names_its_matter"),
            both_or_neither("released_by", "released_at"),
        ]

    def __str__(self) -> str:
        return f"{self.matter}: {self.executive.full_name}"


class PacketKind(models.TextChoices):
    """What was put together from a file."""

    APPEAL = "appeal", "Appeal packet"
    FULL_COPY = "full_copy", "The executive's full copy"


class Packet(Vouched):
    """A packet that was handed out: everything on the case as it stood, under one seal."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="packets")
    kind = models.CharField(max_length=16, choices=PacketKind.choices)
    purpose = models.TextField()
    entries = models.PositiveIntegerField()
    """How many files it holds."""
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="+")
    """The zip."""
    index = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The same as one PDF."""
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["appointment", "-id"]
        constraints = [
            one_of("kind", PacketKind),
            models.CheckConstraint(condition=~Q(purpose=""), name="packet_has_a_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.appointment}"
