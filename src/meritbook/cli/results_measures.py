"""`results`: measures of the register, one measure with its values, and values from a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.acting import standing_of
from meritbook.cli.errors import ExitCode, UsageError
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.cli.measures_answers import ResultsMeasureAnswer
    from meritbook.records.models import Measure

results = typer.Typer()
Reader = Annotated[str, typer.Option("--as", metavar="USER", help="A username; else what everybody may read.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="As on this day; else the day of the office.")]


@results.command()
def measures(
    context: typer.Context,
    words: Annotated[str, typer.Option("--search", metavar="WORDS", help="In the name or key.")] = "",
    show: Annotated[
        str, typer.Option(metavar="WHICH", help="Only: due, stale, missed, unowned, or retired measures.")
    ] = "",
    on: On = "",
    user: Reader = "",
    as_json: AsJson = False,
) -> None:
    """List measures, and how each stands."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    asked = day(on, where="--on") if on else None
    if show not in ("", "due", "stale", "missed", "unowned", "retired"):
        raise UsageError(f"“{show}” is no choice of --show: due, stale, missed, unowned or retired.")
    open_records()
    from meritbook.actions.permissions import Standing
    from meritbook.cli.measures_answers import ResultsMeasureLine, ResultsMeasuresAnswer
    from meritbook.desk.measures import chosen, stand
    from meritbook.records import clock

    when = asked or clock.today()
    reader = standing_of(user).user if user else None
    rows = list(chosen(Standing(reader, when), words=words, show=show))
    answer = ResultsMeasuresAnswer(
        on=when,
        total=len(rows),
        measures=tuple(
            ResultsMeasureLine(
                key=one.measure.key,
                title=one.measure.title,
                department=one.measure.department.name if one.measure.department else "",
                owner=one.owner,
                standing=one.standing,
                trust=one.trust,
            )
            for one in stand(rows, on=when)
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Measure", "Kept up", "Answers for it", "Trust", "How it stands"),
        [
            (one.key, one.standing.freshness.value, one.owner or "nobody", one.trust.word, one.standing.sentence)
            for one in answer.measures
        ],
    )
    output.line(f"{answer.total} measure{'' if answer.total == 1 else 's'} on {when.isoformat()}")


@results.command()
def measure(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of the measure.")],
    on: On = "",
    user: Reader = "",
    as_json: AsJson = False,
) -> None:
    """Show one measure: what it counts, its values by series, and what is a signal in them."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    asked = day(on, where="--on") if on else None
    open_records()
    from meritbook.desk import measure_page as read
    from meritbook.records import clock

    if user:
        standing_of(user)
    row = read.measure(key)
    answer = measure_answer(row, asked or clock.today())
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{row.title} ({row.key}), on {answer.on.isoformat()}", style="bold")
    output.line(answer.standing.sentence)
    output.line(f"Trust: {answer.trust.word.lower()}. {answer.trust.because}")
    for lacking in answer.standing.lacks:
        output.line(f"  No published fact: {lacking}")
    for part in answer.series:
        output.line(f"In {part.unit}", style="bold")
        output.table(("Period", "Value", "What is said"), [(one.period, one.value, one.says) for one in part.values])
    for one in answer.worked:
        gives = one.value if one.value else "undetermined: " + " ".join(one.missing)
        output.line(f"  {one.period}: {one.working} = {gives}")
    if answer.chart is not None:
        output.line(answer.chart.sentence)
        for signal in answer.chart.signals:
            output.line(f"  {signal}")


def measure_answer(row: Measure, when: date) -> ResultsMeasureAnswer:
    """All that is told of a measure on a day."""
    from meritbook.cli.measures_answers import ResultsMeasureAnswer, ResultsSeries, ResultsValue, ResultsWorked
    from meritbook.desk import measure_page as read

    shown = read.measure_page(row, on=when)
    versions = list(row.versions.order_by("number"))
    series = read.series_of(read.values_of(row, versions), versions)
    return ResultsMeasureAnswer(
        key=row.key,
        on=when,
        owner=shown.line.owner,
        definition=shown.definition,
        standing=shown.line.standing,
        trust=shown.line.trust,
        series=tuple(
            ResultsSeries(
                unit=part.unit,
                values=tuple(
                    ResultsValue(
                        period=one.period.label,
                        value=f"{read.plain(one.row):f}",
                        says=one.row.says,
                        source=one.row.batch.source,
                        replaced=tuple(figure for _, figure in one.replaced),
                    )
                    for one in part.values
                ),
            )
            for part in series
        ),
        chart=shown.chart,
        worked=tuple(
            ResultsWorked(period=one.period.label, working=one.working, value=one.shown, missing=one.missing)
            for one in (shown.worked.periods if shown.worked else ())
        ),
    )


@results.command(name="import")
def import_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="An XLSX or CSV file.", show_default=False)],
    as_user: AsUser,
    source: Annotated[str, typer.Option(help="Where the values were read.")] = "",
    mend: Annotated[
        list[str] | None, typer.Option(metavar="CELL=TEXT", help="What a cell is to say; - leaves it out.")
    ] = None,
    record: Annotated[bool, typer.Option("--record", help="Record them; else only show what would be.")] = False,
    large: Annotated[
        bool, typer.Option("--large", help="A CSV of any size, in the long layout: recorded in parts by a worker.")
    ] = False,
    why: Annotated[str, typer.Option(help="The reason, for the ledger.")] = "Values of a file.",
    as_json: AsJson = False,
) -> int:
    """Show what a file of values would record, cell by cell; with --record, record all of it or nothing."""
    from meritbook.cli.files import bytes_of
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    mends = dict(_mend(one) for one in mend or ())
    if (record or large) and not source.strip():
        raise UsageError("Say with --source where the values were read.")
    data = bytes_of(path)
    open_records()
    from meritbook.actions import import_values, record_value_file, take_value_file
    from meritbook.actions.permissions import Standing
    from meritbook.actions.value_lines import reading
    from meritbook.cli.measures_answers import ResultsCell, ResultsImportAnswer
    from meritbook.cli.people import actor_named
    from meritbook.readers.value_tables import read_tables
    from meritbook.records import clock

    actor = actor_named(as_user)
    given: dict[str, Any] = {"at": clock.now(), "why": why}
    if large:
        job = import_values.perform(actor, **given, data=data, name=path.name, source=source)
        answer = ResultsImportAnswer(name=path.name, values=job.total // 2, refused=(), notes=(), batch="", job=job.pk)
        if as_json:
            output.json(answer.plain())
        else:
            output.line(f"Work {job.pk} waits: {job.total // 2:,} lines. `meritbook work` does it.")
        return ExitCode.OK
    read = reading(Standing(actor.user, clock.today()), read_tables(data, name=path.name), mends)
    batch = ""
    if record and not read.troubles:
        file = take_value_file.perform(actor, **given, data=data, name=path.name)
        done = record_value_file.perform(actor, **given, file=file, source=source, mends=mends, seen=read.sha256)
        batch = done.sha256
    answer = ResultsImportAnswer(
        name=path.name,
        values=len(read.good),
        refused=tuple(
            ResultsCell(cell=one.place, code=one.code, message=one.says, to_do=one.to_do, offer=one.offer)
            for one in read.troubles.values()
        ),
        notes=tuple(read.notes),
        batch=batch,
    )
    if as_json:
        output.json(answer.plain())
    else:
        output.table(
            ("Cell", "Measure", "Period", "Value"),
            [(one.place, one.recorded.measure.key, one.recorded.period.label, one.shown) for one in read.good],
        )
        for one in answer.refused:
            output.line(f"{one.cell}: {one.message} {one.to_do} [{one.code}]")
        for says in answer.notes:
            output.note(says)
        verb = "recorded" if batch else "would be recorded"
        output.line(f"{answer.values} {verb}, {len(answer.refused)} cells cannot be taken")
    return ExitCode.BAD_NEWS if answer.refused else ExitCode.OK


def _mend(text: str) -> tuple[str, str]:
    cell, _, says = text.rpartition("=") if text.count("=") == 1 else text.partition("=")
    if not cell or not says:
        raise UsageError(f"“{text}” is no mend. Write it as Sheet1!C7=90.")
    return cell, says


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
