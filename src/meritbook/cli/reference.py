"""`schema` and `errors`: the published schemas and error codes."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import UnknownNameError
from meritbook.cli.options import AsJson, output_of

if TYPE_CHECKING:
    from meritbook.core.errors import MeritbookError


def schema(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which schema; without it their names are listed.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print a published JSON schema: of a plan, a position description, an allocation, or a command's answer."""
    from meritbook.cli.answers import SchemasAnswer, schemas

    output = output_of(context, as_json)
    from meritbook.cli.manual import ANSWERS

    published = schemas()
    if name:
        # `meritbook schema allocate` is asked as often as `… allocation`: a command stands for its answer.
        name = name if name in published else ANSWERS.get(name, name)
        if name not in published:
            raise UnknownNameError(
                f"There is no schema “{name}”. There are: {', '.join(published)}.",
                where=name,
                details={"schemas": list(published)},
            )
        output.json(published[name])
    elif as_json:
        output.json(SchemasAnswer(schemas=tuple(published)).plain())
    else:
        for one in published:
            output.line(one)


def errors(context: typer.Context, as_json: AsJson = False) -> None:
    """List every error code with what it means and what to do."""
    from meritbook.cli.answers import ErrorLine, ErrorsAnswer
    from meritbook.cli.home import set_up_django

    output = output_of(context, as_json)
    set_up_django()
    answer = ErrorsAnswer(
        errors=tuple(
            ErrorLine(
                code=one.code,
                status=one.http_status,
                says=" ".join((one.__doc__ or "").split("\n\n")[0].split()),
                to_do=one.remedy,
            )
            for one in _error_classes()
        )
    )
    if as_json:
        output.json(answer.plain())
        return
    for line in answer.errors:
        output.line(f"{line.code} ({line.status})", style="bold")
        output.line(f"  {line.says}")
        output.line(f"  What to do: {line.to_do}")


def _error_classes() -> list[type[MeritbookError]]:
    import meritbook
    from meritbook.core.errors import MeritbookError

    for module in pkgutil.walk_packages(meritbook.__path__, prefix="meritbook."):
        # Migrations are not imported by name, and `__main__` would run the program.
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: dict[str, type[MeritbookError]] = {}
    waiting = [MeritbookError]
    while waiting:
        one = waiting.pop()
        waiting.extend(one.__subclasses__())
        if one.__module__.startswith("meritbook.") and "code" in vars(one):
            found.setdefault(one.code, one)
    return [found[code] for code in sorted(found)]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(schema)
    app.command()(errors)
