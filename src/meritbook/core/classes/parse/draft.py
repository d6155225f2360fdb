"""The plan while it is being read: what may still change until the last line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date

from meritbook.core.classes.model import (
    BoardChange,
    DateNote,
    Exclusion,
    Factor,
    Gap,
    MinimumRequirement,
    Named,
    Provision,
)
from meritbook.core.classes.parse.source import Source
from meritbook.core.documents.model import Passage

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_SMALL = frozenset({"OF", "AND", "THE", "IN", "FOR", "TO", "OR", "ON", "AT", "BY", "WITH"})
RANK = re.compile(r"(?P<stem>.*\S)\s+(?P<rank>[IVX]{1,4}|\d{1,2})(?P<tail>\s*\(.*\))?$", re.IGNORECASE)


@dataclass(slots=True)
class OwnerDraft:
    """What a class and a series have in common."""

    title: str = ""
    duties: list[Passage] = field(default_factory=list)
    knowledge: list[Passage] = field(default_factory=list)
    requirements: list[MinimumRequirement] = field(default_factory=list)
    special: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    words: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class ClassDraft(OwnerDraft):
    """A class while it is being read."""

    code: str = ""
    code_at: int = -1
    level: int | None = None
    grade: str = ""
    scale_group: str = ""
    scale_type: str = ""
    pay_words: list[Passage] = field(default_factory=list)
    bargaining_unit: str = ""
    civil_service: bool | None = None
    board_changes: list[BoardChange] = field(default_factory=list)
    definition: list[Passage] = field(default_factory=list)
    capacities: list[Passage] = field(default_factory=list)
    working_titles: list[Passage] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    def name(self, title: str) -> None:
        """Give the class its title, the level that it ends in, and the short names it may go by."""
        self.title = title
        self.level = rank_of(title)
        bare = re.sub(r"\s*\([^)]*\)", "", title)
        self.aliases |= {key for key in (key_of(title), key_of(bare), *initials(title)) if key}

    def take_in(self, other: ClassDraft) -> None:
        """Add what was read of the same class under a code that a document repeats; what is known stays as it is."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, list):
                mine += theirs
            elif isinstance(mine, set):
                mine |= theirs
            elif mine in ("", None):
                setattr(self, one.name, theirs)


@dataclass(slots=True)
class SeriesDraft(OwnerDraft):
    """A series while it is being read."""

    concept: list[Passage] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    factors: list[Factor] = field(default_factory=list)
    classes: list[ClassDraft] = field(default_factory=list)


@dataclass(slots=True)
class PlanDraft:
    """A plan while it is being read."""

    source: Source
    read_on: date
    name: str = ""
    publisher: str = ""
    series: list[SeriesDraft] = field(default_factory=list)
    competencies: list[Named] = field(default_factory=list)
    initiatives: list[Named] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    dates: list[DateNote] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def classes(self) -> list[ClassDraft]:
        """All classes, in the order of the series."""
        return [item for series in self.series for item in series.classes]


def key_of(title: str) -> str:
    """A title for comparing: letters and digits only, in lower case."""
    return " ".join(re.findall(r"[^\W_]+", title.casefold()))


def slug(title: str) -> str:
    """A title as a short name: `information-technology-executive-1`."""
    return key_of(title).replace(" ", "-") or "untitled"


def rank_of(title: str) -> int | None:
    """The level that a title ends in, Roman or Arabic: `Clerk II (Typing)` is 2."""
    found = RANK.match(title)
    if not found:
        return None
    rank = found.group("rank")
    return int(rank) if rank.isdigit() else _ROMAN.get(rank.casefold())


def stem_of(title: str) -> str:
    """A title without its level."""
    found = RANK.match(title)
    return found.group("stem") if found and rank_of(title) is not None else title


def initials(title: str) -> set[str]:
    """`PSE II` for `Public Service Executive II`; nothing for titles without a level or of one word."""
    found = RANK.match(title)
    words = [word for word in re.findall(r"[^\W\d_]+", stem_of(title)) if word.casefold() not in ("of", "and", "the")]
    if not found or rank_of(title) is None or len(words) < 2:
        return set()
    return {key_of("".join(word[0] for word in words) + " " + found.group("rank"))}


def readable(title: str, acronyms: frozenset[str]) -> str:
    """A title set all in capitals as a reader would write it; other titles with white space folded.

    Acronyms are the words that the document writes in capitals amid ordinary text.
    """
    folded = " ".join(title.split()).strip(" :-–—*")
    if not folded.isupper():
        return folded
    words = []
    for at, word in enumerate(folded.split(" ")):
        bare = word.strip("(),/&.")
        if at and bare in _SMALL:
            words.append(word.lower())
        elif bare in acronyms or bare.casefold() in _ROMAN or not re.search(r"[AEIOUY]", bare):
            words.append(word)
        else:
            words.append(re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word).replace("’S", "’s"))
    return " ".join(words)
