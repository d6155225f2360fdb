"""`results audit …`: audits of measures, from the sample to the grades, and the findings that are followed up."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.cli.audits_answers import AuditedAnswer, AuditLine, SampleAnswer
    from meritbook.cli.output import Output
    from meritbook.desk.audit_pages import AuditedShown
    from meritbook.desk.audits import AuditLine as ShownLine

audit = typer.Typer(no_args_is_help=True, help="Audits of the quality of measures: samples, grades and findings.")
Number = Annotated[int, typer.Argument(metavar="AUDIT", help="The number of the audit.")]
MeasureKey = Annotated[str, typer.Argument(metavar="MEASURE", help="The key of a measure in it.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why it is done; it is written to the ledger.")]
Page = Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")]


def _standing(user: str) -> Any:
    """What the person may read on the day of the office; raises `ForbiddenError` where that is no result."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability.READ_RESULTS, on=clock.today())
    return Standing(actor.user, clock.today())


@audit.command("list")
def audits(
    context: typer.Context,
    user: AsUser,
    words: Annotated[str, typer.Option("--search", metavar="WORDS", help="In the audit or a measure of it.")] = "",
    state: Annotated[str, typer.Option(metavar="STATE", help="Only: under_way, reported or withdrawn.")] = "",
    page: Page = 1,
    as_json: AsJson = False,
) -> None:
    """List the audits, what each came to, and how many findings are to be followed up."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    if state not in ("", "under_way", "reported", "withdrawn"):
        raise UsageError(f"“{state}” is no choice of --state: under_way, reported or withdrawn.")
    open_records()
    from meritbook.cli.audits_answers import AuditsAnswer
    from meritbook.desk import audits as read

    standing = _standing(user)
    found = read.lines(words=words, state=state, number=page)
    answer = AuditsAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        audits=tuple(audit_line(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Audit", "Title", "State", "Measures", "Findings to follow up", "Led by"),
        [
            (
                str(one.id),
                one.title,
                one.status.replace("_", " "),
                ", ".join(f"{key}: {word.lower() or 'not rated'}" for key, word in one.measures.items()),
                str(one.to_follow),
                one.auditor,
            )
            for one in answer.audits
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


@audit.command()
def show(context: typer.Context, number: Number, key: MeasureKey, user: AsUser, as_json: AsJson = False) -> None:
    """Show a measure of an audit: criteria with their arithmetic, sample, recalculation, findings and rating."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    standing = _standing(user)
    _show(_answer(standing, number, key), output, as_json)


@audit.command()
def sample(
    context: typer.Context,
    number: Number,
    key: MeasureKey,
    user: AsUser,
    why: Why,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="A whole number; else it follows from the audit and its periods.")
    ] = None,
    confidence: Annotated[str, typer.Option(metavar="PERCENT", help="Else that of the policy.")] = "",
    tolerable: Annotated[str, typer.Option(metavar="PERCENT", help="Share of wrong periods; else the policy's.")] = "",
    expected: Annotated[str, typer.Option(metavar="PERCENT", help="Share of wrong periods; else the policy's.")] = "",
    as_json: AsJson = False,
) -> None:
    """Draw a sample of a measure's periods, of the computed size; its seed is kept."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    shares = {
        "confidence": _percent(confidence, "--confidence"),
        "tolerable": _percent(tolerable, "--tolerable"),
        "expected": _percent(expected, "--expected"),
    }
    open_records()
    from meritbook.actions import Actor, draw_audit_sample
    from meritbook.desk import audits as read
    from meritbook.records import clock

    standing = _standing(user)
    row = read.audited(number if number > 0 else 0, key)
    draw_audit_sample.perform(Actor(standing.user), at=clock.now(), why=why, audited=row, seed=seed, **shares)
    _show(_answer(standing, number, key), output, as_json)


@audit.command()
def recalculate(
    context: typer.Context,
    number: Number,
    key: MeasureKey,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX or CSV with the columns period and value.")],
    user: AsUser,
    how: Annotated[str, typer.Option(metavar="TEXT", help="From which records it was worked out, and how.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Compare the sampled values with what was worked out again from the source; the file is kept."""
    from meritbook.cli.files import bytes_of
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    data = bytes_of(path)
    open_records()
    from meritbook.actions import Actor, recalculate_sample
    from meritbook.desk import audits as read
    from meritbook.records import clock

    standing = _standing(user)
    row = read.audited(number if number > 0 else 0, key)
    recalculate_sample.perform(
        Actor(standing.user), at=clock.now(), why=why, audited=row, data=data, name=path.name, how=how
    )
    _show(_answer(standing, number, key), output, as_json)


@audit.command()
def grade(
    context: typer.Context,
    number: Number,
    key: MeasureKey,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as validity or completeness.")],
    grade: Annotated[str, typer.Argument(metavar="GRADE", help="met, partly, not_met or undetermined.")],
    user: AsUser,
    says: Annotated[str, typer.Option(metavar="TEXT", help="What was seen.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Say what was found on a criterion of a measure that is audited."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, grade_criterion
    from meritbook.desk import audits as read
    from meritbook.records import clock

    standing = _standing(user)
    row = read.audited(number if number > 0 else 0, key)
    grade_criterion.perform(
        Actor(standing.user), at=clock.now(), why=why, audited=row, criterion=criterion, grade=grade, says=says
    )
    _show(_answer(standing, number, key), output, as_json)


@audit.command()
def findings(
    context: typer.Context,
    user: AsUser,
    show: Annotated[
        str, typer.Option(metavar="WHICH", help="Only: overdue, open, answered, done, closed or mine.")
    ] = "",
    page: Page = 1,
    as_json: AsJson = False,
) -> None:
    """List the findings that are not closed, the earliest day first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    if show not in ("", "overdue", "open", "answered", "done", "closed", "mine"):
        raise UsageError(f"“{show}” is no choice of --show: overdue, open, answered, done, closed or mine.")
    open_records()
    from meritbook.cli.audits_answers import FindingLineAnswer, FindingsAnswer
    from meritbook.desk import audits as read

    standing = _standing(user)
    found = read.findings(standing, show=show, number=page)
    answer = FindingsAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        findings=tuple(
            FindingLineAnswer(
                id=one.row.pk,
                audit=one.row.audit_id,
                number=one.row.number,
                measure=one.measure.key,
                criterion=one.row.criterion,
                severity=one.row.severity,
                status=one.row.status,
                due_on=one.row.due_on,
                overdue=one.overdue,
                condition=one.row.condition,
            )
            for one in found.rows
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Finding", "Measure", "Criterion", "Severity", "State", "Due"),
        [
            (
                f"{one.audit}.{one.number}",
                one.measure,
                one.criterion,
                one.severity,
                "OVERDUE" if one.overdue else one.status,
                one.due_on.isoformat(),
            )
            for one in answer.findings
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def audit_line(one: ShownLine) -> AuditLine:
    """An audit as a line of the list."""
    from meritbook.cli.audits_answers import AuditLine

    return AuditLine(
        id=one.audit.pk,
        title=one.audit.title,
        department=one.audit.department.code if one.audit.department else None,
        status=one.audit.status,
        auditor=one.audit.auditor.full_name,
        measures={each.measure.key: each.word for each in one.measures},
        to_follow=one.to_follow,
    )


def tell_audited(standing: Any, number: int, key: str, output: Output) -> None:
    """Show a measure of an audit."""
    _show(_answer(standing, number, key), output, output.as_json)


def _percent(text: str, option: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.removesuffix("%"))
    except InvalidOperation as error:
        raise UsageError(f"“{text}” is no percentage for {option}. Write it as 95.") from error


def _answer(standing: Any, number: int, key: str) -> AuditedAnswer:
    from meritbook.cli.audits_answers import AuditedAnswer, CriterionAnswer
    from meritbook.desk import audit_pages
    from meritbook.desk import audits as read

    row = read.audited(number if number > 0 else 0, key)
    shown = audit_pages.audited_page(standing, row)
    return AuditedAnswer(
        audit=row.audit_id,
        measure=row.measure.key,
        criteria=tuple(
            CriterionAnswer(
                criterion=one.criterion.key,
                grade=one.grade.row.grade if one.grade else None,
                says=one.grade.row.says if one.grade else "",
                computed=one.told.sentence if one.told else "",
                fails=one.told.periods if one.told else (),
            )
            for one in shown.criteria
        ),
        sample=_sample(shown),
        recalculation=shown.recalculation.found if shown.recalculation else None,
        rating=shown.rating.word if shown.rating else None,
        best_rating=shown.best,
        findings=tuple(
            {"id": one.row.pk, "number": one.row.number, "status": one.row.status, "condition": one.row.condition}
            for one in shown.findings
        ),
    )


def _sample(shown: AuditedShown) -> SampleAnswer | None:
    from meritbook.cli.audits_answers import SampleAnswer

    one = shown.sample
    if one is None:
        return None
    return SampleAnswer(
        number=one.row.number,
        seed=one.row.seed,
        plan=one.plan,
        sentence=one.plan.sentence,
        periods=one.drawn,
        frame=one.frame,
        sha256=one.row.sha256,
    )


def _show(answer: AuditedAnswer, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"Audit {answer.audit} of {answer.measure}: {(answer.rating or 'not rated yet').lower()}")
    for one in answer.criteria:
        output.line(f"{one.criterion}: {(one.grade or 'not graded yet').replace('_', ' ')}. {one.says}".rstrip())
        if one.computed:
            output.line(f"  The register: {one.computed}")
        for said in one.fails[:20]:
            output.line(f"    {said}")
    if answer.rating is None:
        output.line(f"The grades allow at best: {answer.best_rating.lower()}")
    if answer.sample is not None:
        drawn = ", ".join(one.label for one in answer.sample.periods)
        output.line(f"Sample {answer.sample.number}, seed {answer.sample.seed}: {drawn}. {answer.sample.sentence}")
    for each in answer.findings:
        output.line(f"Finding {each['number']}, {each['status']}: {each['condition']}")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.add_typer(audit, name="audit")
