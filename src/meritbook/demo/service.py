"""The executive service of the fictional state as plain values: seats, who holds them, contracts, acts of the year.

They are read from `data/service.toml`. Nothing is random: the same files give the same service.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor
from meritbook.demo import raters
from meritbook.demo.descriptions import dollars
from meritbook.demo.state import Department, State

FIRST_OFFICE, FIRST_CANDIDATE = 901, 951
"""From which number on the offices of a department, and the positions that are nominated, are numbered."""
FIRST_DAY, LAST_DAY = date(2004, 7, 1), date(2005, 6, 30)
NEXT_FIRST_DAY, NEXT_LAST_DAY = date(2005, 7, 1), date(2006, 6, 30)
SERVICE_BEGAN = date(1999, 7, 1)
"""Since when the positions that are taken over are in the service."""
NAMES_APART = 1000
"""How many names are left to the candidates of examinations."""


@dataclass(frozen=True)
class Contract:
    """A contract of a fiscal year; `agreed_on` is empty while it is not signed. `salary` is for a month."""

    salary: Decimal
    agreed_on: date | None
    at_central_hr_on: date | None


@dataclass(frozen=True)
class TakenOver:
    """A position that is in the service when the record begins."""

    department: str
    number: str
    executive: str
    """Username of who holds it; empty while it is vacant."""
    entered_on: date
    contract: Contract | None
    """That of 2004-05."""
    next_contract: Contract | None
    """That of 2005-06, as it stands when the story ends."""
    description: PositionDescription | None = None
    """None for a chief, whose position is described with the others."""
    supervisor: str = ""


@dataclass(frozen=True)
class Candidate:
    """A position that is nominated, within the year or by the reader."""

    id: str
    department: str
    number: str
    incumbent: str
    description: PositionDescription
    supervisor: str


@dataclass(frozen=True)
class Executive:
    """Somebody in the service who is not among the people of the state; those who are shown can sign in."""

    username: str
    full_name: str
    department: str
    shown: bool = False


@dataclass(frozen=True)
class Act:
    """Something that somebody does on a day; `facts` are its words and figures as the file has them."""

    on: date
    do: str
    facts: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """The word or figure of that name."""
        return self.facts[name]


@cache
def _data() -> dict[str, Any]:
    text = files("meritbook.demo").joinpath("data/service.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _draw(number: str, what: str, among: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{number} {what}".encode()).digest()[:4], "big") % among


def taken_over(state: State) -> Iterator[TakenOver]:
    """The positions in the service when the record begins, department by department."""
    cases = {one["position"]: one for one in _data()["case"]}
    for row in _data()["in_service"]:
        department = state.department(row["department"])
        code = department.code.lower()
        for rank in range(1, row.get("chiefs", len(department.divisions)) + 1):
            yield _taken_over(f"{department.code}-{rank + 1:04d}", f"chief{rank}.{code}", department, cases)
        for place, office in enumerate(_data()["office"][: row["offices"]]):
            number = f"{department.code}-{FIRST_OFFICE + place:04d}"
            yield _taken_over(number, f"executive{place + 1}.{code}", department, cases, office)


def _taken_over(
    number: str,
    executive: str,
    department: Department,
    cases: Mapping[str, Mapping[str, Any]],
    office: Mapping[str, Any] | None = None,
) -> TakenOver:
    case = cases.get(number, {})
    salary = Decimal(7900) + 50 * _draw(number, "salary", 50)
    vacant = case.get("is") == "vacant"
    contract = None
    if not vacant and case.get("is") != "no_contract":
        agreed_on = case.get("agreed_on", date(2004, 6, 14 + _draw(number, "agreed", 12)))
        sent_on = None if case.get("is") == "no_central_copy" else max(agreed_on, date(2004, 6, 28))
        contract = Contract(salary=salary, agreed_on=agreed_on, at_central_hr_on=sent_on)
    return TakenOver(
        department=department.code,
        number=number,
        executive="" if vacant else executive,
        entered_on=case.get("entered_on", date(1999 + _draw(number, "year", 5), 7, 1)),
        contract=contract,
        next_contract=None if contract is None else _next_contract(number, executive, salary),
        description=None if office is None else _office(office, department, number),
        supervisor="" if office is None else f"{department.code}-0001",
    )


def _next_contract(number: str, executive: str, salary: Decimal) -> Contract | None:
    told = {one["executive"]: one["is"] for one in _data()["next_year"]}
    # Four of five are agreed in the spring; in the reader's own department all but those that the story tells of.
    signed = number.startswith("REV-") or _draw(number, "next", 5) > 0
    how = told.get(executive, "agreed" if signed else "none")
    without = {one["position"] for one in acts_as_told() if one["do"] in ("notice", "withdraw_support")}
    if how == "none" or number in without:
        return None
    agreed_on = date(2005, 3, 14 + _draw(number, "next agreed", 15)) if how == "agreed" else None
    raised = salary + 25 * _draw(number, "raise", 6)
    return Contract(salary=raised, agreed_on=agreed_on, at_central_hr_on=date(2005, 3, 31) if agreed_on else None)


def candidates(state: State) -> tuple[Candidate, ...]:
    """The positions that are nominated."""
    return tuple(
        Candidate(
            id=one["id"],
            department=one["department"],
            number=one["number"],
            incumbent=one.get("incumbent", ""),
            description=_nominated(one, state.department(one["department"])),
            supervisor=f"{one['department']}-0001",
        )
        for one in _data()["candidate"]
    )


def number_of(candidate: str) -> str:
    """The number of a position that is nominated."""
    return next(str(one["number"]) for one in _data()["candidate"] if one["id"] == candidate)


def executives(state: State) -> Iterator[Executive]:
    """Who is in the service, or comes in, and is not among the people of the state."""
    known = {one.username for one in state.people}
    wanted = [one.executive or _of_office(one) for one in taken_over(state) if one.description is not None]
    wanted += [one.incumbent for one in candidates(state) if one.incumbent]
    wanted += [one["executive"] for one in acts_as_told() if one["do"] == "propose"]
    departments = {one.code.lower(): one.code for one in state.departments}
    names, asked = islice(state.more_names(), NAMES_APART, None), raters.usernames()
    for username in dict.fromkeys(wanted):
        if username not in known:
            code = departments[username.rpartition(".")[2]]
            yield Executive(username, next(names), code, shown=username == READER or username in asked)


READER = "manager.rev"
"""Who holds the position that the reader may nominate, and can sign in to read the rights."""


def _of_office(one: TakenOver) -> str:
    place = int(one.number.rpartition("-")[2]) - FIRST_OFFICE + 1
    return f"executive{place}.{one.department.lower()}"


def acts_as_told() -> list[dict[str, Any]]:
    """The acts of the year as the file has them."""
    told: list[dict[str, Any]] = _data()["act"]
    return told


def acts() -> tuple[Act, ...]:
    """The acts of the year in their order."""
    return tuple(
        Act(on=one["on"], do=one["do"], facts={k: v for k, v in one.items() if k not in ("on", "do")})
        for one in acts_as_told()
    )


def story_of(executive: str) -> str:
    """What the story says of an executive whose next contract is not agreed; empty where it says nothing."""
    return next((str(one["says"]) for one in _data()["next_year"] if one["executive"] == executive), "")


def poor_results() -> tuple[str, ...]:
    """Usernames of executives who missed results and about whom nothing is decided."""
    return tuple(one["executive"] for one in _data()["next_year"] if one.get("missed_results"))


def _office(one: Mapping[str, Any], department: Department, number: str) -> PositionDescription:
    return _describe({**_data()["description"], **one}, department, number, programs=())


def _nominated(one: Mapping[str, Any], department: Department) -> PositionDescription:
    parts = [part.strip() for part in one["field"].split(" and ")]
    programs = tuple(Program(name=part.capitalize(), reach="statewide", sub_programs=2) for part in parts)
    return _describe({**_data()["nominated"], **one}, department, one["number"], programs=programs)


def _describe(
    one: Mapping[str, Any], department: Department, number: str, *, programs: tuple[Program, ...]
) -> PositionDescription:
    budget, fte = Decimal(one["budget"]), Decimal(one["fte"])
    words = {
        "department": department.name,
        "director": department.director,
        "field": one["field"],
        "assets": one.get("assets", ""),
        "budget": dollars(budget),
        "fte": str(fte),
    }

    def said(text: str) -> str:
        return text.format_map(words)

    return PositionDescription(
        number=number,
        working_title=one["title"],
        current_class="Management",
        jurisdiction="State of Larkmoor",
        department=department.name,
        reports_to=Supervisor(title=department.director),
        direction_received="general_direction",
        purpose=said(one["purpose"]),
        duties=tuple(
            Duty(number=place, text=said(text), percent=Decimal(percent))
            for place, (percent, text) in enumerate(one["duties"], start=1)
        ),
        subordinates=tuple(
            Subordinate(title=title, count=count, kind=kind, pay_level=pay)
            for title, count, kind, pay in one["subordinates"]
        ),
        supervision=said(one["supervision"]),
        budget=budget,
        budget_role="approves",
        budget_text=said(one["budget_text"]),
        fte=fte,
        programs=programs,
        policy_role="formulates" if programs else "establishes",
        policy_text=said(one["policy_text"]),
        decisions=said(one["decisions"]),
        contacts=said(one["contacts"]),
        specialised_qualification_required=False,
        qualifications=one["qualifications"],
    )
