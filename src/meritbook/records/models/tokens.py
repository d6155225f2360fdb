"""Tokens with which a person's programs use the API."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meritbook.records.models.common import Vouched, both_or_neither
from meritbook.records.models.documents import sha256_validator
from meritbook.records.models.people import User


class ApiToken(Vouched):
    """A bearer token of one person, good before `expires_on` and until it is revoked. Only its hash is kept.

    The token is 256 random bits, so that its plain SHA-256 cannot be searched for.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100)
    """What it is for, in the words of the person."""
    digest = models.CharField(max_length=64, unique=True, validators=[sha256_validator])
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    """First day on which it is no longer good."""
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], condition=Q(revoked_at__isnull=True), name="apitoken_name_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="apitoken_named"),
            both_or_neither("revoked_by", "revoked_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.user.username}"
