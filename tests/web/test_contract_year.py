"""Pages of the contract year: what was typed stays, files come as downloads, and a draft is nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meritbook.records.models import EvidenceNote, ProgressReview

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Any], Any]


@pytest.fixture(autouse=True)
def _in_the_year(settings: Any, at: Any) -> None:
    settings.MERITBOOK_ON = at.date()


def address(world: Any, name: str) -> str:
    return reverse(f"web:agreement_{name}", kwargs=world.arguments()[f"web:agreement_{name}"])


def test_a_file_that_is_refused_loses_nothing_of_the_note_and_keeps_none(world: Any, signed_in: SignedIn) -> None:
    before = EvidenceNote.objects.count()
    sent = {
        "about": "customers-wait",
        "happened_on": "2026-02-10",
        "says": "Nine days were saved.",
        "sharing": "shared",
        "file": SimpleUploadedFile("report.pdf", b"MZ\x90\x00"),
    }
    answer = signed_in(world.people.executive).post(address(world, "evidence_new"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "attachment.program" in page
    assert "Nine days were saved." in page
    assert "Choose the file again" in page
    assert EvidenceNote.objects.count() == before


def test_a_note_with_its_file_is_kept_and_handed_out_as_a_download(world: Any, signed_in: SignedIn) -> None:
    client = signed_in(world.people.executive)
    sent = {"happened_on": "2026-02-10", "says": "Nine days.", "sharing": "private"}
    answer = client.post(
        address(world, "evidence_new"), {**sent, "file": SimpleUploadedFile("report.txt", b"nine days")}
    )
    assert answer.status_code == 302
    note = EvidenceNote.objects.latest("pk")
    file = note.files.get()
    path = reverse("web:agreement_evidence_file", args=[note.contract_id, note.pk, file.pk])
    got = client.get(path)
    assert got.content == b"nine days"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Disposition"] == 'attachment; filename="report.txt"'
    for other in ("appointing_authority", "agency_hr", "auditor"):
        assert signed_in(getattr(world.people, other)).get(path).status_code == 404, other


def test_the_page_of_the_year_shows_a_draft_to_its_author_alone(world: Any, signed_in: SignedIn) -> None:
    path = address(world, "year")
    assert "short with the clerk" in signed_in(world.people.appointing_authority).get(path).content.decode()
    for other in ("executive", "department_director", "agency_hr", "personnel_staff", "auditor"):
        page = signed_in(getattr(world.people, other)).get(path).content.decode()
        assert "short with the clerk" not in page, other
        assert "Only you" not in page, other
        assert "Refunds took 24 days in January." in page, other


def test_a_review_outside_the_year_comes_back_filled_and_one_inside_is_kept(world: Any, signed_in: SignedIn) -> None:
    client = signed_in(world.people.department_director)
    sent = {"kind": "quarterly", "held_on": "2025-06-30", "rater_says": "All goes well.", "about_1": ""}
    before = ProgressReview.objects.count()
    answer = client.post(address(world, "review_new"), sent)
    assert answer.status_code == 422
    assert "All goes well." in answer.content.decode()
    assert ProgressReview.objects.count() == before
    assert client.post(address(world, "review_new"), {**sent, "held_on": "2025-07-01"}).status_code == 302
    assert ProgressReview.objects.count() == before + 1


def test_who_records_results_sees_the_measure_and_nothing_of_the_contract(world: Any, signed_in: SignedIn) -> None:
    client = signed_in(world.people.results_administrator)
    listed = client.get(f"{reverse('web:agreement_measures')}?show=all").content.decode()
    assert "Days from return to refund" in listed
    assert "9000" not in listed
    assert "new processing plant" not in listed
    assert client.get(address(world, "year")).status_code == 403
    sent = {"period_ends_on": "2026-02-28", "value": "20", "source": "Report."}
    assert client.post(address(world, "result_new"), sent).status_code == 302
    assert client.post(address(world, "result_new"), sent).status_code == 409


def test_the_desk_invites_to_a_meeting_and_calls_nothing_a_breach(world: Any, signed_in: SignedIn) -> None:
    page = signed_in(world.people.appointing_authority).get("/").content.decode()
    assert "You may meet on progress" in page
    assert "encouraged" in page
