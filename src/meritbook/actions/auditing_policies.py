"""Is it possible now? What the acts on audits ask of the record, and the refusals that they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from meritbook.actions import auditing
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.core.results.audit_policy import AuditPolicy, Criterion, Grade, Severity, TrustLevel
from meritbook.core.results.trust import WORDS, allows, most_allowed
from meritbook.records.models import (
    Audit,
    AuditedMeasure,
    AuditFinding,
    AuditSample,
    AuditStatus,
    Measure,
    TrustRating,
    User,
)

MOST_MEASURES = 50
"""Measures of one audit."""


class AuditError(PolicyError):
    """An audit, or a part of it, that cannot be kept as it is."""

    code = "results.audit"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class AuditorError(PolicyError):
    """Somebody who cannot lead the audit: shut out, without the role, or with a part in what is audited."""

    code = "results.auditor"
    remedy = "Name somebody who audits measures, owns none of these, and never recorded a value of them."
    http_status = 422


class AuditUnderWayError(PolicyError):
    """The measure is being audited already."""

    code = "results.audit_under_way"
    remedy = "Finish the audit that is under way, or withdraw it."


class AuditEndedError(PolicyError):
    """The audit is reported or withdrawn; only its findings are followed up."""

    code = "results.audit_ended"
    remedy = "Charter another audit."


class NoSampleError(PolicyError):
    """Nothing was drawn yet, or the sample is not the one that was shown."""

    code = "results.audit_no_sample"
    remedy = "Draw a sample of the measure, and work that one out."


class TrustError(PolicyError):
    """A rating that the criteria do not allow, or for which something is missing."""

    code = "results.trust"
    remedy = "Open the audit of the measure: it shows its grades, and what they allow at best."
    http_status = 422


class EntryMovedError(PolicyError):
    """The words or the method of the measure changed while it was audited."""

    code = "results.audit_entry_changed"
    remedy = "Withdraw the audit with that reason, and charter one of the measure as it is now."


class FindingActorError(PolicyError):
    """Somebody who may not answer, or not verify, this finding: they raised, answered or did it themselves."""

    code = "results.finding_actor"
    remedy = "Somebody else does it: nobody answers what they found, and nobody verifies what they answered or did."
    http_status = 403


class FindingDayError(PolicyError):
    """A day by which a finding cannot be due."""

    code = "results.finding_day"
    remedy = "Name a day after today, at most two years ahead."
    http_status = 422


LONGEST_DAYS = 731
"""Days ahead by which a finding may be due at most."""


def check_span(starts_on: date, ends_before: date, on: date) -> None:
    """The span of an audit has begun, and ends after its first day."""
    check_day_in_range(starts_on, where="starts_on")
    check_day_in_range(ends_before, where="ends_before")
    if ends_before <= starts_on:
        raise AuditError("The span ends on or before its first day.", where="ends_before")
    if starts_on >= on:
        raise AuditError(
            f"The span begins on {day_in_words(starts_on)}; nothing is on record of it yet.", where="starts_on"
        )


def check_measures(measures: Sequence[Measure], starts_on: date, ends_before: date) -> None:
    """One measure to fifty, each once, in the span, and none of them being audited."""
    if not 1 <= len(measures) <= MOST_MEASURES:
        raise AuditError(f"An audit is of 1 to {MOST_MEASURES} measures, not of {len(measures)}.", where="measures")
    if len({one.pk for one in measures}) < len(measures):
        raise AuditError("A measure is named twice.", where="measures")
    for one in measures:
        over = one.ends_before is not None and one.ends_before <= starts_on
        if over or one.starts_on >= ends_before:
            raise AuditError(f"No value of {one.title} is owed in that span.", where="measures")
    rows = AuditedMeasure.objects.filter(measure__in=measures, audit__status=AuditStatus.UNDER_WAY)
    held = rows.select_related("measure", "audit").order_by("pk").first()
    if held is not None:
        raise AuditUnderWayError(
            f"{held.measure.title} is being audited already: {held.audit.title}.", where="measures"
        )


def check_auditor(auditor: User, measures: Sequence[Measure], on: date) -> None:
    """Whoever leads it audits each of the measures and has no part in any."""
    if not auditor.is_active:
        raise AuditorError(f"{auditor.full_name} is shut out and cannot lead an audit.", where="auditor")
    standing = Standing(auditor, on)
    for one in measures:
        if standing.conflict(Capability.AUDIT_MEASURE, one):
            raise AuditorError(f"{auditor.full_name} has a part in {one.title}.", where="auditor")
        if not standing.may(Capability.AUDIT_MEASURE, one):
            raise AuditorError(f"{auditor.full_name} holds no role that audits {one.title}.", where="auditor")


def check_under_way(audit: Audit) -> None:
    """The audit is under way."""
    if audit.status != AuditStatus.UNDER_WAY:
        raise AuditEndedError(f"This audit is {audit.get_status_display().lower()}.", where=str(audit.pk))


def check_criterion(criterion: str, policy: AuditPolicy) -> Criterion:
    """A criterion of the policy."""
    try:
        return policy.criterion(criterion)
    except KeyError as error:
        known = ", ".join(one.key for one in policy.criteria)
        raise AuditError(
            f"The policy on audits knows no criterion “{criterion}”; it knows {known}.", where="criterion"
        ) from error


def check_severity(severity: str, policy: AuditPolicy) -> Severity:
    """A severity of the policy."""
    try:
        return policy.severity(severity)
    except KeyError as error:
        known = ", ".join(one.key for one in policy.severities)
        raise AuditError(
            f"The policy on audits knows no severity “{severity}”; it knows {known}.", where="severity"
        ) from error


def check_grade(grade: str) -> Grade:
    """A grade by its word."""
    try:
        return Grade(grade)
    except ValueError as error:
        raise AuditError("A grade is met, partly, not_met or undetermined.", where="grade") from error


def check_sample(audited: AuditedMeasure, number: int | None) -> AuditSample:
    """The sample that counts; `number` is that which was shown, where one was."""
    found: AuditSample | None = audited.samples.filter(current=True).first()
    if found is None:
        raise NoSampleError("No sample of this measure was drawn yet.", where="sample")
    if number is not None and number != found.number:
        raise NoSampleError(f"Another sample was drawn since: number {found.number}.", where="sample")
    return found


def check_rating(level: str, audited: AuditedMeasure, policy: AuditPolicy) -> TrustLevel:
    """The rating, no better than the grades allow; raises `TrustError`."""
    try:
        found = TrustLevel(level)
    except ValueError as error:
        raise TrustError(
            f"A rating is one of {', '.join(TrustLevel)}.", where="level", remedy="Choose one of these."
        ) from error
    if TrustRating.objects.filter(audited=audited).exists():
        raise TrustError(
            "The measure is rated in this audit already.", where="level", remedy="Charter another audit of it."
        )
    grades = {one.criterion: Grade(one.grade) for one in audited.grades.filter(current=True)}
    lacking = [one.title.lower() for one in policy.criteria if one.key not in grades]
    if lacking:
        raise TrustError(
            f"Not graded yet: {', '.join(lacking)}.",
            where="level",
            remedy="Grade these criteria first, each with words.",
        )
    best = most_allowed(grades, policy)
    if not allows(best, found):
        raise TrustError(
            f"“{WORDS[found]}” is more than the criteria allow, which is “{WORDS[best].lower()}”.",
            where="level",
            remedy=f"Rate it as “{WORDS[best].lower()}” or worse. It is so because of: {_below(grades, policy)}.",
        )
    return found


def _below(grades: Mapping[str, Grade], policy: AuditPolicy) -> str:
    """The criteria that are not met, with their grades."""
    found = [(one.title.lower(), grades[one.key]) for one in policy.criteria if grades[one.key] is not Grade.MET]
    return ", ".join(f"{title} ({grade.replace('_', ' ')})" for title, grade in found)


def check_entry(audited: AuditedMeasure, on: date) -> None:
    """What is audited is the measure as it is on the day."""
    moved = auditing.moved_since(audited, auditing.definitions_of(audited.measure), on)
    if moved:
        raise EntryMovedError(
            f"Since the charter the {', '.join(moved)} of {audited.measure.title} changed.", where="measure"
        )


def check_due(due_on: date, on: date) -> None:
    """A day by which something is to be done."""
    check_day_in_range(due_on, where="due_on")
    if not on < due_on or (due_on - on).days > LONGEST_DAYS:
        raise FindingDayError(f"{day_in_words(due_on)} does not lie within two years from tomorrow on.", where="due_on")


def answering_capability(finding: AuditFinding, user: User | None, on: date) -> Capability:
    """What is asked of whoever answers: to own the measure, or else to keep its entry."""
    owns = user is not None and finding.owned_by(user.pk, on)
    return Capability.RECORD_VALUE if owns else Capability.KEEP_MEASURE


def check_answers(finding: AuditFinding, user: User) -> None:
    """Nobody answers, or does, what they found themselves."""
    if user.pk == finding.raised_by_id:
        raise FindingActorError(f"{user.full_name} raised this finding.", where=str(finding.number))


def check_verifies(finding: AuditFinding, user: User) -> None:
    """Nobody verifies what they answered or did themselves."""
    if user.pk in (finding.answered_by_id, finding.done_by_id):
        raise FindingActorError(
            f"{user.full_name} answered this finding, or reported it done.", where=str(finding.number)
        )
