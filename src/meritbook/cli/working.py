"""`work`: the worker that reads files in, judges and determines; and the one that stands beside a served site."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Annotated

import typer

from meritbook.cli.options import output_of
from meritbook.cli.output import Output

GRACE = 10.0
"""Seconds that the worker beside a site has to finish its part."""
AGAIN = 5.0
"""Seconds before a worker that ended by itself is started again."""


def work(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="End when nothing waits any more.")] = False,
    beside: Annotated[int, typer.Option(hidden=True, help="Process of the site that the worker ends with.")] = 0,
) -> None:
    """Do the long work of examinations: read files in, judge, determine groups.

    Works until Ctrl-C, a part at a time. Several workers may run at once, on several machines where the database is
    shared. Killed at any moment nothing is lost or done twice: the next worker goes on.
    """
    from meritbook.cli.home import open_records

    output = output_of(context)
    open_records()
    from meritbook.actions.work import Worker

    told = threading.Event()

    def ended() -> bool:
        # However the site went, with a farewell or without one, its worker goes too.
        return told.is_set() or bool(beside and os.getppid() != beside)

    with told_by_signals(told):
        taken = Worker(stopping=ended).run(once=once, wait=told.wait)
    if not beside:
        output.note(f"{taken or 'No'} job{'' if taken == 1 else 's'} worked on.")


@contextlib.contextmanager
def told_by_signals(told: threading.Event) -> Iterator[None]:
    """Ctrl-C and a polite kill end the work after the part at hand."""
    both = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(one, lambda *_: told.set()) for one in both]
    try:
        yield
    finally:
        for one, handler in zip(both, before, strict=True):
            signal.signal(one, handler)


@contextlib.contextmanager
def worker_beside(output: Output) -> Iterator[None]:
    """A worker in a process of its own while the site is served; started again should it end by itself."""
    done = threading.Event()
    holder: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        holder[:] = [
            subprocess.Popen(  # noqa: S603 - this very program
                [sys.executable, "-m", "meritbook", "work", "--beside", str(os.getpid())],
                stdin=subprocess.DEVNULL,
            )
        ]

    def watch() -> None:
        while not done.is_set():
            code = holder[0].wait()
            if done.is_set():
                return
            output.note(f"The worker ended by itself ({code}); it is started again.")
            if done.wait(AGAIN):
                return
            start()

    start()
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        holder[0].terminate()
        try:
            holder[0].wait(GRACE)
        except subprocess.TimeoutExpired:
            holder[0].kill()
        watcher.join(GRACE)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(work)
