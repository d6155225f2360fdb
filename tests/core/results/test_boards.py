"""Local boards in the core: who sits, money to the cent, small counts, reports, sums over those that report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.results.board_figures import HeadError, ServiceFileError, read_figures
from meritbook.core.results.board_members import Member, composition
from meritbook.core.results.board_money import ShareError, Spent, Weighed, account, share_out
from meritbook.core.results.board_policy import EmpowermentPolicyError, months_later, policy_on
from meritbook.core.results.board_report import VoteError, check_votes
from meritbook.core.results.board_roll_up import Reported, roll_up
from meritbook.core.results.cells import Cell, CellKind
from meritbook.core.results.small_counts import GUARDED, NOT_ON_RECORD, published
from meritbook.core.verdict import Verdict
from meritbook.empowerment_policies import load_empowerment_policies, read_empowerment_policies

ON = date(2005, 3, 1)
POLICY = policy_on(load_empowerment_policies("standard"), ON)
FULL = ("citizen",) * 5 + ("elected", "education", "health", "services", "faith", "business", "consumer")
"""Twelve; seven are asked for as citizens or elected officials, six are here."""


def _members(*kinds: str, ends: date = date(2006, 7, 1)) -> list[Member]:
    return [
        Member(name=f"Member {place}", kind=kind, starts_on=date(2004, 7, 1), ends_before=ends)
        for place, kind in enumerate(kinds)
    ]


def _judged(*kinds: str) -> dict[str, Verdict]:
    return {one.rule: one.verdict for one in composition(_members(*kinds), POLICY.composition, ON).findings}


def test_a_board_as_the_policy_asks_is_met_and_half_is_no_majority() -> None:
    assert composition(_members("elected", *FULL), POLICY.composition, ON).verdict is Verdict.MET
    found = composition(_members(*FULL), POLICY.composition, ON)
    assert [one.rule for one in found.broken] == ["majority"]
    assert "6 of 12" in found.broken[0].says


def test_without_a_member_on_record_nothing_is_said_and_after_the_terms_the_board_is_broken() -> None:
    assert composition([], POLICY.composition, ON).verdict is Verdict.UNDETERMINED
    over = composition(_members("elected", *FULL, ends=ON), POLICY.composition, ON)
    assert (over.members, over.verdict) == (0, Verdict.NOT_MET)


def test_a_kind_that_nobody_has_said_leaves_open_only_what_it_could_change() -> None:
    without_faith = [kind for kind in FULL if kind != "faith"]
    judged = _judged("elected", *without_faith, "")
    assert judged["faith"] is Verdict.UNDETERMINED
    assert judged["majority"] is Verdict.MET  # 7 of 13, whatever the kind
    assert judged["citizen"] is Verdict.MET
    assert judged["health"] is Verdict.MET  # one more would still be within three
    assert _judged("elected", *without_faith)["faith"] is Verdict.NOT_MET
    assert _judged("elected", *FULL, "health", "health", "")["health"] is Verdict.UNDETERMINED


def _boards(*children: int | None) -> list[Weighed]:
    return [Weighed(key=f"b{n}", title=f"Board {n}", children=one) for n, one in enumerate(children)]


def test_shares_sum_to_the_cent_and_the_largest_remainders_have_the_cents_that_are_left() -> None:
    # By hand: 100,000.01 less three bases of 20,000 is 40,000.01, over 3 children 13,333.336… each.
    found = share_out(Decimal("100000.01"), _boards(1, 1, 1), POLICY.money)
    assert [one.amount for one in found.shares] == [Decimal("33333.34"), Decimal("33333.34"), Decimal("33333.33")]
    assert found.left_cents == 2
    assert [one.extra_cent for one in found.shares] == [True, True, False]
    assert found.a_child == "13333.336667"


@pytest.mark.parametrize("children", [(7, 0, 12, 5), (1, 999_999), (3, 3, 3, 3, 3, 3, 1)])
@pytest.mark.parametrize("rest", ["0.00", "0.01", "1234.56", "999999.99"])
def test_whatever_is_shared_nothing_is_lost_and_none_is_a_cent_off(children: tuple[int, ...], rest: str) -> None:
    total = POLICY.money.base * len(children) + Decimal(rest)
    found = share_out(total, _boards(*children), POLICY.money)
    assert sum(one.amount for one in found.shares) == total
    for one in found.shares:
        assert abs(one.by_children - Decimal(one.exact)) < Decimal("0.01")


@pytest.mark.parametrize(
    ("amount", "children", "says"),
    [
        ("90000", (1, None), "not taken for zero"),
        ("90000", (), "No board is designated"),
        ("39999.99", (1, 1), "more than"),
        ("50000", (0, 0), "No child is counted"),
        ("0", (1,), "above zero"),
        ("1.001", (1,), "whole cents"),
        ("NaN", (1,), "whole cents"),
    ],
)
def test_what_cannot_be_shared_is_refused_with_its_reason(
    amount: str, children: tuple[int | None, ...], says: str
) -> None:
    with pytest.raises(ShareError, match=says):
        share_out(Decimal(amount), _boards(*children), POLICY.money)


def _account(*spent: Decimal | None, allocated: tuple[Decimal, ...] = (Decimal(1_000),)) -> Any:
    spending = [Spent(program=f"p{n}", title=f"Program {n}", amount=one) for n, one in enumerate(spent)]
    return account(
        allocated=allocated, carried_in=Decimal(100), paid=[Decimal(500)], spending=spending,
        carry_over_percent=Decimal(20),
    )  # fmt: skip


def test_the_account_says_what_may_be_carried_over_and_what_goes_back() -> None:
    found = _account(Decimal(300), Decimal(400))
    assert (found.available, found.unspent, found.carry_limit) == (1_100, 400, 200)
    assert (found.may_carry, found.returns, found.verdict) == (200, 200, Verdict.MET)


def test_spending_that_is_not_on_record_is_not_zero_and_overspending_is_seen_without_it() -> None:
    found = _account(Decimal(300), None)
    assert (found.spent, found.unspent, found.may_carry, found.verdict) == (None, None, None, Verdict.UNDETERMINED)
    assert found.missing == ("Program 1: what it spent is not on record.",)
    assert _account(Decimal(1_200), None).verdict is Verdict.NOT_MET
    assert _account(Decimal(1), allocated=()).available is None
    assert _account().spent is None


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ((80, 7, 20), ("80", "Fewer than 10", GUARDED), "107"),
        ((3, 4, 50), ("Fewer than 10", "Fewer than 10", GUARDED), "57"),
        ((6, 7, 50), ("Fewer than 10", "Fewer than 10", "50"), "63"),
        ((7,), ("Fewer than 10",), "Fewer than 10"),
        ((0, 40), ("0", "40"), "40"),
        ((None, 40), (NOT_ON_RECORD, "40"), "40"),
        ((None, 4), (NOT_ON_RECORD, "Fewer than 10"), "Fewer than 10"),
        ((), (), NOT_ON_RECORD),
    ],
)
def test_small_counts_cannot_be_worked_out_of_the_total(
    counts: tuple[int | None, ...], shown: tuple[str, ...], total: str
) -> None:
    found = published(counts, 10)
    assert (found.counts, found.total) == (shown, total)


def test_votes_need_a_majority_and_a_quorum() -> None:
    check_votes(4, 2, 1, 13, POLICY)
    for votes, says in (((3, 2, 1), "quorum"), ((4, 4, 0), "no majority"), ((12, 2, 0), "more than the 13"),
                        ((0, 0, 0), "quorum"), ((-1, 0, 9), "not below zero")):  # fmt: skip
        with pytest.raises(VoteError, match=says):
            check_votes(*votes, 13, POLICY)


def test_a_board_that_is_missing_is_named_and_is_no_zero() -> None:
    boards = [
        Reported(key="a", title="A", area=("X",), allocated=Decimal(10), content=None, why_missing="Missing: returned"),
        Reported(key="b", title="B", area=(), allocated=None, content=None, why_missing="Missing: no report drawn up"),
    ]
    found = roll_up(2005, boards, 10)
    sums = {one.name: one for one in found.sums}
    assert sums["Spent"].figure == "Not on record"
    assert sums["Allocated"].says == "1 of 2 boards reporting; without B"
    assert found.rows[0].children == NOT_ON_RECORD


def _rows(*lines: str) -> list[list[Cell]]:
    return [
        [Cell(f"{chr(65 + column)}{number}", text) for column, text in enumerate(line.split("|"))]
        for number, line in enumerate(lines, 1)
    ]


def test_lines_of_figures_are_read_and_an_empty_cell_is_not_known() -> None:
    found = read_figures(_rows("Program|Children|Families|Spent", "Visits|12||1000.50", "|||"), {"visits": "Visits"})
    assert [(one.program, one.children, one.families, one.spent) for one in found] == [
        ("visits", 12, None, Decimal("1000.50"))
    ]


def test_every_cell_in_the_way_is_named_at_once() -> None:
    rows = _rows("program|children|families|spent", "visits|1,200|1.5|-3", "visits|2|2|2", "|3|3|3")
    rows.append([Cell("A5", "care"), Cell("B5", "=B2*2", CellKind.FORMULA, "24"), Cell("C5", "7", merged=True)])
    with pytest.raises(ServiceFileError) as refused:
        read_figures(rows, {"visits": "Visits", "care": "Care"})
    assert [(one["place"], one["offer"]) for one in refused.value.details["cells"]] == [
        ("B2", "1200"), ("C2", ""), ("D2", ""), ("A3", ""), ("A4", ""), ("B5", "24"), ("C5", "7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head", ["program|children", "program|children|families|children", "program|children|families|weight"]
)
def test_a_head_that_is_none_is_refused(head: str) -> None:
    with pytest.raises(HeadError):
        read_figures(_rows(head, "a|1|2"), {"a": "A"})


def test_a_file_without_a_line_is_refused() -> None:
    with pytest.raises(ServiceFileError, match="no line under the head"):
        read_figures(_rows("program|children|families"), {})


def test_fiscal_years_and_deadlines_follow_the_policy() -> None:
    assert POLICY.year_of(date(2004, 7, 1)) == 2005
    assert POLICY.year_of(date(2004, 6, 30)) == 2004
    assert POLICY.last_day(2005) == date(2005, 6, 30)
    assert POLICY.report_due(2005) == date(2005, 9, 15)
    assert months_later(date(2004, 1, 31), 13) == date(2005, 2, 28)
    calendar = POLICY.model_copy(update={"fiscal_year_starts_in": 1})
    assert calendar.year_of(date(2005, 1, 1)) == 2005
    assert calendar.report_due(2005) == date(2006, 9, 15)


def test_the_policy_says_which_of_its_parts_are_no_law() -> None:
    sources = POLICY.sources
    assert sources.purpose.rank == "class specification"
    own = (sources.composition, sources.terms, sources.money, sources.carry_over, sources.small_counts, sources.report)
    assert {one.rank for one in own} == {"own policy"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("policy = 3", "no \\[\\[policy\\]\\]"),
        ("[[policy]]\nkey = ", "not valid TOML"),
        ('[[policy]]\nkey = "a"', "says"),
    ],
)
def test_a_policy_that_is_none_is_refused(text: str, says: str) -> None:
    with pytest.raises(EmpowermentPolicyError, match=says):
        read_empowerment_policies(text, where="own.toml")


def test_a_policy_that_contradicts_itself_is_refused() -> None:
    import importlib.resources

    shipped = importlib.resources.files("meritbook.empowerment_policies").joinpath("standard.toml")
    text = shipped.read_text(encoding="utf-8")
    for before, after, says in (
        ('majority_of = ["citizen"', 'majority_of = ["pilot"', "kinds that are none: pilot"),
        ("most = 21", "most = 6", "no board could have"),
        ('key = "elected"', 'key = "citizen"', "stands twice"),
    ):
        with pytest.raises(EmpowermentPolicyError, match=says):
            read_empowerment_policies(text.replace(before, after), where="own.toml")
