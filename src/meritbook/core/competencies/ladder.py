"""The ladder to a class: what its minimum qualifications and its role ask, and which of it is shown by evidence.

Follows: Maine's Management Service series and Kansas' Public Service Executive series, whose classes rise from level to
level, and whose competencies are described by role. A step is met, not yet met, or undetermined; what nobody has looked
at is undetermined, never a no. Nothing here is added up, weighed or put in an order of merit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal

from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.competencies.figures import interval_words, mean_words
from meritbook.core.competencies.model import Competency, CompetencyModel
from meritbook.core.competencies.result import END, AssessmentResult, Spread, told_end
from meritbook.core.dates import day_in_words
from meritbook.core.qualifications.judge.model import Judgement
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict, all_of


class Figures(Value):
    """What a report says of a competency: the mean of all who answered in groups, with its interval; one's own mean."""

    n: int | None
    """How many of them rated it; none where nothing of them is told."""
    mean: float | None
    low: float | None
    high: float | None
    own: float | None
    supervisor: float | None
    """Mean of the supervisors' answers, which stand under their names."""
    points: int
    """How many the scale has."""

    @property
    def says(self) -> str:
        """The figures in words: `others 3.80 (between 3.41 and 4.00, 9 people); yourself 4.00`."""
        parts = []
        if self.mean is not None:
            told = Spread(groups=(), n=self.n or 0, mean=self.mean, sd=None, low=self.low, high=self.high)
            between = interval_words(told, self.points)
            of = f"{between}, {self.n} people" if between else f"{self.n} people"
            parts.append(f"others {mean_words(self.mean, self.points)} ({of})")
        if self.supervisor is not None:
            parts.append(f"supervisor {self.supervisor:.2f}")
        if self.own is not None:
            parts.append(f"own view {self.own:.2f}")
        return "; ".join(parts)


class Part(Value):
    """A part of the minimum qualifications, or a job that was looked at for one, with what was found of it."""

    asks: str
    """The words of the class; of a job its title, and from when to when."""
    verdict: Verdict
    says: str
    """What was counted, and why no more."""
    within: bool = False
    """Whether it is a job, looked at for the part before it."""


class Step(Value):
    """One thing that the class asks."""

    kind: Literal["qualification", "competency"]
    key: str
    """The key of the competency; of the minimum qualifications `qualifications`."""
    name: str
    asks: tuple[str, ...]
    """What is asked, in the words of the class or the model."""
    verdict: Verdict
    says: str
    """Why the verdict is what it is."""
    open: tuple[str, ...] = ()
    """What is lacking, or what would settle it."""
    parts: tuple[Part, ...] = ()
    """Of minimum qualifications that were judged: what was found of each part, in the order of the text."""
    figures: Figures | None = None


class Ladder(Value):
    """The steps to a class, in the order of its qualifications and then of the model."""

    on: date
    steps: tuple[Step, ...]
    cautions: tuple[str, ...] = ()
    """What is not part of the ladder, and why."""

    @property
    def verdict(self) -> Verdict:
        """Whether everything is there: not met if a step is not, else undetermined if a step is; of nothing so too."""
        return all_of(one.verdict for one in self.steps) if self.steps else Verdict.UNDETERMINED

    def counted(self, verdict: Verdict) -> int:
        """How many steps have the verdict."""
        return sum(one.verdict is verdict for one in self.steps)


class Rated(Value):
    """A closed assessment as far as the ladder asks: its model and role, what was told, and by which day."""

    model: CompetencyModel
    role: str
    result: AssessmentResult
    closed_on: date
    shown_at: Decimal
    """From which mean of others on the policy of the assessment counts a competency as shown."""


def next_class(plan: ClassPlan, ref: str) -> tuple[Series, JobClass] | None:
    """The class after this one in its series; none after the last, and none where the plan has no such class."""
    for series in plan.series:
        refs = [one.ref for one in series.classes]
        if ref in refs:
            place = refs.index(ref) + 1
            return (series, series.classes[place]) if place < len(refs) else None
    return None


# --- minimum qualifications -------------------------------------------------------------------------------------


def qualification_step(judgement: Judgement, text: str, stated_on: date, parts: tuple[Part, ...] = ()) -> Step:
    """The minimum qualifications of a class, judged from what somebody stated about themselves on a day."""
    says = {
        Verdict.MET: "Met by what was stated",
        Verdict.NOT_MET: "Not met by what was stated",
        Verdict.UNDETERMINED: "Undetermined by what was stated",
    }[judgement.verdict]
    near = judgement.nearest
    lacks = () if judgement.verdict is Verdict.MET or near is None else near.lacks
    # Each begins with the place of its part in the text ("1.1: …"), which says nothing to who reads the ladder.
    lacks = tuple(f"{said[:1].upper()}{said[1:]}" for said in (one.partition(": ")[2] or one for one in lacks))
    alone = near.by_time_alone if near is not None and judgement.verdict is not Verdict.MET else None
    return Step(
        kind="qualification",
        key="qualifications",
        name="Minimum qualifications",
        asks=(text,),
        verdict=judgement.verdict,
        says=f"{says} on {day_in_words(stated_on)}, counted by the policy {judgement.policy}.",
        open=(*lacks, *([f"By time alone it is met on {day_in_words(alone)}."] if alone else [])),
        parts=parts,
    )


def determined_step(step: Step, *, met: bool, said: str) -> Step:
    """The same, where a person has determined it from that very statement: theirs is the answer."""
    return step.model_copy(
        update={"verdict": Verdict.MET if met else Verdict.NOT_MET, "says": said, "open": () if met else step.open}
    )


def unstated_step(name: str, text: str, says: str, settle: str) -> Step:
    """Minimum qualifications of which nothing can be said."""
    return Step(
        kind="qualification",
        key="qualifications",
        name=name,
        asks=(text,) if text else (),
        verdict=Verdict.UNDETERMINED,
        says=says,
        open=(settle,),
    )


# --- competencies -----------------------------------------------------------------------------------------------


def competency_steps(model: CompetencyModel, role: str, rated: Rated | None) -> tuple[Step, ...]:
    """What the model asks of a role, each competency with what the assessment shows of it.

    Rated in the role itself, the mean of others decides. Rated in another, a role further up the ladder that is shown
    covers this one, and a role further down that is not shown leaves this one not yet reached; all else is
    undetermined, since the behaviours of the role were not rated.
    """
    return tuple(_step(model, role, one, rated) for one in model.competencies if one.behaviours.get(role))


def without_names(step: Step) -> Step:
    """The step without what was answered under a name: neither one's own view nor a supervisor's."""
    if step.figures is None:
        return step
    kept = step.figures.model_copy(update={"own": None, "supervisor": None})
    return step.model_copy(update={"figures": kept if kept.mean is not None else None})


def not_shared(step: Step) -> Step:
    """The step without its evidence, which the person did not agree to share."""
    return step.model_copy(
        update={
            "verdict": Verdict.UNDETERMINED,
            "says": "Not shared, so nothing is said about it.",
            "open": (),
            "parts": (),
            "figures": None,
        }
    )


def _step(model: CompetencyModel, role: str, competency: Competency, rated: Rated | None) -> Step:
    behaviours = competency.behaviours[role]
    verdict, says, settle = _judged(model, role, competency, rated)
    return Step(
        kind="competency",
        key=competency.key,
        name=competency.name,
        asks=tuple(one.says for one in behaviours),
        verdict=verdict,
        says=says,
        open=(settle,) if settle else (),
        figures=_figures(competency.key, rated),
    )


Judged = tuple[Verdict, str, str]
_OPEN = Verdict.UNDETERMINED


def _judged(model: CompetencyModel, role: str, competency: Competency, rated: Rated | None) -> Judged:
    wanted = _role_name(model, role)
    if rated is None:
        return _OPEN, "No closed assessment by this model is on record.", "An assessment by several people shows it."
    asked = rated.model.competency(competency.key)
    in_role = _role_name(rated.model, rated.role)
    if asked is None or not asked.behaviours.get(rated.role):
        return _OPEN, f"The assessment as {in_role} did not ask for it.", f"An assessment as {wanted} asks for it."
    told = rated.result.competency(competency.key)
    if told is None or told.others is None:
        return (
            _OPEN,
            "So few people rated it that nothing of it is told.",
            f"It takes {rated.result.minimum} people or more who rate it in groups.",
        )
    others = told.others
    top = len(rated.model.scale.points)
    if rated.shown_at > Decimal(str(top - END)):
        return (
            _OPEN,
            f"The policy counts from {rated.shown_at} on; the scale ends at {top}, and no mean is told beyond "
            f"{top - END:g}.",
            "The office sets its policy for the scale of the model.",
        )
    mean, (lower, higher) = Decimal(str(others.mean)), told.reach(top)
    shown = mean >= rated.shown_at
    if mean - Decimal(str(lower)) < rated.shown_at <= mean + Decimal(str(higher)):
        return (
            _OPEN,
            f"Others saw it as {in_role} at {_mean(others, top)}, of groups some of which are told as an end of the "
            f"scale: their mean lies between {others.mean - lower:.2f} and {others.mean + higher:.2f}, and it counts "
            f"as shown from {rated.shown_at} on.",
            "An assessment in which more people rate it in groups.",
        )
    found = f"Others saw it as {in_role} at {_mean(others, top)}; it counts as shown from {rated.shown_at} on."
    if rated.role == role:
        if not _in_common(competency, asked, role):
            return (
                _OPEN,
                f"{found} The model asks for other behaviours since.",
                f"An assessment as {wanted} by the newest version of the model.",
            )
        doubt = _doubt(others, rated.shown_at, top)
        return (Verdict.MET if shown else Verdict.NOT_MET), f"{found}{doubt}", ""
    further = _further(model, rated.role, role)
    if further is True and shown:
        return Verdict.MET, f"{found} That role stands further up the ladder.", ""
    if further is False and not shown:
        return Verdict.NOT_MET, f"{found} That role stands below the one aimed at.", ""
    return (
        _OPEN,
        f"{found} Nobody has rated it as {wanted}, where other behaviours count.",
        f"An assessment as {wanted}.",
    )


def _mean(others: Spread, top: int) -> str:
    between = interval_words(others, top)
    return f"{mean_words(others.mean, top)} ({between})" if between else mean_words(others.mean, top)


def _doubt(others: Spread, shown_at: Decimal, top: int) -> str:
    if others.low is None or others.high is None:
        return ""
    # From a mean that stands for any beyond it the interval is open to that side.
    end = told_end(others.mean, top)
    low, high = (Decimal(1) if end == "low" else Decimal(str(others.low))), Decimal(str(others.high))
    reaches = low < shown_at <= (Decimal(top) if end == "high" else high)
    return " The interval reaches over that line, so other raters might have said otherwise." if reaches else ""


def _in_common(now: Competency, then: Competency, role: str) -> bool:
    """Whether a behaviour of the role was rated that the model asks for still."""
    rated = {one.wording for one in then.behaviours.get(role, ())}
    return any(one.wording in rated for one in now.behaviours.get(role, ()))


def _further(model: CompetencyModel, rated: str, wanted: str) -> bool | None:
    """Whether the rated role stands further up than the wanted one; none where the model does not know both."""
    keys = [one.key for one in model.roles]
    if rated not in keys or wanted not in keys:
        return None
    return keys.index(rated) > keys.index(wanted)


def _role_name(model: CompetencyModel, key: str) -> str:
    found = model.role(key)
    return found.name if found else key


def _figures(key: str, rated: Rated | None) -> Figures | None:
    if rated is None:
        return None
    told, asked = rated.result.competency(key), rated.model.competency(key)
    others = told.others if told else None
    keys = tuple(one.key for one in asked.behaviours.get(rated.role, ())) if asked else ()

    def named(group: RaterGroup) -> float | None:
        return _average(one.mean(keys) for one in rated.result.named if one.group == group)

    own, supervisor = named(RaterGroup.SELF), named(RaterGroup.SUPERVISOR)
    if others is None and own is None and supervisor is None:
        return None
    return Figures(
        n=others.n if others else None,
        mean=others.mean if others else None,
        low=others.low if others else None,
        high=others.high if others else None,
        own=own,
        supervisor=supervisor,
        points=len(rated.model.scale.points),
    )


def _average(means: Iterable[float | None]) -> float | None:
    told = [one for one in means if one is not None]
    return sum(told) / len(told) if told else None
