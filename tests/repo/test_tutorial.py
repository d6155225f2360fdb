"""The tutorial is followed, command by command, as a reader would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "@@ block "


def _blocks(page: str) -> list[tuple[str, str]]:
    """Commands, each with the lines that the page says they show; what installs is left out."""
    blocks: list[tuple[str, str]] = []
    for kind, body in BLOCK.findall(page):
        if kind == "sh" and "make setup" not in body:
            blocks.append((body, ""))
        elif kind == "text":
            blocks[-1] = (blocks[-1][0], body)
    return blocks


def test_the_tutorial_can_be_followed_to_its_end(root: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash to follow the tutorial with")
    blocks = _blocks((root / "docs" / "tutorial" / "first-allocation.md").read_text(encoding="utf-8"))
    assert len(blocks) >= 5
    (tmp_path / "meritbook").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m meritbook "$@"\n', encoding="utf-8")
    (tmp_path / "meritbook").chmod(0o755)
    script = "".join(f"echo '{MARK}{number}'\n{commands}" for number, (commands, _) in enumerate(blocks))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MERITBOOK_", "DJANGO_"))}
    done = subprocess.run(  # noqa: S603 - the commands of our own page
        [bash, "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env=environment
        | {
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(root / "src"),
            "COLUMNS": "120",
        },
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
