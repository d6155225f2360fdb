"""The year of the executive service as the demonstration tells it: what is on record when its reader comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from meritbook.cli.output import Output
from meritbook.demo import service
from meritbook.demo.descriptions import DemoPosition, positions
from meritbook.demo.state import State
from recorded import once

pytestmark = pytest.mark.django_db


def leaders(state: State) -> Iterator[DemoPosition]:
    """The directors and chiefs of every department."""
    return (one for one in positions(state) if one.source in ("department-director", "division-chief"))


@pytest.fixture
def demonstrate(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Tells the whole year of the service, and of the rest of the state as little as it needs."""
    from meritbook.demo import examining, run, steps

    settings.MERITBOOK_HOME = tmp_path
    settings.MERITBOOK_DEMO = True
    monkeypatch.setenv("MERITBOOK_DEMO", "")
    monkeypatch.setattr("meritbook.cli.home.has_records", lambda: True)
    monkeypatch.setattr(steps, "positions", leaders)
    for name in ("write_requirements", "open_examinations", "perform_acts"):
        monkeypatch.setattr(examining, name, lambda *_: None)
    monkeypatch.setattr(steps, "allocate_positions", lambda *_: None)

    def perform(**more: Any) -> str:
        assert run.demonstrate(Output(), **more) == 0
        return capsys.readouterr().out

    return perform


@pytest.fixture
def told(demonstrate: Callable[..., str], tmp_path: Path) -> str:
    """The year as it is told; what was printed."""
    printed: str = once("the year of the demonstration", demonstrate)
    (tmp_path / "demo-password").touch(mode=0o600)
    return printed


def person(username: str) -> Any:
    """Somebody of the state as one who acts."""
    from meritbook.actions import Actor
    from meritbook.records.models import User

    return Actor(User.objects.get(username=username))


def go_on(on: date) -> None:
    """The administrator moves the day."""
    from meritbook.actions import days
    from meritbook.records import clock

    days.go_on(person("sysadmin"), at=clock.now(), why="To see what falls due.", on=on)


def nominate(number: str, director: str) -> Any:
    """The director nominates the position."""
    from meritbook.actions import nominate_position
    from meritbook.records import clock
    from meritbook.records.models import Position

    return nominate_position.perform(
        person(director),
        at=clock.now(),
        why="Nomination.",
        position=Position.objects.get(number=number),
        rationale="A large segment of the department.",
    )


def killed_at(count: int, perform: Callable[..., Any]) -> Callable[..., Any]:
    """The action, whose program is killed as it comes to do it for the time of that number."""
    calls: list[int] = []

    def killed(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == count:
            raise KeyboardInterrupt
        return perform(*args, **more)

    return killed


def test_the_report_tells_of_seats_nominations_and_what_to_try(told: str) -> None:
    for words in (
        "124 of 125 seats are filled and 0 reserved; 2 of them nobody holds; DOM is over by 1.",
        "Nominations: 1 refused, 1 withdrawn, 3 in the service.",
        "The law was worked through on 285 days; its acts: 1 drafted, 2 confirmed, 1 stayed.",
        "Nothing is decided about",
        "director.rev nominates position REV-0951",
        "director.trn nominates position TRN-0951",
        "25 April 2005",
        "manager.rev",
    ):
        assert words in told


def test_a_second_run_doubles_nothing(told: str, demonstrate: Callable[..., str]) -> None:
    from meritbook.records.models import LedgerEntry

    before = LedgerEntry.objects.count()
    demonstrate()
    assert LedgerEntry.objects.count() == before


def test_one_seat_is_left_the_last_nomination_takes_it_and_the_next_is_refused_with_the_rule(told: str) -> None:
    from meritbook.actions.seating import NoSeatError

    nominate("REV-0951", "director.rev")
    with pytest.raises(NoSeatError) as refused:
        nominate("TRN-0951", "director.trn")
    assert refused.value.details["verdict"]["rule"] == "seats.state_cap"


def test_the_second_department_would_have_had_the_seat_without_the_first(told: str) -> None:
    assert nominate("TRN-0951", "director.trn").status == "submitted"


def test_the_last_seat_is_taken_by_the_whole_chain(told: str) -> None:
    from meritbook.actions import (
        decide_nomination,
        judge_criterion,
        nominating,
        review_nomination,
        seating,
        set_entry_day,
    )
    from meritbook.core.service.criteria import LARGE
    from meritbook.core.verdict import Verdict
    from meritbook.records import clock

    one = nominate("REV-0951", "director.rev")
    read = {each.criterion.fact: each for each in nominating.suggestions(one, on=clock.today())}
    needed = {fact: each.verdict for fact, each in read.items() if each.criterion.needed}
    assert needed.pop(LARGE) is Verdict.UNDETERMINED
    assert set(needed.values()) == {Verdict.MET}
    for fact in (LARGE, *needed):
        judge_criterion.perform(
            person("analyst"), at=clock.now(), why="Review.", nomination=one, fact=fact, verdict=Verdict.MET,
            says="310 of 1,240 FTE." if fact == LARGE else "",
        )  # fmt: skip
    review_nomination.perform(
        person("analyst"), at=clock.now(), why="Review.", nomination=one, in_management_class=True
    )
    decide_nomination.perform(person("director.osp"), at=clock.now(), why="Decision.", nomination=one, approve=True)
    set_entry_day.perform(person("hr.rev"), at=clock.now(), why="Entry.", nomination=one, starts_on=clock.today())
    seats = seating.state_on(clock.today())
    assert (seats.filled, seats.vacant) == (125, 0)


def test_departments_are_full_over_and_merged(told: str) -> None:
    from meritbook.actions import seating
    from meritbook.records.models import Department

    seats = {one.department.code: one for one in seating.state_on(date(2005, 4, 11)).departments}
    assert {code: one.over for code, one in seats.items() if one.over} == {"DOM": 1}
    assert (seats["EDU"].entitlement, seats["EDU"].authorised, seats["EDU"].filled) == (7, 1, 8)
    assert (seats["ENV"].entitlement, seats["VET"].entitlement) == (8, 5)
    assert "INS" not in seats
    assert (seats["COM"].entitlement, seats["COM"].filled) == (6, 6)
    assert Department.objects.get(code="INS").ends_before == date(2005, 1, 1)
    before = {one.department.code: one for one in seating.state_on(date(2004, 12, 31)).departments}
    assert (before["DOM"].over, before["INS"].filled, before["COM"].filled) == (0, 2, 4)


def test_the_nominations_went_every_way(told: str) -> None:
    from meritbook.records.models import Nomination

    found = {one.position.number: one for one in Nomination.objects.select_related("position")}
    assert {number: one.status for number, one in found.items()} == {
        "EDU-0951": "entered",
        "ENV-0951": "entered",
        "HHS-0951": "entered",
        "NAT-0951": "withdrawn",
        "LAB-0951": "refused",
    }
    late = found["HHS-0951"]
    assert (late.submissions, late.returned_because != "") == (2, True)
    assert all(one.director_notice and one.hr_notice for one in found.values() if one.decided_at)
    assert not any(one.director_notice for one in found.values() if not one.decided_at)


def test_the_appointments_are_by_competition_with_the_position_and_a_transfer_that_waits(told: str) -> None:
    from meritbook.records.models import Appointment

    found = {one.seat.position.number: one for one in Appointment.objects.exclude(method="taken_over")}
    assert {number: (one.method, one.status) for number, one in found.items()} == {
        "EDU-0951": ("open_competition", "in_force"),
        "ENV-0951": ("with_position", "in_force"),
        "REV-0902": ("open_competition", "in_force"),
        "TRN-0908": ("transfer", "proposed"),
    }
    assert all(bool(one.rights_sha256) == (one.status == "in_force") for one in found.values())
    waiting = found["TRN-0908"]
    assert waiting.releasing is not None
    assert waiting.releasing.code == "REV"
    assert (waiting.executive.username, waiting.released_at) == ("chief1.rev", None)


def test_what_the_law_drafted_was_confirmed_stayed_or_waits(told: str) -> None:
    from meritbook.records.models import Consequence, LawDay, Seat

    assert {(one.seat.position.number, one.rule, one.status) for one in Consequence.objects.all()} == {
        ("TRN-0912", "removal.no_contract", "confirmed"),
        ("HHS-0905", "contract.copies", "confirmed"),
        ("NAT-0903", "removal.no_contract", "stayed"),
        ("PUB-0906", "removal.review", "drafted"),
    }
    assert Seat.objects.get(position__number="TRN-0912").ends_before == date(2004, 7, 1)
    worked = list(LawDay.objects.order_by("on").values_list("on", flat=True))
    assert (worked[0], worked[-1], len(worked)) == (date(2004, 7, 1), date(2005, 4, 11), 285)


def test_only_a_handful_can_sign_in_and_every_executive_has_the_role(told: str) -> None:
    from meritbook.records.models import Appointment, RoleAssignment, User

    able = {one.username for one in User.objects.all() if one.has_usable_password()}
    assert {"director.rev", "director.trn", "chief1.rev", "chief2.rev", "chief3.rev", "manager.rev"} <= able
    assert len(able) == 23
    executives = set(Appointment.objects.values_list("executive", flat=True))
    assert executives <= set(RoleAssignment.objects.filter(role="executive").values_list("user", flat=True))


def test_on_july_1_the_positions_without_a_contract_lie_drafted_for_conversion(told: str) -> None:
    from meritbook.records.models import Appointment, Consequence, ContractRecord

    go_on(date(2005, 4, 25))
    assert Counter(Consequence.objects.filter(status="drafted").values_list("rule", flat=True)) == {"removal.review": 1}
    go_on(date(2005, 7, 1))
    drafted = set(
        Consequence.objects.filter(rule="removal.no_contract", status="drafted").values_list(
            "seat__position__number", flat=True
        )
    )
    held = Appointment.objects.on(date(2005, 7, 1)).filter(status="in_force")
    agreed = ContractRecord.objects.filter(starts_on=date(2005, 7, 1), agreed_on__isnull=False)
    leaving = {"COR-0905", "PUB-0906"}
    without = set(held.exclude(contracts__in=agreed).values_list("seat__position__number", flat=True)) - leaving
    assert drafted == without
    assert {number for number in drafted if number.startswith("REV-")} == {"REV-0003", "REV-0004", "REV-0902"}
    notice = Consequence.objects.get(rule="dismissal.separation")
    assert (notice.seat.position.number, notice.due_on) == ("COR-0905", date(2005, 6, 30))
    assert "REV-0901" not in drafted


def test_a_run_that_was_killed_among_the_first_seats_goes_on(
    demonstrate: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import take_over_seat
    from meritbook.records.models import LawDay, Seat

    perform = take_over_seat.perform
    monkeypatch.setattr(take_over_seat, "perform", killed_at(60, perform))
    with pytest.raises(KeyboardInterrupt):
        demonstrate()
    assert Seat.objects.count() == 59
    assert not LawDay.objects.exists(), "it would begin with the first seat, years before"
    monkeypatch.setattr(take_over_seat, "perform", perform)
    # The contracts of the coming year are proposed under its salary limit.
    limits = tuple(one for one in service.acts() if one.do == "salary_limit")
    monkeypatch.setattr(service, "acts", lambda: limits)
    demonstrate()
    assert Seat.objects.count() == 122
    assert LawDay.objects.earliest("on").on == date(2004, 7, 1)


def test_a_run_that_was_killed_in_the_middle_of_an_act_goes_on_to_the_same_end(
    demonstrate: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import decide_nomination, judge_criterion
    from meritbook.records.models import CriterionJudgement, Nomination, Seat

    for module, count in ((judge_criterion, 5), (decide_nomination, 2)):
        perform = module.perform
        monkeypatch.setattr(module, "perform", killed_at(count, perform))
        with pytest.raises(KeyboardInterrupt):
            demonstrate()
        monkeypatch.setattr(module, "perform", perform)
    demonstrate()
    assert Counter(Nomination.objects.values_list("status", flat=True)) == {"entered": 3, "refused": 1, "withdrawn": 1}
    assert CriterionJudgement.objects.count() == 36
    assert Seat.objects.filter(ends_before=None).count() == 124


def test_three_contract_years_are_on_record_in_words_and_one_was_altered_and_signed_again_by_two(told: str) -> None:
    from meritbook.records.models import ContractSignature, ContractVersion, PerformanceContract

    year = PerformanceContract.objects.filter(starts_on=date(2004, 7, 1))
    assert year.count() == 3
    assert not year.filter(record__isnull=True).exists()
    signed = ContractVersion.objects.filter(status="signed").order_by("contract__appointment__executive__username")
    assert [(one.number, one.signatures.count()) for one in signed] == [(2, 2), (1, 3), (1, 3)]
    assert Counter(ContractSignature.objects.values_list("kind", flat=True)) == {"on_paper": 9, "electronic": 2}
    proposed = ContractVersion.objects.get(status="proposed")
    assert proposed.contract.appointment.executive.username == "chief3.rev"
    assert proposed.contract.based_on is not None


def test_the_years_are_told_with_results_reviews_a_plan_and_a_note_that_only_its_writer_reads(told: str) -> None:
    from meritbook.records.models import EvidenceNote, ImprovementStep, MeasuredResult, ProgressReview

    assert (MeasuredResult.objects.count(), ProgressReview.objects.count()) == (15, 6)
    assert not ProgressReview.objects.filter(answered_at__isnull=True).exists()
    assert Counter(ImprovementStep.objects.values_list("reached", flat=True)) == {False: 2, True: 1}
    assert Counter(EvidenceNote.objects.values_list("sharing", flat=True)) == {"shared": 5, "private": 1}


def test_the_acts_on_seats_taken_again_come_to_what_the_tables_hold(told: str) -> None:
    from meritbook.actions.verify_seats import verify_seats

    found = verify_seats()
    assert found.faults == ()
    assert found.rows > 124
