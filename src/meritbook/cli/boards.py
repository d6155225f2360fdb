"""`results boards …`: local boards, one with a year of it, the state together, a file of figures, money shared out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.boards_answers import BoardLine
    from meritbook.cli.output import Output
    from meritbook.desk.boards import BoardLine as Shown
    from meritbook.records.models import LocalBoard

group = typer.Typer(no_args_is_help=True, help="Local boards and programs for children from birth to five.")
BoardKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the board.")]
OfYear = Annotated[
    int, typer.Option("--year", metavar="N", help="The fiscal year, by the calendar year in which it ends.")
]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why it is done; it is written to the ledger.")]


def _standing(user: str) -> Any:
    """What the person may read on the day of the office; raises `ForbiddenError` where that is nothing here."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability.READ_RESULTS, on=clock.today())
    return Standing(actor.user, clock.today())


@group.command("list")
def list_boards(
    context: typer.Context,
    as_user: AsUser,
    words: Annotated[str, typer.Option("--search", metavar="WORDS", help="In the name, the key or the area.")] = "",
    show: Annotated[str, typer.Option(metavar="WHICH", help="broken, late, or all with those dissolved.")] = "",
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the local boards, and how each stands."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    if show not in ("", "broken", "late", "all"):
        raise UsageError(f"“{show}” is no choice of --show: broken, late or all.")
    open_records()
    from meritbook.cli.boards_answers import BoardsAnswer
    from meritbook.desk import boards as read

    standing = _standing(as_user)
    found = read.lines(standing, read.BoardFilter(words=words, show=show), page)
    answer = BoardsAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        boards=tuple(_line(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Board", "Area", "Members", "Composition", "Designated until", "Report"),
        [
            (
                one.key,
                ", ".join(one.area),
                str(one.members),
                one.composition.replace("_", " "),
                one.designated_until.isoformat() if one.designated_until else "not designated",
                f"{one.report_year}: {one.report or 'none'}{', LATE' if one.late else ''}",
            )
            for one in answer.boards
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


@group.command()
def show(context: typer.Context, key: BoardKey, as_user: AsUser, year: OfYear = 0, as_json: AsJson = False) -> None:
    """Show one board: its composition rule by rule, and a fiscal year of it."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import boards as read

    tell_board(_standing(as_user), read.get(key), year, output)


def tell_board(standing: Standing, row: LocalBoard, year: int, output: Output) -> None:
    """Print one board as it stands, with the fiscal year, that of the day for 0."""
    from meritbook.cli.boards_answers import BoardAnswer, BoardMemberLine, BoardReportLine
    from meritbook.desk import board_pages
    from meritbook.desk import boards as read

    shown = board_pages.page(standing, read.get(row.key), year or None)
    answer = BoardAnswer(
        board=_line(shown.line),
        findings=shown.line.composition.findings,
        roll=tuple(
            BoardMemberLine(
                id=one.row.pk,
                name=one.row.name,
                kind=one.row.kind,
                starts_on=one.row.starts_on,
                ends_before=one.row.ends_before,
            )
            for one in shown.members
        ),
        plan=shown.plan.title if shown.plan else "",
        priorities=shown.priorities,
        fiscal_year=shown.fiscal_year,
        account=shown.account,
        services=shown.services,
        indicators=shown.indicators,
        reports=tuple(
            BoardReportLine(
                id=one.pk, fiscal_year=one.fiscal_year, number=one.number, status=one.status, sha256=one.sha256
            )
            for one in shown.reports
        ),
    )
    if output.as_json:
        output.json(answer.plain())
        return
    line = answer.board
    output.line(f"{line.title} ({line.key}), serves {', '.join(line.area) or 'no area on record'}")
    for one in answer.findings:
        output.line(f"  {one.verdict.replace('_', ' ')}: {one.says} {one.cure}".rstrip())
    for who in answer.roll:
        output.line(
            f"Member {who.id}: {who.name}, {who.kind or 'of a kind that nobody has said'}, from "
            f"{who.starts_on.isoformat()} to {who.ends_before.isoformat()} (not included)"
        )
    output.line(f"Community plan: {answer.plan or 'none'}")
    money = answer.account
    output.line(
        f"Fiscal year {answer.fiscal_year}: allocated {_dollars(money.allocated)}, paid {_dollars(money.paid)}, "
        f"spent {_dollars(money.spent)}, unspent {_dollars(money.unspent)}"
    )
    for said in money.missing:
        output.line(f"  {said}")
    output.table(
        ("Program", "Children", "Families", "Spent"),
        [(one.title, _count(one.children), _count(one.families), _dollars(one.spent)) for one in answer.services],
    )
    for each in answer.indicators:
        value = "not on record" if each.value is None else f"{each.value:f} {each.unit}".rstrip()
        output.line(f"{each.title}: {value} ({each.says})")
    for held in answer.reports:
        output.line(f"Report {held.id} on {held.fiscal_year}, number {held.number}: {held.status}")


@group.command("roll-up")
def roll_up(
    context: typer.Context,
    as_user: AsUser,
    year: OfYear = 0,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as CSV; nothing is written over.")] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as PDF; nothing is written over.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show all boards of a fiscal year together: each sum says of how many boards, and which are missing."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from django.conf import settings

    from meritbook.cli.boards_answers import BoardsTogetherAnswer
    from meritbook.desk import board_roll_up as read
    from meritbook.writers.boards import roll_up_pdf

    on = _standing(as_user).on
    found = read.rolled_up(year or read.newest_year(on), on)
    if csv is not None:
        _write(csv, read.as_csv(found).encode("utf-8"))
    if pdf is not None:
        government = settings.MERITBOOK_GOVERNMENT or "Government"
        _write(pdf, roll_up_pdf(found, jurisdiction=government, office="Results register", written_on=on))
    if as_json:
        output.json(BoardsTogetherAnswer(roll_up=found).plain())
        return
    output.line(f"Fiscal year {found.fiscal_year}")
    for one in found.sums:
        output.line(f"{one.name}: {one.figure} ({one.says})")
    output.table(
        ("Board", "Report", "Children", "Families", "Allocated", "Spent"),
        [
            (one.key, one.state, one.children, one.families, _dollars(one.allocated), _dollars(one.spent))
            for one in found.rows
        ],
    )
    output.line(f"Counts below {found.least_published} are left out: {found.left_out} of this table.")
    for path in (csv, pdf):
        if path is not None:
            output.line(f"Written to {path}.")


@group.command()
def figures(
    context: typer.Context,
    key: BoardKey,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX: program, children, families, spent.")],
    year: Annotated[int, typer.Option("--year", metavar="N", help="The fiscal year of the figures.")],
    as_user: AsUser,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Record a year's figures of a board out of a file: every line of it, or none with each cell in the way."""
    from meritbook.cli.files import bytes_of
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    data = bytes_of(file)
    open_records()
    from meritbook.actions import record_service_file
    from meritbook.cli.boards_answers import BoardFiguresAnswer
    from meritbook.cli.people import actor_named
    from meritbook.desk import boards as read
    from meritbook.records import clock

    board = read.get(key)
    rows = record_service_file.perform(
        actor_named(as_user), at=clock.now(), why=why, board=board, fiscal_year=year, data=data, name=file.name
    )
    answer = BoardFiguresAnswer(board=board.key, fiscal_year=year, programs=tuple(one.program.key for one in rows))
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{len(rows)} line{'' if len(rows) == 1 else 's'} on record: {', '.join(answer.programs)}.")


@group.command("share-out")
def share_out(
    context: typer.Context,
    department: Annotated[str, typer.Argument(metavar="CODE", help="The department whose boards share it.")],
    year: Annotated[int, typer.Option("--year", metavar="N", help="The fiscal year of the money.")],
    amount: Annotated[str, typer.Option(metavar="DOLLARS", help="The appropriation, such as 250000.00.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="The act or order that appropriates it.")],
    as_user: AsUser,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Share an appropriation out among the boards of a department, to the cent, and show the working."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    try:
        appropriation = Decimal(amount)
    except InvalidOperation as problem:
        raise UsageError(f"“{amount}” is no amount in dollars.") from problem
    open_records()
    from meritbook.actions import share_out_board_money
    from meritbook.cli.boards_answers import BoardSharingAnswer
    from meritbook.cli.people import actor_named
    from meritbook.desk import board_pages, seats
    from meritbook.records import clock

    done = share_out_board_money.perform(
        actor_named(as_user),
        at=clock.now(),
        why=why,
        department=seats.department(department),
        fiscal_year=year,
        appropriation=appropriation,
        source=source,
    )
    row, found = board_pages.sharing(done.pk)
    code = row.department.code if row.department else ""
    answer = BoardSharingAnswer(id=row.pk, department=code, fiscal_year=year, sha256=row.sha256, working=found)
    if as_json:
        output.json(answer.plain())
        return
    output.line(
        f"${found.appropriation:,.2f}: base ${found.base:,.2f} for {len(found.shares)} boards, ${found.rest:,.2f} for "
        f"{found.children:,} children (${found.a_child} each); {found.left_cents} cents to the largest remainders."
    )
    output.table(
        ("Board", "Children", "Exactly", "By children", "Together"),
        [
            (one.key, f"{one.children:,}", f"${one.exact}", f"${one.by_children:,.2f}", f"${one.amount:,.2f}")
            for one in found.shares
        ],
    )


def _write(path: Path, data: bytes) -> None:
    from meritbook.cli.errors import UnknownNameError

    try:
        with path.open("xb") as file:
            file.write(data)
    except OSError as problem:
        raise UnknownNameError(
            f"{path} cannot be written.", where=str(path), remedy="Name a file that is not there, in a folder that is."
        ) from problem


def _line(shown: Shown) -> BoardLine:
    from meritbook.cli.boards_answers import BoardLine

    row = shown.board
    return BoardLine(
        key=row.key,
        title=row.title,
        department=row.department.code if row.department else "",
        area=shown.area,
        composition=str(shown.composition.verdict),
        members=shown.composition.members,
        designated_until=shown.designated_until,
        children=shown.children,
        report_year=shown.report_year,
        report=shown.report.status if shown.report else "",
        report_due=shown.report_due,
        late=shown.late,
    )


def _dollars(amount: Decimal | None) -> str:
    return "not on record" if amount is None else f"${amount:,.2f}"


def _count(count: int | None) -> str:
    return "not on record" if count is None else f"{count:,}"


def register(results: typer.Typer) -> None:
    """Add this group to `results`."""
    results.add_typer(group, name="boards")
