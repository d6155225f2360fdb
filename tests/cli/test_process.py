"""The program as a process of its own: cold starts, pipes, locales, and bad input of every kind."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "meritbook"]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What the process sees: a data folder of its own, no locale, no colours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MERITBOOK_", "DJANGO_", "LC_"))}
    source = str(Path(__file__).parents[2] / "src")
    return {**kept, "PYTHONPATH": source, "MERITBOOK_HOME": str(home), "LANG": "C", **more}


def run(home: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    """One run of the program."""
    return subprocess.run(  # noqa: S603 - the program itself
        [*PROGRAM, *map(str, arguments)], env=environment(home, **more), capture_output=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files that cannot be imported."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(os.urandom(5000))
    (folder / "truncated.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"0" * 60_000_000)
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with zipfile.ZipFile(folder / "entities.docx", "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", entities + "]><x>&j;</x>")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(200 * 1024 * 1024)
    return folder


def test_every_kind_of_bad_file_is_refused_with_a_code_and_without_a_traceback(bad_files: Path, tmp_path: Path) -> None:
    ran = run(tmp_path, "import", bad_files)
    out = ran.stdout.decode()
    assert ran.returncode == 1, ran.stderr
    assert b"Traceback" not in ran.stdout + ran.stderr
    assert "unexpected" not in out
    assert out.count("failed    ") == len(list(bad_files.iterdir()))
    assert out.count("What to do: ") == len(list(bad_files.iterdir()))
    assert "0 imported" in out


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    ran = run(tmp_path, "import", tmp_path, "--starts-on", "2026-02-30")
    assert ran.returncode == 3
    assert "cli.date" in ran.stderr.decode()
    assert ran.stdout == b""


def test_a_cold_allocation_reads_standard_input_and_writes_json_alone(tmp_path: Path) -> None:
    import json

    from meritbook.demo.descriptions import positions
    from meritbook.demo.state import load_state

    text = next(positions(load_state())).description.model_dump_json()
    ran = subprocess.run(  # noqa: S603 - the program itself
        [*PROGRAM, "allocate", "-", "--plan", "iowa", "--json"],
        env=environment(tmp_path / "home"),
        input=text.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["allocation"]["status"] in ("allocated", "none", "undetermined")
    assert not (tmp_path / "home").exists(), "an allocation that is not recorded writes nothing"


def test_a_reader_that_goes_away_ends_the_program_quietly(tmp_path: Path) -> None:
    ran = subprocess.run(  # noqa: S602 - a pipe is what is tested
        f"{sys.executable} -m meritbook schema allocation | head -n 1",
        shell=True,
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout.strip() == b"{"
    assert ran.stderr == b""


def test_a_broken_locale_still_gives_utf8(tmp_path: Path) -> None:
    ran = run(tmp_path, "show", "4273A4", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C")
    assert ran.returncode == 0, ran.stderr
    ran = run(tmp_path, "show", "Δέλτα 山田", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C")
    assert ran.returncode == 3
    assert "Δέλτα 山田" in ran.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["plan"], 2),
        (["show"], 2),
        (["allocate", "missing.json"], 3),
        (["allocate", "."], 3),
        (["verify"], 3),
        (["decide", "1", "--as", "x"], 2),
        (["serve", "--port", "99999"], 2),
        (["--version"], 0),
        (["--help"], 0),
    ],
)
def test_each_exit_code_says_what_it_should(tmp_path: Path, arguments: list[str], code: int) -> None:
    ran = run(tmp_path / "home", *arguments)
    assert ran.returncode == code, ran.stderr
    assert b"Traceback" not in ran.stderr
    assert bool(ran.stderr) == (code != 0)


def test_the_demonstration_serves_from_a_program_that_has_written_no_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    # What typesets letters keeps threads; a server forked after a letter was written would wait for them for ever.
    from meritbook.cli import office

    begun: list[list[str]] = []
    monkeypatch.setattr(office.os, "execv", lambda program, command: begun.append([program, *command]))
    office._serve_anew(8123, with_worker=False)
    assert begun == [[sys.executable, sys.executable, "-m", "meritbook", "serve", "--port", "8123", "--no-worker"]]


def test_a_group_of_commands_without_one_says_what_there_is_and_no_error(tmp_path: Path) -> None:
    done = run(tmp_path, "results")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"Usage: meritbook results")
    assert b"Error" not in done.stderr
    as_json = run(tmp_path, "results", "--json")
    assert as_json.returncode == 2
    assert b'"code": "cli.usage"' in as_json.stdout
