"""Local boards for tests: two of the Department of Revenue, one of Transport; the money of 2025 is shared out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from year_stage import do

KINDS = ("citizen", "citizen", "citizen", "elected", "education", "health", "services", "faith", "business", "consumer")
"""Ten members; three more named below make citizens and elected officials a majority."""
YEAR = 2025
PRIORITIES = [
    {
        "key": "ready",
        "title": "Children come to school ready",
        "indicators": [
            {"key": "screened", "title": "Children screened by the age of three", "unit": "%"},
        ],
    },
    {"key": "care", "title": "Care that parents can pay", "indicators": []},
]


@dataclass(frozen=True)
class Boards:
    """What is on record of local boards on 2 March 2026."""

    river: Any
    """Composed as asked, designated, with a plan and two programs; its report on 2025 is drawn up and approved."""
    hills: Any
    """Broken: three members. Designated, no plan."""
    elsewhere: Any
    """Of the Department of Transport, with nothing but its area."""
    nursery: Any
    visits: Any
    """Programs of `river`."""
    member: Any
    """A member of `river`, until the end of June 2026."""
    sharing: Any
    report: Any
    """Of `river` on 2025: approved by the board, by 9 to 1."""
    submitted: Any
    """Of `hills` on 2024: submitted by the facilitator, complete."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address of a board: the parts."""
        one = {"key": self.river.key}
        report = {**one, "pk": self.report.pk}
        same = (
            "", "_area", "_dissolve", "_member_new", "_designate", "_plan", "_program_new", "_children", "_amend",
            "_payment", "_carry", "_file", "_indicator", "_assistance", "_report_new",
        )  # fmt: skip
        return {
            **{f"web:board{name}": one for name in same},
            "web:board_member": {**one, "pk": self.member.pk},
            "web:board_program_end": {**one, "program": "visits"},
            "web:board_figures": {**one, "program": "nursery"},
            "web:board_report": report,
            "web:board_report_approve": report,
            "web:board_report_submit": report,
            "web:board_report_decide": {"key": self.hills.key, "pk": self.submitted.pk},
            "web:board_sharing": {"pk": self.sharing.pk},
        }


def members(board: Any, people: Any, at: datetime, kinds: tuple[str, ...], **more: Any) -> list[Any]:
    """Members of the kinds, from July 2023 to the end of June 2026."""
    term = {"starts_on": date(2023, 7, 1), "ends_before": date(2026, 7, 1), **more}
    return [
        do("name_board_member", people.results_facilitator, at, board=board, name=f"Member {place} {kind}",
           kind=kind, **term)
        for place, kind in enumerate(kinds)
    ]  # fmt: skip


def boards(people: Any, departments: Any, at: datetime) -> Boards:
    """The boards, made by the acts themselves."""
    keeper, admin = people.results_facilitator, people.results_administrator
    revenue = departments.revenue
    since = {"starts_on": date(2020, 7, 1)}
    river = do("found_board", keeper, at, key="river", title="River Counties Board", department=revenue,
               area_kind="county", area=["Alder", "Birch"], **since)  # fmt: skip
    hills = do("found_board", keeper, at, key="hills", title="Hills Board", department=revenue, area_kind="county",
               area=["Cedar"], **since)  # fmt: skip
    elsewhere = do("found_board", admin, at, key="coast", title="Coast Board", department=departments.transport,
                   area_kind="locality", area=["Port"], **since)  # fmt: skip
    seated = members(river, people, at, (*KINDS, "citizen", "citizen", "elected"))
    members(hills, people, at, KINDS[:3])
    for one in (river, hills):
        do("designate_board", admin, at, board=one, starts_on=date(2024, 7, 1), ends_before=date(2027, 7, 1),
           says="Order of June 2024.")  # fmt: skip
    for one, children in ((river, 1_200), (hills, 301)):
        do("count_board_children", keeper, at, board=one, fiscal_year=YEAR, children=children, source="Census.")
    do("enter_community_plan", keeper, at, board=river, title="Plan of 2023", needs="Care is far and dear.",
       priorities=PRIORITIES, starts_on=date(2023, 7, 1), adopted_on=date(2023, 6, 12))  # fmt: skip
    sharing = do("share_out_board_money", admin, at, department=revenue, fiscal_year=YEAR,
                 appropriation=Decimal("100000.01"), source="Appropriation act of 2024.")  # fmt: skip
    program = {"board": river, "priority": "ready", "starts_on": date(2023, 7, 1)}
    nursery = do("open_board_program", keeper, at, key="nursery", title="Nursery", provider="Alder Schools",
                 kind="early-care", **program)  # fmt: skip
    visits = do("open_board_program", keeper, at, key="visits", title="Home visits", provider="Birch Nurses",
                kind="health", **program)  # fmt: skip
    figures = {"fiscal_year": YEAR, "source": "Reports of the providers."}
    do("record_service_figures", keeper, at, program=nursery, children=80, families=61, spent=Decimal("40000.50"),
       **figures)  # fmt: skip
    do("record_service_figures", keeper, at, program=visits, children=7, families=6, spent=Decimal(18_000), **figures)
    do("record_board_indicator", keeper, at, board=river, fiscal_year=YEAR, indicator="screened", value=Decimal(70),
       source="County health.")  # fmt: skip
    report = do("draw_board_report", keeper, at, board=river, fiscal_year=YEAR, narrative="A year of visits.")
    do("record_board_approval", keeper, at, report=report, approved_on=at.date(), votes_for=9, against=1, abstained=0)
    submitted = _submitted(hills, people, departments, at)
    return Boards(river, hills, elsewhere, nursery, visits, seated[0], sharing, report, submitted)


def _submitted(board: Any, people: Any, departments: Any, at: datetime) -> Any:
    keeper, admin = people.results_facilitator, people.results_administrator
    do("designate_board", admin, at, board=board, starts_on=date(2021, 7, 1), ends_before=date(2024, 7, 1),
       says="Order of June 2021.")  # fmt: skip
    do("count_board_children", keeper, at, board=board, fiscal_year=2024, children=290, source="Census.")
    do("enter_community_plan", keeper, at, board=board, title="Plan of 2021", needs="Fewer nurses.",
       priorities=[{"key": "well", "title": "Children are well", "indicators": [
           {"key": "seen", "title": "Children seen by a doctor", "unit": "%"}]}],
       starts_on=date(2021, 7, 1), adopted_on=date(2021, 6, 1))  # fmt: skip
    do("share_out_board_money", admin, at, department=departments.revenue, fiscal_year=2024,
       appropriation=Decimal(30_000), source="Appropriation act of 2023.")  # fmt: skip
    clinic = do("open_board_program", keeper, at, board=board, key="clinic", title="Clinic on wheels", kind="health",
                provider="Cedar Health", priority="well", starts_on=date(2021, 7, 1))  # fmt: skip
    do("end_board_program", keeper, at, program=clinic, ends_before=date(2024, 7, 1))
    do("record_service_figures", keeper, at, program=clinic, fiscal_year=2024, children=44, families=40,
       spent=Decimal(29_000), source="Report of the clinic.")  # fmt: skip
    do("record_board_indicator", keeper, at, board=board, fiscal_year=2024, indicator="seen", value=Decimal(62),
       source="Survey of spring 2024.")  # fmt: skip
    row = do("draw_board_report", keeper, at, board=board, fiscal_year=2024, narrative="A year on the road.")
    do("record_board_approval", keeper, at, report=row, approved_on=at.date(), votes_for=3, against=0, abstained=0)
    return do("submit_board_report", keeper, at, report=row)


def more(people: Any, departments: Any, first: int, last: int, at: datetime) -> None:
    """Further boards with members; and further programs, figures, payments and reports of one."""
    from meritbook.records.models import LocalBoard

    keeper, admin = people.results_facilitator, people.results_administrator
    since, river = date(2020, 7, 1), LocalBoard.objects.get(key="river")
    for n in range(first, last):
        row = do("found_board", keeper, at, key=f"more-{n:03}", title=f"More {n}", department=departments.revenue,
                 area_kind="county", area=[f"County {n}"], starts_on=since)  # fmt: skip
        members(row, people, at, KINDS[:2])
        do(
            "designate_board",
            admin,
            at,
            board=row,
            starts_on=date(2024, 7, 1),
            ends_before=date(2027, 7, 1),
            says="So.",
        )
        do("count_board_children", keeper, at, board=row, fiscal_year=YEAR + 1, children=100 + n, source="Census.")
        program = do("open_board_program", keeper, at, board=river, key=f"more-{n:03}", title=f"More {n}",
                     kind="health", provider="Nurses", priority="care", starts_on=date(2023, 7, 1))  # fmt: skip
        do("record_service_figures", keeper, at, program=program, fiscal_year=YEAR, children=20, families=20,
           spent=Decimal(1))  # fmt: skip
        do("record_board_payment", keeper, at, board=river, fiscal_year=YEAR, amount=Decimal(1),
           paid_on=at.date(), says=f"Warrant {n}.")  # fmt: skip
        do("record_board_assistance", keeper, at, board=river, kind="training", given_on=date(2025, 5, 1),
           hours=Decimal(1), topic=f"Topic {n}", people=3)  # fmt: skip
