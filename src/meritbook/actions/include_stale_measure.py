"""Take a stale measure into the draft of an annual report, by name and with a reason; it then shows as stale."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, planning, policies, report_record, reporting
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.report_facts import judge
from meritbook.records import clock
from meritbook.records.models import Measure, ReportEdition, ReportInclusion
from meritbook.records.states import REPORT_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, edition: ReportEdition, measure: Measure, because: str
) -> ReportInclusion:
    """The inclusion. It is judged again when the report is published.

    Raises `ForbiddenError`; `EditionError`; `TakenError`; `TextError`; `ReportError` for a measure that has no place
    in the report or needs no such word; `FactRefusedError` for one that lacks more than a value in time.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = reporting.locked(edition)
        role = require(actor, Capability.PUBLISH_REPORT, held, on=on)
        possible.check_draft(held)
        because = policies.check_text(because, field="because", longest=4_000)
        _check(held, measure, on)
        held.status = next_state(REPORT_MOVES, "include_stale_measure", held.status, of=str(held))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ReportInclusion.objects.create(
            edition=held, measure=measure, because=because, included_by=actor.user, included_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="include_stale_measure",
            subject=reporting.subject(held.report),
            facts=reporting.told(held, measure=measure.key),
            records=[row],
        )
    return row


def _check(edition: ReportEdition, measure: Measure, on: date) -> None:
    report = edition.report
    adopted = planning.adopted_of(report.plan)
    named = report_record.named_by_goals(adopted.text, report.plan_id) if adopted else {}
    year = reporting.year_of(report)
    keys = {key for one in named.values() for key in one}
    held = report_record.measures_of(report, year, keys & {measure.key}, on).get(measure.key)
    if held is None:
        raise possible.ReportError(f"The report has no place for {measure.key}.", where="measure")
    found = judge(
        held.versions, held.values, year=year, on=on, begins_on=held.measure.starts_on,
        ends_before=held.measure.ends_before, owner=held.owner,
    )  # fmt: skip
    if found.eligible:
        says = f"{measure.key} stands in the report without anybody's word."
        raise possible.ReportError(says, where="measure", remedy="Leave it; nothing is to be done.")
    if not found.only_stale:
        raise possible.FactRefusedError(
            f"{measure.key} is no fact, whoever answers for it. {' '.join(found.says)}",
            where=measure.key,
            details={"lacks": [one.plain() for one in found.lacks]},
        )
    if edition.inclusions.filter(measure=measure, ended_at__isnull=True).exists():
        raise policies.TakenError(f"{measure.key} is included already.", where="measure")
