"""`allocate`: to which class a position description belongs, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, output_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meritbook.cli.names import KnownPlan
    from meritbook.core.allocation.model import AllocationResult
    from meritbook.core.positions.model import PositionDescription


def allocate(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A position description: JSON, DOCX, PDF, HTML or text; - for standard input."
        ),
    ],
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan", metavar="NAME", help="Only this plan: kansas, maine, pennsylvania, iowa, … May be given again."
        ),
    ] = None,
    full: Annotated[bool, typer.Option(help="Show every clause of every class considered.")] = False,
    record: Annotated[bool, typer.Option(help="Keep the description and the run in the record; needs --as.")] = False,
    as_user: Annotated[str, typer.Option("--as", metavar="USER", help="The username of the person who acts.")] = "",
    department: Annotated[
        str, typer.Option(metavar="CODE", help="With --record: the department of the position.")
    ] = "",
    why: Annotated[
        str, typer.Option(help="With --record: the reason, for the ledger.")
    ] = "Allocated on the command line.",
    as_json: AsJson = False,
) -> None:
    """Say to which class a position belongs, clause by clause, with the words that decide it.

    Looks and writes nothing, unless --record is given. The plans are those in effect in the records, and the shipped
    ones where nothing was imported.
    """
    from meritbook.cli.files import bytes_of
    from meritbook.readers.positions import read_position

    output = output_of(context, as_json)
    if record and not (as_user and department):
        raise UsageError(
            "--record needs to know who acts and where: --as USER and --department CODE.", where="--record"
        )
    data = bytes_of(file)
    name = "standard input" if str(file) == "-" else file.name
    if record:
        result = _recorded(data, name, plan or [], as_user, department, why)
    else:
        from meritbook.cli.names import known_plans

        result = _looked_at(read_position(data, name=name), plan or [], known_plans())
    if as_json:
        from meritbook.core.allocation.published import published

        output.json(published(result).plain())
    else:
        from meritbook.cli.render import show_allocation

        show_allocation(result, output, full=full)


def _looked_at(position: PositionDescription, names: Sequence[str], known: dict[str, KnownPlan]) -> AllocationResult:
    from meritbook.cli.names import plan_key
    from meritbook.core.allocation.engine import PlanText, allocate
    from meritbook.core.positions.check import require_sound_percentages

    require_sound_percentages(position)
    keys = list(dict.fromkeys(plan_key(name, known) for name in names)) or sorted(known)
    return allocate(position, [PlanText(known[key].plan, known[key].document) for key in keys])


def _recorded(
    data: bytes, name: str, names: Sequence[str], username: str, department: str, why: str
) -> AllocationResult:
    from meritbook.cli.home import open_records

    open_records()
    from meritbook.actions import describe_position, run_allocation
    from meritbook.cli.names import known_plans, plan_key
    from meritbook.cli.people import actor_named, department_named
    from meritbook.core.positions.check import require_sound_percentages
    from meritbook.readers.positions import read_position
    from meritbook.records import clock
    from meritbook.records.models import PlanRevision, Position

    actor, place, at = actor_named(username), department_named(department), clock.now()
    revisions = list(PlanRevision.objects.effective(clock.day_of(at)))
    if names:
        known = known_plans()
        keys = {plan_key(one, known) for one in names}
        revisions = [one for one in revisions if one.key in keys]
    description = read_position(data, name=name)
    # Before the description is kept: a refused allocation leaves nothing behind.
    require_sound_percentages(description)
    # An analyst may not write descriptions, but may study one that stands on record word for word.
    position = Position.objects.filter(department=place, number=description.number).first()
    newest = position.versions.order_by("-version").first() if position else None
    if newest is None or newest.description != description:
        newest = describe_position.perform(actor, at=at, why=why, department=place, data=data, name=name).version
    return run_allocation.perform(actor, at=at, why=why, version=newest, plans=revisions).result


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(allocate)
