"""What those who follow a tutorial share."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tutorial_reader import environment


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that the project lies in."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def demonstration(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demonstration, made by its command: once for all the processes that run the tests."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demonstration"
    shared.mkdir(exist_ok=True)
    made = shared / "made"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            # Half made, where another process failed at it.
            shutil.rmtree(shared / "home", ignore_errors=True)
            done = subprocess.run(
                [sys.executable, "-m", "meritbook", "demo", "--no-serve"],
                env={**environment(root, shared), "MERITBOOK_HOME": str(shared / "home")},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
            made.touch()
    return shared / "home"


@pytest.fixture
def begun(demonstration: Path, tmp_path: Path) -> None:
    """The demonstration stands where a tutorial makes its own: the tutorial's command finds it made."""
    shutil.copytree(demonstration, tmp_path / "tutorial-home")
