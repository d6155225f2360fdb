"""`results boards …`: found, designate and dissolve a board; its area, its members, its plan and its programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.acting import Because, Says, Why, begin, given, numbered, one_of, shaped, standing_of
from meritbook.cli.boards import BoardKey, group, tell_board
from meritbook.cli.dates import day
from meritbook.cli.options import AsJson, AsUser

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.records.models import LocalBoard

acts = typer.Typer()
AREAS = ("county", "locality")
From = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")]
Before = Annotated[str, typer.Option("--before", metavar="DATE", help="The day before which it ends.")]
AreaKind = Annotated[str, typer.Option("--kind", metavar="KIND", help="What the area is made of: county or locality.")]
Area = Annotated[list[str], typer.Option(metavar="NAME", help="A county or locality that it serves; once for each.")]
MemberKind = Annotated[str, typer.Option(metavar="KIND", help="A kind of the policy; left out while nobody said it.")]
Program = Annotated[str, typer.Argument(metavar="PROGRAM", help="The key of the program.")]
Title = Annotated[str, typer.Option(metavar="TEXT", help="What it is called.")]


def board_read(user: str, key: str) -> tuple[Standing, LocalBoard]:
    """What the person may read, and the board; raises `ForbiddenError`, `NoSuchBoardError`."""
    from meritbook.desk import boards as read

    return standing_of(user), read.get(key)


@acts.command()
def found(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    title: Title,
    department: Annotated[str, typer.Option(metavar="CODE", help="The department that keeps it.")],
    kind: AreaKind,
    area: Area,
    starts_on: From,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Put a local board on record, with the counties or localities that it serves."""
    one_of(kind, "--kind", AREAS)
    first = day(starts_on, where="--from")
    output = begin(context, as_json)
    from meritbook.actions import found_board
    from meritbook.desk import seats

    standing = standing_of(user)
    row = found_board.perform(
        **given(user, why),
        key=key,
        title=title,
        department=seats.department(department),
        area_kind=kind,
        area=area,
        starts_on=first,
    )
    tell_board(standing, row, 0, output)


@acts.command("set-area")
def set_area(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    kind: AreaKind,
    area: Area,
    starts_on: From,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Set what a board serves from a day on; what is no longer named ends on that day."""
    one_of(kind, "--kind", AREAS)
    first = day(starts_on, where="--from")
    output = begin(context, as_json)
    from meritbook.actions import set_board_area

    standing, row = board_read(user, key)
    set_board_area.perform(**given(user, why), board=row, area_kind=kind, area=area, starts_on=first)
    tell_board(standing, row, 0, output)


@acts.command()
def designate(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    starts_on: From,
    ends_before: Before,
    says: Says,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Designate a board for a term: for whom the policy on local boards names."""
    first, end = day(starts_on, where="--from"), day(ends_before, where="--before")
    output = begin(context, as_json)
    from meritbook.actions import designate_board

    standing, row = board_read(user, key)
    designate_board.perform(**given(user, why), board=row, starts_on=first, ends_before=end, says=says)
    tell_board(standing, row, 0, output)


@acts.command()
def dissolve(
    context: typer.Context, key: BoardKey, user: AsUser, ends_before: Before, why: Because, as_json: AsJson = False
) -> None:
    """Dissolve a board before a day; its terms, its programs and its area end with it."""
    end = day(ends_before, where="--before")
    output = begin(context, as_json)
    from meritbook.actions import dissolve_board

    standing, row = board_read(user, key)
    dissolve_board.perform(**given(user, why), board=row, ends_before=end, because=why)
    tell_board(standing, row, 0, output)


@acts.command("name-member")
def name_member(
    context: typer.Context,
    key: BoardKey,
    user: AsUser,
    name: Annotated[str, typer.Option(metavar="NAME", help="The name of the member.")],
    starts_on: From,
    ends_before: Before,
    why: Why,
    kind: MemberKind = "",
    as_json: AsJson = False,
) -> None:
    """Name a member of a board for a term."""
    first, end = day(starts_on, where="--from"), day(ends_before, where="--before")
    output = begin(context, as_json)
    from meritbook.actions import name_board_member

    standing, row = board_read(user, key)
    name_board_member.perform(**given(user, why), board=row, name=name, kind=kind, starts_on=first, ends_before=end)
    tell_board(standing, row, 0, output)


@acts.command("change-member")
def change_member(
    context: typer.Context,
    key: BoardKey,
    number: Annotated[int, typer.Argument(metavar="MEMBER", help="The number of the member, as `show` has it.")],
    user: AsUser,
    why: Because,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="A kind of the policy; else it stays.")] = None,
    ends_before: Annotated[
        str, typer.Option("--before", metavar="DATE", help="The day before which the term ends now; else it stays.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Say of which kind a member is, or let the term end sooner."""
    end = day(ends_before, where="--before") if ends_before else None
    output = begin(context, as_json)
    from meritbook.actions import change_board_member
    from meritbook.desk import board_pages

    standing, row = board_read(user, key)
    member = board_pages.member(row, numbered(number))
    change_board_member.perform(
        **given(user, why),
        member=member,
        kind=member.kind if kind is None else kind,
        ends_before=end or member.ends_before,
        because=why,
    )
    tell_board(standing, row, 0, output)


@acts.command("enter-plan")
def enter_plan(
    context: typer.Context,
    key: BoardKey,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The priorities with their indicators, as JSON: `priorities`.")
    ],
    user: AsUser,
    title: Title,
    needs: Annotated[str, typer.Option(metavar="TEXT", help="What the children and families of the area need.")],
    starts_on: From,
    adopted_on: Annotated[str, typer.Option("--adopted", metavar="DATE", help="The day when the board adopted it.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Enter the community plan that a board adopted, from a file as `show --json` has `priorities`."""
    from meritbook.core.results.board_plan import Priorities

    first, adopted = day(starts_on, where="--from"), day(adopted_on, where="--adopted")
    taken = shaped(file, Priorities)
    output = begin(context, as_json)
    from meritbook.actions import enter_community_plan

    standing, row = board_read(user, key)
    enter_community_plan.perform(
        **given(user, why),
        board=row,
        title=title,
        needs=needs,
        priorities=taken.plain()["priorities"],
        starts_on=first,
        adopted_on=adopted,
    )
    tell_board(standing, row, 0, output)


@acts.command("open-program")
def open_program(
    context: typer.Context,
    key: BoardKey,
    program: Program,
    user: AsUser,
    title: Title,
    provider: Annotated[str, typer.Option(metavar="TEXT", help="Whom the board pays for it.")],
    kind: Annotated[str, typer.Option(metavar="KIND", help="A kind of service of the policy, such as health.")],
    priority: Annotated[str, typer.Option(metavar="KEY", help="The priority of the community plan that it serves.")],
    starts_on: From,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Open a service or program that a board pays a provider for."""
    first = day(starts_on, where="--from")
    output = begin(context, as_json)
    from meritbook.actions import open_board_program

    standing, row = board_read(user, key)
    open_board_program.perform(
        **given(user, why),
        board=row,
        key=program,
        title=title,
        provider=provider,
        kind=kind,
        priority=priority,
        starts_on=first,
    )
    tell_board(standing, row, 0, output)


@acts.command("end-program")
def end_program(
    context: typer.Context,
    key: BoardKey,
    program: Program,
    user: AsUser,
    ends_before: Before,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """End a program of a board before a day."""
    end = day(ends_before, where="--before")
    output = begin(context, as_json)
    from meritbook.actions import end_board_program
    from meritbook.desk import board_pages

    standing, row = board_read(user, key)
    end_board_program.perform(**given(user, why), program=board_pages.program(row, program), ends_before=end)
    tell_board(standing, row, 0, output)


def register(results: typer.Typer) -> None:
    """Add the commands of this module to `results boards`."""
    del results
    group.registered_commands.extend(acts.registered_commands)
