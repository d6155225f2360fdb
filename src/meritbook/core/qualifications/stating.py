"""Statements made to answer one part of a requirement in its own words: a job, a degree, a licence, a day of birth.

They are for worked examples only. A part whose words no statement can plainly answer (an open equivalent, words that
were not read, a level that no title shows) gets none: nothing is invented for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from meritbook.core.qualifications.candidate import Candidate, Degree, HeldLicence, Job, PartialDate
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.judge.study import NOMINAL, birthday
from meritbook.core.qualifications.judge.words import stems
from meritbook.core.qualifications.model import Age, AnyNode, Counts, Education, Experience, Licence, Requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.core.verdict import Verdict

LEVEL_TITLES = {
    "trainee": "Trainee",
    "technical": "Technician",
    "journey": "Journey worker",
    "professional": "Professional",
    "lead": "Lead",
    "supervisory": "Supervisor",
    "managerial": "Manager",
    "administrative": "Administrator",
    "executive": "Executive",
}
"""A title that shows the level; the other levels no title shows."""
BELOW = {
    "tenth_grade": "eighth_grade",
    "high_school": "tenth_grade",
    "vocational": "tenth_grade",
    "college": "high_school",
    "associate": "high_school",
    "bachelor": "associate",
    "graduate": "bachelor",
    "master": "bachelor",
    "professional": "master",
    "doctorate": "master",
}
"""The next lower level of study that is plainly less."""
FULL_TIME = Decimal(40)


@dataclass(frozen=True)
class Statement:
    """What a made-up candidate states; the ids are given when it becomes a candidate."""

    jobs: tuple[Job, ...] = ()
    degrees: tuple[Degree, ...] = ()
    licences: tuple[HeldLicence, ...] = ()
    born_on: date | None = None

    def __add__(self, other: Statement) -> Statement:
        return Statement(
            jobs=(*self.jobs, *other.jobs),
            degrees=(*self.degrees, *other.degrees),
            licences=(*self.licences, *other.licences),
            born_on=self.born_on or other.born_on,
        )

    def without(self, *, jobs: bool = False, degrees: bool = False) -> Statement:
        """The same without its jobs or its degrees."""
        return replace(self, jobs=() if jobs else self.jobs, degrees=() if degrees else self.degrees)

    def candidate(self) -> Candidate:
        """The candidate who states this, and has no other work, study or licence."""
        return Candidate(
            jobs=tuple(one.model_copy(update={"id": f"j{n}"}) for n, one in enumerate(self.jobs, start=1)),
            degrees=tuple(one.model_copy(update={"id": f"d{n}"}) for n, one in enumerate(self.degrees, start=1)),
            licences=tuple(one.model_copy(update={"id": f"l{n}"}) for n, one in enumerate(self.licences, start=1)),
            born_on=self.born_on,
        )


def written(day: date) -> PartialDate:
    """The day as a candidate writes it."""
    return PartialDate(year=day.year, month=day.month, day=day.day)


def alone(node: AnyNode) -> Requirement:
    """A requirement that asks for this part and nothing else, and not for what must lie within it."""
    changes = {"including": ()} if isinstance(node, Experience | Education) else {}
    return Requirement(
        document=f"part:{node.id}",
        text="",
        root=node.model_copy(update=changes),
        counts=Counts(nodes=1, text_nodes=0, characters=0, text_characters=0),
    )


# --- work -----------------------------------------------------------------------------------------------------


def full_time_hours(policy: Policy, on: date) -> Decimal | None:
    """Hours a week that are full time on the day; `None` where no source says, and the candidate says "full time"."""
    rule = policy.on(on).full_time_hours
    return rule.hours if rule is not None else None


def work_for(nodes: Sequence[Experience], policy: Policy, on: date) -> Job | None:
    """A full-time, paid job whose words plainly answer all of the nodes; `None` when no such words are found.

    It runs through the whole of the year before the day; `spanning` gives it other days.
    """
    judges = [Judge(alone(_timeless(node)), policy, on=on) for node in nodes]
    hours = full_time_hours(policy, on)
    for words in _wordings(nodes):
        job = Job.model_validate(
            {"id": "j1", "hours": hours, "full_time": True, "paid": nodes[0].paid is not False, **words}
        )
        job = spanning(job, on - timedelta(days=365), on)
        lines = [one.judge(Candidate(jobs=(job,))).nodes[0].jobs for one in judges]
        if all(line and line[0].relevant is Verdict.MET for line in lines):
            return job
    return None


def spanning(job: Job, first: date, last: date) -> Job:
    """The job from its first day through its last."""
    return job.model_copy(update={"starts": written(first), "ends": written(last)})


def _timeless(node: Experience) -> Experience:
    """The same work, whatever its amount: only its words are looked at."""
    return node.model_copy(update={"within": None, "continuous": None})


def _wordings(nodes: Sequence[Experience]) -> Iterator[dict[str, object]]:
    """Ways to say in a job what the nodes ask for, the plainest first."""
    subjects = list(dict.fromkeys(one.fields[0] for one in nodes if one.fields))
    classes = [ref.title for one in nodes for ref in one.classes[:1]]
    acts = [f"{one.activities[0][:1].upper()}{one.activities[0][1:]}" for one in nodes if one.activities]
    where = list(dict.fromkeys(one.where[0] for one in nodes if one.where))
    levels: list[str] = []
    for one in nodes:
        named = [LEVEL_TITLES[level] for level in one.levels if level in LEVEL_TITLES]
        levels += named[:1]
    level = " ".join(dict.fromkeys(levels))
    said: dict[str, object] = {"employer": "; ".join(where), "class_title": classes[0] if classes else ""}
    title = ", ".join(part for part in (" and ".join(subjects), level) if part)
    fallback = classes[0] if classes else "Employee"
    yield {**said, "title": title or fallback, "duties": tuple(acts)}
    yield {**said, "title": level or fallback, "duties": (*(f"Work in {one}" for one in subjects), *acts)}
    yield {**said, "title": level or fallback, "duties": (*acts, " ".join((*subjects, *acts)))}


# --- study ----------------------------------------------------------------------------------------------------


def study_for(node: Education, policy: Policy, on: date) -> tuple[Degree, ...] | None:
    """Study that plainly answers the node, conferred on the day itself; `None` when none does plainly."""
    if node.amount is not None and node.level in ("", "college", "graduate"):
        return _college(node, policy, on)
    field = _subject(node.fields)
    if (node.fields and not field) or not (node.level or node.fields or node.credits):
        return None
    if any(one.value is None or one.unit not in ("semester_hour", "quarter_hour") for one in node.credits):
        return None
    if any(one.fields and not _subject(one.fields) for one in node.credits):
        return None
    credits_in = [_subject(one.fields) for one in node.credits]
    first: dict[str, object] = {
        "id": "d1",
        "level": node.level or "bachelor",
        "field": ", ".join(dict.fromkeys(part for part in (field, *credits_in[:1]) if part)),
        "accredited": True,
    }
    first.update({"expected": written(_next_year(on))} if node.in_progress else {"conferred": written(on)})
    found = []
    for place, one in enumerate(node.credits):
        unit = "semester_hours" if one.unit == "semester_hour" else "quarter_hours"
        base = first if place == 0 else {"id": f"d{place + 1}", "level": "college", "field": credits_in[place]}
        found.append(Degree.model_validate({**base, unit: one.value}))
    return tuple(found) or (Degree.model_validate(first),)


def _college(node: Education, policy: Policy, on: date) -> tuple[Degree, ...] | None:
    """Years of college: by the hours of a year where a source says how many, else by the degree that holds them."""
    if node.fields or node.level == "graduate" or node.credits or node.amount is None:
        return None
    if node.amount.value is None or node.amount.unit != "year":
        return None
    rule = policy.on(on).credits_to_year
    if rule is not None:
        return (Degree(id="d1", level="college", semester_hours=node.amount.value * rule.semester),)
    for level, years in NOMINAL.items():
        if years == node.amount.value:
            return (Degree.model_validate({"id": "d1", "level": level, "conferred": written(on)}),)
    return None


def _subject(fields: Sequence[str]) -> str:
    return next((one for one in fields if stems(one)), "")


def _next_year(on: date) -> date:
    return on + timedelta(days=365)


# --- licences and age -----------------------------------------------------------------------------------------


def licence_for(node: Licence, on: date) -> HeldLicence | None:
    """A licence that answers the node, valid through the day itself; `None` when its words name none."""
    name = node.name or node.text
    if not stems(name):
        return None
    return HeldLicence(id="l1", name=name, class_=node.class_, issuer=node.issuer, valid_through=written(on))


def youngest(node: Age, on: date) -> date | None:
    """The latest day of birth with which the least age is reached on the day; `None` when no whole age is asked."""
    if node.at_least is None or node.at_least != node.at_least.to_integral_value():
        return None
    years = int(node.at_least)
    around = date(on.year - years, on.month, min(on.day, 28)) + timedelta(days=4)
    return next(day for day in (around - timedelta(days=n) for n in range(9)) if birthday(day, years) <= on)


def oldest(node: Age, on: date) -> date | None:
    """The earliest day of birth with which the greatest age is not passed on the day."""
    if node.at_most is None or node.at_most != node.at_most.to_integral_value():
        return None
    years = int(node.at_most) + 1
    around = date(on.year - years, on.month, min(on.day, 28)) - timedelta(days=4)
    return next(day for day in (around + timedelta(days=n) for n in range(12)) if birthday(day, years) > on)
