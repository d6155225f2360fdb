"""What the API takes and answers about investments and the budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Text
from meritbook.api.shapes import Because
from meritbook.core.results.realised import Compared, Realised
from meritbook.core.results.return_case import CaseText
from meritbook.core.results.returns import Worked
from meritbook.core.results.sensitivity import Bar, BreakEven
from meritbook.core.results.spending import UnitCost
from meritbook.desk.returns import ReturnLine, ReturnShown
from meritbook.desk.spending import UnitLine

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,79}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,40}$")]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Seal = Annotated[str, Field(min_length=64, max_length=64)]
Dollars = Annotated[Decimal, Field(ge=0, lt=10**14)]


class ProposeReturn(Because):
    """A case: its words, lines with figures by fiscal year, and what it serves (`CaseText`)."""

    key: Key
    title: Title
    department: str | None = None
    """A code; null for the enterprise as a whole."""
    text: dict[str, Any]


class ChangeReturn(Because):
    """The next version of the words and figures."""

    text: dict[str, Any]
    because: Text
    sha256: Seal
    """That of the version that the writer began with."""


class DecideReturn(Because):
    """A decision, of the version that was read."""

    approve: bool
    says: Text
    sha256: Seal


class StartReturn(Because):
    """From when on it is under way."""

    started_on: date


class VerifyReturn(Because):
    """What came (`Realised`), and how it was verified."""

    realised: dict[str, Any]
    says: Text


class EndReturn(Because):
    """The reason for which it ends."""

    because: Text


class EnterBudgetUnit(Because):
    """A unit of the budget."""

    code: Code
    title: Title
    department: str | None = None


class RecordSpending(Because):
    """What a unit was given and has spent; null where it is not known."""

    year: int
    appropriated: Dollars | None = None
    spent: Dollars | None = None
    spent_through: date | None = None
    source: Text


class ReturnAnswer(Schema):
    """A case in a list; amounts are dollars, null where a figure that they rest on is missing."""

    key: str
    title: str
    department: str | None
    status: str
    npv: str | None
    rates: list[str]
    """The rates that balance it; several are all told, and none of them stands alone."""
    payback_years: str | None
    missing: list[str]
    came: str
    """`met`, `not_met`, or `undetermined` also before a verification."""
    verify_by: date | None
    overdue: bool


class ReturnVerificationAnswer(Schema):
    """A verification beside the promise."""

    number: int
    verified_on: date
    verified_by: str
    says: str
    sha256: str
    realised: Realised
    compared: Compared


class ReturnPageAnswer(ReturnAnswer):
    """One case with everything that it says."""

    version: int
    sha256: str
    text: CaseText
    worked: Worked
    tornado: list[Bar]
    break_evens: list[BreakEven]
    decay: str
    verifications: list[ReturnVerificationAnswer]
    acts: list[str]


class UnitResultAnswer(Schema):
    """A measure that names the unit; `cost` is null where it is no output."""

    measure: str
    title: str
    kind: str
    standing: str
    cost: UnitCost | None


class BudgetUnitAnswer(Schema):
    """A unit in a fiscal year."""

    code: str
    title: str
    department: str | None
    year: str
    appropriated: str | None
    spent: str | None
    spent_through: date | None
    source: str
    results: list[UnitResultAnswer]


def money(amount: Decimal | None) -> str | None:
    """An amount as the API writes it."""
    return None if amount is None else f"{amount:.2f}"


def return_answer(line: ReturnLine) -> dict[str, Any]:
    """A case in a list."""
    case, worked = line.case, line.worked
    years = worked.payback.years if worked.payback is not None else None
    return {
        "key": case.key,
        "title": case.title,
        "department": case.department.code if case.department else None,
        "status": case.status,
        "npv": money(worked.npv),
        "rates": [str(one) for one in worked.balance.rates] if worked.balance is not None else [],
        "payback_years": None if years is None else str(years),
        "missing": list(worked.missing),
        "came": str(line.came),
        "verify_by": case.verify_by,
        "overdue": line.overdue,
    }


def page_answer(shown: ReturnShown) -> dict[str, Any]:
    """One case."""
    line = shown.line
    return {
        **return_answer(line),
        "version": shown.version.number,
        "sha256": shown.version.sha256,
        "text": shown.version.text,
        "worked": line.worked,
        "tornado": list(shown.bars),
        "break_evens": list(shown.break_evens),
        "decay": line.decay.says if line.decay is not None else "",
        "verifications": [
            {
                "number": one.row.number,
                "verified_on": one.row.verified_on,
                "verified_by": one.row.verified_by.full_name,
                "says": one.row.says,
                "sha256": one.row.sha256,
                "realised": one.row.realised,
                "compared": one.compared,
            }
            for one in shown.verifications
        ],
        "acts": sorted(shown.acts),
    }


def unit_answer(line: UnitLine) -> dict[str, Any]:
    """A unit in a year."""
    return {
        "code": line.unit.code,
        "title": line.unit.title,
        "department": line.unit.department.code if line.unit.department else None,
        "year": line.spent.year.label,
        "appropriated": money(line.spent.appropriated),
        "spent": money(line.spent.spent),
        "spent_through": line.spent.through,
        "source": line.figure.source if line.figure is not None else "",
        "results": [
            {
                "measure": one.line.measure.key,
                "title": one.line.measure.title,
                "kind": str(one.line.definition.kind),
                "standing": one.line.standing.sentence,
                "cost": one.cost,
            }
            for one in line.results
        ],
    }
