"""Puts the words of a section into the fields that the section stands for."""

from __future__ import annotations

import re
from collections.abc import Callable

from meritbook.core.classes.model import Provision, ProvisionKind
from meritbook.core.classes.parse import dates, exclusions, factors, requirements, working_titles
from meritbook.core.classes.parse.draft import ClassDraft, OwnerDraft, PlanDraft, SeriesDraft, slug
from meritbook.core.classes.parse.headings import Piece
from meritbook.core.classes.parse.sentences import sentences
from meritbook.core.documents.model import Passage

_PROSE = frozenset({"concept", "scope", "summary", "definition", "levels", "distinguishing"})
_CHROME = re.compile(
    r"skip\s+(?:to\b|.*\bnavigation\b|(?:\w+\s+){0,2}(?:commands|links|menu)$)|(?:[^|\n]{1,30}\|){2,}[^|\n]{0,30}$"
    r"|(?:link\s+)?back\s+to\s+(?:the\s+)?top(?:\s+of\s+(?:the\s+)?page)?$|return\s+to\s+(?:the\s+)?top$"
    r"|main\s+(?:content|menu|navigation)(?:\s+anchor)?$|home\s*[>»›/]"
    r"|turn\s+(?:on|off)\s+(?:\w+\s+){1,3}(?:mode|animations?)$",
    re.IGNORECASE,
)


def is_chrome(text: str) -> bool:
    """Whether a line is a web page's furniture: a skip link, a bar of links, a way back to the top."""
    return bool(_CHROME.match(text.strip()))


class Place:
    """Where words go, by section and by the class or series that they are about."""

    def __init__(self, plan: PlanDraft, *, several: bool) -> None:
        self.plan = plan
        self.several = several
        """Whether the document has more than one class."""
        self.listing_capacities = False

    def put(self, section: str, piece: Piece, series: SeriesDraft, owner: ClassDraft | None) -> None:
        """Put one text or list item into its field."""
        source, unit = self.plan.source, piece.unit
        for mark in unit.marks:
            source.mark(*mark)
        content = source.text[unit.start : unit.end].strip()
        if not content:
            return
        about: OwnerDraft = owner or series
        if piece.after_heading and content.startswith("(") and content.endswith(")"):
            self._add(about.notes, unit.start, unit.end)
        elif section == "distinguishing" and content.endswith(":") and owner is not None:
            source.heading(unit.start, unit.end)
            self.listing_capacities = True
        elif section == "capacities" or (section == "distinguishing" and self.listing_capacities):
            self._add(owner.capacities if owner else series.notes, unit.start, unit.end)
        elif section in _PROSE:
            self._prose(section, piece, series, owner)
        elif section == "exclusions":
            series.exclusions += exclusions.take_paragraph(source, unit.start, unit.end, len(series.exclusions) + 1)
        elif section == "factors":
            series.factors += factors.take_list(source, unit.start, unit.end, len(series.factors) + 1)
        elif section == "requirements":
            about.requirements += requirements.take(source, unit.start, unit.end, len(about.requirements) + 1)
        elif section == "titles" and owner is not None:
            owner.working_titles += working_titles.take(source, unit.start, unit.end)
        elif section == "announcement":
            self._provide(unit.start, unit.end)
        else:
            self._add(self._list(section, about), unit.start, unit.end)

    def open_provision(self, heading: str, kind: ProvisionKind = "process") -> None:
        """Begin a section that is not about one class."""
        self.plan.provisions.append(
            Provision(id=f"{slug(heading)[:60]}-{len(self.plan.provisions) + 1}", heading=heading, kind=kind)
        )

    def note(self, start: int, end: int) -> None:
        """Keep words with the plan; a sentence with which the document dates itself goes to its dates."""
        source = self.plan.source
        for low, high in self._parted(start, end, lambda low, high: bool(dates.dated_sentence(source.text[low:high]))):
            kind = dates.dated_sentence(source.text[low:high])
            passage = source.passage(low, high)
            if passage is None:
                continue
            if kind:
                self.plan.dates.append(dates.date_note(kind, passage, self.plan.read_on))
            else:
                self.plan.notes.append(passage)

    def _prose(self, section: str, piece: Piece, series: SeriesDraft, owner: ClassDraft | None) -> None:
        source, unit = self.plan.source, piece.unit
        text = source.text

        def special(low: int, high: int) -> bool:
            return bool(
                exclusions.is_exclusion(text[low:high])
                or factors.names_factors(text, low, high)
                or (owner is not None and working_titles.names_titles(text, low, high))
            )

        if section == "distinguishing" and owner is not None and not self.several:
            series.factors += factors.take_whole(source, unit.start, unit.end, len(series.factors) + 1)
            return
        for low, high in self._parted(unit.start, unit.end, special):
            if not special(low, high):
                self._add(self._definition(section, series, owner), low, high)
            elif factors.names_factors(text, low, high):
                series.factors += factors.take_sentence(source, low, high, len(series.factors) + 1)
            elif owner is not None and working_titles.names_titles(text, low, high):
                owner.working_titles += working_titles.take(source, low, high)
            else:
                series.exclusions += exclusions.take_sentence(source, low, high, len(series.exclusions) + 1)

    def _parted(self, start: int, end: int, special: Callable[[int, int], bool]) -> list[tuple[int, int]]:
        groups: list[list[int]] = []
        apart = True
        for low, high in sentences(self.plan.source.text, start, end):
            alone = special(low, high)
            if alone or apart:
                groups.append([low, high])
            else:
                groups[-1][1] = high
            apart = alone
        return [(group[0], group[1]) for group in groups]

    def _definition(self, section: str, series: SeriesDraft, owner: ClassDraft | None) -> list[Passage]:
        if section in ("concept", "scope"):
            return series.concept
        if owner is not None:
            return owner.definition
        return series.concept if section in ("definition", "summary") else series.notes

    def _list(self, section: str, about: OwnerDraft) -> list[Passage]:
        return {"duties": about.duties, "ksa": about.knowledge, "special": about.special}.get(section, about.notes)

    def _add(self, to: list[Passage], start: int, end: int) -> None:
        passage = self.plan.source.passage(start, end)
        if passage is not None:
            to.append(passage)

    def _provide(self, start: int, end: int) -> None:
        passage = self.plan.source.passage(start, end)
        if passage is not None:
            last = self.plan.provisions[-1]
            self.plan.provisions[-1] = last.model_copy(update={"text": (*last.text, passage)})
