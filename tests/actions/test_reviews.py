"""Quarterly reviews: the pack that is sealed, the minutes, and follow-ups until somebody else accepts them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.actions.reviewing_policies import (
    FollowUpError,
    FollowUpOwnerError,
    ReviewError,
    ReviewTakenError,
)
from meritbook.core.results.review import HEADINGS
from meritbook.desk import reviews as read
from meritbook.desk.review_pack import draw
from meritbook.records.states import StateError
from return_world import opened, pack_of
from year_stage import do

pytestmark = pytest.mark.django_db


def _section(pack: Any, key: str) -> Any:
    return next(one for one in pack.sections if one.key == key)


def _about(pack: Any, key: str) -> list[str]:
    return [one.about for one in _section(pack, key).items]


def test_the_pack_tells_what_the_record_says_of_the_quarter(
    people: Any, reviews: Any, risks: Any, strategic_plans: Any, at: datetime
) -> None:
    pack = draw(Standing(people.results_facilitator, at.date()), reviews.called)
    assert [one.key for one in pack.sections] == list(HEADINGS)
    assert _about(pack, "follow_ups") == [f"follow-up:{reviews.given.pk}", f"follow-up:{reviews.reported.pk}"]
    # The refunds' second quarter is overdue since 30 January.
    assert "measure:refund-days" in _about(pack, "unkept")
    assert _about(pack, "risks") == ["risk:filing-outage"]
    assert "return:scanning" in _about(pack, "returns")
    assert "return:lockbox" in _about(pack, "returns")
    assert pack.quarter == "FY2026 Q3"
    # A pack of a department holds nothing of the enterprise or of another.
    every = [one for section in pack.sections for one in section.items]
    assert not {"risk:bridge-closure", "risk:flu-season", "return:shared-print"} & {one.about for one in every}


def test_the_enterprise_looks_at_every_department(people: Any, risks: Any, returns: Any, at: datetime) -> None:
    admin = people.results_administrator
    review = do("call_results_review", admin, at, department=None, quarter=date(2025, 10, 1), held_on=at.date())
    pack = draw(Standing(admin, at.date()), review)
    assert {"return:shared-print", "return:scanning"} <= set(_about(pack, "returns"))
    assert _section(pack, "risks").items[0].of == "Department of Revenue"


def test_a_late_action_and_a_missed_goal_stand_in_the_pack(
    people: Any, departments: Any, strategic_plans: Any, reviews: Any
) -> None:
    pack = draw(Standing(people.results_facilitator, date(2026, 3, 20)), reviews.called)
    (late,) = [one for one in _section(pack, "plans").items if one.about == "action:revenue-2025/second-shift"]
    assert "due on 10 March 2026" in late.says
    assert late.owner == "Measure Owner"


def test_a_measure_that_was_missed_and_is_reached_has_changed(
    people: Any, measures: Any, reviews: Any, at: datetime
) -> None:
    from decimal import Decimal

    from measure_world import QUARTERS, quarter

    do(
        "record_values", people.measure_owner, at, measure=measures.refunds, source="Report.",
        values=[(quarter(QUARTERS[1]), Decimal("20.5"), "")],
    )  # fmt: skip
    pack = draw(Standing(people.results_facilitator, at.date()), reviews.open)
    (item,) = [one for one in _section(pack, "changed").items if one.about == "measure:refund-days"]
    assert item.says.startswith("Was missed, is reached.")


def test_a_value_beyond_the_limits_is_a_signal_of_its_quarter(people: Any, departments: Any, at: datetime) -> None:
    from decimal import Decimal

    from measure_world import definition
    from meritbook.core.results.periods import Frequency, period_on

    admin = people.results_administrator
    row = do(
        "define_measure", admin, at, key="calls", department=departments.transport, starts_on=date(2025, 1, 1),
        definition=definition(frequency="monthly", title="Calls", targets=[]), owner=people.measure_owner,
    )  # fmt: skip
    figures = ["10", "11", "10", "11", "10", "11", "10", "11", "10", "11", "10", "90"]
    months = [period_on(date(2025, month, 1), Frequency.MONTHLY, 7) for month in range(1, 13)]
    given = [(month, Decimal(one), "") for month, one in zip(months, figures, strict=True)]
    do("record_values", admin, at, measure=row, source="Log.", values=given)
    review = do(
        "call_results_review", admin, at, department=departments.transport, quarter=date(2025, 10, 1), held_on=at.date()
    )
    (item,) = _section(draw(Standing(admin, at.date()), review), "signals").items
    assert "; December 2025: outside the limits" in item.says
    before = do(
        "call_results_review", admin, at, department=departments.transport, quarter=date(2025, 7, 1), held_on=at.date()
    )
    assert _section(draw(Standing(admin, at.date()), before), "signals").items == ()


def test_an_open_meeting_keeps_its_pack_whatever_happens_after(people: Any, reviews: Any, at: datetime) -> None:
    keeper = people.results_facilitator
    review = opened(keeper, at, reviews.called)
    seal = review.pack_sha256
    assert review.pack.seal() == seal
    do("settle_follow_up", people.department_director, at, follow_up=reviews.reported, how="accept", says="Seen.")
    shown = read.show(Standing(keeper, at.date()), read.get(Standing(keeper, at.date()), review.pk))
    assert (shown.sealed, shown.pack.seal()) == (True, seal)
    assert len(_about(shown.pack, "follow_ups")) == 2


def test_a_pack_of_another_review_or_day_opens_no_meeting(people: Any, reviews: Any, at: datetime) -> None:
    keeper = people.results_facilitator
    pack = pack_of(keeper, at, reviews.called)
    for change in ({"drawn_on": date(2026, 3, 1)}, {"of": "Somebody else"}, {"starts_on": date(2025, 7, 1)}):
        with pytest.raises(ReviewError, match="of another review"):
            do("open_results_review", keeper, at, review=reviews.called, pack=pack.model_copy(update=change))


def test_a_quarter_is_reviewed_once_and_again_when_it_was_called_off(
    people: Any, departments: Any, reviews: Any, at: datetime
) -> None:
    admin = people.results_administrator
    taken = {"department": departments.revenue, "quarter": date(2026, 3, 1), "held_on": date(2026, 4, 1)}
    with pytest.raises(ReviewTakenError):
        do("call_results_review", admin, at, **taken)
    do("call_off_results_review", admin, at, review=reviews.called, because="Budget week.")
    assert do("call_results_review", admin, at, **taken).quarter == "FY2026 Q3"
    with pytest.raises(StateError):
        do("call_off_results_review", admin, at, review=reviews.open, because="Too late.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quarter": date(2026, 4, 1)}, "has not begun yet"),
        ({"quarter": date(2025, 1, 1), "held_on": date(2024, 12, 31)}, "meet on that day or later"),
    ],
)
def test_a_review_that_cannot_be_called_is_refused(
    change: dict[str, Any], says: str, people: Any, departments: Any, at: datetime
) -> None:
    taken = {"department": departments.revenue, "quarter": date(2025, 1, 1), "held_on": date(2026, 4, 1), **change}
    with pytest.raises(ReviewError, match=says):
        do("call_results_review", people.results_administrator, at, **taken)


def test_closing_seals_the_minutes_with_what_was_decided_and_given(people: Any, reviews: Any) -> None:
    review = reviews.closed
    minutes = review.minutes
    assert minutes.seal() == review.minutes_sha256
    assert minutes.pack == review.pack_sha256
    assert [one.says for one in minutes.decisions] == ["A second clerk joins the refund desk."]
    assert [one.owner for one in minutes.follow_ups] == ["Measure Owner", "Measure Owner"]


@pytest.mark.parametrize("name", ["record_results_decision", "give_follow_up", "close_results_review"])
def test_nothing_is_added_to_a_meeting_that_is_not_open(name: str, people: Any, reviews: Any, at: datetime) -> None:
    taken = {
        "record_results_decision": {"says": "More.", "because": "So."},
        "give_follow_up": {"what": "More", "owner": people.executive, "due_on": at.date()},
        "close_results_review": {"present": "All."},
    }[name]
    for review in (reviews.closed, reviews.called):
        with pytest.raises(StateError):
            do(name, people.results_facilitator, at, review=review, **taken)


def test_a_decision_is_about_an_item_of_the_pack_or_about_none(people: Any, reviews: Any, at: datetime) -> None:
    with pytest.raises(ReviewError, match="The pack has no item measure:made-up"):
        do(
            "record_results_decision", people.results_facilitator, at, review=reviews.open, says="A.", because="B.",
            about="measure:made-up",
        )  # fmt: skip


def test_a_follow_up_is_given_to_somebody_who_can_take_it_on_and_for_a_day_to_come(
    people: Any, reviews: Any, at: datetime
) -> None:
    keeper, taken = people.results_facilitator, {"review": reviews.open, "what": "Count"}
    with pytest.raises(FollowUpOwnerError, match="holds no office"):
        do("give_follow_up", keeper, at, owner=people.nobody, due_on=at.date(), **taken)
    with pytest.raises(ReviewError, match="is over"):
        do("give_follow_up", keeper, at, owner=people.executive, due_on=date(2026, 3, 1), **taken)
    people.executive.is_active = False
    with pytest.raises(FollowUpOwnerError, match="shut out"):
        do("give_follow_up", keeper, at, owner=people.executive, due_on=at.date(), **taken)


def test_a_follow_up_is_done_when_somebody_else_accepts_it(people: Any, reviews: Any, at: datetime) -> None:
    keeper, director = people.results_facilitator, people.department_director
    back = do("settle_follow_up", keeper, at, follow_up=reviews.reported, how="give back", says="Which clerk?")
    assert (back.state, back.reported_by) == ("open", None)
    do("report_follow_up", people.measure_owner, at, follow_up=back, says="Ms. Tran.")
    done = do("settle_follow_up", director, at, follow_up=back, how="accept", says="Seen at the desk.")
    assert (done.state, done.settled_by) == ("accepted", director)
    assert [one.step for one in read.steps(done)] == ["reported", "returned", "reported", "accepted"]
    with pytest.raises(StateError):
        do("report_follow_up", people.measure_owner, at, follow_up=done, says="Again.")


def test_nobody_accepts_what_they_were_to_do_or_reported(people: Any, reviews: Any, at: datetime) -> None:
    keeper, director = people.results_facilitator, people.department_director
    own = do("give_follow_up", keeper, at, review=reviews.open, what="Call the bank", owner=keeper, due_on=at.date())
    do("report_follow_up", director, at, follow_up=own, says="Called.")
    for person in (keeper, director):
        with pytest.raises(FollowUpError, match="Nobody accepts"):
            do("settle_follow_up", person, at, follow_up=own, how="accept", says="Fine.")
    with pytest.raises(ReviewError, match="Choose one of"):
        do("settle_follow_up", keeper, at, follow_up=own, how="forget", says="Fine.")


def test_a_follow_up_is_reported_by_its_owner_or_whoever_keeps_the_register(
    people: Any, reviews: Any, at: datetime
) -> None:
    for person in (people.executive, people.auditor):
        with pytest.raises(ForbiddenError):
            do("report_follow_up", person, at, follow_up=reviews.given, says="Done.")
    with pytest.raises(StateError):
        do("settle_follow_up", people.department_director, at, follow_up=reviews.given, how="accept", says="Done?")


def test_a_director_reports_what_the_enterprise_gave_them_to_do_and_nothing_else_of_the_enterprise(
    people: Any, risks: Any, returns: Any, at: datetime
) -> None:
    del risks, returns
    keeper, director = people.results_administrator, people.department_director
    review = do(
        "call_results_review", keeper, at, department=None, quarter=date(2025, 10, 1), held_on=date(2026, 3, 2)
    )  # fmt: skip
    review = opened(keeper, at, review)

    def given(owner: Any) -> Any:
        return do("give_follow_up", keeper, at, review=review, what="Ask the bank", owner=owner, due_on=at.date())

    assert do("report_follow_up", director, at, follow_up=given(director), says="Asked.").state == "reported"
    with pytest.raises(ForbiddenError):
        do("report_follow_up", director, at, follow_up=given(keeper), says="Asked.")


def test_reviews_are_read_by_whoever_looks_into_the_risks_of_the_department(
    people: Any, reviews: Any, at: datetime
) -> None:
    def seen(person: Any) -> set[int]:
        return {one.pk for one in read.reviews(Standing(person, at.date())).rows}

    revenue = {reviews.closed.pk, reviews.open.pk, reviews.called.pk}
    assert seen(people.results_practitioner) == revenue
    assert seen(people.auditor) == revenue | {reviews.elsewhere.pk}
    assert seen(people.measure_owner) == set()
    # An owner reads their own follow-ups all the same.
    mine = read.follow_ups(Standing(people.measure_owner, at.date()))
    assert mine.total == 2
    assert read.follow_ups(Standing(people.executive, at.date())).total == 0


def test_the_table_of_follow_ups_holds_no_formula(people: Any, reviews: Any, at: datetime) -> None:
    do(
        "give_follow_up", people.results_facilitator, at, review=reviews.open, what="=1+1", owner=people.executive,
        due_on=at.date(),
    )  # fmt: skip
    table = read.table_of(read.follow_ups(Standing(people.auditor, at.date())).rows)
    assert table.startswith("review,department,about,what,owner,due_on,state,said_last")
    assert ",'=1+1," in table
