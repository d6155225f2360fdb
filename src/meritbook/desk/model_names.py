"""What competency models are called where one is chosen: models of one name are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion


def names_apart(rows: Iterable[CompetencyModelRow]) -> dict[int, str]:
    """What each model is called, by its row: its name, and where others bear it key, version, day and owner.

    One statement where a name comes twice, and none else.
    """
    every = list(rows)
    count = Counter(one.name.casefold() for one in every)
    alike = [one.pk for one in every if count[one.name.casefold()] > 1]
    names = {one.pk: one.name for one in every}
    if alike:
        stands = CompetencyModelVersion.objects.filter(model__in=alike, current=True).select_related("model__owner")
        for one in stands:
            owner, day = one.model.owner, day_in_words(clock.day_of(one.saved_at))
            whose = f"kept by {owner.full_name}" if owner else "shipped with Meritbook" if one.model.shipped else ""
            told = ", ".join(part for part in (f"version {one.number} of {day}", whose) if part)
            names[one.model_id] = f"{one.model.name} ({one.model.key}; {told})"
    return names
