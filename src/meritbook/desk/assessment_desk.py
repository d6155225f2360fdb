"""Competency assessments on a desk: those that one is asked to answer, and those that one drew up and must see to."""

from __future__ import annotations

from collections.abc import Iterator

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk import assessments
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records.models import MultiraterState

HEADING = "Competencies"
READ = 60


def assessment_section(standing: Standing) -> Section | None:
    """The acts on assessments; none for whom they are no matter, or where nothing waits. Two statements at most."""
    if not standing.held:
        return None
    acts = sorted(
        (*_asked(standing), *_kept(standing)),
        key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title),
    )
    if not acts:
        return None
    return Section(
        heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="Nothing waits.", view="web:competencies"
    )


def _asked(standing: Standing) -> Iterator[Act]:
    for one in assessments.asked(standing):
        if not one.now:
            continue
        yield Act(
            "Assess yourself" if one.own else f"Assess {one.subject}",
            "web:assessment_answer",
            one.row.pk,
            "Your own view" if one.own else f"You are asked as {one.group}",
            "What you saw does not count." if not one.own else "Your report shows the view of others alone.",
            last_day=one.last_day,
        )


def _kept(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.KEEP_ASSESSMENT):
        return
    mine = assessments.kept(standing).filter(drawn_by=standing.user)
    open_ = mine.filter(state__in=[MultiraterState.DRAFT, MultiraterState.OPEN]).select_related("subject")
    for row in open_.order_by("ends_before", "pk")[:READ]:
        name, last = row.subject.full_name, assessments.last_day(row)
        if assessments.is_over(row, standing.on):
            yield Act(
                f"Close an assessment: {name}", "web:assessment", row.pk,
                f"Its last day was {day_in_words(last)}" if last else "Its last day is over",
                "Nothing of it is told to anybody.", last_day=last,
            )  # fmt: skip
        elif row.state == MultiraterState.DRAFT:
            yield Act(
                f"Open an assessment: {name}", "web:assessment", row.pk, "It is a draft", "Nobody is asked.",
                since=row.drawn_at,
            )  # fmt: skip
