"""Readings of single answers: money, counts, percentages and plain choices. What is not plain stays unread.

A reader here either finds one meaning or answers `None`; it never picks one of two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple, TypeVar

from meritbook.core.positions.layout import (
    BUDGET_IN_WORDS,
    DIRECTION_IN_WORDS,
    KIND_IN_WORDS,
    POLICY_IN_WORDS,
    REACH_IN_WORDS,
)
from meritbook.core.positions.model import (
    BudgetRole,
    Direction,
    PolicyRole,
    Program,
    Reach,
    StaffKind,
    Subordinate,
    Supervisor,
)

_SCALE = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mm": 6, "mil": 6, "billion": 9, "b": 9, "bn": 9}
_MONEY = re.compile(
    r"(?P<sign>US\$|USD\s*|\$)?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*(?P<scale>thousand|million|mil|billion|bn|mm|[kmb])\b\.?)?(?P<dollars>\s*(?:US\s+)?dollars\b)?",
    re.IGNORECASE,
)
_EVERY_YEAR = re.compile(
    r"\s*(?:,\s*)?(?:a\s+year|per\s+year|per\s+annum|annually|yearly|each\s+year|annual)\b", re.IGNORECASE
)
_NOT_PLAIN_MONEY = re.compile(
    r"\b(?:month(?:ly)?|quarter(?:ly)?|week(?:ly)?|biennium|biennial|biennially|years|between|from|up\s+to|over|under|about|around"
    r"|approximately|approx|nearly|almost|less|more|at\s+least|range|ranging|exceeding|per\s+(?!year|annum)\w+)\b|[~±<>≈]",
    re.IGNORECASE,
)
_COUNT_OF_WORD = {
    word: number
    for number, word in enumerate(
        (
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ),
        start=1,
    )
}  # fmt: skip
_NOBODY = re.compile(
    r"(?:supervises\s+)?(?:none|nobody|no\s*one|no\s+(?:employees|staff|positions|subordinates)|0|zero|no\s+direct\s+reports)"
    r"|(?:this\s+position\s+|the\s+incumbent\s+)?(?:does|has)\s+(?:not\s+supervise(?:\s+(?:any(?:one|\s+\w+)?|others|staff|employees))?"
    r"|no\s+(?:direct\s+reports|subordinates|supervisory\s+(?:duties|responsibilit(?:y|ies))))",
    re.IGNORECASE,
)


Choice = TypeVar("Choice", bound=str)


LONGEST_ANSWER = 4000
"""A longer text is no plain answer: choices and amounts are not looked for in it."""


def is_number(text: str) -> bool:
    """Whether an answer can be the number of a position: short, with a digit, and no numbered label of its own."""
    return bool(
        len(text) <= 40
        and len(text.split()) <= 3
        and any(character.isdigit() for character in text)
        and not re.match(r"\d{1,2}[.)]\s+\D", text)
    )


class Amount(NamedTuple):
    """One amount of money a year, and whether the text says nothing else."""

    dollars: Decimal
    alone: bool


def read_money(text: str) -> Amount | None:
    """The one plain amount a year that the text names, exactly; `None` when there is none, or more than one meaning.

    `$2.1 million`, `2,100,000`, `$2.1M` and `1.5 billion dollars` are plain; a range, an approximation, a month's
    amount and two amounts are not. A bare number is money only when nothing else stands in the text.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST_ANSWER or _NOT_PLAIN_MONEY.search(text):
        return None
    bare = _EVERY_YEAR.sub("", text).strip().rstrip(".").strip()
    whole = _MONEY.fullmatch(bare)
    if whole and not re.fullmatch(r"0\d+", whole["number"]):
        return Amount(_dollars(whole), True)
    found = [match for match in _MONEY.finditer(text) if match["sign"] or match["dollars"]]
    if len(found) != 1 or re.match(r"\s*(?:-|–|—|to)\s*\$?\d", text[found[0].end() :]):
        return None
    return Amount(_dollars(found[0]), False)


def _dollars(match: re.Match[str]) -> Decimal:
    scale = _SCALE[match["scale"].lower()] if match["scale"] else 0
    amount = Decimal(match["number"].replace(",", "")).scaleb(scale)
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def read_count(word: str) -> int | None:
    """A count written in digits or, up to twenty, in letters."""
    if re.fullmatch(r"\d{1,6}", word) and word.isascii():
        return int(word)
    return _COUNT_OF_WORD.get(word.casefold())


def read_fte(text: str) -> Decimal | None:
    """Full-time equivalents, when the answer is a number and nothing else but its unit."""
    match = re.fullmatch(
        r"(\d{1,7}(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
        r"(?:\s*(?:ftes?|full[- ]time\s+equivalents?|positions|employees|staff))?(?:\s+directed)?\.?",
        text.strip(),
        re.IGNORECASE | re.ASCII,
    )
    return Decimal(match[1].replace(",", "")) if match else None


def says_nobody(text: str) -> bool:
    """Whether an answer on supervision says nothing but that nobody is supervised."""
    return _NOBODY.fullmatch(" ".join(text.split()).rstrip(".")) is not None


_BUDGET_WORDS: dict[BudgetRole, str] = {
    "monitors": r"monitor(?:s|ing)?",
    "prepares": r"prepar(?:es|e|ing)|draft(?:s|ing)?",
    "manages": r"manag(?:es|e|ing)|administer(?:s|ing)?",
    "approves": r"approv(?:es|e|ing)",
}
_POLICY_WORDS: dict[PolicyRole, str] = {
    "applies": r"appl(?:ies|y|ying)",
    "recommends": r"recommend(?:s|ing)?",
    "formulates": r"formulat(?:es|e|ing)",
    "establishes": r"establish(?:es|ing)?",
}
_DIRECTION_WORDS: dict[Direction, str] = {
    "immediate": r"(?:immediate|close)\s+supervision",
    "general_supervision": r"general\s+supervision",
    "administrative": r"administrative\s+(?:direction|supervision)",
    "general_direction": r"general\s+direction",
}
_REACH_WORDS: dict[Reach, str] = {
    "unit": r"(?:one|single)\s+unit",
    "agency": r"agency[- ]?wide|department[- ]?wide",
    "regional": r"regional|region[- ]?wide",
    "statewide": r"state[- ]?wide",
    "enterprise": r"enterprise[- ]?wide|across\s+the\s+whole\s+enterprise",
}
_NEGATED = re.compile(r"\b(?:not|no|never|without|nor|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
_NONE = re.compile(r"(?:none|no(?:\s+(?:role|part|authority|responsibility))?|not\s+applicable)\.?", re.IGNORECASE)


def _choices(text: str, words: dict[Choice, str]) -> Choice | None:
    """The one choice whose words stand in a text that negates nothing."""
    if len(text) > LONGEST_ANSWER or _NEGATED.search(text):
        return None
    found = {choice for choice, cue in words.items() if re.search(rf"\b(?:{cue})\b", text, re.IGNORECASE)}
    return found.pop() if len(found) == 1 else None


def _spelled(text: str, words: dict[Choice, str]) -> Choice | None:
    bare = " ".join(text.split()).rstrip(".").casefold()
    return next((choice for choice, said in words.items() if bare in (said.casefold(), choice)), None)


def read_budget_role(text: str) -> tuple[BudgetRole, bool] | None:
    """What the position does with the budget, when the words name exactly one thing; and whether they say no more."""
    if spelled := _spelled(text, BUDGET_IN_WORDS):
        return spelled, True
    role = _choices(text, _BUDGET_WORDS)
    return (role, False) if role else None


def read_policy_role(text: str) -> tuple[PolicyRole, bool] | None:
    """The part in policy, when the words name exactly one; and whether they say no more."""
    if spelled := _spelled(text, POLICY_IN_WORDS):
        return spelled, True
    if _NONE.fullmatch(text.strip()) and "applicable" not in text.casefold():
        return "none", True
    role = _choices(text, _POLICY_WORDS)
    return (role, False) if role else None


def read_direction(text: str) -> tuple[Direction, bool] | None:
    """The supervision received, when the words name exactly one kind; and whether they say no more."""
    spelled = _spelled(re.sub(r"^\s*works\s+under\s+", "", text, flags=re.IGNORECASE), DIRECTION_IN_WORDS)
    if spelled:
        return spelled, True
    kind = _choices(text, _DIRECTION_WORDS)
    return (kind, False) if kind else None


def read_reach(text: str) -> tuple[Reach, bool] | None:
    """How far a program reaches, when the words name exactly one reach; and whether they say no more."""
    if spelled := _spelled(text, REACH_IN_WORDS):
        return spelled, True
    reach = _choices(text, _REACH_WORDS)
    if reach is None:
        return None
    return reach, re.fullmatch(_REACH_WORDS[reach], text.strip().rstrip("."), re.IGNORECASE) is not None


def read_required(text: str) -> bool | None:
    """Whether a specialised qualification is required: only a plain yes or no counts."""
    bare = " ".join(text.split()).rstrip(".")
    if len(bare) > LONGEST_ANSWER:
        return None
    if re.fullmatch(
        r"none(?:\s+(?:is\s+)?(?:required|needed))?|no|not\s+required"
        r"|no\s+(?:speciali[sz]ed|special)(?:\s+subject)?\s+(?:qualifications?|knowledge|requirements?)"
        r"(?:\s+(?:is|are))?(?:\s+(?:required|needed))?",
        bare,
        re.IGNORECASE,
    ):
        return False
    if _NEGATED.search(bare) or re.search(r"\b(?:prefer|desir|may\b|optional)", bare, re.IGNORECASE):
        return None
    plain = r"^yes\b|\b(?:is|are)\s+required\b|\bmust\s+(?:have|hold|possess|be\s+licen[sc]ed)\b|\brequired$"
    return True if re.search(plain, bare, re.IGNORECASE) else None


_PAY_LEVEL = re.compile(
    r"(?:at\s+)?(?:pay\s+(?:scale\s+)?(?:group|grade|level|range)|salary\s+grade|grade|group)\s*:?\s*(?P<level>[A-Z]{0,3}-?\d{1,3}[A-Z]?)",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[StaffKind, str], ...] = (
    ("supervisor", r"supervisors?"),
    ("manager", r"(?<!project )(?<!case )(?<!account )(?<!office )(?<!product )(?<!property )managers?"),
    ("clerical", r"clerks?|clerical|secretar(?:y|ies)|typists?"),
    ("technical", r"technicians?|technical"),
    ("professional", r"professionals?"),
)


def read_subordinate(line: str) -> Subordinate | None:
    """One line of subordinates such as `4 Audit Supervisors (pay group 09)`; `None` for prose. No word is lost."""
    text = " ".join(line.split())
    if not text or len(text.split()) > 14 or re.search(r"[.;!?]\s*\S|[.!?]$", text):
        return None
    kind: StaffKind | None = None
    pay_level = ""
    count: int | None = None
    kept = text
    if match := re.match(r"(\S+)\s*(?:[x×]\s*)?(?=\S)", text):
        count = read_count(match[1].strip("()"))
        kept = text[match.end() :] if count is not None else text
    for match in reversed(list(re.finditer(r"\s*\(([^()]*)\)", kept))):
        left: list[str] = []
        for note in re.split(r"\s*[,;]\s*", match[1].strip()):
            pay = _PAY_LEVEL.fullmatch(note)
            if note.casefold() in KIND_IN_WORDS.values() and kind is None:
                kind = next(name for name, words in KIND_IN_WORDS.items() if words == note.casefold())
            elif pay and not pay_level:
                pay_level = pay["level"]
            elif count is None and (said := read_count(note)) is not None:
                count = said
            else:
                left.append(note)
        kept = kept[: match.start()] + (f" ({', '.join(left)})" if left else "") + kept[match.end() :]
    if count is None and (match := re.search(r"(?:\s*[:–—-]\s*|\s+[x×]\s*)(\d{1,4})$", kept)):
        count, kept = int(match[1]), kept[: match.start()]
    title = kept.strip(" ,")
    if count is None or not title or len(title.split()) > 9:
        return None
    if kind is None:
        named = [name for name, cue in _KINDS if re.search(rf"\b(?:{cue})\b(?!\s+of\b)", title, re.IGNORECASE)]
        kind = named[0] if len(named) == 1 else None
    return Subordinate(title=title, count=count, kind=kind, pay_level=pay_level)


def split_subordinates(line: str) -> list[str]:
    """A line taken apart into `three managers` and `two clerks` when each part begins with its count."""
    line = " ".join(line.split())
    for parter in (r"\s*;\s*", r"\s*,\s*(?:and\s+)?|\s+and\s+"):
        parts = [part for part in re.split(parter, re.sub(r"\.$", "", line.strip())) if part]
        if len(parts) > 1 and all(read_count(part.split()[0]) is not None and " " in part for part in parts):
            return parts
    return [line]


def read_program(line: str) -> Program | None:
    """One program: `Name (statewide, 2 sub-programs): what it does`; `None` when the name would be a paragraph."""
    text = " ".join(line.split())
    match = re.match(r"(?P<name>[^:]{1,120}?)(?:\s*:\s+|\s+[–—-]\s+)(?P<description>.+)$", text)
    name, description = (match["name"], match["description"]) if match else (text.rstrip("."), "")
    reach: Reach | None = None
    sub_programs: int | None = None
    if notes := re.search(r"\s*\(([^()]*)\)$", name):
        left = []
        for note in re.split(r"\s*[,;]\s*", notes[1]):
            plain = read_reach(note)
            count = re.fullmatch(r"(\w+)\s+sub-?\s?programs?", note, re.IGNORECASE)
            if plain and plain[1] and reach is None:
                reach = plain[0]
            elif count and sub_programs is None and (number := read_count(count[1])) is not None:
                sub_programs = number
            else:
                left.append(note)
        name = name[: notes.start()] + (f" ({', '.join(left)})" if left else "")
    if not name.strip() or len(name.split()) > 14:
        return None
    return Program(name=name.strip(), reach=reach, sub_programs=sub_programs, description=description)


def read_program_list(text: str) -> tuple[Program, ...] | None:
    """Programs named on one line, `two (individual audit; business audit)`, when the count agrees with the names."""
    bare = " ".join(text.split()).rstrip(".")
    match = re.fullmatch(r"(?P<count>\w+)(?:\s+programs?)?\s*(?:\((?P<inner>[^()]+)\)|:\s*(?P<after>.+))", bare)
    names = re.split(r"\s*;\s*|\s*,\s*(?:and\s+)?", (match["inner"] or match["after"]) if match else "")
    if match and len(names) == 1 and " and " in names[0]:
        names = names[0].split(" and ")
    if match is None or read_count(match["count"]) != len(names) or not all(names):
        return None
    return tuple(Program(name=name.strip()) for name in names)


_SUPERVISOR_NUMBER = re.compile(
    r"\s*(?:,\s*)?(?:\(\s*)?\b(?:position\s*(?:number|no\.?|#)?\s*[:#]?\s*)(?P<said>[\w./-]*\d[\w./-]*)(?:\s*\))?\s*$"
    r"|\s*\((?P<bracketed>\d[\w./-]*)\)\s*$",
    re.IGNORECASE,
)
LONGEST_SUPERVISOR = 200


def read_supervisor(text: str) -> Supervisor | None:
    """To whom a position reports, and that position's number when it is given; `None` for prose."""
    line = " ".join(text.split())
    if not line or len(line) > LONGEST_SUPERVISOR:
        return None
    match = _SUPERVISOR_NUMBER.search(line)
    if match is None or match.start() == 0:
        return Supervisor(title=line)
    return Supervisor(title=line[: match.start()].strip(), position_number=match["said"] or match["bracketed"])


def subordinate_of_cells(cells: dict[str, str]) -> Subordinate | None:
    """One row of a table of subordinates, its cells by what the column's head says; `None` when a cell does not fit."""
    count = read_count(cells["count"]) if cells.get("count") else None
    said_kind = cells.get("kind", "").strip().casefold()
    kind = next((name for name, words in KIND_IN_WORDS.items() if said_kind in (words, f"{words}s")), None)
    if not cells["title"] or (cells.get("count") and count is None) or (said_kind and kind is None):
        return None
    return Subordinate(title=cells["title"], count=count, kind=kind, pay_level=cells.get("pay_level", ""))


def without_bullet(text: str) -> str:
    """The text without the bullet or number before it."""
    return re.sub(r"^\s*(?:[•◦▪▫‣·●○■□➢*\uf0b7]|[-–—o](?=\s)|\(?\d{1,3}[.)](?=\s))\s*", "", text).strip()
