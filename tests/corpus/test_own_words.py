"""Facts carry over, sentences do not: no text of the repository repeats the sentences of the documents it builds on."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.corpus

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
WORDS = 10
"""A run of so many words in the same order is a sentence that was carried over, unless it stands in `ALLOWED`."""
SAMPLE = 25
"""One document in so many of the large corpora is compared: enough to catch copying, and quick."""

ALLOWED = {
    "leadership strategic planning customer and market focus measurement human resource systems process management "
    "change and transition management and business results": "official list: Iowa's eight areas of improvement",
    "empowerment lean organizational development performance auditing performance measurement and reporting "
    "planning and deployment risk management": "official list: Iowa's seven results initiatives",
    "analytical thinkers systemic thinkers innovative customer focused results oriented sound judgment integrity "
    "effective communicators supportive coaches visionary": "official list: Maine's ten leadership competencies",
    "01721 10 st a3 n 787 08 01 19 2022": "codes of Pennsylvania's class",
}

_WORD = re.compile(r"[a-z0-9']+")


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a text in lower case, with the offset of each."""
    return [(found.group(), found.start()) for found in _WORD.finditer(text.lower().replace("\u2019", "'"))]


def _runs(text: str) -> Iterator[tuple[str, int]]:
    words = _words(text)
    for place in range(len(words) - WORDS + 1):
        yield " ".join(word for word, _ in words[place : place + WORDS]), words[place][1]


def _published() -> Iterator[tuple[str, str]]:
    """Name and text of each document that is compared with."""
    for path in sorted([*SHARED.glob("sources/*.txt"), *SHARED.glob("*.md")]):
        yield path.name, path.read_text(encoding="utf-8", errors="replace")
    for folder in ("california-class-specs", "philadelphia-class-specs", "los-angeles-bulletins"):
        for path in sorted((SHARED / "corpus" / folder).glob("*.txt"))[::SAMPLE]:
            yield f"{folder}/{path.name}", path.read_text(encoding="utf-8", errors="replace")
    postings = SHARED / "corpus" / "new-york-city-postings" / "postings.csv"
    if postings.exists():
        with postings.open(encoding="utf-8", errors="replace", newline="") as lines:
            for row in list(csv.reader(lines))[::SAMPLE]:
                yield postings.name, "\n".join(row)


def _own() -> Iterator[tuple[str, str]]:
    """Path and text of each text file that git tracks; lock files and the licence are not ours to word."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is found wherever the developer has it
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if not name or path.name == "LICENSE" or path.suffix == ".lock" or not path.is_file():
            continue
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """Which document each run of words is from."""
    if not SHARED.is_dir():
        pytest.skip("the public documents are not beside the project (../shared)")
    return {run: name for name, text in _published() for run, _ in _runs(text)}


def copied(text: str, published: dict[str, str]) -> list[tuple[int, str, str]]:
    """Line, words and document of each passage of the text that stands in a published document too."""
    found: list[tuple[int, str, str]] = []
    end = -1
    for place, (run, offset) in enumerate(_runs(text)):
        if run not in published or any(run in allowed for allowed in ALLOWED):
            continue
        if found and place == end + 1:
            line, words, name = found[-1]
            found[-1] = (line, f"{words} {run.rsplit(' ', 1)[1]}", name)
        else:
            found.append((text.count("\n", 0, offset) + 1, run, published[run]))
        end = place
    return found


def test_no_text_of_the_repository_repeats_a_sentence_of_a_published_document(published: dict[str, str]) -> None:
    try:
        own = list(_own())
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs a git checkout, to know which files are the repository's")
    told = [
        f"{name}:{line} has {len(words.split())} words of {source} in a row: “{words}”"
        for name, text in own
        for line, words, source in copied(text, published)
    ]
    remedy = (
        "Say it in your own words. Only names, codes and official lists may stay: add them to ALLOWED with a reason."
    )
    assert not told, "\n".join([*told, remedy])


def test_a_copied_sentence_is_found_with_its_line_and_a_told_one_is_not() -> None:
    sentence = "The keeper of the harbor counts each boat at dawn and writes the number into the book."
    published = {run: "harbor.txt" for run, _ in _runs(sentence)}
    text = f"Our own line.\n# {sentence.replace('at dawn', 'at' + chr(10) + '# dawn')}\n"
    assert copied(text, published) == [(2, " ".join(word for word, _ in _words(sentence)), "harbor.txt")]
    assert copied("At dawn the keeper counts the boats of the harbor and books their number.", published) == []


def test_each_exception_is_still_needed(published: dict[str, str]) -> None:
    for allowed, reason in ALLOWED.items():
        assert any(run in published for run, _ in _runs(allowed)), f"{reason}: no document has it, take it out"
