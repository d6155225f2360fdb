"""Reads a guide to a service: sections of rules, what makes a position fit for it, a form, and instructions.

A guide has no classes. Its one series is the service; the criteria are those that its section on criteria lists.
"""

from __future__ import annotations

import re
from typing import Literal

from meritbook.core.classes.accounting import joined
from meritbook.core.classes.model import Criterion, ProvisionKind
from meritbook.core.classes.parse.draft import PlanDraft, readable
from meritbook.core.classes.parse.headings import Piece
from meritbook.core.classes.parse.place import Place, is_chrome
from meritbook.core.documents.model import Passage

_KINDS: tuple[tuple[ProvisionKind, str], ...] = (
    ("background", r"background|introduction|purpose|overview"),
    ("right", r"\brights?\b|\blayoff\b|\bdisciplin|\bappeals?\b"),
    ("criterion", r"\bcriteria\b|\beligibility\b"),
    ("removal", r"\bremovals?\b|\bseparation\b|\bdismissal\b"),
    ("pay", r"\bcompensation\b|\bsalar(?:y|ies)\b|\bpay\b"),
    ("contract", r"\bcontracts?\b|\bagreements?\b"),
    ("process", r"\bnominations?\b|\bappointments?\b|\bprocess\b|\bprocedures?\b|\bselection\b|\breviews?\b"),
)
_BLANK = re.compile(r"_{3,}")
_SERVICE = re.compile(
    r"\b(?P<name>(?:(?!(?:the|of|to|an?|for|in|this|our)\s)[A-Z][A-Za-z]+\s+){0,2}(?:Executive|Management)\s+Service)\b",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(r"\binstructions?\b", re.IGNORECASE)


def guide_headings(pieces: list[Piece], text: str) -> int:
    """How many kinds of a guide's sections the headings name."""
    found = {kind_of(text[piece.unit.start : piece.unit.end]) for piece in pieces if _is_heading(piece)}
    return len(found - {"other"})


def service_of(text: str) -> str:
    """The service that a document is about, from its beginning."""
    found = _SERVICE.search(text[:1500])
    return " ".join(found.group("name").split()) if found else ""


def kind_of(heading: str) -> ProvisionKind:
    """What a section is about, by its heading."""
    return next((kind for kind, words in _KINDS if re.search(words, heading, re.IGNORECASE)), "other")


class Guide:
    """One pass over the pieces of a guide."""

    def __init__(self, plan: PlanDraft, pieces: list[Piece]) -> None:
        self.plan = plan
        self.source = plan.source
        self.pieces = pieces
        self.place = Place(plan, several=False)
        self.part: Literal["guide", "form", "instruction"] = "guide"
        self.criteria: list[Passage] = []

    def read(self, acronyms: frozenset[str]) -> tuple[Criterion, ...]:
        """Give every piece its place; the criteria of the service."""
        for at, piece in enumerate(self.pieces):
            unit = piece.unit
            for mark in unit.marks:
                self.source.mark(*mark)
            content = self.source.text[unit.start : unit.end]
            if is_chrome(content) or unit.start >= unit.end:
                continue
            if _is_heading(piece) and (self.part != "form" or content.isupper() or content.endswith(":")):
                self._heading(piece, at, acronyms)
            elif not self.plan.provisions:
                self.place.note(unit.start, unit.end)
            else:
                self._text(piece, at)
        return tuple(
            Criterion(
                id=f"criterion-{number}",
                purpose="service",
                says=passage.text.rstrip(" ;."),
                words=(passage,),
                ask="personnel_director",
            )
            for number, passage in enumerate(self.criteria, 1)
        )

    def _heading(self, piece: Piece, at: int, acronyms: frozenset[str]) -> None:
        unit = piece.unit
        heading = self.source.text[unit.start : unit.end]
        title = readable(heading.replace("*", ""), acronyms)
        if not self.plan.name:
            self.plan.name = " ".join(heading.split())
            passage = self.source.passage(unit.start, unit.end)
            if passage is not None:
                self.plan.series[0].words.append(passage)
            return
        if _INSTRUCTION.search(heading):
            self.part = "instruction"
        elif self.part == "guide" and self._blanks_follow(at):
            self.part = "form"
        kind = kind_of(heading) if self.part == "guide" else self.part
        self.source.heading(unit.start, unit.end)
        self.place.open_provision(title, kind)

    def _text(self, piece: Piece, at: int) -> None:
        unit = piece.unit
        text = self.source.text
        if self.part == "guide" and _BLANK.search(text, unit.start, unit.end):
            self.part = "form"
            self.place.open_provision("", "form")
        following = self.pieces[at + 1 : at + 2]
        heads = piece.kind == "row" and following and following[0].kind == "text"
        if heads and text[unit.cells[0][0] : unit.cells[0][1]].isupper():
            self.source.heading(*unit.cells[0])
            name = readable(text[slice(*unit.cells[0])], frozenset())
            self.place.open_provision(name, "form" if self.part == "guide" else self.part)
            for cell in unit.cells[1:]:
                self.source.mark(*cell)
            return
        last = self.plan.provisions[-1]
        passages = []
        lines = [(unit.start, unit.end)]
        if self.part == "form" and piece.kind == "text":
            lines = [
                (unit.start + line.start(), unit.start + line.end())
                for line in re.finditer(r"[^\n]+", text[unit.start : unit.end])
            ]
        for start, end in lines:
            passage = self.source.passage(start, end)
            if passage is not None:
                passages.append(passage)
        if last.kind == "criterion" and piece.kind == "item":
            self.criteria += passages
        before = last.text
        if self.part != "form" and piece.kind == "text" and before and _broken_off(before[-1]) and passages:
            spans = (*before[-1].spans, *passages[0].spans)
            passages[0] = Passage(text=joined(text, spans), spans=spans)
            before = before[:-1]
        self.plan.provisions[-1] = last.model_copy(update={"text": (*before, *passages)})

    def _blanks_follow(self, at: int) -> bool:
        following = self.pieces[at + 1 : at + 3]
        return any(_BLANK.search(self.source.text, piece.unit.start, piece.unit.end) for piece in following)


def _broken_off(passage: Passage) -> bool:
    """Whether a paragraph stops amid a sentence, as at the foot of a page."""
    return len(passage.text.split()) > 8 and not passage.text.endswith((".", ":", ";", "!", "?", ")", "”", '"'))


def _is_heading(piece: Piece) -> bool:
    return piece.kind in ("heading", "section", "series", "sub")
