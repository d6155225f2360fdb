"""The year on a page: private addresses of calendar feeds, and who gets the digest by e-mail."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meritbook.records.models.common import Vouched, both_or_neither
from meritbook.records.models.documents import sha256_validator
from meritbook.records.models.people import User


class CalendarFeed(Vouched):
    """The private address under which a person's calendar is read by their calendar program.

    Only the hash of its secret is kept: the address is shown once, when it is made. One that stands is replaced by the
    next one that is made.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_feeds")
    secret_sha256 = models.CharField(max_length=64, unique=True, validators=[sha256_validator])
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user", "-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="calendarfeed_one_that_stands"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.user}"


class DigestSubscription(Vouched):
    """A person who gets the digest of the service's dates by e-mail, and where to."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="digest_subscriptions")
    address = models.EmailField()
    weekday = models.PositiveSmallIntegerField(default=0)
    """On which day of the week, Monday being 0."""
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["user", "-made_at"]
        constraints = [
            both_or_neither("ended_by", "ended_at"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="digestsubscription_weekday_known"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at__isnull=True), name="digestsubscription_one_that_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"Digest for {self.user}"


class DigestSent(models.Model):
    """A digest that was sent: who had one of which day, so that a second run sends none twice."""

    subscription = models.ForeignKey(DigestSubscription, on_delete=models.PROTECT, related_name="sent")
    on = models.DateField()
    entries = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["subscription", "on"], name="digestsent_once_a_day")]

    def __str__(self) -> str:
        return f"{self.subscription} of {self.on}"
