"""Position descriptions of the fictional state: hand-written ones, each filled in for several divisions.

The same division, the same figures, the same words on every machine: what varies is taken from the hash of the
position's number, never from chance.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor
from meritbook.demo.state import Department, Division, State

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DATA = ("leaders", "kansas", "maine", "others")
_TEXTS = ("purpose", "supervision", "budget_text", "policy_text", "decisions", "contacts", "specialised_qualification",
          "qualifications")  # fmt: skip


@dataclass(frozen=True)
class DemoPosition:
    """A position of the fictional state."""

    source: str
    """Which hand-written description it was filled in from."""
    department: str
    plan: str
    """The plan that it is studied against; empty for all of them."""
    written_for: str
    draft: bool
    description: PositionDescription
    incumbent: str = ""
    """Username of who holds it."""
    supervisor: str = ""
    """Number of the position that it reports to, in the same department."""


@cache
def hand_written() -> tuple[dict[str, Any], ...]:
    """The hand-written descriptions, in the order of their files."""
    folder = files("meritbook.demo").joinpath("data", "positions")
    return tuple(
        one
        for name in _DATA
        for one in tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))["description"]
    )


def positions(state: State) -> Iterator[DemoPosition]:
    """Every position of the state, numbered department by department."""
    counts: dict[str, int] = {}
    leads: dict[str, str] = {}
    for place, one in enumerate(hand_written()):
        for department, division, copy in _where(state, one, place):
            counts[department.code] = counts.get(department.code, 0) + 1
            number = f"{department.code}-{counts[department.code]:04d}"
            kind = one.get("kind", "")
            supervisor = leads.get(department.code if kind else f"{department.code} {division.name}", "")
            if kind:
                leads[department.code if kind == "director" else f"{department.code} {division.name}"] = number
            yield DemoPosition(
                incumbent=_incumbent(kind, department, division),
                supervisor=supervisor,
                source=one["id"],
                department=department.code,
                plan=one["plan"],
                written_for=one["written_for"],
                draft=one.get("draft", False),
                description=_fill(one, state, department, division, number, copy),
            )


def _where(state: State, one: dict[str, Any], place: int) -> Iterator[tuple[Department, Division, int]]:
    kind = one.get("kind")
    if kind:
        for department in state.departments:
            for division in department.divisions[: 1 if kind == "director" else None]:
                yield department, division, 0
        return
    allowed = one.get("divisions")
    places = [pair for pair in state.places() if allowed is None or pair[1].name in allowed]
    # Each description starts somewhere else, so that no department gets all the first copies.
    start = place * 7 if allowed is None else 0
    for copy in range(one["copies"]):
        department, division = places[(start + copy * (5 if allowed is None else 1)) % len(places)]
        yield department, division, copy


def _incumbent(kind: str, department: Department, division: Division) -> str:
    code = department.code.lower()
    if kind == "director":
        return f"director.{code}"
    return f"chief{department.divisions.index(division) + 1}.{code}" if kind == "chief" else ""


def _draw(number: str, what: str, among: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{number} {what}".encode()).digest()[:4], "big") % among


def dollars(amount: Decimal) -> str:
    """`$2.1 million` from a million up, else `$380,000`."""
    if amount >= 1_000_000:
        millions = (amount / 1_000_000).quantize(Decimal("0.1")).normalize()
        return f"${millions:f} million"
    return f"${amount:,.0f}"


def _fill(
    one: dict[str, Any], state: State, department: Department, division: Division, number: str, copy: int
) -> PositionDescription:
    # From 80 to 125 percent of the hand-written figure: enough to differ, too little to change the kind of work.
    scale = Decimal(80 + 5 * _draw(number, "size", 10)) / 100
    units = 3 + _draw(number, "units", 4)
    budget = fte = None
    if "budget" in one:
        budget = Decimal(one["budget"]) if one.get("budget_fixed") else _rounded(Decimal(one["budget"]) * scale)
    if "fte" in one:
        fte = Decimal(one["fte"]) if one.get("fte_fixed") else Decimal(round(one["fte"] * scale))
    turn = copy // 3 % 3
    first, second, third = (division.programs[(place + turn) % 3] for place in range(3))
    words = {
        "department": department.name,
        "division": division.name,
        "director": department.director,
        "chief": f"Chief of the {division.name}",
        "p1": first,
        "p2": second,
        "p3": third,
        "P1": _title(first),
        "P2": _title(second),
        "P3": _title(third),
        "unit": division.unit,
        "n_units": NUMBER_WORDS[units],
        "clients": division.clients,
        "Clients": _capital(division.clients),
        "partners": division.partners,
        "Partners": _capital(division.partners),
        "city": state.cities[_draw(number, "city", len(state.cities))],
        "budget": dollars(budget) if budget is not None else "",
        "fte": str(fte) if fte is not None else "",
    }

    def said(text: str) -> str:
        return text.format_map(words)

    subordinates = one.get("subordinates")
    counted = {"units": units, "divisions": len(department.divisions)}
    return PositionDescription(
        number=number,
        working_title=said(one["working_title"]),
        current_class=one.get("current_class", ""),
        jurisdiction=state.name,
        department=department.name,
        division=division.name,
        location=words["city"],
        reports_to=Supervisor(title=said(one["reports_to"])) if "reports_to" in one else None,
        direction_received=one.get("direction_received"),
        duties=tuple(
            Duty(number=place, text=said(text), percent=Decimal(percent))
            for place, (percent, text) in enumerate(one["duties"], start=1)
        ),
        subordinates=None
        if subordinates is None
        else tuple(
            Subordinate(title=title, count=counted.get(count, count), kind=kind, pay_level=pay)
            for title, count, kind, pay in subordinates
        ),
        budget=budget,
        budget_role=one.get("budget_role"),
        fte=fte,
        programs=tuple(
            Program(name=words.get(name, name), reach=reach, sub_programs=subs)
            for name, reach, subs in one.get("programs", ())
        ),
        policy_role=one.get("policy_role"),
        specialised_qualification_required=one.get("specialised_qualification_required"),
        **{field: said(one.get(field, "")) for field in _TEXTS},
    )


def _rounded(amount: Decimal) -> Decimal:
    step = 100_000 if amount >= 1_000_000 else 10_000
    return Decimal(round(amount / step) * step)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(program: str) -> str:
    return " ".join(word if word in ("and", "of") else _capital(word) for word in program.split())
