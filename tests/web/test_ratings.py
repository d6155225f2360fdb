"""Ratings on the site: nothing typed is lost, the results stand beside the marks, and nobody reads too early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appointing_world import person, vouch
from contract_world import RATED, contract_of, final_appraisal
from meritbook.actions import Actor, finish_appraisal, show_appraisal, undo_appraisal, write_appraisal
from meritbook.desk import contract_measures
from meritbook.records.models import Appraisal, MeasuredResult
from service_world import appointment_row, position_row, seat_row

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Any], Any]


def typed(mark: str = "3", **other: str) -> dict[str, str]:
    given = {f"mark-{key}": mark for key in RATED}
    given.update({f"says-{key}": "" for key in RATED})
    return {**given, "says": "", **{key.replace("__", "-"): value for key, value in other.items()}}


@pytest.fixture
def unrated(world: Any, at: datetime) -> Any:
    """The executive's contract, whose appraisal was taken back."""
    undo_appraisal.perform(
        Actor(world.people.department_director), at=at, why="Anew.", appraisal=world.appraisal, reason="Anew."
    )
    return world.executives.agreement


def write(client: Any, contract: Any, data: dict[str, str]) -> Any:
    page = client.get(reverse("web:agreement_rating_write", args=[contract.pk]))
    seen = page.context["seen"]
    return client.post(reverse("web:agreement_rating_write", args=[contract.pk]), {"seen": seen, **data})


def missed(world: Any, contract: Any, at: datetime) -> None:
    """24 days of waiting where at most 21 were agreed."""
    vouch(
        MeasuredResult.objects.create(
            contract=contract, measure="wait-days", period_ends_on=at.date(), value=Decimal(24), source="Report of May",
            recorded_by=world.people.agency_hr, recorded_at=at,
        )
    )  # fmt: skip


def test_a_mark_off_the_scale_comes_back_with_all_that_was_typed(world: Any, unrated: Any, signed_in: SignedIn) -> None:
    client = signed_in(world.people.department_director)
    for wrong in ("0", "5", "2.5", "three"):
        data = typed(**{"mark-overall": wrong, "says-overall": "Led the office through a flood."})
        answer = write(client, unrated, data)
        assert answer.status_code == 422
        said = answer.content.decode()
        assert "Led the office through a flood." in said
        assert "Choose 1, 2, 3 or 4, or not rated: Overall performance" in said
    assert not Appraisal.objects.filter(status="draft").exists()


def test_two_raters_do_not_overwrite_each_other_and_the_second_keeps_what_was_typed(
    world: Any, unrated: Any, signed_in: SignedIn
) -> None:
    address = reverse("web:agreement_rating_write", args=[unrated.pk])
    first = signed_in(world.people.department_director)
    assert write(first, unrated, typed("3", **{"says-overall": "By the director."})).status_code == 302
    late = signed_in(world.people.appointing_authority).post(
        address, {"seen": "", **typed("2", **{"says-overall": "By the authority."})}
    )
    said = late.content.decode()
    assert late.status_code == 409
    assert "By the authority." in said
    assert "By the director." in said
    again = signed_in(world.people.appointing_authority).post(
        address, {"seen": late.context["seen"], **typed("2", **{"says-overall": "By the authority."})}
    )
    assert again.status_code == 302
    assert "By the authority." in Appraisal.objects.get(status="draft").marks_json


def test_the_results_and_a_caution_stand_beside_the_rating(
    world: Any, unrated: Any, signed_in: SignedIn, at: datetime
) -> None:
    missed(world, unrated, at)
    client = signed_in(world.people.department_director)
    write(client, unrated, typed("4"))
    page = client.get(reverse("web:agreement_rating", args=[unrated.pk])).content.decode()
    assert "24 days" in page
    assert "Report of May" in page
    assert "A reason is needed before it is final." in page


def test_a_four_without_its_reason_is_saved_and_told_beside_the_field_at_once(
    world: Any, unrated: Any, signed_in: SignedIn, at: datetime
) -> None:
    missed(world, unrated, at)
    client = signed_in(world.people.department_director)
    answer = write(client, unrated, typed("4"))
    address = reverse("web:agreement_rating_write", args=[unrated.pk])
    assert (answer.status_code, answer.url) == (302, f"{address}#rated-customers-wait")
    assert Appraisal.objects.get(status="draft").marks_json.count('"mark":4') == len(RATED)
    page = client.get(address)
    part = page.content.decode().partition('id="rated-customers-wait"')[2].partition("</section>")[0]
    assert "A 4 beside a target that the results miss" in part
    assert "The 4 that is saved needs it" in part
    assert page.content.decode().count("The 4 that is saved needs it") == 1
    assert "A reason is needed beside a 4 before it can become final" in page.content.decode()
    reasoned = typed("4", **{"reason-customers-wait": "A flood closed the office."})
    assert write(client, unrated, reasoned).url == reverse("web:agreement_rating", args=[unrated.pk])
    assert "The 4 that is saved needs it" not in client.get(address).content.decode()


def test_a_four_without_its_reason_is_told_by_the_api_when_it_is_saved(
    world: Any, unrated: Any, signed_in: SignedIn, at: datetime
) -> None:
    missed(world, unrated, at)
    client = signed_in(world.people.department_director)
    marks = {"customers-wait": {"mark": 4}, "overall": {"mark": 4}}

    def saved() -> Any:
        body = {"kind": "rater", "marks": marks, "why": "Draft."}
        answer = client.post(f"/api/performance/{unrated.pk}/appraisals", body, content_type="application/json")
        assert answer.status_code == 201, answer.content
        return answer.json()

    assert saved()["reasons_missing"] == ["customers-wait"]
    marks["customers-wait"]["reason"] = "A flood closed the office."
    assert saved()["reasons_missing"] == []


def test_a_draft_is_on_no_page_of_those_who_may_not_read_it(world: Any, unrated: Any, signed_in: SignedIn) -> None:
    write(signed_in(world.people.department_director), unrated, typed("2", **{"says-overall": "Hidden words."}))
    for name in ("executive", "agency_hr", "personnel_director", "personnel_staff", "auditor"):
        page = signed_in(getattr(world.people, name)).get(reverse("web:agreement_rating", args=[unrated.pk]))
        assert page.status_code == 200, name
        assert "Hidden words." not in page.content.decode(), name
    assert (
        "Hidden words."
        in signed_in(world.people.appointing_authority)
        .get(reverse("web:agreement_rating", args=[unrated.pk]))
        .content.decode()
    )


def test_a_self_assessment_is_offered_until_the_rating_is_final_and_not_after_it(
    world: Any, at: datetime, signed_in: SignedIn
) -> None:
    client, contract = signed_in(world.people.executive), world.executives.agreement
    address = reverse("web:agreement_rating", args=[contract.pk])
    assert "Write your self-assessment" not in client.get(address).content.decode()
    director = Actor(world.people.department_director)
    undo_appraisal.perform(director, at=at, why="Anew.", appraisal=world.appraisal, reason="Anew.")
    assert "Write your self-assessment" in client.get(address).content.decode()


def test_what_is_missing_is_listed_before_it_is_made_final(
    world: Any, unrated: Any, signed_in: SignedIn, at: datetime
) -> None:
    rater = Actor(world.people.department_director)
    row = write_appraisal.perform(
        rater, at=at, why="Draft.", contract=unrated, kind="rater", marks={"overall": {"mark": 3}}
    )
    show_appraisal.perform(rater, at=at, why="To talk.", appraisal=row)
    client = signed_in(world.people.department_director)
    page = client.get(reverse("web:agreement_appraisal_finish", args=[unrated.pk, row.pk])).content.decode()
    assert "Not rated: Customers: overall" in page
    assert "Not rated: Overall performance" not in page


def test_the_letter_says_ratings_results_comments_and_that_acknowledging_is_not_agreeing(
    world: Any, signed_in: SignedIn
) -> None:
    address = reverse("web:agreement_appraisal_letter", args=[world.executives.agreement.pk, world.appraisal.pk])
    answer = signed_in(world.people.executive).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_calibration_shows_a_draft_to_whoever_rates_and_to_no_one_else(
    world: Any, unrated: Any, signed_in: SignedIn, at: datetime
) -> None:
    rater = Actor(world.people.department_director)
    marks = {key: {"mark": 4, "reason": "It came with the flood."} for key in RATED}
    row = write_appraisal.perform(rater, at=at, why="Draft.", contract=unrated, kind="rater", marks=marks)
    address = reverse("web:calibration") + "?year=2025&department=revenue"

    def overall(name: str) -> int | None:
        found = signed_in(getattr(world.people, name)).get(address).context["found"]
        return next(one.overall for one in found.lines if one.contract == unrated.pk)

    assert (overall("department_director"), overall("agency_hr"), overall("personnel_director")) == (4, None, None)
    show_appraisal.perform(rater, at=at, why="To talk.", appraisal=row)
    finish_appraisal.perform(rater, at=at, why="Done.", appraisal=row)
    assert {overall(name) for name in ("department_director", "agency_hr", "personnel_director")} == {4}


def test_the_personnel_director_sees_departments_side_by_side_without_names(world: Any, signed_in: SignedIn) -> None:
    answer = signed_in(world.people.personnel_director).get(reverse("web:calibration") + "?year=2025")
    page = answer.content.decode()
    assert "Overall ratings by department" in page
    assert "There is no distribution that ratings must fit" in page
    assert answer.context["found"].lines == ()
    assert reverse("web:agreement_rating", args=[world.executives.agreement.pk]) not in page


def test_a_rater_who_may_not_calibrate_and_another_department_are_turned_away(world: Any, signed_in: SignedIn) -> None:
    address = reverse("web:calibration")
    assert signed_in(world.people.appointing_authority).get(address).status_code == 403
    assert signed_in(world.people.agency_hr_elsewhere).get(address + "?department=revenue").status_code == 403


def rated_executives(world: Any, departments: Any, at: datetime, count: int, *, rated: int) -> None:
    """So many more executives with a signed contract of the year, the first `rated` of them with a final 3."""
    for n in range(count):
        executive = person(f"more_{n}", "executive", departments.revenue)
        position = position_row(departments.revenue, f"M-{n:03}", world.people.personnel_staff)
        seat = seat_row(position, world.people.personnel_staff, date(2025, 7, 1))
        held = appointment_row(seat, executive, world.people.personnel_staff, date(2025, 7, 1))
        words = world.executives.agreement.versions.get().text
        contract = contract_of(held, world.people.department_director, words, signers={"employee": executive})
        vouch(position, seat, held)
        if n < rated:
            final_appraisal(contract, world.people.department_director, at)


def test_the_statements_of_calibration_and_of_the_desk_do_not_grow_with_the_executives(
    world: Any, departments: Any, signed_in: SignedIn, at: datetime
) -> None:
    client = signed_in(world.people.department_director)
    addresses = (reverse("web:calibration") + "?year=2025", reverse("web:home"))

    def count() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    before = count()
    rated_executives(world, departments, at, 3, rated=3)
    client = signed_in(world.people.department_director)
    assert [max(0, after - was) for was, after in zip(before, count(), strict=True)] == [0, 0]


def test_calibration_and_measures_of_many_contracts_are_read_a_page_at_a_time(
    world: Any, departments: Any, signed_in: SignedIn, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("web:calibration") + "?year=2025&department=revenue"
    director = signed_in(world.people.department_director)
    was = director.get(address).context["found"]
    rated_executives(world, departments, at, 60, rated=2)
    first = director.get(address).context["found"]
    assert (len(first.lines), first.page.total, first.page.of) == (
        25,
        was.page.total + 60,
        -(-(was.page.total + 60) // 25),
    )
    ((overall,),) = [groups for heading, groups in first.groups if heading == "Overall ratings"]
    ((before,),) = [groups for heading, groups in was.groups if heading == "Overall ratings"]
    assert (overall.rated, overall.unrated) == (before.rated + 2, before.unrated + 58)
    (areas,) = [groups for heading, groups in first.groups if heading == "Ratings of areas"]
    assert {(one.rated, one.unrated) for one in areas if one.name == "Customers"} == {(before.rated + 2, 0)}
    assert sum(one.rated for one in dict(first.groups)["Overall ratings by unit"]) == overall.rated
    assert sum(one.unrated for one in dict(first.groups)["Overall ratings by rater"]) == overall.unrated
    seen = [one.position for n in range(1, 4) for one in director.get(f"{address}&page={n}").context["found"].lines]
    assert len(seen) == len(set(seen)) == first.page.total
    assert seen == sorted(seen)
    unrated = director.get(f"{address}&show=unrated").context["found"]
    assert unrated.page.total == overall.unrated
    assert {one.overall for one in unrated.lines} == {None}
    monkeypatch.setattr(contract_measures, "AT_ONCE", 10)
    recorder = signed_in(world.people.results_administrator)
    measures = reverse("web:agreement_measures") + "?show=all"
    with CaptureQueriesContext(connection) as one_page:
        page = recorder.get(measures).context["page"]
    assert (len(page.rows), page.more) == (25, True)
    with CaptureQueriesContext(connection) as second:
        assert recorder.get(f"{measures}&page=2").context["page"].more
    assert len(second) > len(one_page), "the first page reads no more contracts than it shows"
    last = recorder.get(f"{measures}&page=99").context["page"]
    assert (last.more, last.number) == (False, last.of)
    every = [one for n in range(1, last.of + 1) for one in recorder.get(f"{measures}&page={n}").context["page"].rows]
    assert len(every) == len({(one.contract, one.finding.measure) for one in every}) == last.total >= 61
