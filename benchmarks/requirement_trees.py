"""Trees of real requirement texts that a reader wrote by hand, and how a parsed tree is held against them.

The files in `tests/corpus/requirement_trees` keep only structure: kinds, amounts, levels and the head word of a
subject. No word of the texts beyond such heads is kept. The notation, one tree a text, parts joined by `;`:

- joints: `&( … )` all of, `|( … )` any of, `2( … )` at least two of, `then( … )` one after the other, `scope( … )`,
  `sp( … )` binds some positions only;
- `x 2y sup #audit @auditor ( … )` experience: amount, levels, a head word of field or duty (`#`) or of a class
  (`@`), and what lies in it;
- `e bach 12cr #law` education: level, years, credits, field; `l #driver 5y` licence (held so long); `tr #carpentry`
  training;
- `st:matter` standing, `ab` ability, `nothing`, `eq( … )` open equivalent with the minima stated in it;
- `sub x>e 2y 1y/1y` substitution: offered > asked, at most, rate; `adm 6m` admission, so much lacking; `cnt` how
  time is counted.

What is compared, node by node: kind, amount and unit, the set of levels, level of study, credits, matter, the head
word (found in the node's own fields, never in its text), the two ends and figures of a substitution; of joints the
kind and the number of parts. A conjunction counts as a node only beneath a disjunction; notes count on neither
side. A node of one tree matches at most one of the other.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from meritbook.core.qualifications import model
from meritbook.core.qualifications.model import AllOf, AnyNode, AnyOf, AtLeast, Requirement, children
from meritbook.core.qualifications.parse import requirement_sections

FOLDER = Path(__file__).parents[1] / "tests" / "corpus" / "requirement_trees"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
LONGEST = 1500
"""Characters of the longest text of a draw."""
DRAWS = tuple(f"draw-{seed}.toml" for seed in (2026, 77, 311, 812, 1405, 2207, 3119, 4242))
"""The draws in the order in which they were made: each leaves out the texts of those before it."""
CORPORA = ("california-class-specs", "philadelphia-class-specs", "los-angeles-bulletins")

_KINDS = {
    "x": "experience", "e": "education", "l": "licence", "tr": "training", "st": "standing", "ab": "ability",
    "eq": "equivalent", "sub": "substitution", "adm": "admission", "cnt": "counting", "sp": "special", "scope": "scope",
    "nothing": "nothing", "then": "in_order", "&": "all_of", "|": "any_of", "age": "age", "res": "residence",
}  # fmt: skip
_UNITS = {"y": "year", "m": "month", "mo": "month", "h": "hour", "w": "week", "season": "season"}
_LEVELS = {
    "pro": "professional", "sup": "supervisory", "sup2": "second_level_supervisory", "lead": "lead",
    "mgr": "managerial",
    "adm": "administrative", "exec": "executive", "journey": "journey", "tech": "technical", "trainee": "trainee",
    "entry": "entry", "para": "paraprofessional", "advanced": "advanced", "postdoc": "postdoctoral",
}  # fmt: skip
_STUDY = {"bach": "bachelor", "prof": "professional"}


@dataclass
class Gold:
    """A node of a hand-written tree."""

    kind: str
    facts: tuple[object, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()
    parts: list[Gold] = field(default_factory=list)


@dataclass(frozen=True)
class Drawn:
    """A text of a draw: where it stands, and its tree by hand."""

    corpus: str
    file: str
    tree: tuple[Gold, ...]


def read_trees(name: str) -> tuple[dict[str, object], tuple[Drawn, ...]]:
    """The record of a draw (seed, how it was drawn) and its texts."""
    data = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    drawn = tuple(Drawn(text["corpus"], text["file"], tuple(read_notation(text["tree"]))) for text in data["text"])
    return data["draw"], drawn


def read_notation(text: str) -> list[Gold]:
    """The nodes of a tree in the notation above; raises `ValueError` where it is malformed."""
    tokens = re.findall(r"[();]|[^();\s]+", text)
    nodes, at = _nodes(tokens, 0)
    if at != len(tokens):
        raise ValueError(f"a bracket too many in {text!r}")
    return nodes


def _nodes(tokens: list[str], at: int) -> tuple[list[Gold], int]:
    found: list[Gold] = []
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == ";":
            at += 1
            continue
        words: list[str] = []
        while at < len(tokens) and tokens[at] not in "();":
            words.append(tokens[at])
            at += 1
        node = _node(words)
        if at < len(tokens) and tokens[at] == "(":
            node.parts, at = _nodes(tokens, at + 1)
            at += 1
        found.append(node)
    return found, at


def _node(words: list[str]) -> Gold:
    name, _, matter = words[0].partition(":")
    if name.isdigit():
        return Gold("at_least", (int(name),))
    kind = _KINDS[name]
    heads = tuple((word[0], word[1:].lower()) for word in words[1:] if word[0] in "#@")
    rest = [word for word in words[1:] if word[0] not in "#@"]
    amounts = [word for word in rest if re.fullmatch(r"[\d.]+(?:y|m|mo|h|w|season)", word)]
    amount = _amount(amounts[0]) if amounts else None
    match kind:
        case "experience":
            return Gold(kind, (amount, frozenset(_LEVELS[word] for word in rest if word in _LEVELS)), heads)
        case "education":
            level = next(
                (_STUDY.get(word, word) for word in rest if word not in amounts and not word.endswith("cr")), ""
            )
            credits_ = next((Decimal(word[:-2]) for word in rest if word.endswith("cr")), None)
            return Gold(kind, (level, amount, credits_), heads)
        case "substitution":
            offered, asked = (_KINDS[end] for end in rest[0].split(">"))
            rate = next((tuple(_amount(end) for end in word.split("/")) for word in rest if "/" in word), None)
            return Gold(kind, (offered, asked, amount, rate))
        case "standing":
            return Gold(kind, (matter,), heads)
        case "licence" | "admission" | "training":
            return Gold(kind, (amount,), heads)
        case _:
            return Gold(kind, (), heads)


def _amount(word: str) -> tuple[Decimal, str]:
    match = re.fullmatch(r"([\d.]+)([a-z]+)", word)
    if match is None:
        raise ValueError(f"no amount: {word!r}")
    return Decimal(match[1]), _UNITS[match[2]]


def gold_nodes(tree: tuple[Gold, ...] | list[Gold], under: str = "") -> Iterator[Gold]:
    """The nodes of a hand-written tree that count, with the number of parts of each joint among its facts."""
    for node in tree:
        if node.kind == "all_of" and under != "any_of":
            yield from gold_nodes(node.parts, under)
            continue
        if node.kind in ("all_of", "any_of"):
            asked = [part for part in node.parts if part.kind not in ("substitution", "admission", "counting")]
            if len(asked) > 1:
                yield Gold(node.kind, (len(asked),))
        else:
            yield node
        yield from gold_nodes(node.parts, node.kind)


def parsed_nodes(node: AnyNode, under: str = "") -> Iterator[Gold]:
    """The nodes of a parsed tree that count, in the same form; its heads hold all words of its own fields."""
    match node:
        case model.Note():
            return
        case AllOf() if under != "any_of" or len(node.parts) == 1:
            for child in children(node):
                yield from parsed_nodes(child, under if len(node.parts) == 1 else "all_of")
            return
        case AllOf() | AnyOf():
            yield Gold(node.kind, (len(node.parts),))
        case AtLeast():
            yield Gold(node.kind, (node.n,))
        case _:
            yield _parsed(node)
    if node.kind not in ("substitution", "admission", "counting"):
        for child in children(node):
            yield from parsed_nodes(child, node.kind)


def _stated(amount: model.Amount | None) -> tuple[Decimal, str] | None:
    return None if amount is None or amount.value is None else (amount.value, amount.unit)


def _parsed(node: AnyNode) -> Gold:
    match node:
        case model.Experience():
            classes = " ".join(ref.title for ref in node.classes)
            words = " ".join((*node.fields, *node.activities, *node.where, classes))
            return Gold(
                node.kind,
                (_stated(node.amount), frozenset(node.levels)),
                (("#", words.lower()), ("@", classes.lower())),
            )
        case model.Education():
            words = " ".join(
                (*node.fields, *node.fields_preferred, *(name for each in node.credits for name in each.fields))
            )
            credits_ = node.credits[0].value if node.credits else None
            return Gold(node.kind, (node.level, _stated(node.amount), credits_), (("#", words.lower()),))
        case model.Licence():
            return Gold(node.kind, (_stated(node.held_for),), (("#", f"{node.name} {node.issuer}".lower()),))
        case model.Training():
            return Gold(node.kind, (None,), (("#", " ".join((*node.subjects, node.provider)).lower()),))
        case model.Substitution():
            rate = next(((_stated(each.give), _stated(each.get)) for each in node.rates if each.give), None)
            return Gold(node.kind, (node.offers.kind, node.asks, _stated(node.most), rate))
        case model.Admission():
            return Gold(node.kind, (_stated(node.lacking),))
        case model.Standing():
            return Gold(node.kind, (node.matter,))
        case _:
            return Gold(node.kind)


def _same(gold: Gold, parsed: Gold) -> bool:
    if gold.kind != parsed.kind or gold.facts != parsed.facts:
        return False
    words = dict(parsed.heads)
    return all(head in words.get(mark, "") for mark, head in gold.heads)


@dataclass(frozen=True)
class Score:
    """Nodes found in both trees, in the parsed one, in the hand-written one."""

    both: int = 0
    parsed: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.both + other.both, self.parsed + other.parsed, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the parsed nodes that the reader wrote too."""
        return self.both / self.parsed if self.parsed else 1.0

    @property
    def recall(self) -> float:
        """Share of the reader's nodes that were parsed."""
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def compare(tree: tuple[Gold, ...], parsed: list[Gold]) -> tuple[Score, list[Gold], list[Gold]]:
    """The score of one text, the reader's nodes that were missed, and the parsed ones that the reader did not write."""
    left = list(parsed)
    missed: list[Gold] = []
    wanted = list(gold_nodes(tree))
    for gold in sorted(wanted, key=lambda each: -len(each.heads)):
        hit = next((each for each in left if _same(gold, each)), None)
        if hit is None:
            missed.append(gold)
        else:
            left.remove(hit)
    return Score(len(wanted) - len(missed), len(parsed), len(wanted)), missed, left


def score(tree: tuple[Gold, ...], requirement: Requirement) -> Score:
    """The score of one requirement."""
    return compare(tree, list(parsed_nodes(requirement.root)))[0]


def population(corpus: str) -> list[tuple[str, str]]:
    """Every file of a corpus with a requirement section, by name, and the first such section."""
    found: list[tuple[str, str]] = []
    for path in sorted((CORPUS / corpus).glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for section in requirement_sections(text):
            if not section.heading.lower().startswith(("licen", "special")):
                found.append((path.name, text[section.start : section.end]))
                break
    return found


def draw(seed: int, each: int) -> list[tuple[str, str]]:
    """A recorded draw: so many texts of each corpus, of those that a person can write down in one sitting."""
    drawn: list[tuple[str, str]] = []
    for corpus in CORPORA:
        short = [name for name, text in population(corpus) if len(text) <= LONGEST]
        names = random.Random(f"{seed}:{corpus}").sample(short, each)  # noqa: S311 - a draw that can be repeated
        drawn.extend((corpus, name) for name in names)
    return drawn


def draw_of_every_length(seed: int, each: int, without: Iterable[str]) -> list[tuple[str, str]]:
    """A recorded draw of texts of every length, of those that stand in none of the files `without`."""
    known = {(text.corpus, text.file) for name in without for text in read_trees(name)[1]}
    drawn: list[tuple[str, str]] = []
    for corpus in CORPORA:
        left = [name for name, _ in population(corpus) if (corpus, name) not in known]
        chance = random.Random(f"{seed}:{corpus}:all lengths")  # noqa: S311 - a draw that can be repeated
        drawn.extend((corpus, name) for name in chance.sample(left, each))
    return drawn
