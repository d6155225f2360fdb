"""The data folder, the session key, and where the database is."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from meritbook.records import database_url
from meritbook.records.database_url import DatabaseUrlError
from meritbook.records.home import HomeError, default_home, prepare_home, secret_key

ROOT = Path(__file__).resolve().parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_folder_is_made_on_first_use_and_is_its_owners_alone(tmp_path: Path) -> None:
    home = prepare_home({"MERITBOOK_HOME": str(tmp_path / "a" / "b")})
    assert home == tmp_path / "a" / "b"
    assert mode(home) == 0o700


def test_a_data_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HomeError) as caught:
        prepare_home({"MERITBOOK_HOME": str(tmp_path / "file")})
    assert caught.value.where == str(tmp_path / "file")


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/meritbook"),
        ("win32", {"LOCALAPPDATA": "/AppData"}, "/AppData/meritbook"),
    ],
)
def test_the_data_folder_follows_the_custom_of_the_platform(
    platform: str, environ: dict[str, str], expected: str
) -> None:
    assert default_home(environ, platform) == Path(expected)


def test_on_a_mac_the_data_folder_lies_in_application_support() -> None:
    assert default_home({}, "darwin") == Path.home() / "Library" / "Application Support" / "meritbook"


def test_the_session_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = secret_key(tmp_path, {})
    assert secret_key(tmp_path, {}) == first
    assert len(first) >= 50
    assert mode(tmp_path / "secret_key") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_session_key_from_the_environment_is_not_written_down(tmp_path: Path) -> None:
    assert secret_key(tmp_path, {"MERITBOOK_SECRET_KEY": "given"}) == "given"
    assert list(tmp_path.iterdir()) == []


def test_a_session_key_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("short")
    with pytest.raises(HomeError, match="too short"):
        secret_key(tmp_path, {})


def test_a_postgresql_address_is_read_with_its_escapes_and_options() -> None:
    settings = database_url.parse("postgresql://an%40a:p%2Fw@db.example:5433/merit%20book?sslmode=verify-full")
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("an@a", "p/w")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "5433", "merit book")
    assert settings["OPTIONS"] == {"sslmode": "verify-full"}


def test_an_sqlite_address_names_a_full_path() -> None:
    assert database_url.parse("sqlite:////srv/merit.sqlite3")["NAME"] == "/srv/merit.sqlite3"


@pytest.mark.parametrize(
    "url",
    ["mysql://a:secret@b/c", "postgresql://a:secret@b/", "postgresql://a:secret@b:port/c", "sqlite://", "sqlite:///"],
)
def test_an_address_that_cannot_be_used_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        database_url.parse(url)
    assert "secret" not in str(caught.value)
    assert caught.value.where == "MERITBOOK_DATABASE_URL"


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    read: set[str] = set()
    for path in (ROOT / "src" / "meritbook").rglob("*.py"):
        # A variable is read by its quoted name.
        read |= set(re.findall(r"""["'](MERITBOOK_[A-Z_]+)["']""", path.read_text(encoding="utf-8")))
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(MERITBOOK_[A-Z_]+)` \|", page, re.MULTILINE))
    assert read == documented
