"""The page of what somebody shows of their own: open without a role, and to nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from assessment_pages import text
from meritbook.desk.talent import class_titles
from meritbook.records.models import ReportShare, TalentConsent
from year_stage import do

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Any], Any]


def _end(kind: str, row: Any) -> str:
    return reverse("web:shown_end", args=[kind, row.pk])


def test_who_lost_every_role_is_led_from_the_desk_to_what_they_show_and_takes_it_back(
    competency_reports: Any, growth: Any, people: Any, signed_in: SignedIn, settings: Any, at: datetime
) -> None:
    for one in people.executive.role_assignments.all():
        do("end_role", people.system_administrator, at, assignment=one)
    settings.MERITBOOK_ON = at.date() + timedelta(days=1)
    client, share = signed_in(people.executive), competency_reports.share
    assert (
        client.get(reverse("web:assessment_report_unshare", args=[competency_reports.now.pk, share.pk])).status_code
        == 403
    )
    desk = text(client.get(reverse("web:home")))
    assert "What you still show" in desk
    assert _end("report", share) in desk
    page = text(client.get(reverse("web:shown")))
    assert "A part of your report by Harbour model" in page
    assert "Department Director, as its coach" in page
    assert "You owe nobody a reason" in text(client.get(_end("report", share)))
    for kind, row in (("report", share), ("plan", growth.share), ("coach", growth.plan)):
        assert client.post(_end(kind, row), {})["Location"] == reverse("web:shown"), kind
    assert ReportShare.objects.get(pk=share.pk).withdrawn_at is not None
    assert "You show nothing of your own" in text(client.get(reverse("web:shown")))
    assert client.get(_end("report", share)).status_code == 404
    assert "What you still show" not in text(client.get(reverse("web:home")))


def test_nobody_ends_what_somebody_else_shows_or_what_is_no_such_thing(
    competency_reports: Any, growth: Any, people: Any, signed_in: SignedIn, settings: Any, on: Any
) -> None:
    settings.MERITBOOK_ON = on
    client = signed_in(people.agency_hr)
    for kind, row in (("report", competency_reports.share), ("plan", growth.share), ("coach", growth.plan)):
        assert client.get(_end(kind, row)).status_code == 404
        assert client.post(_end(kind, row), {}).status_code == 404
    mine = signed_in(people.executive)
    assert mine.get(reverse("web:shown_end", args=["ledger", competency_reports.share.pk])).status_code == 404
    assert "What you still show" not in text(mine.get(reverse("web:home")))


def test_what_was_agreed_to_is_called_by_the_title_of_the_class_and_of_its_plan(
    talent: Any, people: Any, signed_in: SignedIn, settings: Any, on: Any
) -> None:
    settings.MERITBOOK_ON = on
    page = text(signed_in(people.executive).get(reverse("web:shown")))
    consents = TalentConsent.objects.filter(person=people.executive, withdrawn_at__isnull=True)
    titles = class_titles(on, [(one.aims_plan, one.aims_class) for one in consents])
    assert titles
    for title, plan in titles.values():
        assert f"What you agreed to for {title}, {plan}" in page


def test_the_last_day_of_a_plan_is_told_alike_where_it_is_listed_and_where_it_is_read(
    growth: Any, people: Any, signed_in: SignedIn, settings: Any, on: Any
) -> None:
    settings.MERITBOOK_ON = on
    client = signed_in(people.executive)
    for name, args in (("web:competencies", []), ("web:growth_plans", []), ("web:growth_plan", [growth.plan.pk])):
        page = text(client.get(reverse(name, args=args)))
        assert "31 December 2035" in page, name
        assert "1 January 2036" not in page, name
