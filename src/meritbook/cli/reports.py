"""`results report …`: annual reports, from the draft to the published edition and its files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.errors import ExitCode, UnknownNameError
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.cli.reports_answers import ReportAnswer, ReportDraftAnswer
    from meritbook.desk.annual_reports import EditionShown
    from meritbook.records.models import ReportEdition

report = typer.Typer(no_args_is_help=True, help="Annual reports: draw up, check, publish, show and export.")
Key = Annotated[str, typer.Argument(metavar="KEY", help="The key of the report, such as revenue-fy2005.")]
Edition = Annotated[int, typer.Option("--edition", metavar="N", help="This edition; else the one that stands.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is written to the ledger and shown.")]
Reader = Annotated[str, typer.Option("--as", metavar="USER", help="A username; else what everybody may read.")]
MOST_BYTES = 1_000_000
"""A file of words that is larger is none."""


def _begin(context: typer.Context, as_json: bool) -> Output:
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    return output


def _reader(user: str) -> Standing:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    return Standing(actor_named(user).user if user else None, clock.today())


def _by(user: str, why: str) -> dict[str, Any]:
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    return {"actor": actor_named(user), "at": clock.now(), "why": why}


@report.command("list")
def list_(
    context: typer.Context,
    user: Reader = "",
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the reports that are published, and for those in office the drafts."""
    output = _begin(context, as_json)
    from meritbook.cli.reports_answers import ReportLine, ReportsAnswer
    from meritbook.desk import annual_reports as read

    found = read.lines(_reader(user), number=page)
    answer = ReportsAnswer(
        page=found.number,
        pages=found.of,
        total=found.total,
        reports=tuple(
            ReportLine(
                key=one.report.key,
                title=one.report.title,
                year=one.report.year,
                edition=one.published.number if one.published else None,
                draft=one.draft.number if one.draft else None,
                withdrawn_because=one.withdrawn.withdrawn_because if one.withdrawn else "",
            )
            for one in found.rows
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Key", "Report", "Published", "Draft"),
        [
            (one.key, one.title, _edition_word(one.edition, one.withdrawn_because), str(one.draft or "–"))
            for one in answer.reports
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def _edition_word(edition: int | None, withdrawn: str) -> str:
    if edition is not None:
        return f"edition {edition}"
    return f"withdrawn: {withdrawn}" if withdrawn else "–"


@report.command()
def draft(
    context: typer.Context,
    plan: Annotated[str, typer.Option(metavar="KEY", help="The plan whose goals it reports on.")],
    year: Annotated[int, typer.Option(metavar="YEAR", help="The calendar year in which the fiscal year ends.")],
    user: AsUser,
    why: Why,
    words: Annotated[
        Path | None, typer.Option(metavar="FILE", help="JSON with introduction, results and goals.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Begin the report of a plan on a fiscal year, or go on with its draft; save words from a file into it."""
    output = _begin(context, as_json)
    from meritbook.actions import begin_report, reporting, reporting_policies, save_report_words
    from meritbook.desk import annual_reports as read
    from meritbook.desk import strategic_plans
    from meritbook.records.models import AnnualReport

    taken = _words(words)
    row = strategic_plans.plan(_reader(user), plan)
    found = reporting_policies.check_year(year)
    held = AnnualReport.objects.filter(department=row.department, starts_on=found.starts_on).first()
    if held is None:
        edition = begin_report.perform(**_by(user, why), department=row.department, year=year, plan=row)
    else:
        edition = read.draft(_reader(user), held)
    if taken is not None:
        base = reporting.newest_text(edition).number
        save_report_words.perform(**_by(user, why), edition=edition, words=taken, base=base)
    _show_draft(_drafted(user, edition), output, as_json)


def _words(file: Path | None) -> dict[str, Any] | None:
    if file is None:
        return None
    says = "Write a JSON object with introduction, results, and goals as a list of goal and says."
    try:
        data = file.read_bytes()[: MOST_BYTES + 1]
        found = json.loads(data.decode("utf-8")) if len(data) <= MOST_BYTES else None
    except (OSError, ValueError, RecursionError) as problem:
        raise UnknownNameError(f"{file} cannot be read as words.", where=str(file), remedy=says) from problem
    if not isinstance(found, dict):
        raise UnknownNameError(f"{file} holds no words of a report.", where=str(file), remedy=says)
    return found


@report.command()
def check(context: typer.Context, key: Key, user: AsUser, as_json: AsJson = False) -> None:
    """Say what a draft would publish today, what is left out and why, and what stands in the way (exit code 1)."""
    output = _begin(context, as_json)
    from meritbook.desk import annual_reports as read

    standing = _reader(user)
    answer = _drafted(user, read.draft(standing, read.report(standing, key)))
    _show_draft(answer, output, as_json)
    if answer.blocks:
        raise typer.Exit(ExitCode.BAD_NEWS)


@report.command()
def include(
    context: typer.Context,
    key: Key,
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="The key of a stale measure.")],
    user: AsUser,
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is shown with your name.")],
    as_json: AsJson = False,
) -> None:
    """Include a stale measure in a draft by name; it shows as stale, with the reason."""
    output = _begin(context, as_json)
    from meritbook.actions import include_stale_measure
    from meritbook.desk import annual_reports as read
    from meritbook.desk import measure_page

    standing = _reader(user)
    edition = read.draft(standing, read.report(standing, key))
    one = measure_page.measure(measure)
    include_stale_measure.perform(**_by(user, because), edition=edition, measure=one, because=because)
    _show_draft(_drafted(user, edition), output, as_json)


@report.command()
def publish(
    context: typer.Context,
    key: Key,
    user: AsUser,
    why: Why,
    sha256: Annotated[
        str, typer.Option(metavar="HASH", help="The seal that `check` showed; anything else is refused.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Publish the draft of a report: its facts are sealed, and its PDF, workbook and data are kept."""
    output = _begin(context, as_json)
    from meritbook.actions import publish_report
    from meritbook.desk import annual_reports as read
    from meritbook.desk.report_trust import trust_of

    standing = _reader(user)
    edition = read.draft(standing, read.report(standing, key))
    found = read.drawn(edition, standing.on)
    done = publish_report.perform(
        **_by(user, why), edition=edition, sha256=sha256 or found.sha256, because=why, trust=trust_of
    )
    _show(_answer(read.shown(standing, done)), output, as_json)


@report.command()
def revise(context: typer.Context, key: Key, user: AsUser, why: Why, as_json: AsJson = False) -> None:
    """Begin a revised edition of a published report; the published one stands until it is published."""
    output = _begin(context, as_json)
    from meritbook.actions import revise_report
    from meritbook.desk import annual_reports as read

    row = read.report(_reader(user), key)
    edition = revise_report.perform(**_by(user, why), report=row, because=why)
    _show_draft(_drafted(user, edition), output, as_json)


@report.command()
def withdraw(
    context: typer.Context, key: Key, user: AsUser, why: Why, edition: Edition = 0, as_json: AsJson = False
) -> None:
    """Withdraw an edition of a report; the reason is shown in its place."""
    output = _begin(context, as_json)
    from meritbook.actions import withdraw_report
    from meritbook.desk import annual_reports as read

    standing = _reader(user)
    row = read.edition(standing, read.report(standing, key), edition or None)
    done = withdraw_report.perform(**_by(user, why), edition=row, because=why)
    _show(_answer(read.shown(standing, done)), output, as_json)


@report.command()
def show(context: typer.Context, key: Key, user: Reader = "", edition: Edition = 0, as_json: AsJson = False) -> None:
    """Show an edition of a report: its words, how its goals came out, and what it leaves out."""
    output = _begin(context, as_json)
    from meritbook.desk import annual_reports as read

    standing = _reader(user)
    row = read.edition(standing, read.report(standing, key), edition or None)
    _show(_answer(read.shown(standing, row)), output, as_json)


@report.command()
def export(
    context: typer.Context,
    key: Key,
    form: Annotated[str, typer.Option(metavar="FORM", help="pdf, xlsx, or zip: CSV files with their description.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it; nothing is written over.")],
    user: Reader = "",
    edition: Edition = 0,
    as_json: AsJson = False,
) -> None:
    """Write a published edition to a file, as it was kept when it was published."""
    output = _begin(context, as_json)
    from meritbook.cli.reports_answers import ReportExportAnswer
    from meritbook.desk import annual_reports as read

    standing = _reader(user)
    row = read.edition(standing, read.report(standing, key), edition or None)
    kept, _ = read.paper(standing, row, form)
    data = kept.original()
    try:
        with out.open("xb") as file:
            file.write(data)
    except OSError as problem:
        raise UnknownNameError(
            f"{out} cannot be written.", where=str(out), remedy="Name a file that is not there, in a folder that is."
        ) from problem
    answer = ReportExportAnswer(key=key, edition=row.number, form=form, file=str(out), sha256=kept.sha256)
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"Edition {row.number} written to {out} (SHA-256 {kept.sha256}).")


def _drafted(user: str, edition: ReportEdition) -> ReportDraftAnswer:
    from meritbook.actions.reporting import newest_text
    from meritbook.cli.reports_answers import ReportDraftAnswer
    from meritbook.core.results.report import LeftOut
    from meritbook.desk import annual_reports as read

    found = read.drawn(edition, _reader(user).on)
    return ReportDraftAnswer(
        key=edition.report.key,
        edition=edition.number,
        sha256=found.sha256,
        words_version=newest_text(edition).number,
        measures=len(found.of("measure")),
        blocks=tuple(one for one in found.problems if one.blocks),
        left_out=tuple(one.content for one in found.of("left_out") if isinstance(one.content, LeftOut)),
    )


def tell_draft(user: str, edition: ReportEdition, output: Output) -> None:
    """Show a draft as it would be published today."""
    _show_draft(_drafted(user, edition), output, output.as_json)


def _show_draft(answer: ReportDraftAnswer, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{answer.key}, edition {answer.edition}, a draft; words {answer.words_version}.", style="bold")
    output.line(f"{answer.measures} measures stand in it, {len(answer.left_out)} are left out.")
    for one in answer.left_out:
        output.line(f"  left out: {one.title} ({one.key}): {' '.join(one.reasons)}")
    for problem in answer.blocks:
        output.line(f"Blocks: {problem.says} [{problem.code}]")
    if not answer.blocks:
        output.line(f"Nothing stands in the way. Seal: {answer.sha256}")


def _answer(shown: EditionShown) -> ReportAnswer:
    from meritbook.cli.reports_answers import EditionLine, ReportAnswer
    from meritbook.records import clock

    totals = {name.replace("-", "_"): one.total for name, one in shown.lists.items()}
    return ReportAnswer(
        key=shown.report.key,
        edition=shown.edition.number,
        status=shown.edition.status,
        sha256=shown.edition.sha256,
        head=shown.head,
        editions=tuple(
            EditionLine(
                number=one.number,
                status=one.status,
                published_on=clock.day_of(one.published_at) if one.published_at else None,
                because=one.because,
                withdrawn_because=one.withdrawn_because,
            )
            for one in shown.editions
        ),
        **totals,
    )


def _show(answer: ReportAnswer, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    head = answer.head
    output.line(f"{head.title}, edition {answer.edition}, {answer.status}", style="bold")
    for name, says in (("Introduction", head.words.introduction), ("Key results", head.words.results)):
        output.line(f"{name}: {says or 'not written'}")
    output.table(
        ("Goal", "Reached", "Missed", "No target", "Stale", "Left out"),
        [(one.called, *(str(count) for count in one.counts)) for one in head.goals],
    )
    output.line(f"{answer.actions} actions, {answer.resources_moved} times resources moved, {answer.changes} changes.")
    if head.saved is not None:
        sums = " and ".join(one.shown for one in head.saved)
        output.line(f"Verified as saved in the year: {sums or 'nothing'}.")
    for one in answer.editions:
        more = f": {one.withdrawn_because or one.because}" if one.withdrawn_because or one.because else ""
        output.line(f"Edition {one.number}: {one.status}{more}")
    if answer.sha256:
        output.line(f"Seal: {answer.sha256}")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.add_typer(report, name="report")
