"""Attempts to learn what one rater said, by page, filter, export and API, as everybody who could try."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

from assessment_world import all_answer, answer
from meritbook.actions import assessing
from meritbook.core import filling
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, LedgerEntry
from meritbook.web.competency_matrix import COMPETENCIES

pytestmark = pytest.mark.django_db
SECRET = "almonds"
CURIOUS = (
    "executive", "personnel_staff", "agency_hr", "personnel_director", "department_director", "auditor",
    "system_administrator", "results_administrator", "measure_owner",
)  # fmt: skip
LISTS = ("/api/competencies/asked", "/api/competencies/own", "/api/competencies/assessments")


def _plain(response: Any) -> str:
    """A page without what is drawn anew with each."""
    said = response.content.decode("utf-8", "replace")
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", said)


def _addresses(world: Any) -> Iterator[str]:
    """Every address of leadership competencies that is opened, the desk, the ledger, and filters of each kind."""
    held = world.arguments()
    for name, address in COMPETENCIES.items():
        if address.get is None or name.startswith("web:guest_"):
            continue
        # An address of another room is tried with the number of the assessment, where it takes one.
        for parts in (held.get(name), {"pk": world.now.pk}):
            with suppress(NoReverseMatch):
                yield reverse(name, kwargs=parts)
    one = reverse("web:assessment", args=[world.now.pk])
    for query in ("group=peer", "group=report", "rater=1", "state=answered", "q=smells", "format=csv", "export=json"):
        yield f"{one}?{query}"
        yield f"{reverse('web:assessments')}?{query}"
    yield reverse("web:home")
    yield reverse("web:ledger")
    for seq in LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True)[:12]:
        yield reverse("web:entry", args=[seq])


def _tried(client: Any, addresses: Iterator[str]) -> int:
    opened = 0
    for path in addresses:
        response = client.get(path)
        assert response.status_code < 500, path
        said = b"".join(response) if response.streaming else response.content
        assert SECRET.encode() not in said, path
        opened += response.status_code == 200
    return opened


@pytest.fixture
def spoken(assessments: Any, people: Any) -> Any:
    """The open assessment, answered by all whom it asks, each with the secret in their words."""
    machine = clock.now()
    all_answer(people, assessments.now, machine, words=f"It smells of {SECRET}.")
    return assessments


@pytest.mark.parametrize("who", CURIOUS)
def test_no_page_and_no_filter_shows_what_was_answered_while_it_is_open(
    who: str, spoken: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(getattr(people, who))
    opened = _tried(client, _addresses(spoken))
    assert opened >= 1


@pytest.mark.parametrize("who", CURIOUS)
def test_no_operation_shows_what_was_answered_while_it_is_open(
    who: str, spoken: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(getattr(people, who))
    numbers = AssessmentRater.objects.values_list("pk", flat=True)
    ones = (f"/api/competencies/asked/{pk}" for pk in numbers)
    rows = (f"/api/competencies/assessments/{one.pk}" for one in (spoken.now, spoken.closed, spoken.answered))
    filters = (f"{path}?state=open&q={SECRET}&group=peer&rater=1" for path in LISTS)
    _tried(client, iter([*LISTS, *ones, *rows, *filters]))


def test_no_page_of_a_keeper_changes_when_one_of_few_answers(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.personnel_staff)
    pages = (reverse("web:assessment", args=[assessments.now.pk]), reverse("web:assessments"))
    told = f"/api/competencies/assessments/{assessments.now.pk}"

    def looked() -> list[str]:
        return [_plain(client.get(one)) for one in (*pages, told)]

    before = looked()
    answer(assessments.peer, people.measure_owner, clock.now(), place=5, words="Mine.")
    assert looked() == before
    # Nor when so many answer that their number could be told: it would tell when the next one does.
    for one in assessments.now.raters.filter(user__isnull=False).exclude(pk=assessments.peer.pk):
        answer(one, one.user, clock.now(), place=3, words="Ours.")
    assert looked() == before
    assert "Told once it is closed" in before[0]
    # Nor when somebody declines to be found out: who keeps it sees that alone.
    assert "Answered" not in before[0].split("Who is asked")[1]


def test_no_size_of_a_page_tells_what_was_chosen_or_how_much_was_written(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.measure_owner)
    path = reverse("web:assessment_answer", args=[assessments.peer.pk])
    keys = [one.key for _, one in assessing.model_of(assessments.now).items(assessments.now.role)]

    def sizes(place: str, words: str) -> tuple[int, int]:
        comment = assessing.model_of(assessments.now).competencies[0].key
        others = {} if place == "none" else {f"b-{key}": place for key in keys[1:]}
        sent = {f"b-{keys[0]}": "4", **others, f"c-{comment}": words}
        preview = client.post(path, sent)
        kept = client.post(reverse("web:assessment_draft", args=[assessments.peer.pk]), sent)
        assert (preview.status_code, kept.status_code) == (200, 200)
        return len(preview.content), len(client.get(path).content)

    tried = [
        sizes(place, words) for place in ("1", "2", "5", "not-observed", "none") for words in ("", "No.", "Word " * 50)
    ]
    assert all(size % 32_768 == 0 for pair in tried for size in pair)
    # Which places were chosen makes no difference.
    assert len(set(tried[::3])) == 1


def _of_one_size(replies: list[Any]) -> bool:
    """Whether no size tells one of the replies from another, and none is left behind or packed on the way."""
    for one in replies:
        assert "no-store" in one["Cache-Control"]
        assert "no-transform" in one["Cache-Control"]
        assert one.json()
    return len({len(one.content) for one in replies}) == 1


@pytest.mark.parametrize("block", [32_768, 1])
def test_no_size_of_a_reply_of_the_api_tells_what_was_chosen(
    block: int, assessments: Any, people: Any, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # In blocks of one byte what is spared alone makes them equal.
    monkeypatch.setattr(filling, "BLOCK", block)
    client, path = signed_in(people.measure_owner), f"/api/competencies/asked/{assessments.peer.pk}"
    keys = [one.key for _, one in assessing.model_of(assessments.now).items(assessments.now.role)]
    kept, previews, forms = [], [], []
    for place in ("1", "2", "5", "not-observed", ""):
        given = {keys[0]: "4", **(dict.fromkeys(keys[1:], place) if place else {})}
        body = {"given": given, "comments": {}}
        kept.append(client.put(f"{path}/draft", body, content_type="application/json"))
        previews.append(client.post(f"{path}/preview", body, content_type="application/json"))
        forms.append(client.get(path))
    for replies in (kept, previews, forms):
        assert {one.status_code for one in replies} == {200}
        assert _of_one_size(replies)
        assert all(len(one.content) % block == 0 for one in replies)


def test_refusals_receipts_and_words_over_the_api_have_the_sizes_of_blocks(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, path = signed_in(people.measure_owner), f"/api/competencies/asked/{assessments.peer.pk}"
    keys = [one.key for _, one in assessing.model_of(assessments.now).items(assessments.now.role)]
    comment = assessing.model_of(assessments.now).competencies[0].key
    said = [
        client.post(f"{path}/preview", {"given": {keys[0]: "4"}, "comments": words}, content_type="application/json")
        for words in ({}, {comment: "No."}, {comment: "Word " * 50})
    ]
    refused = [
        client.post(f"{path}/{name}", {"given": {keys[0]: "9"}, "seen": ""}, content_type="application/json")
        for name in ("preview", "answers")
    ]
    assert {one.status_code for one in refused} == {422}
    seen = {"given": {keys[0]: "4"}, "comments": {}, "seen": said[0].json()["seen"]}
    sent = client.post(f"{path}/answers", seen, content_type="application/json")
    assert sent.status_code == 201
    assert sent.json()["receipt"]
    assert _of_one_size([*said, *refused, sent])
    assert len(sent.content) == 32_768


@pytest.mark.parametrize("block", [32_768, 1])
def test_no_size_of_a_reply_of_the_api_on_a_survey_tells_what_was_chosen(
    block: int, surveys: Any, people: Any, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "BLOCK", block)
    client, path = signed_in(people.executive), "/api/results/surveys/today"
    replies = [
        client.post(f"{path}/preview", {"answers": {"words": "No.", **given}}, content_type="application/json")
        for given in ({}, {"hope": 1}, {"hope": 5, "load": 2}, {"load": 4})
    ]
    assert {one.status_code for one in replies} == {200}
    assert _of_one_size(replies)
    assert all(len(one.content) % block == 0 for one in replies)


def test_no_rater_learns_who_else_is_asked_or_what_they_said(
    spoken: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    page = _plain(client.get(reverse("web:competencies")))
    assert "Executive" in page
    for name in ("Measure Owner", "Second Analyst", "Kim Vendor"):
        assert name not in page
    assert client.get(reverse("web:assessment", args=[spoken.now.pk])).status_code in (403, 404)
    assert client.get(f"/api/competencies/assessments/{spoken.now.pk}").status_code in (403, 404)


def test_no_error_gives_away_what_somebody_else_typed(
    spoken: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.personnel_staff)
    for rater in spoken.now.raters.all():
        for name in ("assessment_answer", "assessment_decline", "assessment_delegate"):
            response = client.get(reverse(f"web:{name}", args=[rater.pk]))
            assert response.status_code == 404, (name, rater)
            assert SECRET not in response.content.decode()
    refused = client.post(reverse("web:assessment_take_back", args=[spoken.now.pk]), {"receipt": "guess"})
    assert refused.status_code == 404


def test_the_ledger_names_no_place_no_word_and_no_receipt(
    spoken: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    entries = LedgerEntry.objects.filter(action__in=["answer_assessment", "take_back_rating", "decline_rating"])
    assert entries.exists()
    said = " ".join(str(sorted(vars(one).items(), key=lambda pair: pair[0])) for one in entries)
    assert SECRET not in said
    assert spoken.receipt not in said
