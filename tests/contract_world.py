"""A contract year of 2004-05 for tests of what comes after the agreement: rows, and no act is taken.

The executive holds a position of the Department of Revenue; its appointing authority, its director and its officer are
other people. The record is on the first of September 2004.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from appointing_world import AT, person, vouch
from recorded import once
from service_world import YEAR, appointment_row, contract_row, position_row, seat_row

NEXT_YEAR = date(2005, 7, 1)
SIGNED_AT = datetime(2004, 6, 14, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class ContractYear:
    """The people around one contract, and the contract."""

    executive: Any
    authority: Any
    """The appointing authority of the position."""
    director: Any
    officer: Any
    """Agency HR of the department."""
    successor: Any
    """Holds the role of an appointing authority in the department, and no position is theirs."""
    staff: Any
    personnel_director: Any
    auditor: Any
    elsewhere: Any
    """The director of another department."""
    seat: Any
    appointment: Any
    contract: Any
    """A `PerformanceContract`, its first version signed by all three."""
    version: Any
    record: Any
    """The `ContractRecord` that the law judges."""


def text(**more: Any) -> Any:
    """Words of a contract: two areas, one project, one measure with a target; `more` replaces whole parts."""
    from meritbook.core.contracts.text import Area, ContractText, Measure, Objective, Parties, Project, Terms

    wait = Measure(
        key="wait-days", says="Days from return to refund, mean of the year.", unit="days", direction="at_most",
        target=Decimal(21), source="Monthly report of the refund unit.",
    )  # fmt: skip
    calls = Measure(key="calls-answered", says="Calls answered in five minutes.", unit="%", target=Decimal(80))
    parts: dict[str, Any] = {
        "parties": Parties(
            employee="Year Executive", employee_username="year_executive", title="Chief of Audit", position="Y-1",
            department="Department of Revenue", division="Audit", appointing_authority="Year Authority",
            appointing_authority_username="year_authority", appointing_authority_title="Deputy Director",
            department_director="Year Director", department_director_username="year_director",
        ),
        "terms": Terms(
            starts_on=YEAR, ends_before=NEXT_YEAR, salary=Decimal("9000.00"), cap=Decimal("10763.00")
        ),
        "notes": ("A lower salary in the next contract cannot be appealed.",),
        "areas": (
            Area(
                key="customers", title="Customers",
                objectives=(
                    Objective(key="customers-goals", says="Goals look to the taxpayer.", on_form=True),
                    Objective(key="customers-wait", says="Refunds come soon.", measures=(wait, calls)),
                ),
            ),
            Area(
                key="credibility", title="Credibility",
                objectives=(Objective(key="credibility-budgets", says="Budgets are kept.", on_form=True),),
            ),
        ),
        "projects": (
            Project(key="new-plant", says="Open the new processing plant.", results_expected="In use by 1 May 2005."),
        ),
        **more,
    }  # fmt: skip
    return ContractText(**parts)


def contract_of(appointment: Any, by: Any, words: Any, *, signers: dict[str, Any], record: Any = None) -> Any:
    """A performance contract whose first version all have signed; `signers` by the role in which they did."""
    from meritbook.core.values import canonical_json
    from meritbook.records.models import ContractSignature, ContractVersion, PerformanceContract

    terms = words.terms
    contract = PerformanceContract.objects.create(
        appointment=appointment, starts_on=terms.starts_on, ends_before=terms.ends_before, record=record,
        drawn_by=by, drawn_at=SIGNED_AT,
    )  # fmt: skip
    version = ContractVersion.objects.create(
        contract=contract, number=1, status="signed", text_json=canonical_json(words), sha256=words.seal(),
        saved_by=by, saved_at=SIGNED_AT, proposed_by=by, proposed_at=SIGNED_AT, proposed_side="department",
        agreed_by=signers["employee"], agreed_at=SIGNED_AT, signed_on=SIGNED_AT.date(),
    )  # fmt: skip
    signatures = [
        ContractSignature.objects.create(
            version=version, role=role, kind="electronic", signed_by=who, recorded_by=who, signed_at=SIGNED_AT,
            sections_json=canonical_json(words.hashes()), text_sha256=words.seal(),
        )
        for role, who in signers.items()
    ]  # fmt: skip
    vouch(contract, version, *signatures)
    return contract


def contract_year_of(departments: Any) -> ContractYear:
    """The record; the fixture `contract_year` of `conftest.py` gives it."""
    return once("contract_year", lambda: _contract_year(departments), departments)


def _contract_year(departments: Any) -> ContractYear:
    revenue, transport = departments.revenue, departments.transport
    staff = person("year_staff", "personnel_staff")
    executive = person("year_executive", "executive", revenue)
    authority = person("year_authority", "appointing_authority", revenue)
    director = person("year_director", "department_director", revenue)
    seat = seat_row(position_row(revenue, "Y-1", staff, appointing_authority=authority), staff)
    appointment = appointment_row(seat, executive, staff)
    record = contract_row(appointment, staff)
    vouch(seat.position, seat, appointment, record)
    contract = contract_of(
        appointment, authority, text(), record=record,
        signers={"employee": executive, "appointing_authority": authority, "department_director": director},
    )  # fmt: skip
    return ContractYear(
        executive=executive,
        authority=authority,
        director=director,
        officer=person("year_officer", "agency_hr", revenue),
        successor=person("year_successor", "appointing_authority", revenue),
        staff=staff,
        personnel_director=person("year_personnel_director", "personnel_director"),
        auditor=person("year_auditor", "auditor"),
        elsewhere=person("year_elsewhere", "department_director", transport),
        seat=seat,
        appointment=appointment,
        contract=contract,
        version=contract.versions.get(),
        record=record,
    )


RATED = (
    "customers-goals", "customers-wait", "area.customers", "credibility-budgets", "area.credibility", "new-plant",
    "overall",
)  # fmt: skip
"""What is rated in the words of `text`."""


def final_appraisal(contract: Any, rater: Any, at: datetime, mark: int = 3) -> Any:
    """A final appraisal of the contract, taken through the acts: the same mark for everything."""
    from meritbook.actions import Actor, finish_appraisal, show_appraisal, write_appraisal

    marks = {key: {"mark": mark, "says": "As agreed."} for key in RATED}
    taken = {"contract": contract, "kind": "rater", "marks": marks, "says": "A steady year."}
    row = write_appraisal.perform(Actor(rater), at=at, why="Year's end.", **taken)
    show_appraisal.perform(Actor(rater), at=at, why="To talk over.", appraisal=row)
    return finish_appraisal.perform(Actor(rater), at=at, why="Done.", appraisal=row, meeting_on=None)


__all__ = [
    "AT",
    "NEXT_YEAR",
    "RATED",
    "SIGNED_AT",
    "ContractYear",
    "contract_of",
    "contract_year_of",
    "final_appraisal",
    "text",
]
