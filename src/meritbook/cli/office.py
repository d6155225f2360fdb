"""`init`, `migrate`, `serve`, `demo`, and what a real office needs to begin: departments, people, roles, tokens."""

from __future__ import annotations

import getpass
import importlib
import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import PasswordError, UnknownNameError
from meritbook.cli.options import AsJson, output_of
from meritbook.cli.output import Output

if TYPE_CHECKING:
    from meritbook.records.models import User

THREADS = max(2, os.cpu_count() or 1)
"""Requests that one server process works on at a time; with more, the interpreter only changes between them."""
BACKPRESSURE = 128
"""Requests that may wait in one server process before new connections are left to wait outside."""

Why = Annotated[str, typer.Option(help="The reason, for the ledger.")]
Host = Annotated[str, typer.Option(help="The address to listen on; only this machine by default.")]
NoWorker = Annotated[
    bool, typer.Option("--no-worker", help="Start none: `meritbook work` does long work, here or elsewhere.")
]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def init(context: typer.Context, as_json: AsJson = False) -> None:
    """Make the database in the data folder, and enter the class plans and competency models that Meritbook ships."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records(create=True)
    from meritbook.actions import SYSTEM, install_competency_models, install_shipped_plans
    from meritbook.records import clock

    why = "Set up on the command line."
    with output.progress("Entering class plans", 1) as progress:
        entered = install_shipped_plans.perform(SYSTEM, at=clock.now(), why=why, progress=progress.at)
    models = install_competency_models.perform(SYSTEM, at=clock.now(), why=why)
    _prepared([str(one) for one in (*entered, *models)], "class plans and competency models entered", output)


def migrate(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring the database to this version of the program. Back the data folder up before."""
    from meritbook.cli.home import migrate as bring_up
    from meritbook.cli.home import set_up_django

    output = output_of(context, as_json)
    set_up_django()
    _prepared(bring_up(), "migrations applied", output)


def _prepared(applied: list[str], what: str, output: Output) -> None:
    from meritbook.cli.answers import MigrateAnswer
    from meritbook.cli.home import home_folder

    answer = MigrateAnswer(home=str(home_folder()), applied=tuple(applied))
    if output.as_json:
        output.json(answer.plain())
        return
    for one in answer.applied:
        output.line(f"  {one}")
    output.line(f"{len(answer.applied) or 'No'} {what}; the data lies in {answer.home}.")


def serve(
    context: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes.")] = 1,
    no_worker: NoWorker = False,
    on: Annotated[
        str, typer.Option(metavar="DATE", help="Hold the day of a demonstration fixed, for the site and its worker.")
    ] = "",
) -> None:
    """Serve the site until Ctrl-C, with one worker beside it that does long work."""
    from meritbook.cli.days import check_held_day, hold_day
    from meritbook.cli.home import open_records

    output = output_of(context)
    if on:
        hold_day(on)
    open_records(create=True)
    if on:
        check_held_day(on)
    run_server(host, port, output, workers=workers, with_worker=not no_worker)


def run_server(host: str, port: int, output: Output, *, workers: int = 1, with_worker: bool = True) -> None:
    """Serve the site in this process and its children; returns when it is stopped. Raises `PortError`."""
    from meritbook.cli.ports import require_free
    from meritbook.cli.working import worker_beside

    require_free(host, port)
    shown = f"[{host}]" if ":" in host else host
    name_the_address(f"http://{shown}:{port}")
    output.note(f"Serving on http://{shown}:{port}/ – stop with Ctrl-C.")
    if host not in ("127.0.0.1", "::1", "localhost"):
        output.note("Other machines can reach this address. Put a proxy with TLS before it and set MERITBOOK_HTTPS=1.")
    sys.stderr.flush()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "meritbook.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=BACKPRESSURE,
        log_level=LogLevels.warning,
        process_name=None,
    )
    if with_worker:
        with worker_beside(output):
            server.serve()
    else:
        server.serve()


def name_the_address(address: str) -> None:
    """Let the messages of a demonstration lead to where it is served, in this process and its children.

    Only there: before the record of an office stands a proxy, whose address nothing here can know.
    """
    from django.conf import settings

    if settings.MERITBOOK_DEMO and not settings.MERITBOOK_ADDRESS:
        os.environ["MERITBOOK_ADDRESS"] = settings.MERITBOOK_ADDRESS = address


def demo(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(help="The folder of the demonstration; else MERITBOOK_HOME, else demo-home in this folder."),
    ] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the report.")] = False,
    port: Port = 8000,
    no_worker: NoWorker = False,
    on: Annotated[
        str, typer.Option(metavar="DATE", help="Go on to this day when the story is told, which ends in April 2005.")
    ] = "",
    as_json: AsJson = False,
) -> int:
    """Make a fictional state, do the main job in front of you, and serve the site on this machine alone.

    The state lives in fiscal year 2004-05. A second run goes on where the first ended: nothing is doubled.
    """
    from meritbook.cli.dates import day

    output = output_of(context, as_json)
    until = day(on, where="--on") if on else None
    if home is not None:
        os.environ["MERITBOOK_HOME"] = str(home.expanduser().absolute())
    elif not os.environ.get("MERITBOOK_HOME", "").strip():
        os.environ["MERITBOOK_HOME"] = str(Path("demo-home").absolute())
    if not no_serve:
        from meritbook.cli.ports import require_free

        require_free("127.0.0.1", port)
    # By name: the demonstration stands above the faces, and none of them may import it (ADR 0011).
    run = importlib.import_module("meritbook.demo.run")
    code: int = run.demonstrate(output, until=until)
    if not no_serve and code == 0:
        _serve_anew(port, with_worker=not no_worker)
    if no_serve and not output.as_json:
        folder = shlex.quote(os.environ["MERITBOOK_HOME"])
        output.line()
        output.line("Serve it, now or later", style="bold")
        output.line(f"  MERITBOOK_HOME={folder} meritbook serve")
        output.line("  Every other command needs MERITBOOK_HOME as well, or works on another record.")
    return code


def _serve_anew(port: int, *, with_worker: bool) -> None:
    """Go on as `meritbook serve`, in a program that has written no letter yet.

    The server forks, and what typesets letters keeps threads of its own, which a fork does not take along: a letter
    written by the child of a process that has written one would wait for ever.
    """
    command = [sys.executable, "-m", "meritbook", "serve", "--port", str(port)]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, command if with_worker else [*command, "--no-worker"])  # noqa: S606 - this very program


def user_add(
    context: typer.Context,
    username: str,
    full_name: Annotated[str, typer.Option("--name", help="The name as it stands in letters.")],
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who enters the person; else the program itself, at set-up.")
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input; else it is asked for.")
    ] = False,
    no_password: Annotated[bool, typer.Option("--no-password", help="Enter a person who does not sign in.")] = False,
    why: Why = "Entered on the command line.",
    as_json: AsJson = False,
) -> None:
    """Enter a person. The password is asked for, or read from standard input: it never stands in the command."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records(create=True)
    from meritbook.actions import SYSTEM, create_user
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(as_user) if as_user else SYSTEM
    password = None if no_password else password_asked(password_stdin)
    user = create_user.perform(
        actor, at=clock.now(), why=why, username=username, full_name=full_name, password=password
    )
    show_person(user, output)


def password_asked(from_stdin: bool) -> str:
    """A password typed twice, or one line of standard input; raises `PasswordError`."""
    if from_stdin or not sys.stdin.isatty():
        line = sys.stdin.readline().rstrip("\r\n")
        if not line:
            raise PasswordError("There was no password on standard input.", remedy="Write it on one line.")
        return line
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise PasswordError("The two passwords differ.", remedy="Run the command again and write the same twice.")
    return first


def role_grant(
    context: typer.Context,
    username: str,
    role: Annotated[
        str, typer.Argument(help="analyst, agency_hr, department_director, appointing_authority, executive, …")
    ],
    department: Annotated[str, typer.Option(metavar="CODE", help="For this department alone; else for all.")] = "",
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who grants it; else the program itself, at set-up.")
    ] = "",
    why: Why = "Granted on the command line.",
    as_json: AsJson = False,
) -> None:
    """Give a person a role."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.cli.people import actor_named, department_named
    from meritbook.records import clock
    from meritbook.records.models import Role

    if role not in Role.values:
        raise UnknownNameError(
            f"There is no role “{role}”. There are: {', '.join(Role.values)}.",
            where=role,
            details={"roles": Role.values},
        )
    person = actor_named(username).user
    assert person is not None  # noqa: S101  # said to the type checker: a named actor is a person
    grant_role.perform(
        actor_named(as_user) if as_user else SYSTEM,
        at=clock.now(),
        why=why,
        user=person,
        role=Role(role),
        department=department_named(department) if department else None,
    )
    show_person(person, output)


def show_person(user: User, output: Output) -> None:
    """Say who a person is now, whether they may sign in, and in which roles."""
    from meritbook.actions.permissions import Standing
    from meritbook.cli.answers import PersonAnswer
    from meritbook.records import clock

    answer = PersonAnswer(
        username=user.username,
        full_name=user.full_name,
        roles=Standing(user, clock.today()).roles,
        active=user.is_active,
    )
    if output.as_json:
        output.json(answer.plain())
    else:
        standing = "holds no role" if answer.active else "is shut out"
        output.line(f"{answer.full_name} ({answer.username}): {', '.join(answer.roles) or standing}")


def department_add(
    context: typer.Context,
    code: str,
    name: str,
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who enters it; else the program itself, at set-up.")
    ] = "",
    why: Why = "Entered on the command line.",
    as_json: AsJson = False,
) -> None:
    """Enter a department."""
    from meritbook.cli.answers import DepartmentAnswer
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records(create=True)
    from meritbook.actions import SYSTEM, create_department
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    row = create_department.perform(
        actor_named(as_user) if as_user else SYSTEM, at=clock.now(), why=why, code=code, name=name
    )
    if as_json:
        output.json(DepartmentAnswer(code=row.code, name=row.name).plain())
    else:
        output.line(f"{row.name} ({row.code})")


def token_make(
    context: typer.Context,
    username: str,
    name: Annotated[str, typer.Option(help="What the token is for, to tell it from others.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="For how many days it is good.")] = 90,
    as_json: AsJson = False,
) -> None:
    """Make a token with which a person's programs use the API. It is shown once; only its hash is kept."""
    from datetime import timedelta

    from meritbook.cli.answers import TokenAnswer
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import make_token
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    at = clock.now()
    made = make_token.perform(
        actor_named(username),
        at=at,
        why="Made on the command line.",
        name=name,
        expires_on=clock.day_of(at) + timedelta(days=days),
    )
    answer = TokenAnswer(
        username=made.row.user.username,
        name=made.row.name,
        token=made.token,
        expires_on=made.row.expires_on.isoformat(),
    )
    if as_json:
        output.json(answer.plain())
    else:
        output.note(f"Good until {answer.expires_on}. It is not shown again:")
        output.line(answer.token)


def token_revoke(
    context: typer.Context,
    username: str,
    name: Annotated[str, typer.Option(help="The name that the token was made under.")],
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who revokes it; else the person whose token it is.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Revoke a person's token: from now on it opens nothing."""
    from meritbook.cli.answers import TokenLine
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import revoke_token
    from meritbook.cli.people import actor_named
    from meritbook.records import clock
    from meritbook.records.models import ApiToken

    owner = actor_named(username)
    token = ApiToken.objects.filter(user=owner.user, name=name, revoked_at__isnull=True).first()
    if token is None:
        raise UnknownNameError(
            f"{username} has no token “{name}” that is not revoked.", where=name, remedy="Check its name."
        )
    actor = actor_named(as_user) if as_user else owner
    row = revoke_token.perform(actor, at=clock.now(), why="Revoked on the command line.", token=token)
    answer = TokenLine(username=row.user.username, name=row.name, revoked=True)
    if as_json:
        output.json(answer.plain())
    else:
        output.line(f"The token “{answer.name}” of {answer.username} is revoked.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module, and those that stand beside them in `leaving`."""
    from meritbook.cli import leaving

    app.command()(init)
    app.command()(migrate)
    app.command()(serve)
    app.command()(demo)
    for name, one, about in (
        (
            "user",
            (
                ("add", user_add),
                ("password", leaving.user_password),
                ("deactivate", leaving.user_deactivate),
                ("reactivate", leaving.user_reactivate),
            ),
            "People who sign in.",
        ),
        ("role", (("grant", role_grant), ("end", leaving.role_end)), "Roles of people."),
        ("department", (("add", department_add), ("end", leaving.department_end)), "Departments."),
        ("token", (("make", token_make), ("revoke", token_revoke)), "Tokens for the API."),
    ):
        group = typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)
        for command, function in one:
            group.command(command)(function)
        app.add_typer(group, name=name)
