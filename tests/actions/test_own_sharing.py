"""What somebody shows of their own is theirs to take back without any role, and ends when they can sign in no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from meritbook.actions import ledger
from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.desk import assessment_reports, own_sharing
from meritbook.desk import growth as read_growth
from meritbook.records.models import GrowthPlan, GrowthShare, LedgerEntry, ReportShare, TalentConsent
from year_stage import do

pytestmark = pytest.mark.django_db


def _roleless(people: Any, at: datetime) -> datetime:
    """The executive holds no role any more; gives the day after."""
    for one in people.executive.role_assignments.all():
        do("end_role", people.system_administrator, at, assignment=one)
    later = at + timedelta(days=1)
    assert not Standing(people.executive, later.date()).held
    return later


def _everything(people: Any, at: datetime) -> list[str]:
    return sorted(one.kind for one in own_sharing.shown(Standing(people.executive, at.date())))


def test_who_lost_every_role_takes_back_what_they_show_and_shows_nothing_new(
    competency_reports: Any, growth: Any, talent: Any, people: Any, at: datetime
) -> None:
    later, me = _roleless(people, at), people.executive
    assert _everything(people, later) == ["bench", "coach", "plan", "report"]
    do("withdraw_report_share", me, later, share=competency_reports.share)
    do("withdraw_growth_plan_show", me, later, share=growth.share)
    do("withdraw_talent", me, later, consent=talent.shared)
    do("name_coach", me, later, plan=growth.plan, coach=None)
    assert {one.role for one in LedgerEntry.objects.order_by("-seq")[:4]} == {"oneself"}
    assert _everything(people, later) == []
    reader = Standing(people.agency_hr, later.date())
    with pytest.raises(assessment_reports.NoSuchReportError):
        assessment_reports.seen(reader, competency_reports.now.pk)
    with pytest.raises(ForbiddenError):
        do("show_growth_plan", me, later, plan=growth.plan, reader=people.auditor)
    with pytest.raises(ForbiddenError):
        do("name_coach", me, later, plan=growth.plan, coach=people.auditor)


def test_nobody_takes_back_what_somebody_else_shows(
    competency_reports: Any, growth: Any, talent: Any, people: Any, at: datetime
) -> None:
    for who in (people.nobody, people.agency_hr, people.system_administrator):
        for act, taken in (
            ("withdraw_report_share", {"share": competency_reports.share}),
            ("withdraw_growth_plan_show", {"share": growth.share}),
            ("withdraw_talent", {"consent": talent.shared}),
            ("name_coach", {"plan": growth.plan, "coach": None}),
        ):
            with pytest.raises(ForbiddenError):
                do(act, who, at, **taken)


def test_what_somebody_shows_ends_when_they_are_shut_out_and_stays_ended(
    competency_reports: Any, growth: Any, talent: Any, people: Any, at: datetime
) -> None:
    reader = Standing(people.results_facilitator, at.date())
    assert read_growth.visible(reader).filter(pk=growth.plan.pk).exists()
    administrator = people.system_administrator
    do("deactivate_user", administrator, at, user=people.executive, left_because="Gone.")
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.action, entry.facts["shown_ended"]) == ("deactivate_user", 4)
    assert ReportShare.objects.get(pk=competency_reports.share.pk).withdrawn_at == at
    assert GrowthShare.objects.get(pk=growth.share.pk).withdrawn_at == at
    assert TalentConsent.objects.get(pk=talent.shared.pk).withdrawn_at == at
    assert GrowthPlan.objects.get(pk=growth.plan.pk).coach is None
    assert ledger.verify().faults == ()
    do("reactivate_user", administrator, at + timedelta(hours=1), user=people.executive)
    assert _everything(people, at) == []
    assert not read_growth.visible(reader).filter(pk=growth.plan.pk).exists()


def test_what_was_shown_by_somebody_shut_out_before_is_not_read_either(
    competency_reports: Any, growth: Any, people: Any, at: datetime
) -> None:
    me = type(people.executive).objects.filter(pk=people.executive.pk)
    me.update(is_active=False)
    on = at.date()
    assert assessment_reports.shown_to(Standing(people.agency_hr, on)) == ()
    for who in (people.results_facilitator, people.department_director):
        assert not read_growth.visible(Standing(who, on)).filter(pk=growth.plan.pk).exists()
    # The ledger vouches for the account, and is looked through after each test.
    me.update(is_active=True)
