"""Results of competency assessments for tests of reports, counted here plainly from who rated what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean, stdev
from typing import Any

from scipy.stats import t as student

from meritbook.core.competencies.answers import Ratings
from meritbook.core.competencies.model import Behaviour, Competency, CompetencyModel, ModelRole, RatingScale
from meritbook.core.competencies.result import (
    AssessmentResult,
    BehaviourTold,
    CellOf,
    CommentTold,
    CompetencyTold,
    NamedAnswer,
    PlaceCounts,
    Spread,
)

POINTS = ("Not yet", "Sometimes", "As a rule", "Mostly", "Always")
NAMES = {
    "listening": ("Listening", "Hears people out and acts on what they say."),
    "planning": ("Planning", "Says what comes first, and holds to it."),
    "candour": ("Candour", "Says what is the case, also where it is unwelcome."),
}


def model(**more: Any) -> CompetencyModel:
    """Three competencies of two behaviours each, in one role."""
    found = {
        "key": "harbour",
        "name": "Harbour model",
        "source": "Made up for tests.",
        "roles": (ModelRole(key="manager", name="Manager"),),
        "competencies": tuple(
            Competency(
                key=key,
                name=name,
                definition=says,
                behaviours={
                    "manager": (
                        Behaviour(key=f"{key}-1", says=f"{name}: does so in meetings."),
                        Behaviour(key=f"{key}-2", says=f"{name}: does so under pressure."),
                    )
                },
            )
            for key, (name, says) in NAMES.items()
        ),
        "scale": RatingScale(points=POINTS),
        **more,
    }
    return CompetencyModel(**found)


Rated = Mapping[str, int]
"""By the key of a behaviour: a place on the scale."""


def all_at(place: int, of: CompetencyModel | None = None, **but: int) -> dict[str, int]:
    """The same place for every behaviour, or another for those of the competencies named."""
    held = of or model()
    return {one.key: but.get(each.key, place) for each, one in held.items("manager")}


def spread(groups: tuple[str, ...], means: Sequence[float], points: int = 5) -> Spread:
    """The spread of raters' means, with Student's interval at 95 percent held inside the scale."""
    sd = stdev(means) if len(means) > 1 else None
    low = high = None
    if sd:
        half = float(student.ppf(0.975, len(means) - 1)) * sd / len(means) ** 0.5
        low, high = max(1.0, mean(means) - half), min(float(points), mean(means) + half)
    return Spread(groups=groups, n=len(means), mean=mean(means), sd=sd, low=low, high=high)


def result(
    raters: Mapping[str, Sequence[Rated]],
    *,
    of: CompetencyModel | None = None,
    cells: Sequence[tuple[str, ...]] | None = None,
    own: Rated | None = None,
    supervisor: Rated | None = None,
    comments: Sequence[tuple[str, str]] = (),
    own_words: Mapping[str, str] | None = None,
    told: bool = True,
    asked: int = 12,
    own_rater: int = 1,
) -> AssessmentResult:
    """What was told of raters by group; `cells` are the groups that are told as one, all by themselves without it."""
    held = of or model()
    parts = list(cells if cells is not None else [(one,) for one in raters]) if told else []
    people = {part: [one for group in part for one in raters[group]] for part in parts}
    everybody = [one for rows in raters.values() for one in rows]

    def of_competency(rows: Sequence[Rated], keys: Sequence[str]) -> list[float]:
        found = [[one[key] for key in keys if key in one] for one in rows]
        return [mean(each) for each in found if each]

    def counted(rows: Sequence[Rated], key: str) -> tuple[int, ...]:
        chosen = [one[key] for one in rows if key in one]
        return tuple(chosen.count(place) for place in range(1, len(held.scale.points) + 1))

    competencies, behaviours = [], []
    for each in held.competencies:
        keys = [one.key for one in each.behaviours["manager"]]
        competencies.append(
            CompetencyTold(
                key=each.key,
                cells=tuple(spread(part, of_competency(rows, keys)) for part, rows in people.items()),
                others=spread(tuple(sorted(raters)), of_competency(everybody, keys)) if told else None,
            )
        )
        behaviours += [
            BehaviourTold(
                key=one.key,
                competency=each.key,
                wording=one.wording,
                others=PlaceCounts(groups=tuple(sorted(raters)), counts=counted(everybody, one.key)) if told else None,
            )
            for one in each.behaviours["manager"]
        ]
    named = []
    if own is not None:
        ratings = Ratings(places=dict(own), comments=dict(own_words or {}))
        named.append(NamedAnswer(group="self", rater=own_rater, name="Person Assessed", ratings=ratings))
    if supervisor is not None:
        ratings = Ratings(places=dict(supervisor))
        named.append(NamedAnswer(group="supervisor", rater=own_rater + 1, name="Sam Supervisor", ratings=ratings))
    return AssessmentResult(
        minimum=3,
        asked=asked,
        answered=len(everybody) if told else None,
        cells=tuple(CellOf(groups=part, answered=len(rows)) for part, rows in people.items()),
        competencies=tuple(competencies),
        behaviours=tuple(behaviours),
        comments=tuple(CommentTold(competency=key, says=says) for key, says in comments),
        named=tuple(named),
    )


PEERS = [all_at(3), all_at(4, listening=2), all_at(3, candour=5), all_at(4, listening=3)]
REPORTS = [all_at(2, candour=5), all_at(3, candour=4), all_at(3, listening=2), all_at(4, candour=5)]
OWN = all_at(4, listening=5, candour=3)
NOW = {"peer": PEERS, "report": REPORTS}
BEFORE = {"peer": [all_at(3), all_at(2), all_at(3), all_at(2)], "report": [all_at(2), all_at(3), all_at(2), all_at(3)]}
COMMENTS = [("listening", "Let others finish."), ("candour", "Says it as it is, and kindly.")]


def told_now(**more: Any) -> AssessmentResult:
    """The newer of two assessments."""
    return result(NOW, own=OWN, supervisor=all_at(4), comments=COMMENTS, own_words={"listening": "I try."}, **more)


def told_before(**more: Any) -> AssessmentResult:
    """The assessment before."""
    return result(BEFORE, own=all_at(4), **more)
