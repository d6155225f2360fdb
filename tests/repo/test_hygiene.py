"""What may not stand in a file that we hand to others: hosts, machines, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# Hosts that a file may name, and why. Everything else is somebody's machine or somebody's registry.
HOSTS = {
    "www.apache.org": "the licence's own text",
    "www.w3.org": "names of XML vocabularies and the accessibility guidelines",
    "schemas.openxmlformats.org": "names of XML vocabularies",
    "schemas.microsoft.com": "names of XML vocabularies",
    "www.stratml.net": "names of XML vocabularies (early forms of StratML)",
    "purl.org": "names of XML vocabularies",
    "ns.adobe.com": "names of XML vocabularies",
    "www.aiim.org": "names of XML vocabularies (PDF/UA)",
    "json-schema.org": "name of the schema dialect",
    "keepachangelog.com": "the changelog's form",
    "semver.org": "the versions' form",
    "localhost": "this machine, whichever it is",
    "127.0.0.1": "this machine, whichever it is",
    "[::1]": "this machine, whichever it is",
    "testserver": "Django's test client",
    "host": "the place of a host in the pattern of an address",
}
RESERVED = (".example", ".test", ".invalid", ".localhost", "example.org", "example.com", "example.net")
URL = re.compile(
    r"\b(?:https?|ftp|postgres(?:ql)?|wss?)://(?:[^\s/@\"'`<>]*@)?(\[[0-9a-f:]+\]|[A-Za-z0-9.-]+)", re.IGNORECASE
)
ADDRESS = re.compile(r"\b[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b")
MACHINE_PATH = re.compile(
    r"(?<![\w.~$}{)-])(?:/home/[a-z]|/root/|/Users/[A-Za-z]|/work/|/tmp/[a-z]|[A-Z]:\\+Users\\+(?!\\|me\b))"
)
SELF = Path("tests/repo/test_hygiene.py")


def _lines(root: Path, tracked: list[Path]) -> Iterator[tuple[str, str]]:
    for path in tracked:
        if path == SELF:
            continue
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{path}:{number}", line


def _reserved(host: str) -> bool:
    bare = host.lower().rstrip(".")
    # One letter stands for any host, as in a test of how addresses are read.
    return len(bare) == 1 or bare in HOSTS or any(bare == end.lstrip(".") or bare.endswith(end) for end in RESERVED)


def _foreign_hosts(line: str) -> list[str]:
    return [host for host in URL.findall(line) if not _reserved(host)]


def _foreign_addresses(line: str) -> list[str]:
    return [host for host in ADDRESS.findall(line) if not _reserved(host)]


def test_files_name_no_host_beyond_the_listed_ones(root: Path, tracked: list[Path]) -> None:
    found = [f"{place} {hosts}" for place, line in _lines(root, tracked) if (hosts := _foreign_hosts(line))]
    assert found == [], "leave the host out, use a reserved name (*.example), or add it to HOSTS with its reason"


def test_files_hold_no_address_of_a_person(root: Path, tracked: list[Path]) -> None:
    found = [f"{place} @{hosts}" for place, line in _lines(root, tracked) if (hosts := _foreign_addresses(line))]
    assert found == [], "made-up people live at *.example"


def test_files_hold_no_path_of_somebodys_machine(root: Path, tracked: list[Path]) -> None:
    found = [place for place, line in _lines(root, tracked) if MACHINE_PATH.search(line)]
    assert found == []


def test_nothing_big_or_private_is_kept(root: Path, tracked: list[Path]) -> None:
    big = [str(path) for path in tracked if (root / path).stat().st_size > 1_000_000]
    assert big == []
    private = re.compile(r"(^|/)(\.env|id_[a-z0-9]+|.*\.(pem|key|sqlite3?|db|log|p12))$")
    assert [str(path) for path in tracked if private.search(str(path))] == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see https://packages.somewhere.net/simple", ["packages.somewhere.net"]),
        ("postgresql://user:secret@db.internal:5432/x", ["db.internal"]),
        ("http://127.0.0.1:8000/ and https://hr.state.example/", []),
    ],
)
def test_a_foreign_host_is_noticed(line: str, found: list[str]) -> None:
    assert _foreign_hosts(line) == found


def test_a_persons_address_and_path_are_noticed() -> None:
    assert _foreign_addresses("ask jane.doe@agency.gov") == ["agency.gov"]
    assert _foreign_addresses("ask jane.doe@revenue.example") == []
    assert MACHINE_PATH.search("data in /home/jane/x")
    assert not MACHINE_PATH.search("data in ~/home/x or $HOME/root/")
