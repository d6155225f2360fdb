"""Reads a class specification from top to bottom: which section, which series, which class each piece is about."""

from __future__ import annotations

import re
from dataclasses import replace

from meritbook.core.classes.parse import dates, named, tables
from meritbook.core.classes.parse.draft import ClassDraft, PlanDraft, SeriesDraft, key_of, stem_of
from meritbook.core.classes.parse.headings import Piece, title_case
from meritbook.core.classes.parse.lexicon import CORE
from meritbook.core.classes.parse.place import Place, is_chrome
from meritbook.core.classes.parse.units import Unit

_BEARING = frozenset({"levels", "duties", "requirements", "ksa", "special", "distinguishing", "titles"})
_PUBLISHER = re.compile(r"\b(?:department|division|board|office|bureau|commission|agency|enterprise)\b", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"\b(?:class|board)\s+specification|\bjob\s+bulletin|\b(?:personnel|human\s+resources)\s+(?:department|division)\s*$|"
    r"\boffice\s+of\s+human\s+resources\s*$|\bcivil\s+service\s+commission\s*$",
    re.IGNORECASE,
)
_CODED_TITLE = re.compile(r"(?P<title>\S.*\S)\s*\(\s*(?P<code>[A-Z0-9-]{2,10})\s*\)\s*$", re.IGNORECASE | re.DOTALL)


class Reading:
    """One pass over the pieces of a document. `classes` are those that a table or the headings already gave."""

    def __init__(self, plan: PlanDraft, pieces: list[Piece], *, several: bool) -> None:
        self.plan = plan
        self.source = plan.source
        self.pieces = pieces
        self.several = several
        self.place = Place(plan, several=several)
        self.series = plan.series[0]
        self.owner: ClassDraft | None = None if several else self._only()
        self.section = ""
        self.major = ""
        self.block = False
        self.preamble: list[Piece] = []
        self._labelled: set[str] = set()
        self._by_key = {
            alias: (series, item) for series in plan.series for item in series.classes for alias in item.aliases
        }

    def read(self) -> None:
        """Give every piece its place; what no rule takes stays free and becomes `unplaced`."""
        skip = 0
        for at, piece in enumerate(self.pieces):
            if skip:
                skip -= 1
            elif piece.kind == "meta":
                self._meta(piece)
            elif piece.kind == "date":
                self._date(piece)
            elif piece.kind == "section":
                self._section(piece)
            elif piece.kind == "class":
                self._class(piece, at)
            elif piece.kind == "series":
                self._series(piece)
            elif not self.section:
                self.preamble.append(piece)
            elif piece.kind == "heading" and is_chrome(self.source.text[piece.unit.start : piece.unit.end]):
                continue
            elif piece.kind in ("sub", "heading") and not self._names(piece):
                self._marks(piece.unit)
                self.source.heading(piece.unit.start, piece.unit.end)
            else:
                skip = self._words(piece, at)
        self._settle_preamble()

    def _only(self) -> ClassDraft:
        classes = self.series.classes
        if not classes:
            classes.append(ClassDraft())
        return classes[0]

    def _meta(self, piece: Piece) -> None:
        found = tables.meta_line(self.source.text, piece.unit)
        if found is None:
            return
        label = "code" if found.group("code") else "title" if found.group("title") else ""
        value = self.source.text[found.end() : piece.unit.end].strip()
        owner = self.owner
        if owner is None:
            self.source.heading(piece.unit.start, found.end())
            self.place.note(found.end(), piece.unit.end)
            return
        if label:
            has = owner.code if label == "code" else owner.title
            same = not has or (key_of(has) == key_of(value.split()[0] if label == "code" else value))
            if label in self._labelled or not same:
                owner = self.owner = ClassDraft()
                self.series.classes.append(owner)
                self._labelled.clear()
            self._labelled.add(label)
        tables.add_meta(self.plan, owner, piece.unit, found)

    def _date(self, piece: Piece) -> None:
        unit = piece.unit
        self._marks(unit)
        kind = dates.looks_dated(self.source.text, unit.start, unit.end)
        passage = self.source.passage(unit.start, unit.end)
        if passage is not None and kind:
            self.plan.dates.append(dates.date_note(kind, passage, self.plan.read_on))

    def _section(self, piece: Piece) -> None:
        if not self.section:
            self._settle_preamble()
        self._marks(piece.unit)
        heading = self.source.heading(piece.unit.start, piece.unit.end)
        self.section = piece.name
        self.place.listing_capacities = False
        if self.major == "levels" and piece.name == "requirements" and self.owner is not None:
            return
        self.major = piece.name
        if self.several and not self.block:
            self.owner = None
        if piece.name == "announcement" and heading is not None:
            self.place.open_provision(heading.text.strip(" :"))

    def _class(self, piece: Piece, at: int) -> None:
        if not self.section:
            self._settle_preamble()
        self._marks(piece.unit)
        self.series, job_class = self._by_key[piece.name]
        passage = self.source.passage(piece.unit.start, piece.unit.end)
        if passage is not None:
            job_class.words.append(passage)
        if not self.several:
            return
        following = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        self.owner = job_class
        if following is not None and following.kind == "section" and following.name in CORE:
            self.block, self.section, self.major = True, "definition", ""
        elif self.major in _BEARING:
            self.section = self.major
        else:
            self.section = self.major = "definition"

    def _series(self, piece: Piece) -> None:
        self._marks(piece.unit)
        own = next((item for item in self.plan.series if _belongs(piece.name, item)), None)
        if own is None and len(self.plan.series) == 1 and not self.plan.series[0].words:
            own = self.plan.series[0]
        if own is None:
            if not self.section:
                self.preamble.append(piece)
            else:
                self.source.heading(piece.unit.start, piece.unit.end)
            return
        if own is not self.series or not self.section:
            first = not self.section
            self.series = own
            if len(self.plan.series) > 1:
                self._settle_preamble()
                self.section = self.major = "concept"
                self.owner = None
            elif first:
                self.plan.name = self.plan.name or _folded(self.source.text[piece.unit.start : piece.unit.end])
        elif len(self.plan.series) > 1:
            self.section = self.major = "concept"
            self.owner = None
        passage = self.source.passage(piece.unit.start, piece.unit.end)
        if passage is not None:
            own.words.append(passage)

    def _words(self, piece: Piece, at: int) -> int:
        """Place a text, item or row; how many pieces after it were placed with it."""
        text, unit = self.source.text, piece.unit
        content = text[unit.start : unit.end]
        if is_chrome(content):
            return 0
        names = self._names(piece)
        if names:
            self.plan.competencies += named.take_names(self.source, names)
            return 0
        if self.section == "competencies":
            return self._competency(piece)
        if self.section in ("definition", "levels") and re.search(r"(?i)\bcompetency\s+model\b", content):
            self.section = self.major = "competencies"
            self.owner = None if self.several else self.owner
            self.place.note(unit.start, unit.end)
            return 0
        owner = None if self.several and self.section in ("concept", "scope", "classes") else self.owner
        self.place.put(self.section, piece, self.series, owner)
        if content.rstrip().endswith(":") and named.LEAD.search(content):
            following = [item.unit for item in self.pieces[at + 1 :] if item.kind in ("text", "item")]
            count = 0
            for item in self.pieces[at + 1 :]:
                if item.kind not in ("text", "item") or not named.entries(self.source, [item.unit], 0):
                    break
                count += 1
            if count >= 2:
                found = named.take_entries(self.source, following[:count])
                if "competenc" in content.casefold().rsplit("initiative", 1)[-1]:
                    self.plan.competencies += found
                else:
                    self.plan.initiatives += found
                return count
        return 0

    def _names(self, piece: Piece) -> list[tuple[int, int]]:
        """The competencies that a line runs together, where the text speaks of competencies."""
        if piece.kind == "row" or self.section != "competencies":
            return []
        return named.run_together(self.source.text, piece.unit)

    def _competency(self, piece: Piece) -> int:
        unit = piece.unit
        content = self.source.text[unit.start : unit.end]
        self._marks(unit)
        if named.entries(self.source, [unit], 0):
            self.plan.competencies += named.take_entries(self.source, [unit])
        elif piece.kind == "item" and len(content.split()) <= 6:
            self.plan.competencies += named.take_names(self.source, [(unit.start, unit.end)])
        else:
            self.place.note(unit.start, unit.end)
        return 0

    def _settle_preamble(self) -> None:
        """What stands before the first section: the title, a bare class code, who published it, notes, chrome."""
        waiting, self.preamble = self.preamble, []
        titles = {key_of(item.title): item for item in self.plan.classes() if item.title}
        named_already = bool(titles)
        before_title = self._before_the_page_title(waiting)
        for at, piece in enumerate(waiting):
            unit = piece.unit
            text = self.source.text[unit.start : unit.end]
            if is_chrome(text) or (at < before_title and self._navigation(text, titles)):
                continue
            self._marks(unit)
            code = tables.CODE_LINE.match(text) if self.owner is not None and not self.owner.code else None
            if code and self.owner is not None:
                self._bare_code(unit, code)
                named_already = bool(self.owner.title)
                continue
            heading = piece.kind in ("heading", "series", "sub") or title_case(self.source.text, unit)
            short = heading or (piece.kind == "text" and len(text.split()) <= 14 and not text.rstrip().endswith("."))
            if key_of(text) in titles:
                self._take_title(titles[key_of(text)].words, unit, text)
            elif _BOILERPLATE.search(text) or (at < before_title and _PUBLISHER.search(text)):
                self.plan.publisher = self.plan.publisher or _folded(text.strip().split("\n")[0]).rstrip(".")
                self.place.note(unit.start, unit.end)
            elif self.owner is not None and not named_already and short and not text.strip().startswith("("):
                self._name_owner(self.owner, unit, text)
                titles[key_of(self.owner.title)] = self.owner
                named_already = True
            elif _PUBLISHER.search(text) and not heading:
                self.plan.publisher = self.plan.publisher or _folded(text.strip().split("\n")[0]).rstrip(".")
                self.place.note(unit.start, unit.end)
            elif heading and not self.plan.name and self.several:
                self._take_title(self.series.words if self._is_series(text) else None, unit, text)
            elif heading:
                self.source.heading(unit.start, unit.end)
            elif piece.kind == "row" or unit.start < unit.end:
                self.place.note(unit.start, unit.end)

    def _before_the_page_title(self, waiting: list[Piece]) -> int:
        """How many of the pieces stand before the title that a web page marks as such; 0 for what is no web page."""
        if "html" not in self.source.document.media_type:
            return 0
        tops = (at for at, piece in enumerate(waiting) if piece.unit.kind == "heading" and piece.unit.level == 1)
        return next(tops, 0)

    def _navigation(self, text: str, titles: dict[str, ClassDraft]) -> bool:
        """Whether a line above a page's title says nothing of the class: no title, no figure, no publisher."""
        words = text.split()
        return (
            len(words) <= 8
            and not text.rstrip().endswith(".")
            and key_of(text) not in titles
            and not any(character.isdigit() for character in text)
            and not _BOILERPLATE.search(text)
            and not _PUBLISHER.search(text)
        )

    def _name_owner(self, owner: ClassDraft, unit: Unit, text: str) -> None:
        """The class's title; its own code in parentheses behind it is no part of the title."""
        coded = _CODED_TITLE.match(text)
        if coded is not None and coded.group("code").casefold() == owner.code.casefold():
            title, text = replace(unit, end=unit.start + coded.end("title")), coded.group("title")
            owner.name(_folded(text))
            self._take_title(owner.words, title, text)
            self._take_title(owner.words, replace(unit, start=title.end), text)
            return
        owner.name(_folded(text))
        self._take_title(owner.words, unit, text)

    def _bare_code(self, unit: Unit, found: re.Match[str]) -> None:
        owner = self.owner
        if owner is None:
            return
        code = self.source.passage(unit.start + found.start("code"), unit.start + found.end("code"))
        if code is not None:
            tables.fill(self.plan, owner, "code", code)
        if found.group("title") and not owner.title:
            title = self.source.passage(unit.start + found.start("title"), unit.start + found.end("title"))
            if title is not None:
                tables.fill(self.plan, owner, "title", title)

    def _take_title(self, words: list | None, unit: Unit, text: str) -> None:  # type: ignore[type-arg]
        self.plan.name = self.plan.name or _folded(text)
        if words is None:
            self.source.heading(unit.start, unit.end)
            return
        passage = self.source.passage(unit.start, unit.end)
        if passage is not None:
            words.append(passage)

    def _is_series(self, text: str) -> bool:
        key = key_of(text)
        return len(self.plan.series) == 1 and (
            key == key_of(self.series.title) or all(key == key_of(stem_of(item.title)) for item in self.series.classes)
        )

    def _marks(self, unit: Unit) -> None:
        for mark in unit.marks:
            self.source.mark(*mark)


def _belongs(stem: str, series: SeriesDraft) -> bool:
    """Whether a heading `… series` names the series: its title, or the stem of one of its classes."""
    return key_of(series.title) in (stem, f"{stem} series") or any(
        key_of(item.title).startswith(stem + " ") for item in series.classes
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
