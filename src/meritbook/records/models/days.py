"""The day on which a demonstration lives. A real office lives on the machine's day, and has no rows here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meritbook.core.law.days import EARLIEST, LATEST
from meritbook.records.models.common import Vouched
from meritbook.records.models.people import User


class OfficeDay(Vouched):
    """A day to which a demonstration was moved: the newest row says which day it is. Rows are added, never changed."""

    on = models.DateField(unique=True)
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Empty when the program itself moved it, as the story of the demonstration goes on."""
    moved_at = models.DateTimeField()
    """The moment by the machine's own clock."""

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(on__gte=EARLIEST, on__lte=LATEST), name="officeday_in_range"),
        ]

    def __str__(self) -> str:
        return self.on.isoformat()
