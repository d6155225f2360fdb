"""`import`: class specifications in, one file at a time; a bad one does not stop the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import ExitCode
from meritbook.cli.options import AsJson, output_of
from meritbook.cli.output import Output
from meritbook.core.errors import MeritbookError

if TYPE_CHECKING:
    from meritbook.actions import Actor
    from meritbook.cli.answers import ImportAnswer, ImportedFile


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help="Files, and folders whose files are all read.", show_default=False),
    ],
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who imports; else the program itself, at set-up.")
    ] = "",
    starts_on: Annotated[
        str,
        typer.Option(
            "--starts-on", metavar="DATE", help="From when the plans are in effect, e.g. 2026-07-01; else today."
        ),
    ] = "",
    why: Annotated[str, typer.Option(help="The reason, for the ledger.")] = "Imported on the command line.",
    as_json: AsJson = False,
) -> int:
    """Read class specifications in: text, HTML, DOCX or PDF.

    The original is kept with its hash, and each plan that is found becomes a revision. A file that cannot be read is
    reported and leaves nothing behind; the others are imported. The same file again changes nothing.
    """
    from meritbook.cli.dates import day
    from meritbook.cli.files import files_under
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    first = day(starts_on, where="--starts-on") if starts_on else None
    files = list(files_under(paths))
    open_records(create=True)
    from meritbook.actions import SYSTEM
    from meritbook.cli.people import actor_named

    actor = actor_named(as_user) if as_user else SYSTEM
    done: list[ImportedFile] = []
    interrupted = False
    with output.progress("Importing", len(files)) as progress:
        try:
            for file in files:
                done.append(_one(file, actor, why, first))
                progress.step(file.name)
        except KeyboardInterrupt:
            # Each file is one transaction: those before are whole, the one at hand left nothing.
            interrupted = True
    from meritbook.cli.answers import ImportAnswer

    answer = ImportAnswer(
        files=tuple(done),
        imported=sum(one.status == "imported" for one in done),
        known=sum(one.status == "known" for one in done),
        failed=sum(one.status == "failed" for one in done),
        interrupted=interrupted,
    )
    if as_json:
        output.json(answer.plain())
    else:
        _show(answer, len(files), output)
    if interrupted:
        return ExitCode.INTERRUPTED
    return ExitCode.BAD_NEWS if answer.failed else ExitCode.OK


def _one(file: Path, actor: Actor, why: str, first: object) -> ImportedFile:
    from datetime import date

    from meritbook.actions import import_document
    from meritbook.cli.answers import ErrorBody, ImportedFile, Placed
    from meritbook.cli.files import bytes_of
    from meritbook.records import clock

    try:
        data = bytes_of(file)
        result = import_document.perform(
            actor,
            at=clock.now(),
            why=why,
            data=data,
            name="standard input" if str(file) == "-" else file.name,
            starts_on=first if isinstance(first, date) else None,
        )
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one file must not stop the others
        from meritbook.cli.unforeseen import unexpected

        body = (problem if isinstance(problem, MeritbookError) else unexpected(problem)).plain()
        return ImportedFile(
            file=str(file), status="failed", error=ErrorBody(**{**body, "where": body["where"] or str(file)})
        )
    revision = result.plan_revision
    plan = revision.plan if revision else None
    return ImportedFile(
        file=str(file),
        status="imported" if result.new_revision or result.new_document else "known",
        sha256=result.document.sha256,
        plan=revision.key if revision else "",
        revision=revision.revision if revision else None,
        name=revision.name if revision else "",
        classes=len(plan.classes()) if plan else 0,
        characters=Placed(**plan.accounting.plain()) if plan and plan.accounting else None,
        gaps=plan.gaps if plan else (),
        warnings=result.notes,
    )


def _show(answer: ImportAnswer, total: int, output: Output) -> None:
    for one in answer.files:
        if one.error is not None:
            output.line(f"failed    {one.file}: {one.error.message} [{one.error.code}]", style="red")
            output.line(f"          What to do: {one.error.to_do}")
            continue
        what = f"{one.name} ({one.plan}@{one.revision}), {one.classes} class{'' if one.classes == 1 else 'es'}"
        counts = one.characters
        if counts is not None:
            what += f"; {counts.placed} of {counts.total} characters in fields, {counts.unplaced} kept unplaced"
        if one.gaps:
            what += f"; {len(one.gaps)} gap{'' if len(one.gaps) == 1 else 's'} in the source"
        output.line(f"{one.status:<9} {one.file}: {what}")
        for warning in one.warnings:
            output.line(f"          {warning}")
    if total == 0:
        output.line("There was no file to import.")
        return
    rest = total - len(answer.files)
    output.line(
        f"{answer.imported} imported, {answer.known} known before, {answer.failed} failed"
        + (f", {rest} not reached; run the same command again to go on." if rest else ".")
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("import")(import_)
