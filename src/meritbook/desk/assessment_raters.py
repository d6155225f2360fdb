"""Who is asked in an assessment, by group, as its page shows them. Nothing here says whether somebody has answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from meritbook.actions import assessing
from meritbook.actions import assessing_policies as possible
from meritbook.actions.round_outlook import GROUPS
from meritbook.core.competencies.answers import NAMED, RaterGroup
from meritbook.records.models import AssessmentRater, MultiraterAssessment, RaterStanding


@dataclass(frozen=True)
class RaterLine:
    """Somebody who is asked, for who keeps the assessment. It does not say whether they answered."""

    row: AssessmentRater
    name: str
    delegate: str
    address: str
    state: str
    because: str
    """Why they declined, or are not asked any more, where it was said."""
    asked_because: str
    """Why they are asked as what the positions on record do not show; empty where they do."""
    removable: bool
    gone: str = ""
    """For who keeps it: that they, or who answers instead, cannot answer any more; whether they had is not told."""


@dataclass(frozen=True)
class GroupLine:
    """A group of raters."""

    key: str
    name: str
    named: bool
    asked: int
    raters: tuple[RaterLine, ...]
    """Only for who keeps it; the person assessed sees the names of those who answer under theirs."""
    off_record: int
    """Of those who are asked as reporting to the person: how many do not by the positions on record."""


def group_line(
    group: RaterGroup,
    raters: Iterable[AssessmentRater],
    row: MultiraterAssessment,
    reports: frozenset[int],
    out: frozenset[int],
    *,
    may_keep: bool,
) -> GroupLine:
    """A group; `out` are those who cannot answer any more, and `reports` who reports by the positions on record."""
    held = [one for one in raters if one.group == group]
    in_it = [one for one in held if not one.gone_from_it]
    shown = held if may_keep else [one for one in in_it if group in NAMED]
    return GroupLine(
        key=group.value,
        name=GROUPS[group],
        named=group in NAMED,
        asked=len(in_it),
        raters=tuple(_rater(one, row, out, may_keep=may_keep) for one in shown),
        off_record=sum(one.user_id not in reports for one in in_it) if group is RaterGroup.REPORT else 0,
    )


def _rater(one: AssessmentRater, row: MultiraterAssessment, out: frozenset[int], *, may_keep: bool) -> RaterLine:
    name = one.guest or (one.user.full_name if one.user else "")
    # That somebody answered is not told, so it reads as before.
    state = "Declined" if one.standing == RaterStanding.DECLINED else "Asked"
    state = "Not asked any more" if one.gone_from_it else state
    one.assessment = row
    return RaterLine(
        row=one,
        name=name,
        delegate=one.delegate.full_name if one.delegate and may_keep else "",
        address=one.address if may_keep else "",
        state=state,
        because=_because(one, state) if may_keep else "",
        asked_because=one.because if state != "Not asked any more" else "",
        removable=may_keep and possible.removable(one, gone=assessing.is_shut_out(one, out)),
        gone=_gone(one, out) if may_keep and state == "Asked" else "",
    )


def _because(one: AssessmentRater, state: str) -> str:
    return {"Declined": one.declined_because, "Not asked any more": one.because}.get(state, "")


def _gone(one: AssessmentRater, out: frozenset[int]) -> str:
    if not assessing.is_shut_out(one, out):
        return ""
    if one.delegate is None:
        return "cannot answer any more, as they hold no office"
    return f"{one.delegate}, who was named instead, cannot answer any more, as they hold no office"
