"""`file`, `packet`, `verify-packet`: personnel files, packets of them, and whether a packet is what was sealed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import ExitCode, UnreadableFileError
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.records.models import Appointment

Executive = Annotated[str, typer.Argument(metavar="USER", help="The username of the executive.")]
PositionNumber = Annotated[
    str, typer.Option("--position", metavar="NUMBER", help="Where the person has had several: which position's file.")
]


def file(context: typer.Context, user: Executive, position: PositionNumber = "", as_json: AsJson = False) -> None:
    """List what lies in the personnel file of an executive: kind, day, what and hash."""
    from meritbook.cli.filing_answers import FileAnswer, FileLine
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import copies
    from meritbook.actions.file_record import file_of
    from meritbook.records import clock

    appointment = _appointment(user, position)
    record = file_of(appointment, on=clock.today())
    answer = FileAnswer(
        executive=appointment.executive.full_name,
        position=appointment.seat.position.number,
        department=appointment.seat.position.department.name,
        held=tuple(one.matter for one in record.holds),
        copies_missing=tuple(
            f"version {version.number} to {to.label}" for version, to, _ in copies.missing_copies(record.contracts)
        ),
        items=tuple(
            FileLine(
                kind=str(one.kind),
                on=one.on,
                title=one.title,
                sha256=one.sha256,
                documents=tuple(kept.document.sha256 for kept in one.papers),
            )
            for one in record.items
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{answer.executive}, position {answer.position}, {answer.department}", style="bold")
    for matter in answer.held:
        output.line(f"Held: {matter}")
    for missing in answer.copies_missing:
        output.line(f"Copy missing: {missing}")
    output.table(
        ("Kind", "Day", "What", "SHA-256"),
        [(one.kind, one.on.isoformat(), one.title, one.sha256[:16]) for one in answer.items],
    )


def packet(
    context: typer.Context,
    user: Executive,
    as_user: AsUser,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the zip is written; it must not exist.")],
    purpose: Annotated[str, typer.Option(help="What it is for, such as the number of the appeal.")] = "",
    full_copy: Annotated[
        bool, typer.Option("--full-copy", help="The executive's own copy, in place of an appeal packet.")
    ] = False,
    position: PositionNumber = "",
    as_json: AsJson = False,
) -> None:
    """Make a packet of an executive's personnel file, keep it, and write its zip."""
    from meritbook.cli.filing_answers import PacketAnswer
    from meritbook.cli.home import open_records
    from meritbook.cli.people import actor_named

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import make_packet
    from meritbook.records import clock

    try:
        with out.open("xb") as place:
            made = make_packet.perform(
                actor_named(as_user),
                at=clock.now(),
                why=purpose or "Full copy.",
                appointment=_appointment(user, position),
                kind="full_copy" if full_copy else "appeal",
                purpose=purpose,
            )
            place.write(made.document.original())
    except OSError as problem:
        raise UnreadableFileError(
            f"The packet cannot be written there: {problem.strerror}.",
            where=str(out),
            remedy="Name a file that is not there yet, in a folder that you may write to.",
        ) from problem
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    answer = PacketAnswer(packet=made.pk, kind=made.kind, files=made.entries, zip=str(out), sha256=made.document.sha256)
    if as_json:
        output.json(answer.plain())
        return
    output.line(f"{made.get_kind_display()} with {made.entries} files: {out}", style="green")
    output.line(f"SHA-256 {made.document.sha256}")


def verify_packet(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The zip of a packet, or its paper as PDF.")],
    trust: Annotated[
        Path | None,
        typer.Option(metavar="CERT", help="The certificate that you trust (PEM or DER): the office's root."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Check a packet offline: each file, the seals, and the ledger extract. Needs no data folder.

    Exit code 1 when something does not hold; the first such thing is named. Without --trust it is left open whose seal
    it is.
    """
    from meritbook.cli.files import bytes_of
    from meritbook.cli.filing_answers import VerifyPacketAnswer
    from meritbook.readers.limits import Limits
    from meritbook.writers.packet_check import check_packet
    from meritbook.writers.packet_zip import MOST_BYTES
    from meritbook.writers.seals import load_roots

    output = output_of(context, as_json)
    roots = load_roots(bytes_of(trust)) if trust is not None else ()
    report = check_packet(bytes_of(path, Limits(max_bytes=MOST_BYTES)), roots)
    fault = report.first_fault
    answer = VerifyPacketAnswer(
        file=str(path), holds=report.holds, first_fault=fault.says if fault else "", points=report.points
    )
    if as_json:
        output.json(answer.plain())
    else:
        for one in report.points:
            output.line(f"{'holds' if one.holds else 'FAILS'}  {one.says}", style="green" if one.holds else "bold red")
        if fault is None:
            output.line("The packet is what was sealed.", style="green")
        else:
            output.line(f"The packet does not hold. First: {fault.says}", style="bold red")
            output.note("What to do: ask the office for the packet again, and keep this one as it is.")
    return ExitCode.OK if report.holds else ExitCode.BAD_NEWS


def _appointment(username: str, number: str) -> Appointment:
    """The newest appointment of the person that came into force, or that to the position."""
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.people import actor_named
    from meritbook.records.models import Appointment, AppointmentStatus

    rows = Appointment.objects.filter(executive=actor_named(username).user, status=AppointmentStatus.IN_FORCE)
    if number:
        rows = rows.filter(seat__position__number=number)
    found: Appointment | None = (
        rows.select_related("seat__position__department", "executive").order_by("-starts_on", "-pk").first()
    )
    if found is None:
        raise UnknownNameError(
            f"“{username}” holds and held no such position in the service.",
            where=number or username,
            remedy="Give the username of an executive; `meritbook executives` lists them.",
        )
    return found


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(file)
    app.command()(packet)
    app.command("verify-packet")(verify_packet)
