"""The levels at which executives of the demonstration work, which the ladder starts from, and who is named for more.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from meritbook.actions import agree_talent, decide_allocation, run_allocation
from meritbook.actions.actor import Actor
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import (
    AllocationRun,
    Decision,
    PlanRevision,
    PositionVersion,
    TalentConsent,
    User,
    VersionStatus,
)


@cache
def told() -> dict[str, Any]:
    """The story as the file has it."""
    text = files("meritbook.demo").joinpath("data", "ladder.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def allocate() -> None:
    """The positions of the story, each allocated against the plan with levels."""
    story = told()
    revision = PlanRevision.objects.effective(clock.today()).filter(key=story["plan"], source__isnull=True).first()
    if revision is None:
        return
    for version in _versions(story):
        if not _runs(version).exists():
            run_allocation.perform(
                actor(story["analyst"]), at=clock.now(), why=story["why"], version=version, plans=[revision]
            )


def decide() -> None:
    """What the allocation answered, accepted; a position for which it answered no class is left alone."""
    story = told()
    for version in _versions(story):
        run = _runs(version).first()
        entry = decide_allocation.answered_class(run) if run is not None else None
        if run is None or entry is None or Decision.objects.filter(position=version.position_id).exists():
            continue
        decide_allocation.perform(actor(story["analyst"]), at=clock.now(), why=story["why"], run=run, class_entry=entry)


def name_people() -> None:
    """Who agrees to be named for a class, each by their own word; nobody else is."""
    story = told()
    people = {one.username: one for one in User.objects.filter(username__in=[one["person"] for one in story["named"]])}
    for one in story["named"]:
        person = people.get(one["person"])
        if person is None or TalentConsent.objects.filter(person=person, aims_class=one["class"]).exists():
            continue
        agree_talent.perform(
            Actor(person), at=clock.now(), why=WHY, aims_plan=story["plan"], aims_class=one["class"],
            qualifications=one.get("qualifications", False), ready_from=one.get("ready_from"),
            says=one.get("says", ""),
        )  # fmt: skip


def _versions(story: dict[str, Any]) -> list[PositionVersion]:
    """The official descriptions of the positions that the state has: a small one, as tests build it, has few."""
    rows = PositionVersion.objects.filter(position__number__in=story["positions"], status=VersionStatus.OFFICIAL)
    return list(rows.select_related("position__department").order_by("position__number"))


def _runs(version: PositionVersion) -> Any:
    return AllocationRun.objects.filter(
        position_version=version, plan_revisions__key=told()["plan"], run_by__username=told()["analyst"]
    ).order_by("number")
