"""The law of the service on each desk: ranked by what it brings, one act for each case, each with its last day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meritbook.actions.permissions import Standing
from meritbook.desk.acts import Act, Section
from meritbook.desk.desks import desk
from meritbook.desk.service_desk import HEADING
from service_state import APRIL, MORNING, State, state
from service_world import appointment_row, contract_row, position_row, seat_row

__all__ = ["state"]


def section(user: Any, on: date = APRIL) -> Section:
    first = desk(Standing(user, on))[0]
    assert first.heading == HEADING
    return first


def acts(user: Any, on: date = APRIL) -> tuple[Act, ...]:
    return section(user, on).acts


def titles(user: Any, on: date = APRIL) -> list[str]:
    return [one.title for one in acts(user, on)]


def notice(state: State, who: str, served_on: date, how: str = "hand") -> Any:
    from meritbook.records.models import DismissalNotice

    return DismissalNotice.objects.create(
        appointment=state.held[who],
        reason="Three of nine results missed.",
        in_writing=True,
        served_on=served_on,
        served_how=how,
        separation_on=date(2005, 6, 30),
        verdict_json="{}",
        decided_by=state.director,
        decided_at=MORNING,
    )


def drafted(state: State, who: str, draft: str = "conversion_to_management", **more: Any) -> Any:
    from meritbook.records.models import Consequence, LawDay

    day, _ = LawDay.objects.get_or_create(on=APRIL, defaults={"drafted": 1, "overtaken": 0, "worked_at": MORNING})
    return Consequence.objects.create(
        pack="colorado-ses",
        rule="removal.no_contract",
        draft=draft,
        seat=state.seats[who],
        appointment=state.held[who],
        due_on=APRIL,
        about="2005-07-01",
        says="The position leaves the plan.",
        verdict_json="{}",
        drafted_on=day,
        **{"status": "drafted", **more},
    )


def nominated(state: State, status: str, **more: Any) -> Any:
    from meritbook.records.models import Nomination, PositionVersion

    position = position_row(state.revenue, f"N-{status}", state.hr)
    version = PositionVersion.objects.create(
        position=position,
        version=1,
        status="official",
        description_json="{}",
        document_json="{}",
        digest="0" * 64,
        created_by=state.hr,
        created_at=MORNING,
        submitted_by=state.hr,
        submitted_at=MORNING,
        signed_by=state.hr,
        signed_at=MORNING,
    )
    return Nomination.objects.create(
        position=position,
        department=state.revenue,
        description=version,
        rationale="It directs a large part of the department.",
        status=status,
        nominated_by=state.director,
        nominated_at=MORNING,
        **more,
    )


def test_eleven_days_before_may_1_the_director_sees_first_who_must_be_served_or_not(state: State) -> None:
    first, second, salaries = acts(state.director)
    assert salaries.title.startswith("Decide 2 salaries from 1 July 2005")
    assert [first.title, second.title] == [
        "M. Talley, 0040-11: notice by 30 April 2005, or none",
        "R. Osei, 0012-03: notice by 30 April 2005, or none",
    ]
    assert "the contract on record is not agreed" in first.detail
    assert "no contract is on record" in second.detail
    assert second.last_day == date(2005, 4, 30)
    assert "Management class" in second.without
    assert [one.label for one in second.links] == ["Renew", "Change the pay", "Serve notice", "Do nothing"]


def test_whoever_is_agreed_for_the_coming_year_stands_on_no_desk(state: State) -> None:
    for user in state.people().values():
        assert not any("Brandt" in one for one in titles(user))


@pytest.mark.parametrize(
    ("on", "rule", "last"),
    [
        (date(2005, 4, 30), "dismissal.notice", date(2005, 4, 30)),
        (date(2005, 5, 1), "contract.due", date(2005, 6, 30)),
        (date(2005, 6, 30), "contract.due", date(2005, 6, 30)),
    ],
)
def test_after_april_30_the_act_is_the_contract(state: State, on: date, rule: str, last: date) -> None:
    (osei,) = [one for one in acts(state.director, on) if "Osei" in one.title]
    assert (osei.rule, osei.last_day) == (rule, last)


def test_on_july_1_a_missing_contract_stands_above_all_else(state: State) -> None:
    first = acts(state.director, date(2005, 7, 1))[:2]
    assert {one.title for one in first} == {
        "Overdue: the contract of M. Talley, 0040-11",
        "Overdue: the contract of R. Osei, 0012-03",
    }
    assert all("leaves the service" in one.without for one in first)
    # Farr of another department is seen by those who watch over the whole state.
    assert any("N. Farr" in one for one in titles(state.auditor, date(2005, 7, 1)))
    assert not any("N. Farr" in one for one in titles(state.director, date(2005, 7, 1)))


def test_in_autumn_the_coming_year_is_on_no_desk_yet(state: State) -> None:
    first_day = date(2005, 4, 30) - timedelta(days=90)
    assert not any("or none" in one for one in titles(state.director, first_day - timedelta(days=1)))
    assert any("or none" in one for one in titles(state.director, first_day))


def test_a_notice_served_takes_the_case_from_the_director_and_gives_the_executive_the_last_day_to_appeal(
    state: State,
) -> None:
    notice(state, "osei", date(2005, 4, 28))
    on = date(2005, 4, 28)
    assert not any("Osei" in one for one in titles(state.director, on))
    (appeal,) = acts(state.osei, on)
    assert appeal.title.startswith("Appeal the notice of 28 April 2005")
    assert appeal.last_day == date(2005, 5, 9)
    assert acts(state.osei, date(2005, 5, 9))
    assert acts(state.osei, date(2005, 5, 10)) == ()


def test_of_a_notice_by_mail_the_executive_is_told_that_the_last_day_is_not_known(state: State) -> None:
    notice(state, "osei", APRIL, "mail")
    (appeal,) = acts(state.osei)
    assert appeal.last_day is None
    assert "not known" in appeal.detail


def test_an_executive_sees_their_own_contract_and_nobody_elses(state: State) -> None:
    (own,) = acts(state.osei)
    assert own.title == "Agree the contract of 2005-06: your position 0012-03"
    assert own.last_day == date(2005, 6, 30)
    assert own.links == ()
    assert acts(state.brandt) == ()


def test_the_officer_is_asked_for_the_contract_that_is_not_on_record_and_for_copies(state: State) -> None:
    from meritbook.records.models import ContractRecord

    ContractRecord.objects.filter(appointment=state.held["brandt"], starts_on=date(2004, 7, 1)).update(
        at_central_hr_on=None
    )
    found = titles(state.hr)
    assert found == [
        "Record the contract of 2005-06: R. Osei, 0012-03",
        "Send and file the copies of the contract of L. Brandt, 0051-02",
    ]


def test_what_the_law_drafted_stands_before_every_other_breach_on_the_desk_of_who_confirms(state: State) -> None:
    drafted(state, "talley", draft="file_copies")
    drafted(state, "osei")
    found = titles(state.personnel_director)
    assert found[0].startswith("Confirm or stay: 0012-03")
    assert found[1].startswith("Confirm or stay: 0040-11")
    assert any(one.startswith("Read what the law drafted for 0012-03") for one in titles(state.osei))
    assert any(one.startswith("Read what the law drafted for 0012-03") for one in titles(state.director))
    assert not any("0012-03" in one for one in titles(state.director_elsewhere))


def test_a_stay_that_has_ended_comes_back_to_the_desk_on_its_last_day(state: State) -> None:
    drafted(
        state,
        "osei",
        status="stayed",
        settled_by=state.personnel_director,
        settled_at=MORNING,
        settled_says="Signatures are on their way.",
        stayed_until=APRIL,
    )
    assert "The stay ends: 0012-03" in titles(state.personnel_director)
    assert "The stay ends: 0012-03" not in titles(state.personnel_director, APRIL - timedelta(days=1))


def test_nominations_go_from_desk_to_desk(state: State) -> None:
    nominated(state, "submitted")
    nominated(state, "reviewed", reviewed_by=state.analyst, reviewed_at=MORNING)
    decided = {"decided_by": state.personnel_director, "decided_at": MORNING}
    nominated(state, "approved", **decided)
    nominated(state, "returned", returned_by=state.analyst, returned_at=MORNING, returned_because="No rationale.")
    assert any("Review the nomination of N-submitted" in one for one in titles(state.analyst))
    assert any("Decide on the nomination of N-reviewed" in one for one in titles(state.personnel_director))
    for user in (state.director, state.hr):
        assert any("Set the day on which N-approved" in one for one in titles(user))
    assert any("Complete the nomination of N-returned" in one for one in titles(state.director))
    assert not any("N-" in one for one in titles(state.director_elsewhere))


def test_a_transfer_waits_for_the_director_whom_it_leaves_and_rights_for_the_executive(state: State) -> None:
    seat = seat_row(position_row(state.transport, "T-0002", state.hr), state.hr)
    incumbent = state.seats["osei"].position
    appointment_row(
        seat,
        state.osei,
        state.director_elsewhere,
        starts_on=date(2005, 5, 16),
        status="proposed",
        method="transfer",
        releasing=state.revenue,
        concluded_by=None,
        concluded_at=None,
    )
    incumbent.refresh_from_db()
    (consent,) = [one for one in acts(state.director) if "transfer" in one.title]
    assert consent.last_day == date(2005, 5, 16)
    assert not any("transfer" in one for one in titles(state.director_elsewhere))
    assert any("acknowledge your rights: T-0002" in one for one in titles(state.osei))


def test_a_department_over_its_entitlement_and_one_of_unknown_size_are_told_apart(state: State) -> None:
    from meritbook.records.models import DepartmentSize

    assert "Record the size of Department of Transport" in titles(state.personnel_staff)
    assert not any("over its entitlement" in one for one in titles(state.personnel_director))
    DepartmentSize.objects.update(permanent_fte=299)
    assert any("Revenue is over its entitlement" in one for one in titles(state.personnel_director))
    DepartmentSize.objects.update(permanent_fte=300)
    assert not any("over its entitlement" in one for one in titles(state.personnel_director))


def test_the_staff_is_asked_to_work_through_the_days_and_not_again_when_they_have(state: State) -> None:
    assert any("Work through the days" in one for one in titles(state.personnel_staff))
    drafted(state, "osei")
    assert not any("Work through the days" in one for one in titles(state.personnel_staff))
    assert any("Work through the days" in one for one in titles(state.personnel_staff, APRIL + timedelta(days=1)))


def test_what_is_only_encouraged_stands_last(state: State) -> None:
    on = date(2005, 3, 25)
    found = acts(state.director, on)
    advice = [place for place, one in enumerate(found) if one.rule == "review.quarterly"]
    law = [place for place, one in enumerate(found) if one.rule != "review.quarterly"]
    assert advice
    assert law
    assert min(advice) > max(law)


def test_every_line_says_what_happens_without_it_and_no_line_is_a_number_to_look_at(state: State) -> None:
    drafted(state, "osei")
    notice(state, "talley", APRIL)
    for user in state.people().values():
        for one in acts(user):
            assert one.title
            assert one.detail
            assert one.without
            assert one.rule


def test_an_administrator_has_no_such_list(state: State) -> None:
    assert all(one.heading != HEADING for one in desk(Standing(state.administrator, APRIL)))


def test_the_desk_asks_the_database_no_more_often_for_more_executives(state: State) -> None:
    def asked() -> dict[str, int]:
        counts = {}
        for name, user in state.people().items():
            with CaptureQueriesContext(connection) as captured:
                desk(Standing(user, APRIL))
            counts[name] = len(captured)
        return counts

    few = asked()
    from meritbook.actions import SYSTEM, create_user

    for n in range(20):
        user = create_user.perform(
            SYSTEM, at=datetime(2005, 4, 1, tzinfo=UTC), why="More.", username=f"m{n}", full_name=f"M{n}"
        )
        seat = seat_row(position_row(state.revenue, f"M-{n:03}", state.hr), state.hr)
        contract_row(appointment_row(seat, user, state.hr), state.hr)
    assert asked() == few
