"""What the acts on Lean work share: the policy, the lock, the seal of a charter, and the values of the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property

from meritbook.actions.actor import Actor
from meritbook.actions.measuring import as_value, definition_of, of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.lean_policy import LeanPolicy, policy_on
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.standing import PeriodValue
from meritbook.core.results.value_stream import ValueStream
from meritbook.core.values import canonical_json, digest
from meritbook.lean_policies import load_lean_policies
from meritbook.records.models import (
    DesignProject,
    EventStatus,
    KaizenEvent,
    KaizenMember,
    Measure,
    MeasureValue,
    MeasureVersion,
    StreamMap,
    User,
)
from meritbook.records.models.common import Vouched

__all__ = [
    "Series",
    "amounts_of",
    "as_amounts",
    "charter_seal",
    "current_map",
    "keeps",
    "lean_policy",
    "locked",
    "locked_project",
    "of_department_or_all",
    "set_team",
    "stream_of",
]

OPEN = frozenset({EventStatus.CHARTERED, EventStatus.RETURNED, EventStatus.APPROVED, EventStatus.HELD})


def lean_policy(on: date) -> LeanPolicy:
    """The office's policy on Lean on the day; raises `LeanPolicyError`."""
    return policy_on(load_lean_policies(settings.MERITBOOK_LEAN_POLICY), on)


def locked(event: KaizenEvent) -> KaizenEvent:
    """The event as it stands, kept from others until the transaction ends."""
    rows = KaizenEvent.objects.select_for_update(of=("self",)).select_related("department", "sponsor", "lead")
    found: KaizenEvent = rows.get(pk=event.pk)
    return found


def locked_project(project: DesignProject) -> DesignProject:
    """The project as it stands, kept from others until the transaction ends."""
    rows = DesignProject.objects.select_for_update(of=("self",)).select_related("department", "sponsor", "lead")
    found: DesignProject = rows.get(pk=project.pk)
    return found


def keeps(actor: Actor, held: Any, *, on: date) -> str:
    """The role in which the actor keeps the Lean work of the department; raises `ForbiddenError`."""
    return require(actor, Capability.KEEP_LEAN, held, on=on)


def charter_seal(event: KaizenEvent) -> str:
    """SHA-256 over the charter as its sponsor reads it: the words, days and people, the team, the measures."""
    team = event.members.filter(current=True).order_by("person").values_list("person_id", flat=True)
    measures = event.measures.filter(current=True).order_by("pk")
    return digest(
        {
            "words": {
                name: getattr(event, name)
                for name in ("key", "title", "problem", "scope_in", "scope_out", "goal", "others")
            },
            "days": [event.starts_on.isoformat(), event.last_day.isoformat()],
            "people": [event.sponsor_id, event.lead_id],
            "team": list(team),
            "measures": [[one.pk, one.measure_id, one.title, one.unit, one.better] for one in measures],
        }
    )


def set_team(event: KaizenEvent, team: Sequence[User]) -> list[Vouched]:
    """Make the team what it is to be: the rows that changed, saved."""
    wanted = {one.pk: one for one in team}
    saved: list[Vouched] = []
    held = {one.person_id: one for one in event.members.all()}
    for person, row in held.items():
        if row.current is not (person in wanted):
            row.current = person in wanted
            row.save(update_fields=["current"])
            saved.append(row)
    saved += [KaizenMember.objects.create(event=event, person=one) for pk, one in wanted.items() if pk not in held]
    return saved


def current_map(event: KaizenEvent, kind: str) -> StreamMap | None:
    """The newest version of a map of the event; none before the first."""
    return event.maps.filter(kind=kind, current=True).first()


def stream_of(row: StreamMap) -> ValueStream:
    """The map of a version."""
    return ValueStream.model_validate_json(row.stream_json)


def as_amounts(amounts: Sequence[tuple[int, Decimal]]) -> str:
    """Fiscal years and amounts as they are kept."""
    return canonical_json([{"year": year, "amount": f"{amount:.2f}"} for year, amount in sorted(amounts)])


def amounts_of(text: str) -> tuple[tuple[int, Decimal], ...]:
    """Fiscal years and amounts as they were kept; nothing of an empty text."""
    import json

    return tuple((one["year"], Decimal(one["amount"])) for one in json.loads(text or "[]"))


class Series:
    """The values of measures of the register in the unit and frequency that each has now; two statements for all."""

    def __init__(self, measures: Iterable[int]) -> None:
        self.keys = sorted(set(measures))

    @cached_property
    def _versions(self) -> dict[int, list[MeasureVersion]]:
        found: dict[int, list[MeasureVersion]] = {}
        for one in MeasureVersion.objects.filter(measure__in=self.keys).order_by("measure", "number"):
            found.setdefault(one.measure_id, []).append(one)
        return found

    @cached_property
    def _values(self) -> dict[int, list[PeriodValue]]:
        found: dict[int, list[PeriodValue]] = {}
        for one in MeasureValue.objects.filter(measure__in=self.keys, current=True).order_by("measure", "starts_on"):
            found.setdefault(one.measure_id, []).append(as_value(one))
        return found

    def of(self, measure: int, *, on: date) -> list[PeriodValue]:
        """The values of the periods that have ended by the day, since the last break of the series, oldest first."""
        versions = self._versions.get(measure, [])
        if not versions:
            return []
        now, since = definition_of(versions[-1]).breaks_with, versions[-1].starts_on
        for one in reversed(versions):
            if definition_of(one).breaks_with != now:
                break
            since = one.starts_on
        first = versions[0].starts_on if since == versions[0].starts_on else None
        return [
            one
            for one in self._values.get(measure, [])
            if one.ends_before <= on and (first is not None or one.starts_on >= since)
        ]

    def entry(self, measure: int) -> MeasureDefinition | None:
        """The newest version; none of a measure that has none."""
        versions = self._versions.get(measure, [])
        return definition_of(versions[-1]) if versions else None

    def unit(self, measure: int) -> str:
        """The unit of the newest version; empty for a measure that has none."""
        entry = self.entry(measure)
        return entry.unit if entry else ""


def measure_of(key: str) -> Measure | None:
    """A measure of the register by its key."""
    found: Measure | None = Measure.objects.filter(key__iexact=key.replace("\0", "").strip()[:100]).first()
    return found
