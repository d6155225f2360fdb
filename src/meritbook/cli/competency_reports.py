"""`competencies reports`, `report`, `show-report`, `take-back-report` and `set-reports`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.errors import ExitCode
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.competency_reports_answers import CompetencyReportShown
    from meritbook.cli.output import Output
    from meritbook.desk.assessment_reports import ReportShown

Number = Annotated[int, typer.Argument(metavar="N", help="The number of the assessment.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why it is done; it is written to the ledger.")]


def _standing(user: str) -> Standing:
    """What the person may read on the day of the office; raises `ForbiddenError`, `ConfidentialError`."""
    from meritbook.cli.confidential import own_standing

    return own_standing(user, "read_own_report", "the competency reports")


def reports(context: typer.Context, user: AsUser, as_json: AsJson = False) -> None:
    """List a person's own reports, and those of which others show them a part."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.competency_reports_answers import CompetencyReports, ReportOfAssessment
    from meritbook.desk import assessment_reports as read

    standing = _standing(user)
    answer = CompetencyReports(
        on=standing.on,
        reports=tuple(
            ReportOfAssessment(
                id=one.row.pk,
                person=one.row.subject.full_name,
                model=one.model,
                role=one.role,
                starts_on=one.row.starts_on,
                competencies=one.competencies,
                shown=one.share is not None,
                last_day=one.last_day,
            )
            for one in (*read.own(standing), *read.shown_to(standing))
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Number", "Of", "Model", "Open from", "Competencies", "Until"),
        [
            (
                str(one.id),
                one.person if one.shown else "yourself",
                f"{one.model}, {one.role}",
                str(one.starts_on),
                str(one.competencies),
                str(one.last_day or "taken back") if one.shown else "–",
            )
            for one in answer.reports
        ],
    )


def report(
    context: typer.Context,
    number: Number,
    user: AsUser,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the figures as CSV.")] = False,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write one's own report to this file as PDF.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show a report: one's own, or the part that somebody shows."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import set_report
    from meritbook.cli.people import actor_named
    from meritbook.desk import assessment_reports as read
    from meritbook.records import clock

    standing = _standing(user)
    if as_csv:
        typer.echo(read.table(standing, number), nl=False)
        return
    if pdf is not None:
        row = read.mine(standing, number)
        paper = set_report.perform(actor_named(user), at=clock.now(), why="Set on the command line.", assessment=row)
        pdf.write_bytes(paper.document.original())
        output.note(f"Written to {pdf}.")
    _show(_answer(read.page(standing, number)), output, as_json)


def _answer(shown: ReportShown) -> CompetencyReportShown:
    from meritbook.cli.competency_reports_answers import CompetencyReportShown, ShownTo

    return CompetencyReportShown(
        id=shown.row.pk,
        person=shown.row.subject.full_name,
        own=shown.own,
        counts_for_rating=shown.row.counts_for_rating,
        compared_with=shown.before.pk if shown.before is not None else None,
        averages_of=shown.average.people if shown.average is not None else None,
        seal=shown.seal,
        shares=tuple(
            ShownTo(
                id=one.row.pk,
                reader=one.row.reader.username,
                relation=one.row.relation,
                competencies=one.competencies,
                comments=one.row.comments,
                last_day=one.last_day,
                holds=one.holds,
            )
            for one in shown.shares
        ),
        report=shown.report,
    )


def _show(answer: CompetencyReportShown, output: Output, as_json: bool) -> None:
    from meritbook.core.competencies import report_words as words
    from meritbook.core.competencies.drawing import groups_of
    from meritbook.core.competencies.figures import points, spread_words

    if as_json:
        output.json(answer.plain())
        return
    found = answer.report
    output.line(f"{answer.person}, {found.model}, {found.role}", style="bold")
    output.line(words.purpose(counts_for_rating=answer.counts_for_rating))
    for line in found.lines:
        output.line(line.name, style="bold")
        if line.own is not None and line.own.mean is not None:
            output.line(f"  Own view: {points(line.own.mean)}")
        for view in line.named:
            output.line(f"  {view.name}: {points(view.mean) if view.mean is not None else 'no view'}")
        for name, one in groups_of(line):
            output.line(f"  {name} ({one.n}): {spread_words(one, len(found.points))}")
        if line.role is not None:
            output.line(f"  Average of the role over {line.role.people}: {points(line.role.mean)}")
        output.line(f"  {words.gap_words(line.gap)}")
        for change in line.changes[:1]:
            output.line(f"  Since before: {words.change_words(change, len(found.points))}")
        for said in line.comments:
            output.line(f"  “{said}”")
    output.line(words.statistics_words(found))


def show_report(
    context: typer.Context,
    number: Number,
    reader: Annotated[str, typer.Option(metavar="NAME", help="Username of who may read it.")],
    relation: Annotated[
        str, typer.Option(metavar="WORD", help="Who that is: supervisor, coach, personnel or colleague.")
    ],
    competency: Annotated[
        list[str], typer.Option("--competency", metavar="KEY", help="A competency that is shown; once for each.")
    ],
    user: AsUser,
    comments: Annotated[bool, typer.Option("--comments", help="Show the comments on them, too.")] = False,
    last_day: Annotated[
        str, typer.Option("--last-day", metavar="DATE", help="The last day; else until taken back.")
    ] = "",
    why: Why = "Shown on the command line.",
    as_json: AsJson = False,
) -> None:
    """Show somebody one's own report, or a part of it."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    until = day(last_day, where="--last-day") if last_day else None
    open_records()
    from meritbook.actions import share_report
    from meritbook.cli.people import actor_named
    from meritbook.desk import assessment_reports as read
    from meritbook.records import clock

    standing = _standing(user)
    share_report.perform(
        actor_named(user),
        at=clock.now(),
        why=why,
        assessment=read.mine(standing, number),
        reader=_person(reader),
        relation=relation,
        competencies=competency,
        comments=comments,
        last_day=until,
    )
    _show_shares(_answer(read.page(standing, number)), output, as_json)


def _person(username: str) -> Any:
    from meritbook.cli.people import actor_named

    return actor_named(username).user


def _show_shares(answer: CompetencyReportShown, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Number", "Reader", "Competencies", "Comments", "Stands"),
        [
            (
                str(one.id),
                one.reader,
                ", ".join(one.competencies),
                "shown" if one.comments else "not shown",
                "yes" if one.holds else "no",
            )
            for one in answer.shares
        ],
    )


def take_back_report(
    context: typer.Context,
    number: Number,
    share: Annotated[int, typer.Option(metavar="N", help="The number of what is shown, as `show-report` lists it.")],
    user: AsUser,
    why: Why = "Taken back on the command line.",
    as_json: AsJson = False,
) -> None:
    """Take back what one shows somebody of one's own report."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import withdraw_report_share
    from meritbook.cli.people import actor_named
    from meritbook.desk import assessment_reports as read
    from meritbook.records import clock

    standing = _standing(user)
    held = read.share_of(read.mine(standing, number), share)
    withdraw_report_share.perform(actor_named(user), at=clock.now(), why=why, share=held)
    _show_shares(_answer(read.page(standing, number)), output, as_json)


def set_reports(
    context: typer.Context,
    user: AsUser,
    department: Annotated[str, typer.Option(metavar="CODE", help="Only this department; else all.")] = "",
    why: Why = "The reports are set.",
    queue: Annotated[bool, typer.Option("--queue", help="Leave it to the worker instead of doing it here.")] = False,
    as_json: AsJson = False,
) -> int:
    """Set the reports of closed assessments that have no file yet. Nobody reads one by it.

    Interrupted, a worker goes on where it ended.
    """
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import set_reports as action
    from meritbook.cli.competency_reports_answers import ReportsSet
    from meritbook.cli.examining import see_to_its_end
    from meritbook.cli.examining_answers import LeftOutLine
    from meritbook.cli.people import actor_named, department_named
    from meritbook.desk.jobs import left_out
    from meritbook.records import clock
    from meritbook.records.models import JobStatus

    row = department_named(department) if department else None
    job = action.perform(actor_named(user), at=clock.now(), why=why, department=row)
    if not queue:
        with output.progress(str(job.get_kind_display()), job.total) as progress:
            see_to_its_end(job, progress)
    job.refresh_from_db()
    answer = ReportsSet(
        department=row.code if row else "",
        status=job.status,
        done=job.done,
        total=job.total,
        left_out=tuple(LeftOutLine(where=one.where, says=one.says, code=one.code) for one in left_out(job)),
        left_out_total=job.left_out,
        problem=job.problem_code,
        problem_says=job.problem_says,
    )
    if as_json:
        output.json(answer.plain())
    else:
        output.line(f"Reports: {answer.status}, {answer.done} of {answer.total}.")
        if answer.problem:
            output.line(f"It failed: {answer.problem_says} [{answer.problem}]", style="red")
        for one in answer.left_out[:50]:
            output.line(f"  {one.where}: {one.says} [{one.code}]")
    bad = bool(answer.left_out_total) or job.status == JobStatus.FAILED
    return ExitCode.BAD_NEWS if bad else ExitCode.OK


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(reports)
    app.command()(report)
    app.command("show-report")(show_report)
    app.command("take-back-report")(take_back_report)
    app.command("set-reports")(set_reports)
