"""Acts on local boards: terms that stay apart, money that is there, and reports that go through other hands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from board_world import PRIORITIES, YEAR
from meritbook.actions.boarding import account_of, board_policy, composition_of
from meritbook.actions.boarding_policies import (
    BoardDeciderError,
    BoardError,
    BoardMoneyError,
    BoardReportError,
    BoardTermError,
    CommunityPlanError,
)
from meritbook.actions.policies import TakenError, TextError
from meritbook.core.results.board_report import VoteError
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    BoardArea,
    BoardMember,
    BoardMoney,
    BoardReport,
    BoardReportStatus,
    LocalBoard,
    ServiceFigure,
)
from meritbook.records.states import StateError
from year_stage import do

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def _refused_by_the_database(act: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_two_boards_never_serve_one_county_on_the_same_day(
    boards: Any, people: Any, departments: Any, at: datetime
) -> None:
    taken = {"key": "plains", "title": "Plains", "department": departments.revenue, "area_kind": "county"}
    keeper = people.results_facilitator
    with pytest.raises(BoardTermError, match="served by River"):
        do("found_board", keeper, at, area=["alder"], starts_on=DAY, **taken)
    row = BoardArea.objects.get(name="Alder")
    copy = {"board": boards.hills, "kind": "county", "place": "alder", "set_by": keeper, "set_at": at}
    _refused_by_the_database(lambda: BoardArea.objects.create(name="Alder", starts_on=DAY, **copy))
    do("set_board_area", keeper, at, board=boards.river, area_kind="county", area=["Birch"], starts_on=DAY)
    row.refresh_from_db()
    assert row.ends_before == DAY
    with pytest.raises(BoardTermError):
        do("set_board_area", keeper, at, board=boards.river, area_kind="county", area=["Birch"],
           starts_on=DAY - timedelta(days=9_000))  # fmt: skip
    do("found_board", keeper, at, area=["Alder"], starts_on=DAY, **taken)
    for wrong in ([], ["Elm", "elm"], ["E" * 101], ["Elm\0"]):
        with pytest.raises((BoardError, TextError)):
            do("found_board", keeper, at, area=wrong, starts_on=DAY, **{**taken, "key": "other"})
    for key in ("new", "Plains Board", "", "PLAINS"):
        with pytest.raises((BoardError, TakenError)):
            do("found_board", keeper, at, area=["Elm"], starts_on=DAY, **{**taken, "key": key})
    assert not LocalBoard.objects.filter(key="other").exists()


def test_terms_of_a_member_are_half_open_and_stay_apart(boards: Any, people: Any, at: datetime) -> None:
    keeper = people.results_facilitator
    first = {"board": boards.hills, "name": "Ada Ray", "kind": "elected", "starts_on": DAY}
    row = do("name_board_member", keeper, at, ends_before=date(2027, 3, 2), **first)
    with pytest.raises(BoardTermError):
        do("name_board_member", keeper, at, ends_before=date(2027, 3, 2), **{**first, "name": "ADA RAY"})
    do("name_board_member", keeper, at, ends_before=date(2028, 3, 2), **{**first, "starts_on": date(2027, 3, 2)})
    copy = {"board": boards.hills, "person": "ada ray", "named_by": keeper, "named_at": at, "starts_on": DAY}
    _refused_by_the_database(lambda: BoardMember.objects.create(name="Ada Ray", ends_before=date(2026, 9, 1), **copy))
    with pytest.raises(BoardTermError, match="ends on or before"):
        do("name_board_member", keeper, at, ends_before=DAY, **{**first, "name": "Bo"})
    with pytest.raises(BoardError, match="knows these kinds"):
        do("name_board_member", keeper, at, ends_before=date(2027, 3, 2), **{**first, "name": "Bo", "kind": "pilot"})
    with pytest.raises(TextError):
        do("change_board_member", keeper, at, member=row, kind="elected", ends_before=date(2026, 9, 1))
    done = do("change_board_member", keeper, at, member=row, kind="", ends_before=row.ends_before)
    assert (done.kind, done.ended_because) == ("", "")


def test_a_seat_that_falls_empty_breaks_the_composition_from_that_day(boards: Any, people: Any, at: datetime) -> None:
    policy = board_policy(DAY)
    assert composition_of(boards.river, policy, DAY).verdict is Verdict.MET
    faith = boards.river.members.get(kind="faith")
    do("change_board_member", people.results_facilitator, at, member=faith, kind="faith", ends_before=date(2026, 4, 1),
       because="Moved away.")  # fmt: skip
    assert composition_of(boards.river, policy, date(2026, 3, 31)).verdict is Verdict.MET
    assert [one.rule for one in composition_of(boards.river, policy, date(2026, 4, 1)).broken] == ["faith"]


def test_an_indicator_tied_to_a_measure_is_not_typed(boards: Any, people: Any, measures: Any, at: datetime) -> None:
    tied = [{**PRIORITIES[1], "indicators": [{"key": "days", "title": "Days", "measure": "refund-days"}]}]
    plan = {"board": boards.elsewhere, "title": "Plan", "needs": "Care.", "adopted_on": DAY}
    admin = people.results_administrator
    do("enter_community_plan", admin, at, priorities=tied, starts_on=date(2025, 7, 1), **plan)
    value = {"board": boards.elsewhere, "fiscal_year": 2026, "value": Decimal(1), "source": "Own count."}
    with pytest.raises(CommunityPlanError, match="none"):
        do("record_board_indicator", admin, at, indicator="days", **value)
    for wrong in ([], [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}], [{"key": "A b", "title": "A"}], "text"):
        with pytest.raises(CommunityPlanError):
            do("enter_community_plan", admin, at, priorities=wrong, starts_on=date(2026, 7, 1), **plan)
    with pytest.raises(BoardTermError):
        do("enter_community_plan", admin, at, priorities=tied, starts_on=date(2025, 7, 1), **plan)
    later = {**plan, "adopted_on": DAY + timedelta(days=1)}
    with pytest.raises(BoardError, match="has not come"):
        do("enter_community_plan", admin, at, priorities=tied, starts_on=date(2026, 7, 1), **later)


def test_money_is_never_more_than_there_is(boards: Any, people: Any, departments: Any, at: datetime) -> None:
    keeper, admin = people.results_facilitator, people.results_administrator
    policy, year = board_policy(DAY), {"board": boards.river, "fiscal_year": YEAR}
    pay = {**year, "paid_on": DAY, "says": "Warrant."}
    do("record_board_payment", keeper, at, amount=Decimal(60_000), **pay)
    with pytest.raises(BoardMoneyError, match="Paid would be"):
        do("record_board_payment", keeper, at, amount=Decimal(10_000), **pay)
    with pytest.raises(BoardMoneyError):
        do("record_board_payment", keeper, at, amount=Decimal(-60_001), **pay)
    with pytest.raises(BoardMoneyError, match="Paid would be"):
        do("amend_board_money", admin, at, amount=Decimal(-10_000), says="Cut.", **year)
    with pytest.raises(BoardDeciderError):
        do("amend_board_money", keeper, at, amount=Decimal(1), says="More.", **year)
    with pytest.raises(BoardMoneyError, match="No money is allocated"):
        do("record_board_payment", keeper, at, amount=Decimal(1), **{**pay, "fiscal_year": 2020})
    do("amend_board_money", admin, at, amount=Decimal("0.97"), says="Rounded up.", **year)
    found = account_of(boards.river, YEAR, policy)
    assert (found.available, found.paid) == (Decimal("67969.00"), Decimal(60_000))
    with pytest.raises(BoardMoneyError, match="shared out already"):
        do("share_out_board_money", admin, at, department=departments.revenue, fiscal_year=YEAR,
           appropriation=Decimal(90_000), source="Act.")  # fmt: skip
    assert sum(boards.sharing.lines.values_list("amount", flat=True)) == boards.sharing.appropriation


def test_what_is_carried_over_is_bounded_and_done_once(boards: Any, people: Any, at: datetime) -> None:
    admin, carry = people.results_administrator, {"board": boards.river, "fiscal_year": YEAR, "says": "As asked."}
    with pytest.raises(BoardMoneyError, match="at most"):
        do("carry_board_money", admin, at, amount=Decimal("9967.54"), **carry)
    do("carry_board_money", admin, at, amount=Decimal("9967.53"), **carry)
    with pytest.raises(BoardMoneyError, match="already"):
        do("carry_board_money", admin, at, amount=Decimal(1), **carry)
    with pytest.raises(BoardReportError, match="ends on"):
        do("carry_board_money", admin, at, amount=Decimal(1), **{**carry, "fiscal_year": 2026})
    with pytest.raises(BoardMoneyError, match="cannot be said"):
        do("carry_board_money", admin, at, amount=Decimal(1), **{**carry, "board": boards.hills})
    assert account_of(boards.river, YEAR + 1, board_policy(DAY)).carried_in == Decimal("9967.53")


def test_a_report_needs_the_board_and_another_who_decides(boards: Any, people: Any, at: datetime) -> None:
    keeper, admin = people.results_facilitator, people.results_administrator
    drawn = do("draw_board_report", keeper, at, board=boards.river, fiscal_year=YEAR, narrative="Anew.")
    boards.report.refresh_from_db()
    assert (boards.report.status, drawn.number) == (BoardReportStatus.REDRAWN, 2)
    with pytest.raises(StateError):
        do("submit_board_report", keeper, at, report=drawn)
    votes = {"report": drawn, "approved_on": DAY, "abstained": 0}
    with pytest.raises(VoteError, match="quorum"):
        do("record_board_approval", keeper, at, votes_for=6, against=0, **votes)
    with pytest.raises(VoteError, match="no majority"):
        do("record_board_approval", keeper, at, votes_for=5, against=5, **votes)
    early = {**votes, "approved_on": DAY - timedelta(days=1)}
    with pytest.raises(BoardReportError, match="before it was drawn up"):
        do("record_board_approval", keeper, at, votes_for=9, against=0, **early)
    with pytest.raises(BoardReportError, match="anew since"):
        do("record_board_approval", keeper, at, votes_for=9, against=0, sha256="0" * 64, **votes)
    do("record_board_approval", admin, at, votes_for=9, against=0, **votes)
    done = do("submit_board_report", keeper, at, report=drawn)
    with pytest.raises(BoardDeciderError):
        do("decide_board_report", keeper, at, report=done, accept=True, says="Fine.")
    returned = do("decide_board_report", admin, at, report=done, accept=False, says="Say more.", sha256=done.sha256)
    assert returned.status == BoardReportStatus.RETURNED
    with pytest.raises(StateError):
        do("decide_board_report", admin, at, report=done, accept=True, says="After all.")
    assert do("draw_board_report", keeper, at, board=boards.river, fiscal_year=YEAR, narrative="More.").number == 3


def test_who_drew_a_report_up_or_submitted_it_does_not_decide_on_it(boards: Any, people: Any, at: datetime) -> None:
    admin = people.results_administrator
    votes = {"approved_on": DAY, "votes_for": 9, "against": 0, "abstained": 0}
    row = do("draw_board_report", admin, at, board=boards.river, fiscal_year=YEAR, narrative="Mine.")
    do("record_board_approval", people.results_facilitator, at, report=row, **votes)
    row = do("submit_board_report", people.results_facilitator, at, report=row)
    with pytest.raises(BoardDeciderError, match="drew up or submitted"):
        do("decide_board_report", admin, at, report=row, accept=True, says="Mine.")
    change = {"status": "accepted", "decided_by": admin, "decided_at": at}
    _refused_by_the_database(lambda: BoardReport.objects.filter(pk=row.pk).update(**change))


def test_a_report_that_lacks_a_figure_is_not_submitted_and_says_which(boards: Any, people: Any, at: datetime) -> None:
    keeper = people.results_facilitator
    do("record_service_figures", keeper, at, program=boards.visits, fiscal_year=YEAR, children=7, families=None,
       spent=None)  # fmt: skip
    row = do("draw_board_report", keeper, at, board=boards.river, fiscal_year=YEAR, narrative="A year.")
    votes = {"approved_on": DAY, "votes_for": 9, "against": 0, "abstained": 0}
    row = do("record_board_approval", keeper, at, report=row, **votes)
    with pytest.raises(BoardReportError, match="Home visits: what it spent is not on record") as refused:
        do("submit_board_report", keeper, at, report=row)
    assert [one["field"] for one in refused.value.details["problems"]] == ["money", "services"]
    row.refresh_from_db()
    assert row.status == BoardReportStatus.APPROVED


def test_figures_are_corrected_by_new_rows_and_a_year_in_which_a_program_did_not_run_is_refused(
    boards: Any, people: Any, at: datetime
) -> None:
    keeper, figures = people.results_facilitator, {"families": 1, "spent": Decimal(0), "source": "Provider."}
    do("record_service_figures", keeper, at, program=boards.visits, fiscal_year=YEAR, children=0, **figures)
    rows = ServiceFigure.objects.filter(program=boards.visits, fiscal_year=YEAR).order_by("pk")
    assert [(one.children, one.current) for one in rows] == [(7, False), (0, True)]
    with pytest.raises(BoardError, match="did not run"):
        do("record_service_figures", keeper, at, program=boards.visits, fiscal_year=2020, children=1, **figures)
    with pytest.raises(BoardError, match="at least one figure"):
        do("record_service_figures", keeper, at, program=boards.visits, fiscal_year=YEAR, children=None, families=None,
           spent=None)  # fmt: skip
    with pytest.raises(BoardMoneyError):
        do("record_service_figures", keeper, at, program=boards.visits, fiscal_year=YEAR, children=1,
           **{**figures, "spent": Decimal(-1)})  # fmt: skip


def test_a_board_that_is_dissolved_takes_nothing_further_with_it_open(boards: Any, people: Any, at: datetime) -> None:
    admin = people.results_administrator
    end = date(2026, 7, 1)
    do("dissolve_board", admin, at, board=boards.river, ends_before=end, because="It joins Hills.")
    assert not BoardArea.objects.on(end).filter(board=boards.river).exists()
    assert not boards.river.programs.on(end).exists()
    assert not boards.river.designations.on(end).exists()
    moment = at + timedelta(days=200)
    with pytest.raises(BoardError, match="was dissolved"):
        do("name_board_member", admin, moment, board=boards.river, name="Bo", kind="", starts_on=end,
           ends_before=date(2027, 7, 1))  # fmt: skip
    with pytest.raises(BoardError, match="an end already"):
        do("dissolve_board", admin, at, board=boards.river, ends_before=end, because="Again.")


def test_no_line_of_money_is_nothing_and_a_share_belongs_to_a_sharing(boards: Any, people: Any, at: datetime) -> None:
    line = {"board": boards.river, "fiscal_year": 2030, "booked_on": DAY, "says": "So.", "entered_by": people.auditor,
            "entered_at": at}  # fmt: skip
    for kind, amount in (("payment", 0), ("share", 5), ("carried", -1), ("gift", 5)):
        _refused_by_the_database(
            lambda kind=kind, amount=amount: BoardMoney.objects.create(kind=kind, amount=amount, **line)
        )
    assert not BoardMoney.objects.filter(fiscal_year=2030).exists()
