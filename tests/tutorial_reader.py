"""Somebody who follows a tutorial: its commands in one shell, and its pages by the words that it has in bold."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_reader import SiteReader

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "@@ block "
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PATIENCE = 60


def blocks_of(page: str) -> list[tuple[str, str]]:
    """Commands, each with the lines that the page says they show; what installs or serves is left out."""
    blocks: list[tuple[str, str]] = []
    for kind, body in BLOCK.findall(page):
        if kind == "sh" and "make setup" not in body and body != "meritbook serve\n":
            blocks.append((body, ""))
        elif kind == "text":
            blocks[-1] = (blocks[-1][0], body)
    return blocks


def environment(root: Path, folder: Path) -> dict[str, str]:
    """What a reader's shell knows: `meritbook` as a command, and no settings of ours."""
    command = folder / "meritbook"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m meritbook "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MERITBOOK_", "DJANGO_"))}
    return plain | {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(root / "src"),
        "COLUMNS": "120",
    }


def follow(blocks: list[tuple[str, str]], root: Path, folder: Path) -> None:
    """Give the commands to one shell, and see that each block shows what the page says."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash to follow the tutorial with")
    script = "".join(f"echo '{MARK}{number}'\n{commands}" for number, (commands, _) in enumerate(blocks))
    done = subprocess.run(  # noqa: S603 - the commands of our own page
        [bash, "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment(root, folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    shown = re.split(rf"^{MARK}\d+\n", done.stdout, flags=re.MULTILINE)[1:]
    for (_, expected), output in zip(blocks, shown, strict=True):
        for line in expected.splitlines():
            assert re.sub(r"\s+", " ", line.strip()) in re.sub(r"[ \t]+", " ", output), output


@contextmanager
def served(root: Path, folder: Path) -> Iterator[str]:
    """The site of the tutorial's record with its worker, at the address that is given; it ends with the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}/"
    server = subprocess.Popen(  # noqa: S603 - the command of our own page
        [sys.executable, "-m", "meritbook", "serve", "--port", str(port)],
        cwd=folder,
        env={**environment(root, folder), "MERITBOOK_HOME": str(folder / "tutorial-home")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        for _ in range(PATIENCE * 10):
            try:
                urllib.request.urlopen(base, timeout=PATIENCE).close()
                break
            except urllib.error.URLError:
                assert server.poll() is None, server.communicate()[0]
                time.sleep(0.1)
        yield base
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=PATIENCE)


class Follower:
    """Follows the pages of a tutorial, and remembers which words of the page it used."""

    def __init__(self, base: str, page: str) -> None:
        self.site, self.page = SiteReader(base), " ".join(page.split())
        self.used: set[str] = set()
        self.site.go("/")

    def choose(self, said: str) -> None:
        """The link with these words."""
        self.used.add(said)
        self.site.follow(said)

    def press(self, said: str, **typed: str | Path) -> None:
        """The button with these words, after the fields; `_` stands for a space in their names."""
        fields = {name.replace("_", " "): value for name, value in typed.items()}
        self.used |= {said, *fields}
        told = [value.name if isinstance(value, Path) else value for value in fields.values()]
        assert not [value for value in told if value and value not in self.page], "typed, but not in the tutorial"
        self.site.press(said, fields)


class Demonstrated:
    """A tutorial on the demonstration, told part by part by the people of it."""

    PAGE: str
    """Its file in `docs/tutorial`."""

    def __init__(self, base: str, page: str, password: str, folder: Path) -> None:
        self.base, self.page, self.password, self.folder = base, page, password, folder
        self.used: set[str] = set()
        self.people: dict[str, Follower] = {}

    @classmethod
    def try_it(cls, root: Path, folder: Path) -> None:
        """The commands, the pages and the commands at the end; every word in bold is one that was used."""
        page = (root / "docs" / "tutorial" / cls.PAGE).read_text(encoding="utf-8")
        *first, last = blocks_of(page)
        follow(first, root, folder)
        password = (folder / "tutorial-home" / "demo-password").read_text(encoding="ascii").strip()
        with served(root, folder) as base:
            told = cls(base, page, password, folder)
            for part in told.parts():
                part()
        assert told.used | {"Sign out"} == {" ".join(one.split()) for one in BOLD.findall(page)}
        follow([(f'export MERITBOOK_HOME="$PWD/tutorial-home"\n{last[0]}', last[1])], root, folder)

    def parts(self) -> tuple[Callable[[], None], ...]:
        """What is done, in order."""
        raise NotImplementedError

    def signed_in(self, username: str, *links: str) -> Follower:
        """The person; with links, who starts at the desk and takes these."""
        if username not in self.people:
            assert f"`{username}`" in self.page
            found = self.people[username] = Follower(self.base, self.page)
            found.used = self.used
            found.site.go("/account/sign-in/")
            self.used.add("Sign in")
            found.site.press("Sign in", {"Username": username, "Password": self.password})
        found = self.people[username]
        if links:
            found.site.go("/")
        for one in links:
            found.choose(one)
        return found

    def confirm(self, who: Follower) -> None:
        """The password, where the page asks for it: it does not again for five minutes."""
        if "Give your password again" in who.site.words:
            self.used |= {"Password", "Go on"}
            who.site.press("Go on", {"Password": self.password})

    def of_kind(self, who: Follower, said: str, *more: str) -> None:
        """The link that begins with the words, whatever it is told apart by."""
        self.used.add(said)
        found = [one for one in who.site.links() if one.startswith(said) and all(part in one for part in more)]
        who.site.follow(found[0])
