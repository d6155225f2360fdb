"""Baselines that Meritbook does not depend on, each run in an environment that is made for it and thrown away."""

from __future__ import annotations

import json
import subprocess
import venv
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT


def python_with(package: str, folder: Path) -> Path | None:
    """A Python with the package in an environment of its own inside `folder`; none where it cannot be installed."""
    home = folder / package
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", package], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{package} cannot be installed here; ours is measured alone.\n{done.stderr[-500:]}")
        return None
    return python


def answered(python: Path, script: str, *arguments: str | Path) -> dict[str, Any]:
    """What a script of this folder prints last, as JSON, run by that Python; ends the run where the script fails."""
    done = subprocess.run(
        [python, ROOT / "benchmarks" / script, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"The baseline failed:\n{done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
