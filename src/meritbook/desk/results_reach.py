"""Of which departments a person may do something in the results register, for fields and filters that choose one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.records.models import Department


def departments(standing: Standing, capability: Capability) -> QuerySet[Department]:
    """The departments of the day by name: all where the capability reaches all, else those of the roles held."""
    found = Department.objects.on(standing.on).order_by("name")
    if standing.results(capability) == Q():
        return found
    return found.filter(pk__in=[held.department for held in standing.held if held.department is not None])
