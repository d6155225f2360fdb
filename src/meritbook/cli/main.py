"""The one way into the command line: `run()` is the console script, `main()` the same without ending the process."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from meritbook.cli.app import commands
from meritbook.cli.errors import ExitCode, UsageError
from meritbook.cli.output import Output, write_utf8
from meritbook.cli.unforeseen import unexpected
from meritbook.core.errors import MeritbookError


def report(problem: MeritbookError, output: Output) -> None:
    """Show an error: as JSON on standard output when JSON was asked for, else in three lines on standard error."""
    if output.as_json:
        output.json({"error": problem.plain()})
        return
    place = f" ({problem.where})" if problem.where else ""
    output.note(f"Error: {problem.message}{place}", style="red")
    output.note(f"  What to do: {problem.to_do}")
    output.note(f"  Code: {problem.code}")


def _ended_by_reader() -> int:
    # The reader of the pipe has gone. What is still buffered must not raise again while the interpreter shuts down.
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(quiet, stream.fileno())
        except (OSError, ValueError):
            continue
    return ExitCode.OK


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Never raises; never shows a traceback."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    output = Output(as_json="--json" in arguments)
    for stream in (sys.stdout, sys.stderr):
        write_utf8(stream)
    try:
        try:
            code = commands()(args=arguments, prog_name="meritbook", standalone_mode=False, obj=output)
            code = code if isinstance(code, int) else ExitCode.OK
            sys.stdout.flush()
        except typer.Abort:
            code = ExitCode.INTERRUPTED
        except TyperException as problem:
            said, code = problem.format_message(), ExitCode.USAGE
            if said.startswith("Usage:") and not output.as_json:
                # A group of commands without one of them: the answer is what there is, and no error.
                output.note(said)
            else:
                report(UsageError(said.rstrip(".") + "."), output)
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
        except MeritbookError as problem:
            report(problem, output)
            code = ExitCode.USAGE if isinstance(problem, UsageError) else ExitCode.ERROR
        except BrokenPipeError:
            raise
        except Exception as problem:  # noqa: BLE001 - the last line before a user would see a traceback
            report(unexpected(problem), output)
            code = ExitCode.ERROR
        if code == ExitCode.INTERRUPTED:
            output.note("Interrupted. What was finished before stays.")
        sys.stdout.flush()
        return int(code)
    except BrokenPipeError:
        return _ended_by_reader()


def run() -> None:
    """The console script."""
    # Loading the program makes some hundred thousand objects that stay: to look through them after every few hundred
    # takes a tenth of the time of a short command. A site or a worker can afford to wait for more of them, too.
    gc.set_threshold(50_000, 20, 20)
    sys.exit(main())
