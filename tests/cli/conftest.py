"""Runs commands in this process, on the test's database."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def meritbook(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs one command."""
    from meritbook.cli.main import main

    def run(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def on_record(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data folder holds a database: the test's."""
    monkeypatch.setattr("meritbook.cli.home.has_records", lambda: True)


@pytest.fixture
def shell_reads(settings: Any) -> None:
    """The office lets a shell tell what is one person's alone, as a demonstration does."""
    settings.MERITBOOK_SHELL_READS_CONFIDENTIAL = True


@pytest.fixture
def no_records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    home = tmp_path / "home"
    monkeypatch.setenv("MERITBOOK_HOME", str(home))
    monkeypatch.delenv("MERITBOOK_DATABASE_URL", raising=False)
    return home


@pytest.fixture
def description_file(tmp_path: Path) -> Path:
    """A description that the author wrote for level II of the Kansas series."""
    from meritbook.demo.descriptions import positions
    from meritbook.demo.state import load_state

    one = next(one for one in positions(load_state()) if one.source == "chief-of-sub-programs")
    path = tmp_path / "description.json"
    path.write_text(one.description.model_dump_json(), encoding="utf-8")
    return path
