"""Final ratings on record as facts of the law: of the contract of a day, and of the years before it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from meritbook.actions import appraising
from meritbook.actions.service_law import known_facts, service_law
from meritbook.core.contracts.rating import OVERALL, rating_facts
from meritbook.core.terms import Term
from meritbook.records import clock
from meritbook.records.models import Appraisal, AppraisalKind


def rated_facts(appointments: Iterable[int], *, on: date) -> dict[int, dict[str, Any]]:
    """By appointment: what the law asks of the rating that is final as of the day; one statement.

    `rating.…` are those of the contract whose term covers the day; `executive.final_ratings` the overall marks of all
    years, the latest first. An appointment without a final rating is left out: whether one was given elsewhere is not
    known here. Interim appraisals and those taken back are none.
    """
    rows = (
        Appraisal.objects.filter(
            contract__appointment__in=list(appointments),
            kind=AppraisalKind.RATER,
            interim=False,
            status__in=appraising.FINAL,
        )
        .select_related("contract", "version")
        .order_by("-contract__starts_on", "-pk")
    )
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        if row.final_at is None or row.version is None or clock.day_of(row.final_at) > on:
            continue
        facts = found[row.contract.appointment_id]
        marks = json.loads(row.marks_json)
        facts.setdefault("executive.final_ratings", []).append(marks.get(OVERALL, {}).get("mark"))
        if Term(starts_on=row.contract.starts_on, ends_before=row.contract.ends_before).covers(on):
            text = row.version.text
            read = appraising.marks_of(row, text)
            facts.update(rating_facts(text, read, final=clock.day_of(row.final_at), meeting=row.meeting_on))
    law = service_law()
    kept = {key: known_facts(law, facts) for key, facts in found.items()}
    return {key: facts for key, facts in kept.items() if facts}
