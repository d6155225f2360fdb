"""`competencies models`, `model`, `compare`, `take`, `retire`, `take-over`, `crosswalk`, `class` and their acts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.competency_models_answers import CompetencyModelLine, CrosswalkLine
    from meritbook.cli.output import Output
    from meritbook.desk.competency_crosswalks import CrosswalkShown
    from meritbook.desk.competency_models import ModelLine, ModelShown

ModelKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the model.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason, for the ledger.")]
Because = Annotated[str, typer.Option(metavar="TEXT", help="The reason, for everybody who reads it.")]
PageNumber = Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")]


def _standing(user: str, capability: str = "read_competencies") -> Standing:
    """What the person may on the day of the office; raises `ForbiddenError`."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability(capability), on=clock.today())
    return Standing(actor.user, clock.today())


def _acts(user: str, why: str) -> dict[str, Any]:
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    return {"actor": actor_named(user), "at": clock.now(), "why": why}


def models(
    context: typer.Context,
    user: AsUser,
    words: Annotated[str, typer.Option("--find", metavar="WORDS", help="Only those with these words.")] = "",
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """List the competency models on record."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.competency_models_answers import CompetencyModelsAnswer
    from meritbook.desk import competency_models as read

    found = read.lines(_standing(user), words=words, number=page)
    lines = tuple(_line(one) for one in found.rows)
    if as_json:
        answer = CompetencyModelsAnswer(page=found.number, pages=found.of, total=found.total, models=lines)
        output.json(answer.plain())
        return
    output.table(
        ("Model", "Name", "Version", "Competencies", "Roles", "Owner"),
        [
            (one.key, one.name + (" (retired)" if one.retired else ""), str(one.version), str(one.competencies),
             ", ".join(one.roles), one.owner or "–")
            for one in lines
        ],
    )  # fmt: skip
    output.line(f"{found.total} in all, page {found.number} of {found.of}.")


def _line(one: ModelLine) -> CompetencyModelLine:
    from meritbook.cli.competency_models_answers import CompetencyModelLine

    return CompetencyModelLine(
        key=one.row.key,
        name=one.row.name,
        version=one.number,
        competencies=one.competencies,
        roles=one.roles,
        owner=one.row.owner.username if one.row.owner else None,
        shipped=one.row.shipped,
        retired=bool(one.row.retired_because),
    )


def model(
    context: typer.Context,
    key: ModelKey,
    user: AsUser,
    number: Annotated[int | None, typer.Option("--version", metavar="N", help="Another version.")] = None,
    role: Annotated[str, typer.Option(metavar="ROLE", help="The key of a role; else the first.")] = "",
    as_file: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write it as .csv, .xlsx or .json.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one model with the behaviours of a role, or write it to a file in the shape in which it is taken in."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import competency_models as read

    standing = _standing(user)
    shown = read.page(standing, read.by_key(standing, key), number=number, role=role)
    if as_file is not None:
        from meritbook.writers.competency_models import model_file

        as_file.write_bytes(model_file(shown.model, as_file.suffix.removeprefix(".").lower()))
        output.note(f"Written to {as_file}.")
    _show(shown, output)


def _show(shown: ModelShown, output: Output) -> None:
    from meritbook.cli.competency_models_answers import AlphaLine, CompetencyModelAnswer
    from meritbook.desk.competency_models import ModelLine

    stands = next(one.number for one in shown.versions if one.current)
    roles = tuple(one.name for one in shown.model.roles)
    if output.as_json:
        alphas = tuple(
            AlphaLine(
                version=one.number,
                role=one.role,
                alpha=one.told.alpha if one.told else None,
                low=one.told.low if one.told else None,
                high=one.told.high if one.told else None,
                answers=one.told.n if one.told else None,
            )
            for one in shown.reliability
        )
        answer = CompetencyModelAnswer(
            line=_line(ModelLine(shown.row, stands, len(shown.model.competencies), roles)),
            number=shown.version.number,
            current=shown.version.current,
            sha256=shown.version.sha256,
            retired_because=shown.row.retired_because,
            model=shown.model,
            reliability=alphas if shown.mine else None,
        )
        output.json(answer.plain())
        return
    output.line(f"{shown.model.name}, version {shown.version.number} ({len(shown.versions)} in all)")
    output.line(f"Source: {shown.model.source}")
    if shown.model.authored:
        output.line(f"Not from the source: {shown.model.authored}")
    output.line(f"Scale: {', '.join(shown.model.scale.points)}")
    output.line(f"Roles: {', '.join(roles)}. Shown: {shown.role.name}.")
    for one in shown.competencies:
        output.line(f"{one.competency.name}: {one.competency.definition}")
        for each in one.behaviours:
            output.line(f"  {each.says}")
    for told in shown.reliability:
        says = f"{told.told.alpha:.2f}" if told.told else "undetermined, too few have answered"
        output.line(f"Cronbach's alpha of version {told.number}, {told.role}: {says}")


def compare(
    context: typer.Context,
    key: ModelKey,
    user: AsUser,
    before: Annotated[int | None, typer.Option(metavar="N", help="The earlier version.")] = None,
    after: Annotated[int | None, typer.Option(metavar="N", help="The later version.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what differs between two versions of a model; the last two where none are named."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.competency_models_answers import CompetencyModelChangesAnswer
    from meritbook.desk import competency_models as read

    found = read.compared(read.by_key(_standing(user), key), before, after)
    if as_json:
        answer = CompetencyModelChangesAnswer(
            key=found.row.key, before=found.before.number, after=found.after.number, changes=found.changes
        )
        output.json(answer.plain())
        return
    output.line(f"Version {found.before.number} beside version {found.after.number}")
    whole = [("The model", one) for one in found.changes.model]
    for name, one in (*whole, *((each.name, one) for each in found.changes.competencies for one in each.changes)):
        output.line(f"{name}, {one.what}: “{one.before}” became “{one.after}”")
    if found.changes.none:
        output.line("Nothing differs.")


def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The model as CSV, XLSX or JSON.")],
    user: AsUser,
    why: Why,
    of: Annotated[str, typer.Option(metavar="KEY", help="The model whose next version it is; else a new one.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take a model in from a file; nothing of it where a cell is wrong."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import take_competency_model
    from meritbook.cli.files import bytes_of
    from meritbook.desk import competency_models as read

    standing = _standing(user)
    row = read.by_key(standing, of) if of else None
    done = take_competency_model.perform(**_acts(user, why), row=row, data=bytes_of(file), name=file.name)
    _show(read.page(standing, read.by_key(standing, done.model.key)), output)


def retire(
    context: typer.Context, key: ModelKey, user: AsUser, why: Why, because: Because, as_json: AsJson = False
) -> None:
    """Retire a model: no new assessment begins with it, and what was begun goes on."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import retire_competency_model
    from meritbook.desk import competency_models as read

    standing = _standing(user)
    row = read.by_key(standing, key)
    retire_competency_model.perform(**_acts(user, why), row=row, because=because)
    _show(read.page(standing, read.by_key(standing, key)), output)


def take_over(context: typer.Context, key: ModelKey, user: AsUser, why: Why, as_json: AsJson = False) -> None:
    """Take a model over: its owner is told how well its questions hang together."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import take_over_competency_model
    from meritbook.desk import competency_models as read

    standing = _standing(user)
    take_over_competency_model.perform(**_acts(user, why), row=read.by_key(standing, key))
    _show(read.page(standing, read.by_key(standing, key)), output)


def crosswalk(
    context: typer.Context,
    user: AsUser,
    of: Annotated[str, typer.Option("--model", metavar="KEY", help="Only lines of this model.")] = "",
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Those that were withdrawn.")] = False,
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """List which competencies of two models answer to each other, and why."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import competency_crosswalks as walks
    from meritbook.desk import competency_models as read

    standing = _standing(user)
    row = read.by_key(standing, of) if of else None
    found = walks.lines(standing, model=row, withdrawn=withdrawn, number=page)
    _show_lines(tuple(_walk(one) for one in found.rows), (found.number, found.of, found.total), output)


def _walk(one: CrosswalkShown) -> CrosswalkLine:
    from meritbook.cli.competency_models_answers import CrosswalkLine

    return CrosswalkLine(
        id=one.row.pk,
        one=one.one.key,
        one_competency=one.one_competency,
        how=one.how,
        other=one.other.key,
        other_competency=one.other_competency,
        because=one.row.because,
        gone=one.gone,
        withdrawn_because=one.row.withdrawn_because,
    )


def _show_lines(lines: tuple[CrosswalkLine, ...], page: tuple[int, int, int], output: Output) -> None:
    from meritbook.cli.competency_models_answers import CrosswalksAnswer

    if output.as_json:
        output.json(CrosswalksAnswer(page=page[0], pages=page[1], total=page[2], lines=lines).plain())
        return
    output.table(
        ("Line", "Competency", "Stands to the other", "Competency of another model", "Why"),
        [
            (str(one.id), f"{one.one}/{one.one_competency}", one.how, f"{one.other}/{one.other_competency}",
             one.because + (f" Withdrawn: {one.withdrawn_because}" if one.withdrawn_because else ""))
            for one in lines
        ],
    )  # fmt: skip
    output.line(f"{page[2]} in all, page {page[0]} of {page[1]}.")


def draw_line(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="MODEL/COMPETENCY", help="As in maine/visionary.")],
    other: Annotated[str, typer.Argument(metavar="MODEL/COMPETENCY", help="That of another model.")],
    user: AsUser,
    why: Why,
    because: Because,
    partly: Annotated[bool, typer.Option("--partly", help="The first covers a part of the other only.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draw a line of the crosswalk."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import draw_crosswalk
    from meritbook.desk import competency_models as read

    standing = _standing(user)
    (key, _, competency), (other_key, _, other_competency) = one.partition("/"), other.partition("/")
    done = draw_crosswalk.perform(
        **_acts(user, why),
        one=read.by_key(standing, key),
        one_competency=competency,
        other=read.by_key(standing, other_key),
        other_competency=other_competency,
        partly=partly,
        because=because,
    )
    _one_line(standing, done.pk, output)


def withdraw_line(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the line.")],
    user: AsUser,
    why: Why,
    because: Because,
    as_json: AsJson = False,
) -> None:
    """Withdraw a line of the crosswalk."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import withdraw_crosswalk
    from meritbook.desk import competency_crosswalks as walks

    standing = _standing(user)
    row = walks.by_number(standing, number if 0 < number < 2**62 else 0)
    withdraw_crosswalk.perform(**_acts(user, why), line=row, because=because)
    _one_line(standing, row.pk, output)


def _one_line(standing: Standing, number: int, output: Output) -> None:
    from meritbook.desk import competency_crosswalks as walks

    shown = walks.shown_of(walks.visible(standing).filter(pk=number))
    _show_lines(tuple(_walk(one) for one in shown), (1, 1, len(shown)), output)


def of_class(
    context: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="The key of a class plan.")],
    ref: Annotated[str, typer.Argument(metavar="CLASS", help="The code of the class, or its name in the plan.")],
    user: AsUser,
    of: Annotated[
        str, typer.Option("--model", metavar="KEY", help="The model; else the one that names the class.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show which competencies the words of a class call for, each with its sentence."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.competency_models_answers import ClassCompetenciesAnswer
    from meritbook.desk import competency_crosswalks as walks

    found = walks.of_class(_standing(user), plan, None, ref, model=of)
    if as_json:
        answer = ClassCompetenciesAnswer(
            plan=found.page.plan.key,
            revision=found.page.plan.revision,
            ref=found.job_class.ref,
            model=found.chosen.key if found.chosen else None,
            version=found.number,
            role=found.role.key if found.role else None,
            called=found.called,
        )
        output.json(answer.plain())
        return
    name = found.chosen.name if found.chosen else "No model is in use"
    output.line(f"{found.job_class.title}: {name}, {found.role.name if found.role else 'role undetermined'}")
    for one in found.called:
        output.line(f"{one.name}: {one.undetermined or f'{len(one.found)} sentences'}")
        for each in one.found:
            output.line(f"  “{each.quote.text}” ({each.quote.label})")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `competencies`."""
    group.command()(models)
    group.command()(model)
    group.command()(compare)
    group.command()(take)
    group.command()(retire)
    group.command("take-over")(take_over)
    group.command()(crosswalk)
    group.command("draw-line")(draw_line)
    group.command("withdraw-line")(withdraw_line)
    group.command("class")(of_class)
