"""The report of an assessment: what its person reads of every competency, and what of it may be chance.

Everything is taken from what was found safe to tell at the closing; nothing here reckons a group anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal

from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.competencies.averages import RoleAverage
from meritbook.core.competencies.intervals import MeanDifference, Sample, sample_of, welch
from meritbook.core.competencies.model import Behaviour, Competency, CompetencyModel
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.core.competencies.result import (
    END,
    AssessmentResult,
    BehaviourTold,
    CellOf,
    CompetencyTold,
    NamedAnswer,
    PlaceCounts,
    Spread,
    ToldEnd,
    told_end,
)
from meritbook.core.values import Value


class OwnSight(StrEnum):
    """How one's own view lies to that of others."""

    BLIND_SPOT = "blind-spot"
    """One rates oneself higher than others do."""
    HIDDEN_STRENGTH = "hidden-strength"
    """Others rate one higher than one does oneself."""
    ALIKE = "alike"


class ViewGap(Value):
    """One's own mean less that of others."""

    at: float
    sight: OwnSight
    within: bool | None
    """Whether one's own mean lies inside the interval of theirs, so that it may be chance; none without an interval."""
    beyond: Literal["", "lower", "higher", "both"] = ""
    """Where the mean of others stands for any beyond it: to which side the gap may be wider, by half a point at most;
    or that one's own mean lies at the same end, so that the gap is not known and is none as far as it is told."""


class NamedView(Value):
    """What somebody said under their name of a competency."""

    group: str
    name: str
    mean: float | None
    """None where they rated no behaviour of it."""
    rated: int
    of: int
    comment: str = ""


class CellChange(Value):
    """What changed since the assessment before, among raters that were told as the same cell both times."""

    groups: tuple[str, ...]
    """Empty for all others together."""
    before: float
    n_before: int
    difference: MeanDifference


class BehaviourLine(Value):
    """A behaviour with what was said of it."""

    key: str
    says: str
    own: int | None
    named: tuple[tuple[str, int | None], ...]
    """Supervisors and the place that each chose; none where they chose none."""
    others: PlaceCounts | None
    mean: float | None
    """Of all others together; none where they are not told, or nobody rated it."""
    change: MeanDifference | None
    """Of all others, since the behaviour was asked before in the same words; none where it was not, or is not told."""


class ProfileLine(Value):
    """A competency of the report."""

    key: str
    name: str
    definition: str
    own: NamedView | None
    """None where the person did not answer."""
    named: tuple[NamedView, ...]
    """Supervisors."""
    cells: tuple[Spread, ...]
    others: Spread | None
    gap: ViewGap | None
    changes: tuple[CellChange, ...]
    own_change: float | None
    not_compared: str
    """Why no change is shown, in words; empty where some is."""
    role: RoleAverage | None
    behaviours: tuple[BehaviourLine, ...]
    comments: tuple[str, ...]
    """Of those who answered in groups, in no order of people or time."""

    def is_all(self, groups: tuple[str, ...]) -> bool:
        """Whether the groups of a cell are all who answered in groups, who are told together anyway."""
        return self.others is not None and set(groups) == set(self.others.groups)


class CompetencyReport(Value):
    """The report, or the part of it that somebody is shown."""

    model: str
    role: str
    points: tuple[str, ...]
    confidence: float
    minimum: int
    threshold: float
    """From how many points of difference on a blind spot or a hidden strength is called out."""
    asked: int
    answered: int | None
    cells: tuple[CellOf, ...]
    lines: tuple[ProfileLine, ...]
    left_out: tuple[str, ...]
    """Keys of competencies that were assessed and are not in this part."""
    with_comments: bool
    compared: bool
    """Whether there is an assessment before with which it is compared."""

    @property
    def blind_spots(self) -> tuple[ProfileLine, ...]:
        """Competencies in which one sees oneself higher than others do, in the order of the model."""
        return tuple(one for one in self.lines if one.gap is not None and one.gap.sight is OwnSight.BLIND_SPOT)

    @property
    def hidden_strengths(self) -> tuple[ProfileLine, ...]:
        """Competencies in which others see one higher than one does oneself, in the order of the model."""
        return tuple(one for one in self.lines if one.gap is not None and one.gap.sight is OwnSight.HIDDEN_STRENGTH)

    @property
    def comparisons(self) -> int:
        """How many changes have an interval: of these, some leave it by chance."""
        return sum(one.difference.noise is not None for line in self.lines for one in line.changes)

    @property
    def by_chance(self) -> float:
        """How many of the comparisons one expects to look like a change where nothing changed."""
        return self.comparisons * (1 - self.confidence)

    def line(self, key: str) -> ProfileLine | None:
        """A competency of the report; none where it is not in it."""
        return next((one for one in self.lines if one.key == key), None)


class Earlier(Value):
    """The assessment of the same person before."""

    model: CompetencyModel
    result: AssessmentResult


ASKED_OTHERWISE = "Its behaviours were worded otherwise in the assessment before, so nothing is compared."
OTHER_SCALE = "The assessment before used another scale, so nothing is compared."
NOT_TOLD = "Nothing that is told now was told in the assessment before."


def report_of(
    model: CompetencyModel,
    role: str,
    result: AssessmentResult,
    policy: CompetencyPolicy,
    *,
    earlier: Earlier | None = None,
    averages: Mapping[str, RoleAverage] | None = None,
    only: Iterable[str] | None = None,
    comments: bool = True,
) -> CompetencyReport:
    """The report of what was told; `only` and `comments` keep it to the part that somebody is shown.

    `policy` is that under which it was collected, `averages` are those of the role by competency.
    """
    chosen = None if only is None else frozenset(only)
    asked = [one for one in model.competencies if result.competency(one.key) is not None]
    shown = [one for one in asked if chosen is None or one.key in chosen]
    confidence = float(policy.confidence)
    named = model.role(role)
    return CompetencyReport(
        model=model.name,
        role=named.name if named else role,
        points=model.scale.points,
        confidence=confidence,
        minimum=result.minimum,
        threshold=float(policy.blind_spot),
        asked=result.asked,
        answered=result.answered,
        cells=result.cells,
        lines=tuple(
            _line(one, model, role, result, policy, earlier, (averages or {}).get(one.key), with_words=comments)
            for one in shown
        ),
        left_out=tuple(one.key for one in asked if one not in shown),
        with_comments=comments,
        compared=earlier is not None,
    )


def _line(
    competency: Competency,
    model: CompetencyModel,
    role: str,
    result: AssessmentResult,
    policy: CompetencyPolicy,
    earlier: Earlier | None,
    average: RoleAverage | None,
    *,
    with_words: bool,
) -> ProfileLine:
    told = result.competency(competency.key)
    assert told is not None  # noqa: S101  # only what was assessed is asked for
    behaviours = competency.behaviours.get(role, ())
    keys = tuple(one.key for one in behaviours)
    views = [_view(one, competency.key, keys, with_words=with_words) for one in result.named]
    own = next((one for one in views if one.group == RaterGroup.SELF), None)
    confidence = float(policy.confidence)
    then, why = _then(competency.key, model, result, earlier)
    changes = _changes(told, then, confidence)
    if earlier is not None and not why and not changes:
        why = NOT_TOLD
    return ProfileLine(
        key=competency.key,
        name=competency.name,
        definition=competency.definition,
        own=own,
        named=tuple(one for one in views if one.group == RaterGroup.SUPERVISOR),
        cells=told.cells,
        others=told.others,
        gap=_gap(own, told, float(policy.blind_spot), len(model.scale.points)),
        changes=changes,
        own_change=_own_change(own, earlier, then),
        not_compared=why,
        role=average,
        behaviours=tuple(_behaviour(one, model, result, earlier, confidence) for one in behaviours),
        comments=tuple(one.says for one in result.comments if with_words and one.competency == competency.key),
    )


def _view(answer: NamedAnswer, competency: str, keys: tuple[str, ...], *, with_words: bool) -> NamedView:
    return NamedView(
        group=answer.group,
        name=answer.name,
        mean=answer.mean(keys),
        rated=sum(key in answer.ratings.places for key in keys),
        of=len(keys),
        comment=answer.ratings.comments.get(competency, "") if with_words else "",
    )


_BEYOND: dict[ToldEnd | None, Literal["", "lower", "higher"]] = {None: "", "high": "lower", "low": "higher"}


def _gap(own: NamedView | None, told: CompetencyTold, threshold: float, points: int) -> ViewGap | None:
    others = told.others
    if own is None or own.mean is None or others is None:
        return None
    end = told_end(others.mean, points)
    if end is not None and (own.mean >= points - END if end == "high" else own.mean <= 1 + END):
        # What both gave beyond it is not told: the own view must not look higher than one that is cut short.
        return ViewGap(at=0.0, sight=OwnSight.ALIKE, within=None, beyond="both")
    at = own.mean - others.mean
    # What differs by the threshold on paper differs by it here, however the means were added up.
    # And what others may have given beyond it, as their groups are told, must not make a blind spot.
    lower, higher = told.reach(points)
    far = abs(at) - (higher if at > 0 else lower) >= threshold - 1e-9
    sight = OwnSight.ALIKE if not far else OwnSight.BLIND_SPOT if at > 0 else OwnSight.HIDDEN_STRENGTH
    within = None if others.low is None or others.high is None else others.low <= own.mean <= others.high
    return ViewGap(at=at, sight=sight, within=within, beyond=_BEYOND[end] or _reached(lower, higher))


def _reached(lower: float, higher: float) -> Literal["", "lower", "higher"]:
    """To which side a gap may be wider or narrower as groups of others are told as ends; nothing where to both."""
    if bool(lower) == bool(higher):
        return ""
    return "lower" if higher else "higher"


def _points(model: CompetencyModel) -> tuple[str, ...]:
    return tuple(one.casefold().strip() for one in model.scale.points)


def _wordings(result: AssessmentResult, competency: str) -> frozenset[str]:
    return frozenset(one.wording for one in result.behaviours if one.competency == competency)


def _then(
    key: str, model: CompetencyModel, result: AssessmentResult, earlier: Earlier | None
) -> tuple[CompetencyTold | None, str]:
    """The competency that asked the same before, and why there is none where there was an assessment before."""
    if earlier is None:
        return None, ""
    if _points(earlier.model) != _points(model):
        return None, OTHER_SCALE
    asked = _wordings(result, key)
    for one in earlier.result.competencies:
        if asked and _wordings(earlier.result, one.key) == asked:
            return one, ""
    return None, ASKED_OTHERWISE


def _sample(one: Spread) -> Sample:
    return Sample(n=one.n, mean=one.mean, sd=one.sd)


def _changes(told: CompetencyTold, then: CompetencyTold | None, confidence: float) -> tuple[CellChange, ...]:
    if then is None:
        return ()
    found: list[tuple[tuple[str, ...], Spread, Spread]] = []
    if told.others is not None and then.others is not None:
        found.append(((), told.others, then.others))
    before = {frozenset(one.groups): one for one in then.cells}
    whole = frozenset(told.others.groups) if told.others is not None else None
    for one in told.cells:
        key = frozenset(one.groups)
        if key in before and not (key == whole and found):
            found.append((one.groups, one, before[key]))
    return tuple(
        CellChange(
            groups=groups,
            before=was.mean,
            n_before=was.n,
            difference=welch(_sample(now), _sample(was), confidence),
        )
        for groups, now, was in found
    )


def _own_change(own: NamedView | None, earlier: Earlier | None, then: CompetencyTold | None) -> float | None:
    if own is None or own.mean is None or earlier is None or then is None:
        return None
    keys = tuple(one.key for one in earlier.result.behaviours if one.competency == then.key)
    before = next((one.mean(keys) for one in earlier.result.named if one.group == RaterGroup.SELF), None)
    return None if before is None else own.mean - before


def _behaviour(
    one: Behaviour, model: CompetencyModel, result: AssessmentResult, earlier: Earlier | None, confidence: float
) -> BehaviourLine:
    told = next((each for each in result.behaviours if each.key == one.key), None)
    now = _counted(told)
    change = None
    if told is not None and earlier is not None and _points(earlier.model) == _points(model):
        before = _counted(next((each for each in earlier.result.behaviours if each.wording == told.wording), None))
        change = welch(now, before, confidence) if now and before else None
    own = [each.ratings.places.get(one.key) for each in result.named if each.group == RaterGroup.SELF]
    return BehaviourLine(
        key=one.key,
        says=one.says,
        own=own[0] if own else None,
        named=tuple(
            (each.name, each.ratings.places.get(one.key))
            for each in result.named
            if each.group == RaterGroup.SUPERVISOR
        ),
        others=told.others if told else None,
        mean=now.mean if now else None,
        change=change,
    )


def _counted(told: BehaviourTold | None) -> Sample | None:
    return None if told is None or told.others is None else sample_of(told.others.counts)
