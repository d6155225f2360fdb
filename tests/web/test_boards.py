"""Local boards on the site: what the pages show, what the forms keep, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from board_pages import SEEN_BY
from board_world import YEAR
from meritbook.records.models import BoardMember, BoardReport, ServiceFigure
from year_stage import do

SignIn = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def _on_the_day_of_the_record(settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)


def _text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("name", sorted(SEEN_BY))
def test_every_page_of_the_room_opens(name: str, world: Any, signed_in: SignIn) -> None:
    client = signed_in(getattr(world.people, SEEN_BY[name]))
    response = client.get(reverse(name, kwargs=world.arguments().get(name)))
    assert response.status_code == 200, _text(response)[:2000]
    assert "<h1" in _text(response)


def test_the_list_shows_how_each_board_stands_and_can_be_narrowed(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.auditor)
    page = _text(client.get(reverse("web:boards")))
    assert "River Counties Board" in page
    assert "Coast Board" in page
    assert "Alder, Birch" in page
    assert "Not designated" in page  # of the coast
    assert "Late" in page  # of the hills, whose report on 2025 nobody drew up
    broken = _text(client.get(reverse("web:boards"), {"show": "broken"}))
    assert "Hills Board" in broken
    assert "River Counties Board" not in broken
    by_area = _text(client.get(reverse("web:boards"), {"q": "birch"}))
    assert "River Counties Board" in by_area
    assert "Hills Board" not in by_area
    assert "No board fits" in _text(client.get(reverse("web:boards"), {"q": "nowhere\0", "show": "odd"}))


def test_a_board_shows_its_year_and_says_what_is_not_on_record(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.results_facilitator)
    page = _text(client.get(reverse("web:board", args=["river"]), {"year": YEAR}))
    assert "1,200" in page
    assert "$67,968.03" in page  # the share of river
    assert "Own policy of the office" in page
    empty = _text(client.get(reverse("web:board", args=["coast"]), {"year": "999999999"}))
    assert "Not on record" in empty
    assert "No money is allocated for this year." in empty
    assert "undetermined" in empty.lower()
    assert client.get(reverse("web:board", args=["nowhere"])).status_code == 404


def test_the_working_of_the_money_sums_to_the_appropriation(world: Any, signed_in: SignIn) -> None:
    page = _text(
        signed_in(world.people.auditor).get(reverse("web:board_sharing", args=[world.rooms.boards.sharing.pk]))
    )
    assert "$100,000.01" in page
    assert "with a cent of the remainder" in page


def test_a_member_is_named_by_form_and_a_term_that_overlaps_is_refused_with_what_was_typed(
    world: Any, signed_in: SignIn
) -> None:
    client = signed_in(world.people.results_facilitator)
    address = reverse("web:board_member_new", args=["hills"])
    sent = {"name": "Ada Ray", "kind": "elected", "starts_on": "2026-03-02", "ends_before": "2028-07-01"}
    assert client.post(address, sent).status_code == 302
    assert BoardMember.objects.filter(board__key="hills", name="Ada Ray").count() == 1
    again = client.post(address, {**sent, "name": "ada ray"})
    assert again.status_code == 422
    assert "is a member from 2 March 2026" in _text(again) or "is a member from March 2, 2026" in _text(again)
    assert 'value="ada ray"' in _text(again)
    longer = client.post(address, {**sent, "name": "Bo Lee", "ends_before": "2036-07-01"})
    assert "lasts 36 months at most" in _text(longer)


def test_a_plan_is_typed_in_lines_and_faults_name_the_line(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.results_facilitator)
    address = reverse("web:board_plan", args=["coast"])
    client = signed_in(world.people.results_administrator)
    sent = {
        "title": "Plan of the coast",
        "needs": "Few nurses.",
        "priorities": "well: Children are well\n- seen: Seen by a doctor | %\n- days: Days | | refund-days",
        "adopted_on": "2026-02-01",
        "starts_on": "2026-02-01",
    }
    bad = client.post(address, {**sent, "priorities": "Well and good"})
    assert bad.status_code == 422
    assert "results.community_plan" in _text(bad)
    unknown = client.post(address, {**sent, "priorities": "a: A\n- b: B | | no-such-measure"})
    assert "No measure carries the key no-such-measure." in _text(unknown)
    assert client.post(address, sent).status_code == 302
    page = _text(client.get(reverse("web:board", args=["coast"]), {"year": "2026"}))
    assert "Measure refund-days, 2025-07-01 to 2025-09-30" in page
    assert "24.5" in page


def test_a_file_is_recorded_whole_or_not_at_all_with_each_cell_named(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.results_facilitator)
    address = reverse("web:board_file", args=["river"])

    def send(data: str, year: int = YEAR) -> Any:
        return client.post(address, {"fiscal_year": year, "file": SimpleUploadedFile("figures.csv", data.encode())})

    before = ServiceFigure.objects.count()
    wrong = send('program,children,families,spent\nnursery,about 80,61,"4,000"\nswimming,1.5,-2,3\nvisits,9,8,7\n')
    assert wrong.status_code == 422
    for said in ("B2: “about 80” is not a figure.", "D2: “4,000” holds a comma. Is 4000 meant?", "A3: No program",
                 "B3: 1.5 is no number of persons.", "C3: -2 is no number of persons."):  # fmt: skip
        assert said in _text(wrong)
    assert "Nothing of it was recorded" in _text(wrong)
    assert ServiceFigure.objects.count() == before
    assert "names no column" in _text(send("a,b\n1,2\n"))
    assert send("").status_code == 422
    assert send("program,children,families,spent\nnursery,81,62,\n").status_code == 302
    row = ServiceFigure.objects.get(program=world.rooms.boards.nursery, fiscal_year=YEAR, current=True)
    assert (row.children, row.families, row.spent) == (81, 62, None)
    assert row.document is not None
    assert ServiceFigure.objects.count() == before + 1


def test_a_report_goes_from_the_board_to_the_administrator(world: Any, signed_in: SignIn) -> None:
    keeper, admin = signed_in(world.people.results_facilitator), world.people.results_administrator
    one = {"key": "river", "pk": world.rooms.boards.report.pk}
    assert "Complete" in _text(keeper.get(reverse("web:board_report", kwargs=one)))
    do("submit_board_report", world.people.results_facilitator, _now(), report=world.rooms.boards.report)
    page = _text(signed_in(world.people.results_facilitator).get(reverse("web:board_report", kwargs=one)))
    assert "Accept or return" not in page
    client = signed_in(admin)
    assert "Accept or return" in _text(client.get(reverse("web:board_report", kwargs=one)))
    do("decide_board_report", admin, _now(), report=world.rooms.boards.report, accept=True, says="Complete.")
    assert BoardReport.objects.get(pk=one["pk"]).status == "accepted"
    roll = _text(client.get(reverse("web:boards_roll_up"), {"year": YEAR}))
    assert "1 of 3 boards reporting; without Coast Board, Hills Board" in roll
    assert "Fewer than 10" not in roll  # 87 children served by the one board


def _now() -> Any:
    from meritbook.records import clock

    return clock.now()


def test_a_report_that_lacks_something_says_all_of_it(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.results_facilitator)
    address = reverse("web:board_report_new", args=["hills"])
    made = client.post(address, {"fiscal_year": YEAR, "narrative": "  x  "})
    assert made.status_code == 302
    page = _text(client.get(made["Location"]))
    assert "No program ran in this year, so no spending is on record." in page
    assert "Indicators of the plan: missing for Children seen by a doctor." in page
    early = client.post(address, {"fiscal_year": 2026, "narrative": "Early."})
    assert early.status_code == 409
    assert "results.board_report" in _text(early)


def test_the_roll_up_is_handed_out_as_csv_and_as_pdf(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.auditor)
    told = client.get(reverse("web:boards_roll_up_csv"), {"year": YEAR})
    assert told["Content-Disposition"] == f'attachment; filename="boards-{YEAR}.csv"'
    lines = _text(told).splitlines()
    assert lines[0].startswith("board,title,area,state,children_served")
    assert any("Missing: approved by the board" in one for one in lines)
    paper = client.get(reverse("web:boards_roll_up_pdf"), {"year": "77777777"})
    assert paper.content.startswith(b"%PDF")


def test_what_is_decided_is_closed_to_the_facilitator(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.results_facilitator)
    for name in ("web:board_amend", "web:board_designate", "web:board_share_new", "web:board_carry"):
        assert client.get(reverse(name, kwargs=world.arguments().get(name))).status_code == 403


def test_money_beyond_what_there_is_is_refused_and_said(world: Any, signed_in: SignIn) -> None:
    client = signed_in(world.people.results_facilitator)
    address = reverse("web:board_payment", args=["river"])
    sent = {"fiscal_year": YEAR, "amount": "70000", "paid_on": "2026-03-02", "says": "Warrant 7."}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Paid would be $70,000.00; there is $67,968.03 for that year." in _text(refused)
    assert client.post(address, {**sent, "amount": "60000.01"}).status_code == 302
    for amount in ("0", "1.005", "NaN", "1e30", ""):
        assert client.post(address, {**sent, "amount": amount}).status_code == 422
    late = client.post(address, {**sent, "amount": "1", "paid_on": "2999-01-01"})
    assert late.status_code == 422


def test_the_desk_names_what_is_broken_late_and_waiting(world: Any) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.desk.board_desk import board_section

    held = board_section(Standing(world.people.results_administrator, date(2026, 3, 2)))
    assert held is not None
    titles = [one.title for one in held.acts]
    assert "Accept or return a report: Hills Board, 2024" in titles
    assert "Mend the composition: Hills Board" in titles
    assert "Late: hand in the report on 2025: Coast Board" in titles
    later = board_section(Standing(world.people.results_facilitator, date(2026, 6, 1)))
    assert later is not None
    assert any(one.title.startswith("13 terms end soon: River") for one in later.acts)
    assert board_section(Standing(world.people.auditor, date(2026, 3, 2))) is None


def test_carrying_over_says_its_limit(world: Any, signed_in: SignIn) -> None:
    page = _text(
        signed_in(world.people.results_administrator).get(reverse("web:board_carry", args=["river"]), {"year": YEAR})
    )
    assert "$9,967.53" in page  # 67,968.03 less 40,000.50 and 18,000
    assert "20 percent of the $67,968.03 allocated, $13,593.60" in page
    assert "$0.00 goes back" in page
