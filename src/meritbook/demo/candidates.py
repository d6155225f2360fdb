"""Requirements, examinations and candidates of the fictional state, from `data/examinations.toml`.

The same candidates on every machine: what varies is taken from the hash of the candidate's number, never from chance.
"""

from __future__ import annotations

import calendar
import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from meritbook.core.qualifications.candidate import (
    Application,
    Candidate,
    Degree,
    HeldLicence,
    Job,
    PartialDate,
    Person,
)
from meritbook.demo.state import State

ON = date(2005, 1, 14)
"""The day on which every candidate of the demonstration must qualify."""


@dataclass(frozen=True)
class DemoRequirement:
    """A requirement: the words of a class (`plan/ref`), or words of its own."""

    key: str
    title: str
    policy: str
    class_name: str
    text: str


@dataclass(frozen=True)
class DemoCandidate:
    """A candidate, and the kind that it is a copy of."""

    kind: str
    application: Application
    account: str = ""
    """Username of the candidate, where they have an account of their own."""

    @property
    def number(self) -> str:
        """The number in the examination."""
        return self.application.candidate.number


@dataclass(frozen=True)
class DemoExamination:
    """An examination with its candidates; without a department it is statewide."""

    number: str
    title: str
    requirement: str
    department: str
    candidates: tuple[DemoCandidate, ...]

    def copy_of(self, kind: str, place: int) -> DemoCandidate:
        """The candidate that is this copy of a kind, counted from 1."""
        return [one for one in self.candidates if one.kind == kind][place - 1]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("meritbook.demo").joinpath("data/examinations.toml").read_text(encoding="utf-8"))


def requirements() -> tuple[DemoRequirement, ...]:
    """The requirements, in the order of the file."""
    return tuple(
        DemoRequirement(
            key=one["key"],
            title=one["title"],
            policy=one["policy"],
            class_name=one.get("class", ""),
            text=one.get("text", "").strip(),
        )
        for one in _data()["requirement"]
    )


def examinations(state: State) -> tuple[DemoExamination, ...]:
    """The examinations, in the order of the file."""
    names = state.more_names()
    return tuple(
        DemoExamination(
            number=one["number"],
            title=one["title"],
            requirement=one["requirement"],
            department=one.get("department", ""),
            candidates=tuple(_candidates(one, state, names)),
        )
        for one in _data()["examination"]
    )


def _candidates(
    examination: dict[str, Any], state: State, names: Iterator[str], *, copies: int = 0, prefix: str = ""
) -> Iterator[DemoCandidate]:
    """The candidates, kind after kind in turn, so that neighbours differ; `copies` of each where it is given."""
    kinds = examination["kind"]
    place = 0
    for turn in range(copies or max(kind["copies"] for kind in kinds)):
        for kind in kinds:
            if turn < (copies or kind["copies"]):
                place += 1
                number = f"{prefix or examination['prefix']}-{place:03d}"
                yield DemoCandidate(kind["id"], _application(kind, number, state, next(names)), kind.get("account", ""))


def acts() -> list[dict[str, Any]]:
    """What people did, in order, as the file has it."""
    found: list[dict[str, Any]] = _data()["act"]
    return found


def stated_anew(examination: str, like: str, number: str, state: State) -> Candidate:
    """What the candidate of that number states when they state the same as a kind of candidate."""
    kinds = next(one["kind"] for one in _data()["examination"] if one["number"] == examination)
    kind = next(one for one in kinds if one["id"] == like)
    return _application(kind, number, state, next(state.more_names())).candidate


def file_to_try(state: State, *, copies: int = 34) -> str:
    """A CSV of some hundreds of candidates for the first examination, whom nobody has received yet."""
    first = _data()["examination"][0]
    columns = (
        "candidate", "kind", "title", "employer", "starts", "ends", "current", "hours", "paid", "duties", "level",
        "field", "institution", "conferred", "expected",
    )  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for one in _candidates(first, state, state.more_names(), copies=copies, prefix="TRY"):
        writer.writerows(_rows(one.application.candidate))
    return out.getvalue()


def _rows(candidate: Candidate) -> Iterator[dict[str, str]]:
    for job in candidate.jobs or ():
        yield {
            "candidate": candidate.number,
            "kind": "job",
            "title": job.title,
            "employer": job.employer,
            "starts": str(job.starts or ""),
            "ends": str(job.ends or ""),
            "current": "yes" if job.current else "",
            "hours": f"{job.hours:f}" if job.hours is not None else "",
            "duties": "|".join(job.duties),
        }
    for degree in candidate.degrees or ():
        yield {
            "candidate": candidate.number,
            "kind": "degree",
            "title": degree.title,
            "level": degree.level,
            "field": degree.field,
            "institution": degree.institution,
            "conferred": str(degree.conferred or ""),
            "expected": str(degree.expected or ""),
        }
    if candidate.degrees == ():
        yield {"candidate": candidate.number, "kind": "no degree"}


# --- one candidate ------------------------------------------------------------------------------------------------


def _draw(number: str, what: str, among: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{number} {what}".encode()).digest()[:4], "big") % among


def _application(kind: dict[str, Any], number: str, state: State, name: str) -> Application:
    schools = _data()["schools"]
    degrees = licences = None
    if "degrees" in kind:
        degrees = tuple(
            Degree(
                id=f"degree{place}",
                level=one.get("level", ""),
                title=one["title"],
                field=one["field"],
                institution=schools[_draw(number, f"school {place}", len(schools))],
                conferred=_month(-12 * one["years_ago"] - _draw(number, "conferred", 7))
                if "years_ago" in one
                else None,
                expected=_month(one["expected_in"]) if "expected_in" in one else None,
            )
            for place, one in enumerate(kind["degrees"], start=1)
        )
    if "licences" in kind:
        licences = tuple(
            HeldLicence(
                id=f"licence{place}",
                name=one["name"],
                class_=one["class"],
                valid_from=_day(-60 - _draw(number, "licence", 12)),
                valid_through=_day(12 * one["valid_years"] + _draw(number, "licence", 6), last=True),
            )
            for place, one in enumerate(kind["licences"], start=1)
        )
    candidate = Candidate(
        number=number,
        jobs=tuple(_jobs(kind["jobs"], number, state)) if "jobs" in kind else None,
        degrees=degrees,
        licences=licences,
    )
    given, family = name.split()
    person = Person(name=name, email=f"{given}.{family}@mail.example".lower(), birth_date=date(1970, 1, 1))
    return Application(person=person, candidate=candidate)


def _jobs(listed: list[dict[str, Any]], number: str, state: State) -> Iterator[Job]:
    """The jobs, the latest first: each begins where the one after it lets it end."""
    # Months before the day on which the next later job began.
    before = 0
    for place, one in enumerate(listed, start=1):
        current = one.get("current", False)
        ends = before + one.get("gap", 0) - one.get("overlap", 0)
        if place == 1 and not current:
            ends += 1 + _draw(number, "since", 9)
        months = one["months"] + _draw(number, f"months {place}", one["spread"] + 1)
        before = ends + months
        employers = [one["employer"]] if "employer" in one else _data()["employers"]
        city = state.cities[_draw(number, f"city {place}", len(state.cities))]
        yield Job(
            id=f"job{place}",
            title=one["title"],
            employer=employers[_draw(number, f"employer {place}", len(employers))].format(city=city),
            starts=_day(-before),
            ends=None if current else _day(-ends - 1, last=True),
            current=current,
            hours=Decimal(one["hours"]) if "hours" in one else None,
            paid=one.get("paid"),
            duties=tuple(one["duties"]),
        )


def _month(months: int) -> PartialDate:
    """The month that lies so many months after the day on which candidates must qualify."""
    years, month = divmod(ON.year * 12 + ON.month - 1 + months, 12)
    return PartialDate(year=years, month=month + 1)


def _day(months: int, *, last: bool = False) -> PartialDate:
    """The first day of that month, or its last."""
    one = _month(months)
    assert one.month is not None  # noqa: S101  # `_month` gives it
    day = calendar.monthrange(one.year, one.month)[1] if last else 1
    return PartialDate(year=one.year, month=one.month, day=day)
