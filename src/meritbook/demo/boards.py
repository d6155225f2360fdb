"""The local boards of the demonstration: five of them, one with empty seats and one whose report is late.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    carry_board_money,
    count_board_children,
    decide_board_report,
    designate_board,
    draw_board_report,
    enter_community_plan,
    found_board,
    name_board_member,
    open_board_program,
    record_board_approval,
    record_board_assistance,
    record_board_indicator,
    record_board_payment,
    record_service_figures,
    share_out_board_money,
    submit_board_report,
)
from meritbook.demo.serving import WHY, actor
from meritbook.records import clock
from meritbook.records.models import (
    BoardAssistance,
    BoardReport,
    BoardReportStatus,
    BoardSharing,
    Department,
    LocalBoard,
    MoneyKind,
)

KEEPER, DECIDES = "results", "results2"
"""Who keeps the boards and submits their reports, and who decides on them."""
DEPARTMENT, YEAR = "HHS", 2004
BEGAN, TERM = date(2000, 7, 1), (date(2003, 7, 1), date(2006, 7, 1))
Tick = Callable[[int, int], None]


def told() -> dict[str, Any]:
    """The story of the boards as the file has it."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "boards.toml").read_text(encoding="utf-8"))


def tell(tick: Tick) -> None:
    """Put everything on record that is not there yet."""
    story = told()
    department = Department.objects.get(code=DEPARTMENT)
    rows = [(one, _board(one, department, story["kinds"])) for one in story["board"]]
    for one in story["assistance"]:
        _assistance(one)
    for year, amount in story["appropriation"].items():
        if not BoardSharing.objects.filter(department=department, fiscal_year=int(year)).exists():
            share_out_board_money.perform(
                actor(DECIDES),
                **_now(),
                department=department,
                fiscal_year=int(year),
                appropriation=Decimal(amount),
                source=story["source"][year],
            )
    for done, (one, row) in enumerate(rows, start=1):
        _year(one, row)
        tick(done, len(rows))


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _board(one: dict[str, Any], department: Department, kinds: list[str]) -> LocalBoard:
    row: LocalBoard | None = LocalBoard.objects.filter(key=one["key"]).first()
    if row is None:
        row = found_board.perform(
            actor(KEEPER),
            **_now(),
            key=one["key"],
            title=one["title"],
            department=department,
            area_kind=one.get("kind", "county"),
            area=one["area"],
            starts_on=BEGAN,
        )
    there = set(row.members.values_list("name", flat=True))
    for name, kind in zip(one["members"], kinds, strict=False):
        if name not in there:
            name_board_member.perform(
                actor(KEEPER), **_now(), board=row, name=name, kind=kind, starts_on=TERM[0], ends_before=TERM[1]
            )
    if not row.designations.exists():
        designate_board.perform(
            actor(DECIDES), **_now(), board=row, starts_on=TERM[0], ends_before=TERM[1], says="Order of June 2003."
        )
    counted = set(row.children.values_list("fiscal_year", flat=True))
    for year, children in one["children"].items():
        if int(year) not in counted:
            count_board_children.perform(
                actor(KEEPER), **_now(), board=row, fiscal_year=int(year), children=children,
                source=f"Estimate of the state's demographer for {year}.",
            )  # fmt: skip
    return row


def _year(one: dict[str, Any], row: LocalBoard) -> None:
    if not row.plans.exists():
        indicators = [{"key": "ready", "title": "Children found ready for school in the fall survey", "unit": "%"}]
        priorities = [
            {"key": "start", "title": "A good start", "indicators": indicators},
            {"key": "near", "title": "Help that is near", "indicators": []},
        ]
        enter_community_plan.perform(
            actor(KEEPER), **_now(), board=row, title=f"Community plan of {one['title']}, 2003 to 2006",
            needs=one["needs"], priorities=priorities, starts_on=TERM[0], adopted_on=date(2003, 6, 16),
        )  # fmt: skip
    for key, title, provider, kind, children, families, spent in one["programs"]:
        program = row.programs.filter(key=key).first() or open_board_program.perform(
            actor(KEEPER), **_now(), board=row, key=key, title=title, provider=provider, kind=kind, priority="start",
            starts_on=TERM[0],
        )  # fmt: skip
        if spent and not program.figures.exists():
            record_service_figures.perform(
                actor(KEEPER), **_now(), program=program, fiscal_year=YEAR, children=children, families=families,
                spent=Decimal(spent), source="Year-end report of the provider.",
            )  # fmt: skip
    for key, value in one["indicators"].items():
        if not row.indicator_values.filter(indicator=key).exists():
            record_board_indicator.perform(
                actor(KEEPER), **_now(), board=row, fiscal_year=YEAR, indicator=key, value=Decimal(value),
                source="Fall survey of the schools, 2003.",
            )  # fmt: skip
    if not row.money.filter(kind=MoneyKind.PAYMENT).exists():
        share = row.money.get(fiscal_year=YEAR, kind=MoneyKind.SHARE).amount
        record_board_payment.perform(
            actor(KEEPER), **_now(), board=row, fiscal_year=YEAR, amount=share, paid_on=date(2003, 8, 15),
            says=f"Warrant 0311-{row.pk:03}",
        )  # fmt: skip
    if "carry" in one and not row.money.filter(kind=MoneyKind.CARRIED).exists():
        carry_board_money.perform(
            actor(DECIDES), **_now(), board=row, fiscal_year=YEAR, amount=Decimal(one["carry"]),
            says="Asked for in June, for the places that open in fall.",
        )  # fmt: skip
    if one["report"]:
        _report(one, row)


def _report(one: dict[str, Any], row: LocalBoard) -> None:
    held: BoardReport | None = row.reports.filter(fiscal_year=YEAR).first()
    if held is None:
        held = draw_board_report.perform(
            actor(KEEPER), **_now(), board=row, fiscal_year=YEAR, narrative=one["narrative"]
        )
    seats = len(one["members"])
    if held.status == BoardReportStatus.DRAWN:
        held = record_board_approval.perform(
            actor(KEEPER), **_now(), report=held, approved_on=clock.today(), votes_for=seats - 2, against=1,
            abstained=0, says="Minutes of the summer meeting.",
        )  # fmt: skip
    if held.status == BoardReportStatus.APPROVED:
        held = submit_board_report.perform(actor(KEEPER), **_now(), report=held)
    if held.status == BoardReportStatus.SUBMITTED and one["report"] == "accepted":
        decide_board_report.perform(actor(DECIDES), **_now(), report=held, accept=True, says="Complete, and in time.")


def _assistance(one: dict[str, Any]) -> None:
    board = LocalBoard.objects.get(key=one["board"])
    if not BoardAssistance.objects.filter(board=board, topic=one["topic"]).exists():
        record_board_assistance.perform(
            actor(KEEPER), **_now(), board=board, kind=one["kind"], given_on=one["given_on"],
            hours=Decimal(one["hours"]), topic=one["topic"], people=one["people"],
        )  # fmt: skip
