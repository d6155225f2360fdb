"""The pages of competency assessments: answering, keeping one, and guests who come by a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from assessment_pages import SECRET, receipt_in, seen_in, text, typed
from meritbook.records.models import AssessmentRater, FormDraft, LedgerEntry, MultiraterAssessment, RaterDraft
from year_stage import do

pytestmark = pytest.mark.django_db


def test_answers_are_looked_at_before_they_are_sent_and_the_receipt_is_shown_once(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.measure_owner), reverse("web:assessment_answer", args=[assessments.peer.pk])
    page = text(client.get(address))
    assert "Assess Executive" in page
    assert "You are asked as a peer" in page
    assert "at least 3 people answered, you among them" in page
    assert "no evidence for a performance rating" in page
    sent = typed(assessments.now, words=f"{SECRET} Ask me: a.b@rev.example")
    first = next(name for name in sent if name.startswith("b-"))
    sent[first] = "not-observed"
    page = text(client.post(address, sent))
    assert "Look at your answers" in page
    assert "1 not observed" in page
    assert "It may tell an address of mail: “a.b@rev.example”." in page
    assert AssessmentRater.objects.get(pk=assessments.peer.pk).standing == "asked"
    assert SECRET in text(client.post(address, {**sent, "seen": seen_in(page), "change": "1"}))
    # What is sent is what was looked at.
    other = {**sent, "c-integrity": "Other."}
    assert "not the ones of a preview" in text(client.post(address, {**other, "seen": seen_in(page)}), 422)
    done = client.post(address, {**sent, "seen": seen_in(page)})
    assert receipt_in(text(done))
    assert "no-store" in done["Cache-Control"]
    assert AssessmentRater.objects.get(pk=assessments.peer.pk).standing == "answered"
    # Nothing of it lies beside a name: no session, no kept form, no draft, no entry of the ledger.
    held = [str(one.get_decoded()) for one in Session.objects.all()]
    held += [one.typed_json for one in FormDraft.objects.all()]
    held += [str(one.__dict__) for one in LedgerEntry.objects.all()]
    assert not [one for one in held if "almonds" in one or receipt_in(text(done)) in one]
    assert not RaterDraft.objects.filter(rater=assessments.peer).exists()
    # Sent again, as by loading the page of the receipt anew, it is not taken, and nothing is said to have gone wrong.
    before = LedgerEntry.objects.count()
    again = text(client.post(address, {**sent, "seen": seen_in(page)}))
    assert "You have answered" in again
    assert "They count once" in again
    assert SECRET not in again
    assert LedgerEntry.objects.count() == before
    assert "You have answered" in text(client.get(reverse("web:competencies")))
    opened = client.get(address)
    page = text(opened)
    assert "no-store" in opened["Cache-Control"]
    assert "They count once" not in page
    assert "You have answered" in page
    assert f'href="{reverse("web:assessment_take_back", args=[assessments.now.pk])}"' in page
    assert SECRET not in page
    assert "mb-receipt" not in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "Nothing is rated"),
        ({"b-nothing": "3"}, "asks nothing called"),
        ({"c-nothing": "Words"}, "knows no competency"),
        ({"b-evidence-asked": "6"}, "is rated from 1 to 5"),
        ({"b-evidence-asked": "-1"}, "is rated from 1 to 5"),
        ({"b-evidence-asked": "three"}, "is rated from 1 to 5"),
        ({"c-integrity": "x" * 2_001}, "at most 2,000 characters"),
        ({"c-integrity": "a\x00b"}, "holds a character that is none"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(
    wrong: dict[str, str], told: str, assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.measure_owner), reverse("web:assessment_answer", args=[assessments.peer.pk])
    sent = {**wrong, "c-visionary": SECRET} if wrong else {}
    page = text(client.post(address, sent), 422)
    assert told in page
    assert not sent or SECRET in page


def test_a_page_that_was_made_before_the_last_words_came_in_does_not_write_over_them(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.measure_owner)
    keep = reverse("web:assessment_draft", args=[assessments.peer.pk])
    first = {"b-evidence-asked": "4", "c-integrity": "First words.", "changed": ["b-evidence-asked", "c-integrity"]}
    assert "kept" in client.post(keep, first).json()
    stale = {
        "b-trends-read": "2",
        "c-integrity": "",
        "c-visionary": "Second.",
        "changed": ["b-trends-read", "c-visionary"],
    }
    assert "kept" in client.post(keep, stale).json()
    page = text(client.get(reverse("web:assessment_answer", args=[assessments.peer.pk])))
    assert "First words." in page
    assert "Second." in page
    # What was taken out on the page is taken out.
    assert "kept" in client.post(keep, {"c-integrity": "", "changed": ["c-integrity"]}).json()
    assert "First words." not in text(client.get(reverse("web:assessment_answer", args=[assessments.peer.pk])))


def test_a_draft_is_kept_sealed_and_comes_back_to_its_writer_alone(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.measure_owner), reverse("web:assessment_draft", args=[assessments.peer.pk])
    sent = {"b-evidence-asked": "4", "b-trends-read": "not-observed", "c-integrity": SECRET}
    assert "kept" in client.post(address, sent).json()
    row = RaterDraft.objects.get(rater=assessments.peer)
    assert "almonds" not in row.sealed
    page = text(client.get(reverse("web:assessment_answer", args=[assessments.peer.pk])))
    assert SECRET in page
    assert re.search(r'value="4" checked', page)
    assert re.search(r'value="not-observed" checked', page)
    later = client.post(address, {**sent, "typed-later": "1"})
    assert later["Location"] == reverse("web:competencies")
    assert not FormDraft.objects.exists()
    # What cannot be kept is told to the script, and what was kept before stays.
    refused = client.post(address, {"b-evidence-asked": "9"})
    assert (refused.status_code, refused.json()["code"]) == (422, "competencies.answer")
    assert RaterDraft.objects.get(rater=assessments.peer).sealed
    for other in (people.executive, people.personnel_staff, people.results_facilitator):
        assert signed_in(other).get(reverse("web:assessment_answer", args=[assessments.peer.pk])).status_code == 404
        assert signed_in(other).post(address, sent).status_code == 404


def test_whoever_answers_under_their_name_is_told_so(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    mine = assessments.now.raters.get(user=people.executive)
    client, address = signed_in(people.executive), reverse("web:assessment_answer", args=[mine.pk])
    page = text(client.get(address))
    assert "You assess yourself" in page
    assert "Name somebody who answers instead" not in page
    sent = typed(assessments.now, words="My boss knows.")
    page = text(client.post(address, sent))
    assert "It stands under your name." in page
    done = text(client.post(address, {**sent, "seen": seen_in(page)}))
    assert "Nobody can tell" not in done


def test_a_receipt_takes_answers_back_and_nothing_else_does(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = (
        signed_in(people.measure_owner),
        reverse("web:assessment_take_back", args=[assessments.answered.pk]),
    )
    assert "Take your answers back" in text(client.get(reverse("web:competencies")))
    assert "No answer" in text(client.post(address, {"receipt": "not-a-receipt"}), 404)
    assert client.post(address, {"receipt": assessments.receipt}).status_code == 302
    assert "Waits for your answer" in text(client.get(reverse("web:competencies")))
    assert text(client.post(address, {"receipt": assessments.receipt}), 404)
    # Who was not asked, or has not answered, has nothing to take back.
    for other in (people.analyst, people.executive, people.personnel_staff):
        assert signed_in(other).get(address).status_code == 404


def test_somebody_declines_and_somebody_else_answers_for_another(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    decline = reverse("web:assessment_decline", args=[assessments.peer.pk])
    delegate = reverse("web:assessment_delegate", args=[assessments.peer.pk])
    client = signed_in(people.measure_owner)
    assert "is asked already" in text(client.post(delegate, {"delegate": "auditor"}), 409)
    assert "Nobody in office fits" in text(client.post(delegate, {"delegate": "ghost"}), 422)
    assert client.post(delegate, {"delegate": "appointing_authority"}).status_code == 302
    assert "Appointing Authority answers for you" in text(client.get(reverse("web:competencies")))
    page = text(signed_in(people.appointing_authority).get(reverse("web:competencies")))
    assert "Assess Executive" in page
    assert "Hand it back" in text(client.get(decline))
    # Who answers for somebody hands it back by declining; whoever was asked then declines themselves.
    assert client.post(decline, {"because": ""}).status_code == 302
    assert "Assess Executive" not in text(client.get(reverse("web:competencies")))
    client = signed_in(people.measure_owner)
    assert client.get(reverse("web:assessment_answer", args=[assessments.peer.pk])).status_code == 200
    assert client.post(decline, {"because": "On leave."}).status_code == 302
    page = text(signed_in(people.personnel_staff).get(reverse("web:assessment", args=[assessments.now.pk])))
    assert "Measure Owner: declined (“On leave.”)" in page
    # One guest more than the round before would be found out by the difference, and the page says so all along.
    assert "Nothing of the groups would be told: beside an earlier round it would tell what a few said." in page
    assert "Name others by" in page
    client, address = signed_in(people.measure_owner), reverse("web:assessment_answer", args=[assessments.peer.pk])
    assert "You declined" in text(client.get(address))
    refused = client.get(f"/api/competencies/asked/{assessments.peer.pk}")
    assert refused.json()["error"]["code"] == "competencies.declined"


def test_the_desk_names_what_waits_and_for_whom(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    assert "Assess Executive" in text(signed_in(people.measure_owner).get(reverse("web:home")))
    page = text(signed_in(people.personnel_staff).get(reverse("web:home")))
    assert "Open an assessment: Appointing Authority" in page
    assert "Close an assessment: Results Practitioner" in page
    settings.MERITBOOK_ON = date(2026, 2, 6)
    assert "Assess Results Practitioner" in text(signed_in(people.measure_owner).get(reverse("web:home")))
    assert "Assess yourself" in text(signed_in(people.results_practitioner).get(reverse("web:home")))


def test_an_assessment_is_drawn_up_named_opened_closed_and_withdrawn_on_the_site(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any, password: str
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    client, new = signed_in(people.personnel_staff), reverse("web:assessment_new")
    assert "Nobody in office fits" in text(client.get(new, {"subject": "ghost", "model": assessments.model.pk}), 422)
    step = f"{new}?subject=analyst&model={assessments.model.pk}"
    assert "Executive: Directs an agency" in text(client.get(step))
    assert "In which role: This field is required" in text(client.post(step, {}), 422)
    made = client.post(step, {"role": "executive"})
    row = MultiraterAssessment.objects.get(subject=people.analyst)
    assert made["Location"] == reverse("web:assessment", args=[row.pk])
    raters = reverse("web:assessment_rater_new", args=[row.pk])
    for wrong, told in (
        ({"group": "peer"}, "Name somebody who signs in here, or give the name"),
        ({"group": "peer", "user": "auditor", "guest": "Kim"}, "Name somebody who signs in here, or give the name"),
        ({"group": "peer", "user": "analyst"}, "Nobody answers on themselves"),
        ({"group": "peer", "guest": "Kim", "address": "kim@vendor.example"}, "in the group of others"),
        ({"group": "other", "guest": "Kim", "address": "kim"}, "valid email address"),
        ({"group": "other", "guest": "Kim"}, "Give the address to which the guest is sent the link."),
        ({"group": "other", "address": "kim@vendor.example"}, "Give the name of the guest."),
        ({"group": "self", "user": "auditor"}, "Only the person who is assessed"),
        ({"group": "nobody", "user": "auditor"}, "Select a valid choice"),
    ):
        refused = client.post(raters, wrong)
        assert refused.status_code in (409, 422), wrong
        assert told in refused.content.decode(), wrong
    days = {"starts_on": "2026-03-02", "last_day": "2026-03-10"}
    opening = reverse("web:assessment_open", args=[row.pk])
    assert "nothing could ever be told" in text(client.post(opening, days), 422)
    for name in ("auditor", "second_analyst", "executive"):
        assert client.post(raters, {"group": "peer", "user": name}).status_code == 302
    assert "is asked already" in text(client.post(raters, {"group": "other", "user": "auditor"}), 409)
    page = text(client.get(reverse("web:assessment", args=[row.pk])))
    assert "If everybody answers who can, these would be told: peers by themselves." in page
    assert client.post(opening, days).status_code == 302
    close = reverse("web:assessment_close", args=[row.pk])
    assert "can be closed from 11 March 2026 on" in text(client.post(close), 409)
    assert client.get(reverse("web:assessment_rater_remove", args=[row.pk, 99_999])).status_code == 404
    settings.MERITBOOK_ON = date(2026, 3, 11)
    assert client.post(close).status_code == 302
    assert "Fewer than 3" in text(client.get(reverse("web:assessment", args=[row.pk]))) or "Not told" in text(
        client.get(reverse("web:assessment", args=[row.pk]))
    )
    withdraw = reverse("web:assessment_withdraw", args=[assessments.draft.pk])
    client.post(reverse("account_reauthenticate"), {"password": password})
    assert client.post(withdraw, {"because": "Not now."}).status_code == 302
    assert MultiraterAssessment.objects.get(pk=assessments.draft.pk).state == "withdrawn"


def test_nobody_keeps_their_own_assessment(assessments: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    do_own = {"subject": "personnel_staff", "model": assessments.model.pk}
    client = signed_in(people.personnel_staff)
    address = f"{reverse('web:assessment_new')}?subject={do_own['subject']}&model={do_own['model']}"
    assert "Nobody audits, accepts, verifies or keeps" in text(client.post(address, {"role": "manager"}), 422)
    assert not MultiraterAssessment.objects.filter(subject=people.personnel_staff).exists()
    named = AssessmentRater.objects.create(
        assessment=assessments.now, group="supervisor", user=people.appointing_authority,
        named_by=people.personnel_staff, because="Led them in the merger.",
    )  # fmt: skip
    page = text(signed_in(people.executive).get(reverse("web:assessment", args=[assessments.now.pk])))
    assert (
        f"{named.user.full_name}; not so by the positions on record, asked because: “Led them in the merger.”" in page
    )
    assert "3 of them not by the positions on record" in page
    assert "In fact." not in page
    # The person assessed sees how many are asked, and by name only those who answer under theirs.
    page = text(signed_in(people.executive).get(reverse("web:assessment", args=[assessments.now.pk])))
    assert "Your assessment" in page
    assert "Not told" in page
    assert "Kim Vendor" not in page
    assert "Measure Owner" not in page
    assert (
        signed_in(people.executive).get(reverse("web:assessment_rater_new", args=[assessments.now.pk])).status_code
        == 403
    )
    assert signed_in(people.executive).get(reverse("web:assessment", args=[assessments.draft.pk])).status_code == 404


def test_a_department_keeps_its_own_assessments_and_no_others(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    listed = text(signed_in(people.agency_hr).get(reverse("web:assessments")))
    assert "Appointing Authority" in listed
    elsewhere = signed_in(people.agency_hr_elsewhere)
    assert "No assessment fits" in text(elsewhere.get(reverse("web:assessments")))
    assert elsewhere.get(reverse("web:assessment", args=[assessments.draft.pk])).status_code == 404
    client = signed_in(people.personnel_staff)
    found = text(client.get(reverse("web:assessments"), {"q": "facilitator", "state": "open"}))
    assert "Results Facilitator" in found
    assert "Results Practitioner" not in found


def test_a_round_that_is_over_is_not_answered_on_the_site(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    late = assessments.due.raters.get(user=people.measure_owner)
    client = signed_in(people.measure_owner)
    address = reverse("web:assessment_answer", args=[late.pk])
    assert "not answered any more" in text(client.get(address), 409)
    assert "not answered any more" in text(client.post(address, typed(assessments.due)), 409)
    assert client.post(reverse("web:assessment_draft", args=[late.pk]), typed(assessments.due)).status_code == 409


def test_who_has_left_answers_nothing(
    assessments: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.records import clock
    from meritbook.records.models import RoleAssignment

    held = RoleAssignment.objects.get(user=people.measure_owner)
    now = clock.now()
    yesterday = now.date() - timedelta(days=1)
    do(
        "end_role", people.system_administrator, now, assignment=held, ends_before=yesterday,
        left_because="Somebody else takes it up.",
    )  # fmt: skip
    client = signed_in(people.measure_owner)
    assert client.get(reverse("web:assessment_answer", args=[assessments.peer.pk])).status_code == 403
    assert (
        client.post(reverse("web:assessment_answer", args=[assessments.peer.pk]), typed(assessments.now)).status_code
        == 403
    )


def test_a_model_that_changes_in_the_middle_changes_nothing_of_what_is_asked(
    assessments: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.actions import competency_models

    address = reverse("web:assessment_answer", args=[assessments.peer.pk])
    client = signed_in(people.measure_owner)
    before = re.findall(r"<legend>(.*?)</legend>", text(client.get(address)))
    model = competency_models.model_of(assessments.now.version)
    first, *others = model.competencies
    reworded = {
        key: tuple(one.model_copy(update={"says": "Something else."}) for one in held)
        for key, held in first.behaviours.items()
    }
    changed = model.model_copy(
        update={
            "competencies": (first.model_copy(update={"behaviours": reworded}), *others),
            "roles": tuple(one.model_copy(update={"plan": "", "classes": ()}) for one in model.roles),
        }
    )
    taken = {"row": assessments.model, "model": changed, "seen": 1}
    version = do("take_competency_model", people.personnel_staff, at, **taken)
    assert version.number == 2
    assert re.findall(r"<legend>(.*?)</legend>", text(client.get(address))) == before
