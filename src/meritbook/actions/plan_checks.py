"""What is looked at before a plan is kept: whether it is the plan of that name, and which of its dates are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from meritbook.core.classes.model import ClassPlan
from meritbook.core.classes.parse.draft import key_of, slug
from meritbook.core.documents.model import Document, Passage
from meritbook.plans import load_shipped
from meritbook.records.models import PlanRevision

_KEY_LENGTH = 100
_NUMERIC = re.compile(r"(?<!\d)\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?!\d)")


def same_plan(plan: ClassPlan, other: ClassPlan) -> bool:
    """Whether two plans are revisions of one: by the classes that they share, not by their names.

    Governments that both are known and differ tell plans apart. A shared class code joins them; where one of them has
    no codes, or where both are of the same known government, so does a shared class title. A plan without classes goes
    by its series.
    """
    if plan.jurisdiction and other.jurisdiction and plan.jurisdiction != other.jurisdiction:
        return False
    codes, others = ({job.code.casefold() for _, job in one.classes() if job.code} for one in (plan, other))
    if codes & others:
        return True
    if codes and others and not (plan.jurisdiction and plan.jurisdiction == other.jurisdiction):
        return False
    titles, their_titles = ({key_of(job.title) for _, job in one.classes()} for one in (plan, other))
    if titles or their_titles:
        return bool(titles & their_titles)
    return bool({key_of(one.title) for one in plan.series} & {key_of(one.title) for one in other.series})


def own_key(plan: ClassPlan) -> str:
    """The plan's key, unless a plan with other classes has it on record; then one of its own, with its class code."""
    if plan.key in load_shipped():
        return plan.key
    for key in _keys(plan):
        newest = PlanRevision.objects.filter(key=key).order_by("-revision").first()
        if newest is None or same_plan(plan, newest.plan):
            return key
    raise AssertionError("there is always another number")  # pragma: no cover


def _keys(plan: ClassPlan) -> Iterator[str]:
    yield plan.key[:_KEY_LENGTH]
    code = next((job.code for _, job in plan.classes() if job.code), "")
    for more in (code, plan.jurisdiction):
        if more:
            yield _with(plan.key, slug(more))
    for number in count(2):
        yield _with(plan.key, str(number))


def _with(key: str, more: str) -> str:
    return f"{key[: _KEY_LENGTH - len(more) - 1]}-{more}"


def wrong_dates(plan: ClassPlan, document: Document) -> tuple[str, ...]:
    """A sentence for each date of the document that is none of the calendar, with the line that it stands on."""
    told = [(_start(note.text), f"{note.remark} It is kept as text") for note in plan.dates if note.remark]
    for _, job in plan.classes():
        for change in job.board_changes:
            if change.on is None:
                for passage in change.words:
                    if found := _NUMERIC.search(passage.text):
                        says = f"“{found.group()}” (board change {change.number}) is not a date of the calendar."
                        told.append((_start(passage), f"{says} It is kept as text"))
    return tuple(
        f"{says}: {document.name}, line {document.text.count(chr(10), 0, start) + 1}." for start, says in sorted(told)
    )


def _start(passage: Passage) -> int:
    return passage.spans[0].start if passage.spans else 0
