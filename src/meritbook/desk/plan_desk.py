"""The actions of plans on the desk of whoever answers for them: what is due soon, and what is late."""

from __future__ import annotations

import json
from datetime import timedelta

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk.acts import MOST, Act, Section
from meritbook.desk.strategic_plans import ActionLine, action_line, newest_reports
from meritbook.records.models import PlanStatus, PlanVersion

HEADING = "Actions of plans"
SOON = timedelta(days=14)
"""How long before its last day an action comes onto the desk."""


def due(standing: Standing) -> tuple[tuple[str, ActionLine], ...]:
    """The person's own actions of plans in force that are late or due soon, each with the key of its plan.

    Two statements, whatever the number of plans.
    """
    if standing.user is None or not standing.may(Capability.REPORT_ACTION):
        return ()
    # The words are canonical JSON, in which a name and its value have one spelling.
    owned = f'"owner":{json.dumps(standing.user.username, ensure_ascii=False)}'
    rows = list(PlanVersion.objects.filter(status=PlanStatus.ADOPTED, text_json__contains=owned).select_related("plan"))
    reports = newest_reports([one.plan_id for one in rows]) if rows else {}
    found = []
    for row in rows:
        for one in row.text.actions():
            if one.action.owner != standing.user.username:
                continue
            line = action_line(one, reports.get(row.plan_id, {}), {one.action.owner: standing.user}, standing)
            if line.last_day is None or line.progress.closed or line.last_day > standing.on + SOON:
                continue
            found.append((row.plan.key, line))
    return tuple(sorted(found, key=lambda each: (each[1].last_day or standing.on, each[0], each[1].key)))


def actions(standing: Standing) -> Section | None:
    """The lines; none for whom nothing is due."""
    found = due(standing)
    if not found:
        return None
    acts = tuple(
        Act(
            title=f"Report on an action: {line.says}",
            view="web:results_plan",
            id=None,
            key=plan,
            detail=f"{line.words.capitalize()}. Due on {day_in_words(line.last_day)}." if line.last_day else "",
            without="The plan shows it as late, and nobody reads how it goes.",
            last_day=line.last_day,
        )
        for plan, line in found
    )
    return Section(
        heading=HEADING, acts=acts[:MOST], total=len(acts), empty="Nothing is due.", view="web:results_plans"
    )
