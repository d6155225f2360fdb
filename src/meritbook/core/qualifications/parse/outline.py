"""The outline of a requirement text: its clauses under sets, headings and lists, and the words that join them.

A joining word belongs to what comes *after* it. `; or` at the end of the last lettered item, before the next
number, joins the numbered sets and not the letters: the one rule that keeps nested lists apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.parse.inline import Inline, inline

Join = Literal["", "and", "or", "and/or"]
Rank = Literal["scope", "set", "head", "number", "letter", "paren", "bullet", "note"]


@dataclass
class Clause:
    """A sentence or part of one, with what stood around it."""

    start: int
    end: int
    bracketed: bool = False
    opens_line: bool = False
    in_notes: bool = False
    informs: bool = False
    """It stands in a list that only informs, such as of classes that typically qualify."""
    goes_on: bool = False
    """It is a further sentence of the same brackets."""


@dataclass
class Sequence:
    """Clauses and lists one after the other, each with the word that joins it to what stands before it."""

    things: list[tuple[Join, Clause | Level]] = field(default_factory=list)
    label: str = ""
    own: list[Span] = field(default_factory=list)


@dataclass
class Level:
    """Items of one rank: sets, headed parts, numbered or lettered items."""

    rank: Rank
    items: list[tuple[Join, Sequence]] = field(default_factory=list)
    own: list[Span] = field(default_factory=list)


@dataclass
class Element:
    """What the scan finds, in order of the text."""

    sort: Literal["mark", "head", "join", "clause", "scope", "notes"]
    start: int
    end: int
    rank: Rank = "number"
    label: str = ""
    join: Join = ""
    bracketed: bool = False
    opens_line: bool = False
    goes_on: bool = False
    ends_list: bool = False
    """A list within the line ended before it."""


_SUBJECT = (
    r"(?:(?:general|specific|special|additional|minimum|required|preferred|other)\s+)?"
    r"(?:education(?:al)?|experience|training|licen[sc]es?\s+(?:and|or|and/or)\s+certifications?|certifications?|"
    r"licen[sc](?:e|es|ure|ing)|registration|"
    r"education\s+and\s+experience|experience\s+and\s+(?:education|training)|education/experience|"
    r"training\s+and\s+experience|knowledge|examination|age|residency)(?:\s+requirements?)?"
)
_FUSED = r"(?=[A-Z][a-z]|one|two|three|four|five|six)"
_SET = re.compile(
    rf"(?:either\s+(?-i:I(?:\b|{_FUSED}))|or\s+(?-i:[IVX]{{1,5}}(?:\b|{_FUSED}))|option\s+(?:\d|[A-D])\s*(?=:))[.:]?",
    re.IGNORECASE,
)
_PHYSICAL = re.compile(r"physical\s+(?:and\s+medical\s+)?requirements?\s*:?\s*$", re.IGNORECASE)
_INFORMS = re.compile(
    r"feeder\s+class(?:es)?\s*:?|"
    r".{0,40}\bclass(?:es|ifications)?\s+(?:(?:that|which)\s+)?(?:(?:typically|"
    r"generally|normally|may|would)\s+)?(?:meets?|qualif(?:y|ies)|satisf(?:y|ies))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NAMED_LIKE = re.compile(r"(?:Registered|Licensed|Certified)(?:\s+(?:[A-Z][\w'-]*|\([^)]*\)),?)+")
"""A class whose title begins as a requirement may: Registered Nurse (Safety)."""
_HALF_TITLE = re.compile(
    r"(?:[A-Z][\w'()-]*,?\s+){2,}(?:(?:and|of|for|the|in)\s+|[A-Z][\w'()-]*,?\s+)*(?:and|of|for|the)"
)
_BROKEN = re.compile(r".{60,}[a-z,]", re.DOTALL)
_MARKS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    ("bullet", re.compile(r"[•*▪◦]\s*|-\s+(?=[A-Z])|o\s+(?=[A-Z])")),
    ("paren", re.compile(r"\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s*")),
    ("number", re.compile(r"\d{1,2}\s?[.)](?:\s*(?=[^\d\s])|[ \t]+(?=\d[\d,]* ))")),
    ("letter", re.compile(r"[A-Za-z][.)]\s+(?=\S)")),
)
_HEAD = re.compile(rf"(?P<label>{_SUBJECT})\s*(?::|-\s)\s*", re.IGNORECASE)
_HEAD_ALONE = re.compile(rf"(?P<label>{_SUBJECT})\s*:?\s*$", re.IGNORECASE)
_JOIN = re.compile(r"(?P<word>and\s*/\s*or|and|or)(?=(?-i:[A-Z])|[\s:,;.]|$)\s*[:;,.]?\s*", re.IGNORECASE)
_NOTES = re.compile(r"(?:process\s+)?notes?\s*\d*\s*(?:\([^)]*\))?\s*[:.]?\s*$", re.IGNORECASE)
_NOTE_LEAD = re.compile(r"(?:process\s+)?notes?\s*\d*\s*:\s*", re.IGNORECASE)
_TITLE = re.compile(r"[^.;]{3,110}$")
_EITHER = re.compile(r"either\s*:?\s*$|either\s+(?=\d\.)", re.IGNORECASE)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|e\.g|i\.e|Sr|Jr|Inc|No|St|Dr|Mr|Ms|Sec|Art|Ph|vs|approx|"
    r"Div|U\.S|D\.C|B\.S|B\.A|M\.D|Ph\.D|J\.D|A\.A)\.)$"
)
_STARTS = re.compile(
    r"(?:an?\s+)?(?:at\s+least\s+)?(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|"
    r"twenty[- ]four)\b|possession|graduation|completion|equivalent|education\b|bachelor|master|doctor|associate|"
    r"certificat|registration|registered|licen[sc]|valid|current|successful|satisfactory|any\s+equivalent|experience|"
    r"a\s+(?:valid|combination|certificate)|status\b|employment|membership|admission)",
    re.IGNORECASE,
)


def logical_lines(plain: str) -> list[tuple[int, int, bool]]:
    """Lines with wrapped ones joined: start, end, and whether a blank line stands before."""
    found: list[tuple[int, int, bool]] = []
    at = 0
    blank = True
    for line in plain.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        while start < end and plain[start].isspace():
            start += 1
        while end > start and plain[end - 1].isspace():
            end -= 1
        if start == end:
            blank = True
            continue
        if found and (_goes_on(plain, found[-1], start, end) if not blank else _broken(plain, found[-1], start, end)):
            found[-1] = (found[-1][0], end, found[-1][2])
        else:
            found.append((start, end, blank))
        blank = False
    return found


def _goes_on(plain: str, before: tuple[int, int, bool], start: int, end: int) -> bool:
    last = plain[before[0] : before[1]]
    line = plain[start:end]
    both = f"{last} {line}"
    if len(last.split()) <= 3 and (
        _PHYSICAL.match(both) or _HEAD_ALONE.fullmatch(both) or _HEAD.match(both) or _SET.match(both)
    ):
        return not _HEAD_ALONE.fullmatch(last)
    if re.fullmatch(r"(?i)\W*physical", last) and re.match(r"(?i)and\s+medical", line):
        return True
    if line[:1].islower() and last[-1:].isalnum() and not last.isupper() and not _opens_even_small(line):
        return True  # "Certification / by the board", "the specific / experience requirements": only wrapped
    if _NOTES.fullmatch(last) and not last.lower().startswith("notes"):
        return not _begins(line)
    if _begins(line) or _HEAD_ALONE.fullmatch(last) or _JOIN.fullmatch(last) or _NOTES.fullmatch(last):
        return False
    if _SET.fullmatch(last):
        return False
    if last.endswith((".", ":", ";")) and line[:1].isupper() and len(last) < 60:
        return False
    return not (re.search(r";\s*(?:and|or)$|[.:;]$", last) and line[:1].isupper() and len(line) > 60)


def _broken(plain: str, before: tuple[int, int, bool], start: int, end: int) -> bool:
    """Whether a paragraph was broken in mid-sentence: a long line without a stop, and a next one that opens nothing."""
    last, line = plain[before[0] : before[1]], plain[start:end]
    if _HALF_TITLE.fullmatch(last) and line[:1].isupper() and not _begins(line) and len(line) < 60:
        return True
    if (
        not _BROKEN.fullmatch(last)
        or _JOIN_ENDS.search(last)
        or _begins(line)
        or _STARTS.match(line)
        or _is_title(last, line)
    ):
        return False
    return not (_JOIN.match(line) and _opens(line, 0, len(line)))


def _opens_even_small(line: str) -> bool:
    """Whether a line that begins with a small letter opens something nevertheless: a mark, a joining word."""
    return bool(
        any(pattern.match(line) for _, pattern in _MARKS)
        or _SET.match(line)
        or _JOIN.match(line)
        or _STARTS.match(line)
    )


def _begins(line: str) -> bool:
    """Whether a line opens something of its own: a mark, a heading, a joining word alone, notes."""
    return bool(
        any(pattern.match(line) for _, pattern in _MARKS)
        or _SET.match(line)
        or _HEAD.match(line)
        or _HEAD_ALONE.fullmatch(line)
        or _JOIN.fullmatch(line)
        or _NOTES.fullmatch(line)
        or _NOTE_LEAD.match(line)
        or re.match(r"or\s+any\s+equivalent", line, re.IGNORECASE)
    )


def scan(plain: str) -> list[Element]:
    """All elements of the text, in order."""
    found: list[Element] = []
    lines = logical_lines(plain)
    for number, (start, end, _) in enumerate(lines):
        following = plain[lines[number + 1][0] : lines[number + 1][1]] if number + 1 < len(lines) else ""
        _line(plain, start, end, found, following)
    return found


def _line(plain: str, start: int, end: int, found: list[Element], following: str) -> None:
    line = plain[start:end]
    if _NOTES.fullmatch(line):
        found.append(Element("notes", start, end))
        return
    if _INFORMS.fullmatch(line):
        found.append(Element("notes", start, end, label="informs"))
        return
    if _PHYSICAL.fullmatch(line):
        found.append(Element("notes", start, end, label="inline"))
        return
    if _is_title(line, following):
        found.append(Element("scope", start, end, label=" ".join(line.split()).rstrip(":")))
        return
    at = start
    fresh = True
    listed = False
    while at < end:
        at = _openings(plain, at, end, found)
        if at >= end:
            return
        inner = inline(plain, at, end, _opens)
        if inner is not None:
            _listed(plain, at, inner, found, opens_line=fresh)
            at, fresh, listed = inner.after, False, True
            continue
        stop, after, join = _clause_end(plain, at, end)
        bracketed = plain[at] == "("
        if stop > at:
            for number, (first, last) in enumerate(_sentences(plain, at, stop) if bracketed else [(at, stop)]):
                more = number > 0 or (at > start and plain[start:at].rstrip(" \t\nandor").endswith(";"))
                found.append(
                    Element(
                        "clause",
                        first,
                        last,
                        bracketed=bracketed,
                        opens_line=fresh and not number,
                        goes_on=more,
                        ends_list=listed and not number,
                    )
                )
                listed = False
        if join is not None:
            found.append(Element("join", join[1], join[2], join=join[0]))
        fresh = False
        at = after
        while at < end and plain[at].isspace():
            at += 1


def _listed(plain: str, at: int, inner: Inline, found: list[Element], *, opens_line: bool) -> None:
    """The elements of a list within the line: its lead, and each item behind a mark, which may be empty."""
    lead_end = at + len(plain[at : inner.lead_end].rstrip())
    found.append(Element("clause", at, lead_end, opens_line=opens_line))
    for item in inner.items:
        if item.word:
            found.append(Element("join", item.word_at, item.word_at + len(item.word), join=_join(item.word)))
        found.append(Element("mark", item.mark, item.start, rank="paren"))
        found.append(Element("clause", item.start, item.end))


def _is_title(line: str, following: str) -> bool:
    """A line that names a class, level or specialty: short, without a stop, capitalised, before something else."""
    if (
        line.startswith("(")
        or not _TITLE.fullmatch(line)
        or not following
        or (line.endswith((",", ")")) and len(line) > 90)
    ):
        return False
    opens = _begins(line) or (_STARTS.match(line) and not _NAMED_LIKE.fullmatch(line))
    if opens or re.search(r"\b(?:and|or|of|the|in|following|a)\s*:?$", line, re.IGNORECASE):
        return False
    if re.search(
        r"\b(?:years?|months?|degree|possession|graduation|must|shall|may|experience|equivalent|license)\b", line, re.I
    ):
        return line.endswith(":") and bool(re.search(r"specialt|level", line, re.I))
    words = [word for word in re.findall(r"[A-Za-z][\w'-]*", line) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words) and len(words) <= 14


def _openings(plain: str, at: int, end: int, found: list[Element]) -> int:
    """Marks, headings and joining words at a place, one after the other."""
    while at < end:
        rest_end = end
        if (match := _SET.match(plain, at, rest_end)) is not None:
            found.append(Element("mark", at, match.end(), rank="set", join="or"))
        elif (match := _NOTE_LEAD.match(plain, at, end)) is not None:
            found.append(Element("notes", at, match.end(), label="inline"))
        elif (match := _EITHER.match(plain, at, end)) is not None:
            found.append(Element("head", at, match.end(), label="either"))
        elif (match := (_HEAD.match(plain, at, end) or _HEAD_ALONE.match(plain, at, end))) is not None:
            found.append(Element("head", at, match.end(), label=" ".join(match["label"].lower().split())))
        elif (opening := _mark(plain, at, end)) is not None:
            rank, stop = opening
            found.append(Element("mark", at, stop, rank=rank))
            at = stop
            continue
        elif (match := _JOIN.match(plain, at, end)) is not None and (at == 0 or not plain[at - 1].isalnum()):
            found.append(Element("join", at, match.end(), join=_join(match["word"])))
        else:
            return at
        at = match.end()
        while at < end and plain[at].isspace():
            at += 1
    return at


def _mark(plain: str, at: int, end: int) -> tuple[Rank, int] | None:
    for rank, pattern in _MARKS:
        match = pattern.match(plain, at, end)
        if match is not None:
            return rank, match.end()
    return None


def _join(word: str) -> Join:
    folded = "".join(word.lower().split())
    return "and/or" if folded == "and/or" else ("and" if folded == "and" else "or")


_EITHER_OPEN = re.compile(r"\b(?:and|plus)\s+either\b(?!.*\bor\b)", re.IGNORECASE | re.DOTALL)
_TAIL_JOIN = re.compile(r"[;,.:]?\s+(?P<word>and\s*/\s*or|and|or)\s*[:;,.]?\s*$", re.IGNORECASE)
_STOP = re.compile(r"[.;]")
_JOIN_ENDS = re.compile(r"\b(?:and|or)$", re.IGNORECASE)
_MORE_CREDITS = re.compile(r"\w+\s+(?:semester|quarter|college|credit)\s+(?:hours?|units?|credits?)\b", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"\s+[A-Z][A-Za-z]*\b")
_NEXT = re.compile(r"\s*\)?\s*(?P<word>and\s*/\s*or|and|or)(?=(?-i:[A-Z])|\s|\d\.)\s*", re.IGNORECASE)


def _clause_end(plain: str, at: int, end: int) -> tuple[int, int, tuple[Join, int, int] | None]:
    """End of the clause that begins here, where to go on, and the joining word after it."""
    if plain[at] == "(":
        close = _closing(plain, at, end)
        if close is not None and (close + 1 >= end or close - at > 24):
            after = close + 1
            while after < end and plain[after] in " .;,":
                after += 1
            return after, after, None
    depth = 0
    for place in range(at, end):
        mark = plain[place]
        if mark == "(":
            depth += 1
            close = _closing(plain, place, end) if depth == 1 else None
            if close is not None and close - place > 60 and place > at and _sentence_in(plain, place, close):
                return place, place, None
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and mark in ".;":
            joined = _NEXT.match(plain, place + 1, end)
            if mark == ";":
                if joined is not None and _MORE_CREDITS.match(plain, joined.end(), end):
                    continue  # credits in one more subject belong to the same study
                if joined is not None and _EITHER_OPEN.search(plain, at, place):
                    continue  # "and either a degree; or ..." has not named its other way yet
                if joined is not None and _in_the_line(plain, at, place, joined.end()):
                    continue  # the list "(a) ...; or (b) ..." began within this sentence
                if joined is not None and (joined.end() >= end or _opens(plain, joined.end(), end)):
                    return place + 1, joined.end(), (_join(joined["word"]), joined.start("word"), joined.end("word"))
                continue
            if place + 1 < end and not plain[place + 1].isspace() and plain[place + 1] not in ")a":
                continue
            if place + 1 < end and plain[place + 1] == "a" and not plain[place + 1 :].startswith(("and", "a ")):
                continue
            if joined is not None:
                return place + 1, joined.end(), (_join(joined["word"]), joined.start("word"), joined.end("word"))
            rest = plain[place + 1 : end].lstrip()
            if not rest:
                return place + 1, end, None
            if not _ABBREVIATION.search(plain[max(at, place - 8) : place + 1]) and (
                rest[0].isupper() or rest[0] in "(1•"
            ):
                return place + 1, place + 1, None
    tail = _TAIL_JOIN.search(plain, at, end)
    if tail is not None:
        return tail.start("word"), end, (_join(tail["word"]), tail.start("word"), tail.end("word"))
    return end, end, None


def _in_the_line(plain: str, at: int, place: int, after: int) -> bool:
    mark = re.compile(r"\(([b-h]|[2-9])\)").match(plain, after)
    return mark is not None and f"({chr(ord(mark[1]) - 1)})" in plain[at + 3 : place]


def _sentences(plain: str, at: int, end: int) -> list[tuple[int, int]]:
    """The sentences that one pair of brackets holds."""
    found: list[tuple[int, int]] = []
    start, depth = at, 0
    for place in range(at, end):
        depth += {"(": 1, ")": -1}.get(plain[place], 0)
        if (
            plain[place] == "."
            and depth == 1
            and _NEW_SENTENCE.match(plain, place + 1, end)
            and not _ABBREVIATION.search(plain[max(start, place - 8) : place + 1])
        ):
            found.append((start, place + 1))
            start = place + 1
            while plain[start].isspace():
                start += 1
    found.append((start, end))
    return found


def _opens(plain: str, at: int, end: int) -> bool:
    while at < end and plain[at].isspace():
        at += 1
    return bool(
        _STARTS.match(plain, at, end)
        or _HEAD.match(plain, at, end)
        or _SET.match(plain, at, end)
        or _mark(plain, at, end)
    )


def _closing(plain: str, at: int, end: int) -> int | None:
    depth = 0
    for place in range(at, end):
        depth += {"(": 1, ")": -1}.get(plain[place], 0)
        if depth == 0:
            return place
    return None


def _sentence_in(plain: str, start: int, end: int) -> bool:
    return bool(re.search(r"\b(?:may|will|must|shall|can|includes?|is|are)\b", plain[start:end]))
