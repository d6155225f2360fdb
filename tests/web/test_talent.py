"""The ladder, what somebody shares, the bench and the coverage of seats as the site shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import LedgerEntry, TalentConsent
from talent_world import FURTHER, NEXT, PLAN

pytestmark = pytest.mark.django_db
LADDER, TALENT, BENCH = ("web:ladder", "web:talent", "web:talent_bench")


@pytest.fixture(autouse=True)
def _day(settings: Any, on: date) -> None:
    # Two days later: whatever the hour of the machine, it comes after the acts of the record.
    settings.MERITBOOK_ON = on + timedelta(days=2)


def text(response: Any) -> str:
    """The words of a page, on one line."""
    assert response.status_code == 200, response.status_code
    return words(response)


def words(response: Any) -> str:
    """The words of an answer, whatever its status."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_ladder_shows_each_step_with_its_reason_and_leads_to_a_goal(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    response = signed_in(people.executive).get(reverse(LADDER), {"class": f"{PLAN}:{NEXT}"})
    page = text(response)
    assert "2 of 11 steps met, 1 not yet met, 8 undetermined" in page
    assert "Others saw it as Manager at 3.10" in page
    assert "own view 5.00" in page
    markup = response.content.decode()
    goal = (
        f"{reverse('web:growth_plan_new')}?competency=integrity&amp;plan={PLAN}&amp;class={NEXT}"
        "&amp;model=maine&amp;role=manager"
    )
    assert goal in markup
    assert "competency=customer-focused" not in markup
    (duties,) = re.findall(r'href="([^"]+)">Which of them the duties of the class call for', markup)
    assert "Competencies: Public Service Manager III" in text(signed_in(people.executive).get(duties))
    begun = signed_in(people.executive).get(html.unescape(goal)).content.decode()
    assert re.search(r'<option value="\d+:manager" selected>Manager</option>', begun)
    assert f'<option value="{PLAN}:{NEXT}" selected>' in begun


def test_the_picture_of_the_ladder_says_what_its_table_says(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    markup = signed_in(people.executive).get(reverse(LADDER), {"class": f"{PLAN}:{NEXT}"}).content.decode()
    found = re.search(r'<desc id="stairs-d">(.*?)</desc>', markup)
    assert found is not None
    assert found[1].startswith("1. Minimum qualifications: undetermined; 2. Analytical Thinkers: undetermined")
    assert "Integrity: not yet" in found[1]
    assert markup.count('class="stair stair--bad"') == 1
    assert len(re.findall(r'class="stair ', markup)) == 11


def test_somebody_without_a_position_chooses_a_class(talent: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    page = text(signed_in(people.analyst).get(reverse(LADDER)))
    assert "You hold no position on record, so nothing says which class comes next." in page
    chosen = text(signed_in(people.analyst).get(reverse(LADDER), {"class": f"{PLAN}:{FURTHER}"}))
    assert "No closed assessment by this model is on record." in chosen
    unknown = signed_in(people.analyst).get(reverse(LADDER), {"class": "maine:ferry-captain"})
    assert unknown.status_code == 404


def test_the_position_of_somebody_else_is_no_place_to_start_from(
    talent: Any, position: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    assert signed_in(people.executive).get(reverse(LADDER), {"position": position.pk}).status_code == 200
    assert signed_in(people.analyst).get(reverse(LADDER), {"position": position.pk}).status_code == 404


def test_a_position_that_nobody_allocated_leads_nowhere_and_says_so(
    talent: Any, position: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = text(signed_in(people.executive).get(reverse(LADDER)))
    assert "Nobody has allocated position 0417-22 to a class, so none comes next." in page


def test_the_next_class_follows_from_the_decision_on_the_position(
    world: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    entry = world.decision.class_entry
    page = text(signed_in(people.executive).get(reverse(LADDER), {"position": world.position.pk}))
    assert f"{entry.title}, position 0417-22" in page
    decided = day_in_words(clock.day_of(world.decision.decided_at))
    assert re.search(rf"Allocated by the decision of {decided} ?, which stands", page)
    series = next(one for one in entry.plan_revision.plan.series if one.ref == entry.series_ref)
    refs = [one.ref for one in series.classes]
    after = series.classes[refs.index(entry.ref) + 1]
    assert f"The next class {after.title}" in page
    assert "Minimum qualifications" in page


def test_what_the_executive_stated_in_an_own_application_is_judged_against_the_class(
    world: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = text(signed_in(people.executive).get(reverse(LADDER), {"class": "kansas:4273A4"}))
    assert "by what was stated on 2 March 2026, counted by the policy kansas." in page
    nobody = text(signed_in(people.analyst).get(reverse(LADDER), {"class": "kansas:4273A4"}))
    assert "No application of the person's own is on record." in nobody


def test_being_named_sharing_and_taking_back_need_no_script(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    form = text(client.get(reverse("web:talent_new"), {"class": f"{PLAN}:{FURTHER}"}))
    assert "Nobody is named without their own word." in form
    sent = {"aims": f"{PLAN}:{FURTHER}", "assessment": talent.report.pk, "ready_from": "2026-12-01", "says": "Soon."}
    done = client.post(reverse("web:talent_new"), sent, follow=True)
    assert "It is shared from now on" in text(done)
    row = TalentConsent.objects.get(person=people.executive, aims_class=FURTHER)
    assert (row.qualifications, row.assessment_id, row.says) == (False, talent.report.pk, "Soon.")
    page = text(client.get(reverse(TALENT)))
    assert "That you would take it up from 1 December 2026 on" in page
    back = client.post(reverse("web:talent_withdraw", args=[row.pk]), follow=True)
    assert "It is taken back. Nobody reads it any more." in text(back)
    assert client.get(reverse("web:talent_withdraw", args=[row.pk])).status_code == 409


def test_nothing_is_shared_for_a_class_that_was_not_chosen(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    held = TalentConsent.objects.count()
    form = client.get(reverse("web:talent_new")).context["form"]
    assert form.fields["aims"].choices[0][0] == ""
    refused = client.post(reverse("web:talent_new"), {"aims": "", "says": "Soon."})
    assert refused.status_code == 422
    assert TalentConsent.objects.count() == held


def test_changing_what_is_shared_begins_with_what_is_shared_now(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    response = client.get(reverse("web:talent_new"), {"class": f"{PLAN}:{NEXT}"})
    held = response.context["form"].initial
    assert (held["qualifications"], held["assessment"], held["ready_from"]) == (
        True, talent.report.pk, date(2026, 9, 1)
    )  # fmt: skip
    assert "Change my part of the bench" in text(response)
    assert "checked" in response.content.decode()
    assert "2026-09-01" in response.content.decode()


def test_what_is_for_the_bench_and_all_that_others_see_have_names_that_tell_them_apart(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.executive)
    bench, everything = reverse("web:talent"), reverse("web:shown")
    pages = {address: client.get(address).content.decode() for address in (bench, everything)}
    assert "<h1>My part of the bench</h1>" in pages[bench]
    assert f'<a href="{everything}">Who sees what of mine</a>' in pages[bench]
    assert "<h1>Who sees what of mine</h1>" in pages[everything]
    assert "My part of the bench" in text(client.get(reverse("web:competencies")))
    assert not [address for address, page in pages.items() if "What I sh" in page]


def test_what_cannot_be_shared_so_is_said_and_nothing_typed_is_lost(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    sent = {"aims": f"{PLAN}:{FURTHER}", "ready_from": "2020-01-01", "says": "I have led two divisions."}
    refused = signed_in(people.executive).post(reverse("web:talent_new"), sent)
    assert refused.status_code == 422
    assert "1 January 2020 is past." in words(refused)
    assert "I have led two divisions." in words(refused)
    stranger = signed_in(people.measure_owner).post(
        reverse("web:talent_new"), {**sent, "ready_from": "", "assessment": talent.report.pk}
    )
    assert stranger.status_code == 422
    assert not TalentConsent.objects.filter(person=people.executive, aims_class=FURTHER).exists()


def test_the_bench_names_nobody_before_a_reason_is_given(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.personnel_director)
    before = LedgerEntry.objects.count()
    listed, asked = text(client.get(reverse(BENCH))), text(client.get(reverse("web:talent_class", args=[PLAN, NEXT])))
    assert "I have led two divisions." not in listed + asked
    assert "1 person whom you may read is named for this class" in asked
    without = client.post(reverse("web:talent_class", args=[PLAN, NEXT]), {"why": " "})
    assert without.status_code == 422
    assert "I have led two divisions." not in words(without)
    assert LedgerEntry.objects.count() == before


def test_a_look_shows_readiness_with_reasons_and_the_person_sees_that_somebody_looked(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    address = reverse("web:talent_class", args=[PLAN, NEXT])
    shown = text(signed_in(people.personnel_director).post(address, {"why": "A seat falls free in July."}))
    assert "I have led two divisions." in shown
    assert "Something that the class asks is not there yet" in shown
    assert "Others saw it as Manager at 3.10" in shown
    assert "own view 5.00" not in shown
    assert "Shown once." in shown
    own = text(signed_in(people.executive).get(reverse(TALENT)))
    assert "Personnel Director: A seat falls free in July." in own


def test_whoever_is_named_for_a_class_cannot_open_its_bench(
    talent: Any, people: Any, at: Any, signed_in: Callable[[Any], Any]
) -> None:
    from year_stage import do

    do("agree_talent", people.department_director, at, aims_plan=PLAN, aims_class=NEXT)
    client = signed_in(people.department_director)
    address = reverse("web:talent_class", args=[PLAN, NEXT])
    assert client.get(address).status_code == 403
    assert client.post(address, {"why": "Curious."}).status_code == 403
    assert "You are named for it yourself, so others look at it." in text(client.get(reverse(BENCH)))


def test_a_filter_of_the_bench_shows_no_more_than_the_list(
    talent: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.department_director)
    assert "Public Service Manager III" in text(client.get(reverse(BENCH), {"q": "manager"}))
    assert "Nobody is named for a class of these words" in text(client.get(reverse(BENCH), {"q": "Executive Person"}))


def test_the_coverage_of_seats_tells_what_falls_free_and_whether_anybody_is_named(
    world: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.personnel_director)
    page = text(client.get(reverse("web:talent_seats")))
    assert "Vacant" in page
    assert "Allocated to none" in page
    assert "Notice of dismissal is served, for separation on" in page
    open_only = text(client.get(reverse("web:talent_seats"), {"shown": "undetermined"}))
    assert "The position is allocated to no class, so nobody can be named for it." in open_only
    assert "is named for its class" not in open_only


def test_where_nobody_is_named_no_look_is_offered(talent: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client, address = signed_in(people.personnel_director), reverse("web:talent_class", args=[PLAN, NEXT])
    assert 'type="submit">Look at the bench' in client.get(address).content.decode()
    TalentConsent.objects.all().delete()
    response = client.get(address)
    assert "Nobody whom you may read is named for this class: there is nothing to look at." in text(response)
    assert 'type="submit">Look at the bench' not in response.content.decode()
