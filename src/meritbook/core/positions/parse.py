"""A position description out of a document in anybody's layout.

Headings and labels say which field a text belongs to; a heading that is not known is kept in `other` with its words. A
choice (policy role, budget role, reach) is set only when the words name exactly one; an amount only when it is plain.
Nothing is lost: every word of the document that is no recognised label stands in a field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from meritbook.core.documents.model import Document
from meritbook.core.positions import readings
from meritbook.core.positions.characters import cleaned
from meritbook.core.positions.duties import Found, Line, begins_duty, numbered, read_duties
from meritbook.core.positions.errors import PositionTextMissingError
from meritbook.core.positions.labels import DUTY_FIELDS, ONE_LINE
from meritbook.core.positions.layout import BUDGET_IN_WORDS, POLICY_IN_WORDS
from meritbook.core.positions.model import PositionDescription, Program, Subordinate, Supervisor
from meritbook.core.positions.sections import LOOSE, OTHER, Section, sections_of

_PARAGRAPHS = ("purpose", "decisions", "contacts", "qualifications")
_ESSENTIAL = {"essential_duties": True, "marginal_duties": False}


def parse_position(document: Document, *, number: str = "") -> PositionDescription:
    """The position description that the document holds; `number` is used when the document gives none.

    A number is never made up: without one the field is empty, and `check.problems` says so. Raises
    `PositionTextMissingError` for a document without words.
    """
    if not document.text.strip():
        raise PositionTextMissingError(f"{document.name} holds no text.", where=document.name)
    reader = _Reader()
    for section in sections_of(document):
        reader.take(section)
    return cleaned(reader.description(number))


def _text(lines: Sequence[Line]) -> str:
    """The lines as text: blocks stay apart, lines that the page's width broke are joined."""
    blocks: list[tuple[int, list[str]]] = []
    for line in lines:
        if blocks and blocks[-1][0] == line.block:
            blocks[-1][1].append(line.text.strip())
        else:
            blocks.append((line.block, [line.text.strip()]))
    return "\n".join(" ".join(words) for _, words in blocks).strip()


class _Reader:
    """Takes sections one by one and gathers the fields."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.texts: dict[str, list[str]] = {}
        self.duties: list[tuple[Found, bool | None]] = []
        self.subordinates: list[Subordinate] | None = None
        self.programs: list[Program] = []
        self.other: list[tuple[str, str]] = []
        self.loose: list[Section] = []

    def take(self, section: Section) -> None:
        if section.aside:
            self.other.append((section.heading, section.aside))
        if section.field == LOOSE:
            self.loose.append(section)
        elif section.field == OTHER:
            if section.heading or not section.empty:
                self.other.append((section.heading, _text(section.lines)))
        elif section.field in DUTY_FIELDS:
            self.take_duties(section)
        elif section.field in _PARAGRAPHS:
            self.add(section.field, _text(section.lines))
        elif section.field in self.readers:
            self.readers[section.field](self, section)
        else:
            self.take_line(section)

    def add(self, field: str, text: str) -> None:
        if text:
            self.texts.setdefault(field, []).append(text)

    def keep(self, section: Section, text: str) -> None:
        """Keep the section word for word under its own heading."""
        if text:
            self.other.append((section.heading.rstrip(" :"), text))

    def take_line(self, section: Section) -> None:
        text = _text(section.lines)
        plausible = section.field != "number" or readings.is_number(text)
        if section.field not in self.fields and text and "\n" not in text and plausible:
            self.fields[section.field] = text
        elif text and text != self.fields.get(section.field):
            self.keep(section, text)

    def take_title(self, section: Section) -> None:
        rest, *more = section.lines or [Line("", "paragraph", 0)]
        words = rest.text.strip(" :#()")
        if words and len(words.split()) == 1 and any(character.isdigit() for character in words):
            self.fields.setdefault("title_number", words)
        elif words:
            self.keep(section, words)
        if more:
            self.loose.append(Section(LOOSE, "", more))

    def take_duties(self, section: Section) -> None:
        found = read_duties(section.lines, percent_column=section.percent_column)
        essential = _ESSENTIAL.get(section.field)
        self.duties.extend((duty, essential) for duty in found.duties)
        self.keep(section, found.introduction)

    def take_reports_to(self, section: Section) -> None:
        text = _text(section.lines)
        supervisor = readings.read_supervisor(text)
        if "reports_to" in self.fields or supervisor is None:
            self.keep(section, text)
        else:
            self.fields["reports_to"] = supervisor

    def take_direction(self, section: Section) -> None:
        text = _text(section.lines)
        read = readings.read_direction(text)
        if read and "direction_received" not in self.fields:
            self.fields["direction_received"] = read[0]
            if read[1]:
                return
        self.keep(section, text)

    def take_supervision(self, section: Section) -> None:
        text = _text(section.lines)
        if readings.says_nobody(text) and self.subordinates is None:
            self.subordinates = []
            return
        found: list[Subordinate] = []
        rest: list[Line] = []
        for line in section.lines:
            parts = [line.text] if line.cells else readings.split_subordinates(readings.without_bullet(line.text))
            columns = section.columns
            read = [self._subordinate(part, line, columns) for part in parts if part.strip()]
            if all(read):
                found.extend(one for one in read if one)
            else:
                rest.append(line)
        if found:
            self.subordinates = [*(self.subordinates or []), *found]
        self.add("supervision", _text(rest))

    @staticmethod
    def _subordinate(text: str, line: Line, columns: tuple[str, ...]) -> Subordinate | None:
        if line.kind == "table_row" and columns and len(line.cells) == len(columns):
            return readings.subordinate_of_cells(dict(zip(columns, line.cells, strict=True)))
        from_text = text.strip().lstrip("•◦▪*-–— \uf0b7").strip() if line.kind != "table_row" else text
        return readings.read_subordinate(from_text)

    def take_budget(self, section: Section) -> None:
        text = _text(section.lines)
        amount = readings.read_money(text)
        role = readings.read_budget_role(text)
        alone = False
        if amount and "budget" not in self.fields:
            self.fields["budget"] = amount.dollars
            alone = amount.alone
        if role:
            roles: set[str] = self.fields.setdefault("budget_roles", set())
            roles.add(role[0])
            alone = alone or role[1]
        if not alone:
            self.add("budget_text", text)

    def take_fte(self, section: Section) -> None:
        text = _text(section.lines)
        fte = readings.read_fte(text)
        if fte is not None and "fte" not in self.fields:
            self.fields["fte"] = fte
        else:
            self.keep(section, text)

    def take_programs(self, section: Section) -> None:
        text = _text(section.lines)
        if listed := readings.read_program_list(text):
            self.programs.extend(listed)
            return
        items = [line for line in section.lines if line.kind == "list_item" or begins_duty(line)]
        if len(section.lines) > 1 and len(items) < len(section.lines):
            self.keep(section, text)
            return
        names = [part.strip() for line in section.lines for part in self._program_parts(line, len(section.lines))]
        read = [readings.read_program(name) for name in names]
        if all(read):
            self.programs.extend(program for program in read if program)
        else:
            self.keep(section, text)

    @staticmethod
    def _program_parts(line: Line, lines: int) -> list[str]:
        text = readings.without_bullet(line.text)
        return [part for part in text.split(";") if part.strip()] if lines == 1 and "(" not in text else [text]

    def take_policy(self, section: Section) -> None:
        text = _text(section.lines)
        role = readings.read_policy_role(text)
        if role:
            roles: set[str] = self.fields.setdefault("policy_roles", set())
            roles.add(role[0])
            if role[1]:
                return
        self.add("policy_text", text)

    def take_specialised(self, section: Section) -> None:
        text = _text(section.lines)
        required = readings.read_required(text)
        if required is not None:
            needs: set[bool] = self.fields.setdefault("needs", set())
            needs.add(required)
        self.add("specialised_qualification", text)

    def take_reach(self, section: Section) -> None:
        text = _text(section.lines)
        reach = readings.read_reach(text)
        if reach and reach[1]:
            self.fields.setdefault("reach", reach[0])
        self.keep(section, text)

    readers: dict[str, Callable[[_Reader, Section], None]] = {
        "title": take_title,
        "reports_to": take_reports_to,
        "direction_received": take_direction,
        "supervision": take_supervision,
        "budget": take_budget,
        "fte": take_fte,
        "programs": take_programs,
        "policy": take_policy,
        "specialised": take_specialised,
        "reach": take_reach,
    }

    def take_loose(self) -> None:
        """Place the words that stand under no heading: items as duties when there are no others, prose as purpose."""
        for section in self.loose:
            items = [line for line in section.lines if line.kind == "list_item" or begins_duty(line)]
            if items and not self.duties:
                first = section.lines.index(items[0])
                before, after = section.lines[:first], section.lines[first:]
                found = read_duties(after)
                self.duties.extend((duty, None) for duty in found.duties)
                self.add("loose", "\n".join(part for part in (_text(before), found.introduction) if part))
            else:
                self.add("loose", _text(section.lines))
        loose = "\n".join(self.texts.pop("loose", []))
        if loose and "purpose" not in self.texts:
            self.add("purpose", loose)
        elif loose:
            self.other.insert(0, ("", loose))

    def description(self, number: str) -> PositionDescription:
        self.take_loose()
        fields = self.fields
        given = fields.pop("title_number", "")
        values: dict[str, Any] = {field: fields[field] for field in ONE_LINE if field in fields}
        reach = values.pop("reach", None)
        supervisor_number = values.pop("reports_to_number", "")
        values["number"] = values.get("number") or given or number
        if given and given != values["number"]:
            self.other.append(("Position description", given))
        if supervisor_number:
            self._supervisor_number(values, supervisor_number)
        for name in ("direction_received", "budget"):
            if name in fields:
                values[name] = fields[name]
        values.update({name: "\n".join(texts) for name, texts in self.texts.items()})
        values["budget_role"] = self._one("budget_roles", "budget_text", BUDGET_IN_WORDS, values)
        values["policy_role"] = self._one("policy_roles", "policy_text", POLICY_IN_WORDS, values)
        needs: set[bool] = fields.get("needs", set())
        values["specialised_qualification_required"] = next(iter(needs)) if len(needs) == 1 else None
        values["programs"] = tuple(
            program if program.reach or not reach else program.model_copy(update={"reach": reach})
            for program in self.programs
        )
        values["subordinates"] = None if self.subordinates is None else tuple(self.subordinates)
        values["duties"] = numbered(self.duties)
        values["other"] = tuple(self.other)
        return PositionDescription.model_validate(values)

    def _supervisor_number(self, values: dict[str, Any], number: str) -> None:
        supervisor = values.get("reports_to") or Supervisor()
        if supervisor.position_number:
            self.other.append(("Supervisor's position number", number))
        else:
            values["reports_to"] = supervisor.model_copy(update={"position_number": number})

    def _one(self, name: str, text: str, words: dict[Any, str], values: dict[str, Any]) -> str | None:
        """The one choice that all places agree on; where they differ, none, and their words stay in the text."""
        found: set[str] = self.fields.get(name, set())
        if len(found) == 1:
            return next(iter(found))
        said = [words[choice] for choice in sorted(found) if words[choice] not in values.get(text, "")]
        if said:
            values[text] = "\n".join(part for part in (values.get(text, ""), *said) if part)
        return None
