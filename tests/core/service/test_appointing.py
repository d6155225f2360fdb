"""What an appointment lacks and who can give it, which facts the law reads of it, and the rights that are shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.service.appointing import (
    METHODS,
    AppointmentOnRecord,
    appointment_facts,
    missing,
    pay_facts,
    unmet,
)
from meritbook.core.service.rights import FOLLOWS, rights_of, what_follows
from meritbook.core.verdict import Verdict
from meritbook.law import load_law

LAW = load_law("colorado-ses")
ON = date(2004, 9, 1)


def appointment(**more: Any) -> AppointmentOnRecord:
    return AppointmentOnRecord.model_validate(
        {
            "method": "open_competition",
            "open": True,
            "by_director": True,
            "merit_says": "Led two divisions.",
            "holds_position": False,
            "holds_seat": False,
            "recorded_as_promotion": False,
            "acknowledged_on": ON,
            "salary": Decimal("9000.00"),
            "qualification": Verdict.MET,
            "allocated": date(2004, 8, 1),
            **more,
        }
    )


def verdict(one: AppointmentOnRecord, rule: str = "appointment.authority") -> str:
    facts = {**appointment_facts(one, on=ON), **pay_facts(one)}
    case = read_case(LAW, {name: value for name, value in facts.items() if value is not None}, on=ON)
    (found,) = Judge(LAW, ON).check(case, [rule])
    return str(found.verdict)


def lacks(one: AppointmentOnRecord) -> list[tuple[str, str]]:
    return [(entry.about, entry.ask) for entry in missing(one)]


def test_an_appointment_that_has_everything_lacks_nothing_and_is_as_the_law_asks() -> None:
    one = appointment()
    assert lacks(one) == []
    assert verdict(one) == "met"


def test_a_transfer_without_the_consent_is_open_while_it_may_still_be_given_and_refused_then() -> None:
    one = appointment(method="transfer", holds_seat=True, releasing="Department of Transport")
    assert verdict(one) == "undetermined"
    assert lacks(one) == [("release", "department_director")]
    assert verdict(one.model_copy(update={"open": False})) == "not_met"
    released = one.model_copy(update={"open": False, "released_on": ON})
    assert verdict(released) == "met"
    assert lacks(released) == []


def test_a_transfer_within_a_department_is_consented_to_by_its_one_director() -> None:
    one = appointment(method="transfer", holds_seat=True, open=False)
    assert verdict(one) == "met"


@pytest.mark.parametrize("method", ["with_position", "open_competition"])
def test_whoever_holds_the_position_that_moves_in_is_not_promoted_by_it(method: str) -> None:
    one = appointment(method=method, holds_position=True)
    assert verdict(one) == "met"
    assert verdict(one.model_copy(update={"recorded_as_promotion": True})) == "not_met"


def test_a_promotional_competition_is_a_promotion_by_its_nature() -> None:
    assert appointment(method="promotional_competition").promotion
    assert verdict(appointment(method="promotional_competition")) == "met"
    assert verdict(appointment(method="promotional_competition", holds_position=True)) == "not_met"


@pytest.mark.parametrize(
    ("more", "answer"),
    [({"by_director": False}, "not_met"), ({"merit_says": "  "}, "not_met"), ({"merit_says": "Merit."}, "met")],
)
def test_a_director_appoints_on_merit(more: dict[str, Any], answer: str) -> None:
    assert verdict(appointment(**more)) == answer


@pytest.mark.parametrize(
    ("allocated", "answer"),
    [(ON, "met"), (date(2004, 9, 2), "undetermined"), (False, "undetermined"), (None, "undetermined")],
)
def test_whether_a_position_is_allocated_first_is_open_until_the_day_is_over(allocated: Any, answer: str) -> None:
    assert verdict(appointment(allocated=allocated), "allocation.first") == answer


@pytest.mark.parametrize(("salary", "answer"), [("10763.00", "met"), ("10763.01", "not_met")])
def test_the_salary_lies_within_the_cap(salary: str, answer: str) -> None:
    assert verdict(appointment(salary=Decimal(salary)), "pay.cap") == answer


def test_without_a_salary_nobody_knows() -> None:
    assert verdict(appointment(salary=None), "pay.cap") == "undetermined"


def test_what_is_missing_names_who_can_give_it() -> None:
    one = appointment(acknowledged_on=None, may_acknowledge=False, qualification=Verdict.UNDETERMINED)
    assert lacks(one) == [("candidate", "agency_hr"), ("rights", "executive"), ("role", "system_administrator")]
    moved = appointment(method="with_position", holds_position=True, qualification=Verdict.UNDETERMINED)
    assert lacks(moved) == [("qualification", "agency_hr")]
    assert lacks(appointment(qualification=Verdict.NOT_MET)) == [("qualification", "agency_hr")]


@pytest.mark.parametrize(
    ("method", "more", "need"),
    [
        ("transfer", {"holds_seat": True}, "former_seat"),
        ("with_position", {"holds_position": True}, "holds_position"),
        ("reinstatement", {"previous_class": "Management"}, "previous_class"),
    ],
)
def test_each_method_asks_for_what_makes_it_one(method: str, more: dict[str, Any], need: str) -> None:
    assert [one.key for one in unmet(appointment(method=method)) if one.at_once] == [need]
    assert unmet(appointment(method=method, **more)) == ()


def test_what_was_taken_over_needs_nothing() -> None:
    assert "taken_over" not in METHODS
    assert unmet(appointment(method="taken_over")) == ()


def test_each_row_of_the_table_is_shown_once_as_had_or_given_up_with_its_place() -> None:
    rights = rights_of(LAW)
    assert rights is not None
    shown = [one.key for one in (*rights.gained, *rights.given_up)]
    assert sorted(shown) == sorted(row.key for row in LAW.tables["rights.list"].rows)
    assert all(one.held for one in rights.gained)
    assert not any(one.held for one in rights.given_up)
    assert all(one.citation.title and one.citation.place for one in (*rights.gained, *rights.given_up))
    outside = next(one for one in rights.given_up if one.key == "position-outside")
    assert (outside.citation.rank, outside.instead) == ("form", "")


def test_the_hash_of_the_rights_changes_with_any_word_of_them() -> None:
    rights = rights_of(LAW)
    assert rights is not None
    other = rights.model_copy(update={"given_up": rights.given_up[1:]})
    assert len(rights.sha256) == 64
    assert rights.sha256 != other.sha256


def test_a_pack_without_the_rule_has_no_rights_and_nothing_follows() -> None:
    law = load_law("washington-ms")
    assert rights_of(law) is None
    assert what_follows(law, "layoff") == ()


@pytest.mark.parametrize("cause", FOLLOWS)
def test_for_each_cause_the_table_says_what_follows(cause: str) -> None:
    assert [one.key for one in what_follows(LAW, cause)] == list(FOLLOWS[cause])


def test_after_a_layoff_there_is_reinstatement_and_no_retention() -> None:
    held = {one.key: one.held for one in what_follows(LAW, "layoff")}
    assert held == {"layoff-rules": False, "retention": False, "re-employment": False, "reinstatement": True}
    assert what_follows(LAW, "winning the lottery") == ()
