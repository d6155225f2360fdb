"""Acts on audits of measures: charter, draw, recalculate, grade, find, answer, verify, rate, and withdraw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import (
    answer_finding,
    charter_audit,
    draw_audit_sample,
    grade_criterion,
    raise_finding,
    rate_trust,
    recalculate_sample,
    report_finding_done,
    verify_finding,
    withdraw_audit,
)
from meritbook.actions.auditing import audit_policy
from meritbook.actions.auditing_policies import answering_capability, check_answers, check_verifies
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.desk import audit_pages
from meritbook.desk import audits as read
from meritbook.records.models import AuditedMeasure, AuditFinding
from meritbook.web.forms import audits as fields
from meritbook.web.forms.risks import BecauseForm
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.audits import AUDIT, finding_trail, trail

ANSWER = (Capability.RECORD_VALUE, Capability.KEEP_MEASURE)


def _audited(request: Request, pk: int, key: str) -> AuditedMeasure:
    """A measure of an audit in which the person may act; raises `NoSuchAuditError`, `ForbiddenError`."""
    row = read.audited(pk, key)
    require(actor(request), AUDIT, row, on=request.standing.on)
    return row


def _page(
    request: Request,
    row: AuditedMeasure,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str | Callable[[Any], str],
    heading: str,
    **more: Any,
) -> HttpResponse:
    """The page of an act on a measure of an audit that leads back to it."""
    back = reverse("web:audit_measure", args=[row.audit_id, row.measure.key])

    return act_and_back(
        request,
        form,
        perform,
        says,
        heading,
        way=trail((row.audit.title, reverse("web:audit", args=[row.audit_id])), (row.measure.title, back)),
        lead=row.measure.title,
        back=back,
        **more,
    )


@page("GET", "POST", needs=AUDIT)
def audit_new(request: Request) -> HttpResponse:
    """Charter an audit."""
    on = request.standing.on
    form = fields.CharterForm(
        sent(request),
        initial={
            "measures": request.GET.get("measure", "").replace("\0", "")[:79],
            "auditor": actor(request).user,
            "starts_on": on - timedelta(days=365),
            "last_day": on - timedelta(days=1),
        },
    )

    def act() -> tuple[str, str]:
        row = charter_audit.perform(**by(request, "Chartered on the site."), **form.taken())
        return "The audit is chartered. Draw a sample next.", reverse("web:audit", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        password=False,
        keeps="audit:new",
        heading="Charter an audit",
        button="Charter the audit",
        back=reverse("web:audits"),
        trail=trail(("Charter", "")),
    )


@page("GET", "POST", needs=AUDIT)
def audit_sample(request: Request, pk: int, key: str) -> HttpResponse:
    """Draw a sample of the measure's periods."""
    row = _audited(request, pk, key)
    standard = audit_policy(request.standing.on).sampling
    names = ("confidence", "tolerable", "expected")
    form = fields.SampleForm(sent(request), initial={name: getattr(standard, name) for name in names})
    drawn = row.samples.filter(current=True).exists()
    return _page(
        request, row, form,
        lambda: draw_audit_sample.perform(**by(request, "Drawn on the site."), audited=row, **form.cleaned_data),
        lambda done: f"Sample {done.number} is drawn with seed {done.seed}.", "Draw a sample",
        intro="The size is the smallest that shows with that confidence that no more than the tolerable are wrong.",
        caution="Another draw sets the sample that stands, and what was worked out for it, aside. Both stay on record."
        if drawn else "",
    )  # fmt: skip


@page("GET", "POST", needs=AUDIT)
def audit_recalculate(request: Request, pk: int, key: str) -> HttpResponse:
    """Hand in what was worked out for the sample."""
    row = _audited(request, pk, key)
    stands = row.samples.filter(current=True).first()
    form = fields.RecalculateForm(
        sent(request), request.FILES or None, initial={"sample": stands.number if stands else None}
    )

    def perform() -> Any:
        upload = form.cleaned_data["file"]
        return recalculate_sample.perform(
            **by(request, "Handed in on the site."), audited=row, data=upload.read(), name=upload.name,
            how=form.cleaned_data["how"], sample=form.cleaned_data["sample"],
        )  # fmt: skip

    return _page(
        request, row, form, perform, "Compared. Grade the criterion next.", "Hand in recalculated figures",
        button="Compare",
        intro=f"Sample {stands.number}, drawn with seed {stands.seed}." if stands else "No sample was drawn yet.",
    )  # fmt: skip


@page("GET", "POST", needs=AUDIT)
def audit_grade(request: Request, pk: int, key: str, criterion: str) -> HttpResponse:
    """Say what was found on a criterion."""
    row = _audited(request, pk, key)
    shown = audit_pages.audited_page(request.standing, row)
    line = audit_pages.criterion_of(shown, criterion)
    asked = line.criterion
    choices = [(one.value, f"{word}: {asked.counts_as(one)}") for one, word in audit_pages.GRADES.items()]
    held = {"grade": line.grade.row.grade, "says": line.grade.row.says} if line.grade else {}
    form = fields.GradeForm(sent(request), grades=choices, initial=held)
    return _page(
        request, row, form,
        lambda: grade_criterion.perform(
            **by(request, "Graded on the site."), audited=row, criterion=asked.key, **form.cleaned_data
        ),
        f"{asked.title} is graded.", f"Grade: {asked.title.lower()}", template="web/audit_grade.html",
        button="Keep the grade", line=line, keeps=f"audit_grade:{row.pk}:{asked.key}",
    )  # fmt: skip


@page("GET", "POST", needs=AUDIT)
def audit_finding_new(request: Request, pk: int, key: str) -> HttpResponse:
    """Raise a finding."""
    row = _audited(request, pk, key)
    form = fields.FindingForm(
        sent(request), policy=audit_policy(request.standing.on), initial={"criterion": request.GET.get("criterion", "")}
    )
    return _page(
        request, row, form,
        lambda: raise_finding.perform(**by(request, "Raised on the site."), audited=row, **form.cleaned_data),
        lambda done: f"The finding is raised. It is to be answered by {day_in_words(done.due_on)}.", "Raise a finding",
        keeps=f"audit_finding_new:{row.pk}",
    )  # fmt: skip


@page("GET", "POST", needs=AUDIT)
def audit_rate(request: Request, pk: int, key: str) -> HttpResponse:
    """Rate how far the values may be relied on."""
    row = _audited(request, pk, key)
    shown = audit_pages.audited_page(request.standing, row)
    form = fields.RateForm(sent(request), levels=shown.levels)
    days = audit_policy(request.standing.on).holds_days
    left = row.audit.audited.filter(rating__isnull=True).count()
    ends = (
        " This is the last measure of the audit without a rating: rating it ends the audit, and nothing can be graded, "
        "drawn or found in it any more."
        if left <= 1
        else ""
    )
    return _page(
        request, row, form,
        lambda: rate_trust.perform(**by(request, "Rated on the site."), audited=row, **form.cleaned_data),
        "The rating is on record, and stands wherever the measure is shown.", "Rate the trust in the measure",
        template="web/audit_rate.html", button="Rate it", password=True, shown=shown,
        intro=f"A rating holds for {days} days, and ends before where what is counted changes.{ends}",
        caution=f"Since the charter its {', '.join(shown.moved)} changed; it cannot be rated in this audit."
        if shown.moved else "",
    )  # fmt: skip


@page("GET", "POST", needs=AUDIT)
def audit_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw an audit."""
    row = read.get(pk)
    require(actor(request), AUDIT, row, on=request.standing.on)
    form = BecauseForm(sent(request))
    back = reverse("web:audit", args=[pk])

    def act() -> tuple[str, str]:
        withdraw_audit.perform(**by(request, "Withdrawn on the site."), audit=row, **form.cleaned_data)
        return "The audit is withdrawn. It stays on record.", back

    return act_page(
        request,
        form,
        act,
        heading="Withdraw the audit",
        lead=row.title,
        button="Withdraw it",
        back=back,
        trail=trail((row.title, back), ("Withdraw", "")),
    )


def _finding_page(
    request: Request, row: AuditFinding, form: forms.Form, perform: Callable[[], Any], says: str, heading: str,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    back = reverse("web:audit_finding", args=[row.pk])

    def act() -> tuple[str, str]:
        perform()
        return says, back

    way = finding_trail(row, (f"Finding {row.number}", back), (heading, ""))
    context = {
        "lead": f"Finding {row.number}: {row.audited.measure.title}",
        "intro": f"Recommended: {row.recommendation}",
        "back": back,
        "button": heading,
        "password": False,
        **more,
    }
    return act_page(request, form, act, heading=heading, trail=way, **context)


def _answered(request: Request, pk: int) -> AuditFinding:
    """A finding that the person may answer; raises `NoSuchAuditError`, `ForbiddenError`, `FindingActorError`."""
    row = read.finding(pk)
    who = actor(request)
    require(who, answering_capability(row, who.user, request.standing.on), row, on=request.standing.on)
    if who.user is not None:
        check_answers(row, who.user)
    return row


@page("GET", "POST", one_of=ANSWER)
def audit_finding_answer(request: Request, pk: int) -> HttpResponse:
    """Answer a finding."""
    row = _answered(request, pk)
    form = fields.AnswerForm(sent(request))

    def perform() -> Any:
        values = form.cleaned_data
        return answer_finding.perform(
            **by(request, "Answered on the site."), finding=row, agrees=values["agrees"] == "yes",
            says=values["says"], due_on=values["due_on"],
        )  # fmt: skip

    return _finding_page(
        request, row, form, perform, "The answer is on record.", "Answer the finding", keeps=f"audit_answer:{row.pk}"
    )


@page("GET", "POST", one_of=ANSWER)
def audit_finding_done(request: Request, pk: int) -> HttpResponse:
    """Report that it is done."""
    row = _answered(request, pk)
    form = fields.DoneForm(sent(request))
    return _finding_page(
        request, row, form,
        lambda: report_finding_done.perform(**by(request, "Reported on the site."), finding=row, **form.cleaned_data),
        "Reported. Somebody else verifies it.", "Report it done", keeps=f"audit_done:{row.pk}",
    )  # fmt: skip


@page("GET", "POST", needs=AUDIT)
def audit_finding_verify(request: Request, pk: int) -> HttpResponse:
    """Verify what was done and close the finding, or send it back."""
    row = read.finding(pk)
    who = actor(request)
    require(who, AUDIT, row, on=request.standing.on)
    if who.user is not None:
        check_verifies(row, who.user)
    form = fields.VerifyForm(sent(request))

    def perform() -> Any:
        values = form.cleaned_data
        return verify_finding.perform(
            **by(request, "Verified on the site."), finding=row, close=values["close"] == "yes",
            says=values["says"], due_on=values["due_on"],
        )  # fmt: skip

    return _finding_page(request, row, form, perform, "On record.", "Verify the finding", password=True)
