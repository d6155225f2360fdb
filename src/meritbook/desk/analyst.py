"""The desk of those who allocate: what the newest runs answered, and what changed since a decision."""

from __future__ import annotations

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.positions.compare import compare
from meritbook.desk import positions as read
from meritbook.desk.acts import FEW, MOST, Act, Section, named, positions
from meritbook.desk.answers import waiting
from meritbook.records.models import Decision, PositionVersion, VersionStatus


def answered(standing: Standing) -> Section:
    """Those whose newest run answers a class."""
    return _waiting(
        standing,
        "answered",
        heading="Answered with a class: accept, or decide otherwise",
        act="Decide on {}",
        without="Without a decision the position has no class, and no other personnel action may follow.",
        empty="No answer waits for a decision.",
    )


def undetermined(standing: Standing) -> Section:
    """Those whose newest run is undetermined, with whom to ask."""
    return _waiting(
        standing,
        "open",
        heading="Undetermined: questions to ask",
        act="Ask about {}",
        without="Without answers the clauses stay open. Answers go into the next version of the description.",
        empty="No answer is open.",
    )


def outside(standing: Standing) -> Section:
    """Those whose newest run answers that they belong to none of the classes."""
    return _waiting(
        standing,
        "outside",
        heading="Answered with none of the classes: confirm, or decide otherwise",
        act="Confirm for {}",
        without="Without a decision it stays unknown whether the position belongs to the service.",
        empty="No such answer waits for a decision.",
    )


def _waiting(standing: Standing, state: str, *, heading: str, act: str, without: str, empty: str) -> Section:
    within = standing.positions(Capability.READ_ALLOCATION)
    rows = waiting(within, read.ANSWERED[state], FEW)
    return Section(
        heading=heading,
        acts=tuple(
            Act(
                title=act.format(named(run.position_version.position)),
                view="web:bench",
                id=run.position_version.position_id,
                detail=f"{answer.says}. {run.position_version.position.department.name}",
                without=without,
                since=run.run_at,
            )
            for run, answer in rows
        ),
        total=read.count_in_state(within, state) if len(rows) == FEW else len(rows),
        empty=empty,
        view="web:positions",
        query=f"state={state}",
    )


def unrun(standing: Standing) -> Section:
    """Those that were not run yet."""
    within = standing.positions(Capability.READ_ALLOCATION)
    return positions(
        "Not yet run",
        within,
        "unrun",
        lambda one: Act(
            title=f"Run the allocation of {named(one)}",
            view="web:bench",
            id=one.pk,
            detail=one.department.name,
            without="Without a run there is no answer to decide on.",
        ),
        empty="Every official description without a decision was run.",
    )


def changed(standing: Standing) -> Section:
    """Those whose official description is no longer the one that was allocated."""
    positions = read.in_state(standing.positions(Capability.READ_ALLOCATION), "changed")
    decisions = (
        Decision.objects.filter(position__in=positions, status="standing")
        .select_related("position__department", "run__position_version")
        .defer("run__result_json", "run__position_version__document_json")
        .order_by("position__number", "id")
    )
    some = list(decisions[:MOST])
    official = {
        one.position_id: one
        for one in PositionVersion.objects.filter(
            position__in=[one.position_id for one in some], status=VersionStatus.OFFICIAL
        ).defer("document_json")
    }
    acts = []
    for one in some:
        now, then = official[one.position_id], one.run.position_version
        moving = compare(then.description, now.description).significant
        what = f"{len(moving)} significant: {moving[0].reason}" if moving else "nothing significant"
        acts.append(
            Act(
                title=f"Review the allocation of {named(one.position)}",
                view="web:position",
                id=one.position_id,
                detail=f"Version {then.version} was allocated, version {now.version} is official; {what}",
                without="Without a review the class rests on a description that no longer holds.",
                since=now.signed_at,
            )
        )
    return Section(
        heading="Descriptions that changed since their allocation",
        acts=tuple(acts),
        total=decisions.count() if len(some) == MOST else len(some),
        empty="Every decision rests on the description that is official now.",
        view="web:positions",
        query="state=changed",
    )
