"""The commands by name. Each module of commands imports what is heavy inside its functions, so that help is instant."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.main

from meritbook import __version__

app = typer.Typer(
    name="meritbook",
    help="Shows which class a management position belongs to, and why, and keeps the decisions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"meritbook {__version__}")
        raise typer.Exit


@app.callback()
def start(
    home: Annotated[
        Path | None,
        typer.Option(
            help="The data folder; else the environment variable MERITBOOK_HOME, else the custom of the system."
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and end.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Shows which class a management position belongs to, and why, and keeps the decisions.

    Reads class specifications and position descriptions, quotes the words that decide, and proves that nothing was
    changed since. Answers go to standard output, messages to standard error.
    """
    del version
    if home is not None:
        os.environ["MERITBOOK_HOME"] = str(home.expanduser().absolute())


def _register() -> None:
    # The modules register themselves by decorating with `app`, which must exist before they are imported.
    from meritbook.cli import (
        allocating,
        competencies,
        contracts,
        custody,
        days,
        deciding,
        examining,
        executives,
        filing,
        importing,
        law,
        looking,
        office,
        pay_limits,
        proving,
        qualifying,
        ratings,
        reference,
        results,
        sealed,
        service,
        service_year,
        ticking,
        working,
    )

    for module in (
        importing,
        looking,
        allocating,
        deciding,
        qualifying,
        examining,
        custody,
        executives,
        contracts,
        ratings,
        filing,
        law,
        service,
        ticking,
        proving,
        sealed,
        office,
        pay_limits,
        days,
        service_year,
        working,
        results,
        competencies,
        reference,
    ):
        module.register(app)


_register()


@cache
def commands() -> Any:
    """All commands as they are run, put together once in a process, which takes a fifth of a second."""
    return typer.main.get_command(app)
