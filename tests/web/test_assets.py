"""The design system's files: what is locked, what is copied, and what a build says when they cannot be had."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def build() -> ModuleType:
    """The build hook as a module."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lock_names_no_host_and_a_hash_for_every_package() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert len(packages) > 1
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_what_lies_beside_the_pages_is_the_locked_version_and_whole(build: ModuleType) -> None:
    assert build.vendored_version(ROOT) == build.locked_version(ROOT), "run: python hatch_build.py"
    vendored = ROOT / build.VENDOR
    missing = [name for name in build.referred(vendored) if not (vendored / name).is_file()]
    assert missing == []
    assert "sourceMappingURL" not in (vendored / build.STYLE).read_text(encoding="utf-8")


def test_a_build_with_the_files_in_place_starts_no_program(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a program was started")

    monkeypatch.setattr(build.subprocess, "run", refuse)
    assert build.vendor(ROOT) is False


def _bare(build: ModuleType, folder: Path) -> Path:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def test_a_machine_with_neither_npm_nor_network_is_told_what_to_do(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failed:
        returncode = 1
        stderr = "no route to host"

    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    monkeypatch.setattr(build.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(build.subprocess, "run", lambda *_, **__: Failed())
    with pytest.raises(build.AssetError, match="What to do: install Node"):
        build.vendor(_bare(build, tmp_path))
    assert not (tmp_path / build.VENDOR).exists()


def test_an_npm_that_reaches_no_registry_leaves_nothing_half_copied(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failed:
        returncode = 1
        stderr = "ENOTFOUND"

    monkeypatch.setattr(build.shutil, "which", lambda _: "/usr/bin/npm")
    monkeypatch.setattr(build.subprocess, "run", lambda *_, **__: Failed())
    with pytest.raises(build.AssetError, match=r"ENOTFOUND\nWhat to do: connect"):
        build.vendor(_bare(build, tmp_path))
    assert not (tmp_path / build.VENDOR).exists()
