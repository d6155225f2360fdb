"""`results audit …`: charter an audit, raise, answer and verify its findings, rate how far a measure is trusted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import Because, Due, Says, Why, begin, given, numbered, one_of, person, standing_of
from meritbook.cli.audits import MeasureKey, Number, audit, tell_audited
from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.records.models import Audit, AuditFinding

acts = typer.Typer()
FindingNumber = Annotated[
    str, typer.Argument(metavar="FINDING", help="The audit and its finding, as `findings` shows it: 3.1.")
]


def _finding(user: str, number: str) -> tuple[Standing, AuditFinding]:
    from meritbook.desk import audits as read
    from meritbook.records.models import AuditFinding

    of, dot, place = number.partition(".")
    if not (dot and of.isascii() and of.isdigit() and place.isascii() and place.isdigit()):
        raise UsageError(f"“{number}” names no finding. Write the audit and the number of its finding: 3.1.")
    standing = standing_of(user)
    held = {"audit": numbered(int(of)), "number": min(int(place), 2**31 - 1)}
    found = AuditFinding.objects.filter(**held).values_list("pk", flat=True).first()
    if found is None:
        raise read.NoSuchAuditError(f"There is no finding {number}.", where=number)
    return standing, read.finding(found)


def _tell(standing: Standing, pk: int, output: Output) -> None:
    from meritbook.cli.acts_answers import FindingAnswer, FindingStepAnswer
    from meritbook.desk import audits as read

    shown = read.finding_shown(standing, read.finding(pk))
    row = shown.line.row
    answer = FindingAnswer(
        audit=row.audit_id,
        number=row.number,
        measure=row.audited.measure.key,
        criterion=row.criterion,
        severity=row.severity,
        status=row.status,
        due_on=row.due_on,
        overdue=shown.line.overdue,
        owner=shown.owner,
        condition=row.condition,
        cause=row.cause,
        effect=row.effect,
        recommendation=row.recommendation,
        steps=tuple(
            FindingStepAnswer(kind=one.kind, says=one.says, due_on=one.due_on, by=one.by.full_name)
            for one in shown.steps
        ),
    )
    if output.as_json:
        output.json(answer.plain())
        return
    late = ", OVERDUE" if answer.overdue else ""
    output.line(
        f"Finding {answer.audit}.{answer.number} of {answer.measure}, {answer.criterion}, {answer.severity}: "
        f"{answer.status}, due on {answer.due_on.isoformat()}{late}"
    )
    for name, said in (
        ("Condition", answer.condition),
        ("Cause", answer.cause),
        ("Effect", answer.effect),
        ("Recommendation", answer.recommendation),
    ):
        output.line(f"{name}: {said}")
    output.line(f"Answers for the measure: {answer.owner or 'nobody'}")
    for one in answer.steps:
        by = f", by {one.due_on.isoformat()}" if one.due_on else ""
        output.line(f"{one.kind.capitalize()}, {one.by}: {one.says}{by}")


def _tell_audit(row: Audit, output: Output) -> None:
    from meritbook.cli.audits import audit_line
    from meritbook.desk import audits as read

    (shown,) = read.shown([read.get(row.pk)])
    line = audit_line(shown)
    if output.as_json:
        output.json(line.plain())
        return
    output.line(f"Audit {line.id}, {line.title}: {line.status.replace('_', ' ')}, led by {line.auditor}")
    for key, word in line.measures.items():
        output.line(f"  {key}: {word.lower() or 'not rated'}")


@acts.command()
def charter(
    context: typer.Context,
    user: AsUser,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")],
    measure: Annotated[list[str], typer.Option(metavar="KEY", help="A measure to audit; once for each.")],
    auditor: Annotated[str, typer.Option(metavar="USER", help="The username of who leads it.")],
    starts_on: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of its periods.")],
    last_day: Annotated[str, typer.Option("--last-day", metavar="DATE", help="The last day of its periods.")],
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Charter an audit of the values of one measure, or of several."""
    from meritbook.cli.dates import day

    first, last = day(starts_on, where="--from"), day(last_day, where="--last-day")
    output = begin(context, as_json)
    from meritbook.actions import charter_audit
    from meritbook.actions.auditing_policies import AuditorError
    from meritbook.desk import measure_page

    standing_of(user)
    row = charter_audit.perform(
        **given(user, why),
        title=title,
        measures=[measure_page.measure(key) for key in dict.fromkeys(measure)],
        auditor=person(auditor, AuditorError, "auditor"),
        starts_on=first,
        ends_before=last + timedelta(days=1),
        because=why,
    )
    _tell_audit(row, output)


@acts.command()
def withdraw(context: typer.Context, number: Number, user: AsUser, why: Because, as_json: AsJson = False) -> None:
    """Withdraw an audit in which nothing is rated; it and its findings stay on record."""
    output = begin(context, as_json)
    from meritbook.actions import withdraw_audit
    from meritbook.desk import audits as read

    standing_of(user)
    row = read.get(numbered(number))
    _tell_audit(withdraw_audit.perform(**given(user, why), audit=row, because=why), output)


@acts.command("raise")
def raise_(
    context: typer.Context,
    number: Number,
    key: MeasureKey,
    user: AsUser,
    criterion: Annotated[str, typer.Option(metavar="KEY", help="Such as validity or completeness.")],
    severity: Annotated[str, typer.Option(metavar="KEY", help="A severity of the policy, such as medium.")],
    condition: Annotated[str, typer.Option(metavar="TEXT", help="What is.")],
    cause: Annotated[str, typer.Option(metavar="TEXT", help="What it comes from.")],
    effect: Annotated[str, typer.Option(metavar="TEXT", help="What follows.")],
    recommendation: Annotated[str, typer.Option(metavar="TEXT", help="What should be done.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Raise a finding on a measure of an audit, to be answered by the day that the policy sets."""
    output = begin(context, as_json)
    from meritbook.actions import raise_finding
    from meritbook.desk import audits as read

    standing = standing_of(user)
    row = read.audited(numbered(number), key)
    done = raise_finding.perform(
        **given(user, why),
        audited=row,
        criterion=criterion,
        severity=severity,
        condition=condition,
        cause=cause,
        effect=effect,
        recommendation=recommendation,
    )
    _tell(standing, done.pk, output)


@acts.command()
def finding(context: typer.Context, number: FindingNumber, user: AsUser, as_json: AsJson = False) -> None:
    """Show one finding with what became of it."""
    output = begin(context, as_json)
    standing, row = _finding(user, number)
    _tell(standing, row.pk, output)


@acts.command()
def answer(
    context: typer.Context,
    number: FindingNumber,
    agrees: Annotated[str, typer.Argument(metavar="AGREES", help="agree or disagree.")],
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What will be done, or why one disagrees.")],
    due_on: Due,
    why: Why = "A finding is answered.",
    as_json: AsJson = False,
) -> None:
    """Answer a finding: for who owns the measure or keeps its entry."""
    from meritbook.cli.dates import day

    one_of(agrees, "AGREES", ("agree", "disagree"))
    due = day(due_on, where="--due")
    output = begin(context, as_json)
    from meritbook.actions import answer_finding

    standing, row = _finding(user, number)
    answer_finding.perform(**given(user, why), finding=row, agrees=agrees == "agree", says=says, due_on=due)
    _tell(standing, row.pk, output)


@acts.command()
def done(
    context: typer.Context,
    number: FindingNumber,
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What was done, and where its traces are.")],
    why: Why = "What was answered is done.",
    as_json: AsJson = False,
) -> None:
    """Report that what was answered to a finding is done, so that somebody else verifies it."""
    output = begin(context, as_json)
    from meritbook.actions import report_finding_done

    standing, row = _finding(user, number)
    report_finding_done.perform(**given(user, why), finding=row, says=says)
    _tell(standing, row.pk, output)


@acts.command()
def verify(
    context: typer.Context,
    number: FindingNumber,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="close or return.")],
    user: AsUser,
    says: Says,
    due_on: Annotated[
        str, typer.Option("--due", metavar="DATE", help="The new day of a finding that is sent back.")
    ] = "",
    why: Why = "What was done is verified.",
    as_json: AsJson = False,
) -> None:
    """Close a finding, or send it back with a new day; never by whoever answered or did it."""
    from meritbook.cli.dates import day

    one_of(decision, "DECISION", ("close", "return"))
    due = day(due_on, where="--due") if due_on else None
    output = begin(context, as_json)
    from meritbook.actions import verify_finding

    standing, row = _finding(user, number)
    verify_finding.perform(**given(user, why), finding=row, close=decision == "close", says=says, due_on=due)
    _tell(standing, row.pk, output)


@acts.command()
def rate(
    context: typer.Context,
    number: Number,
    key: MeasureKey,
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="reliable, with_care, not_reliable or undetermined.")],
    user: AsUser,
    why: Because,
    as_json: AsJson = False,
) -> None:
    """Rate how far the values of an audited measure may be relied on, no better than its grades allow."""
    output = begin(context, as_json)
    from meritbook.actions import rate_trust
    from meritbook.desk import audits as read

    standing = standing_of(user)
    row = read.audited(numbered(number), key)
    rate_trust.perform(**given(user, why), audited=row, level=level, because=why)
    tell_audited(standing, number, key, output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results audit`."""
    del group
    audit.registered_commands.extend(acts.registered_commands)
