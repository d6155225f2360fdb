"""Reads a strategic plan out of StratML Part 1 (ISO 17469-1, the core), with every fault by its line and element.

The structure that is checked is written down here in our own table (`STRUCTURE`), after the published one. What the
table does not know is kept and reported, not dropped. No entity is resolved and nothing is fetched.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final, NamedTuple

from lxml import etree
from pydantic import ValidationError

from meritbook.core.faults import fault_in_words
from meritbook.core.results.plans import Kept, PlanText
from meritbook.core.values import Value
from meritbook.readers.errors import DamagedFileError, ReaderError, TooLargeError, UnsafeXmlError
from meritbook.readers.limits import MEBIBYTE
from meritbook.readers.package import parse_xml

NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
MOST_BYTES: Final = MEBIBYTE
MOST_ELEMENTS: Final = 10_000
MOST_FAULTS: Final = 50
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_OTHERS: Final = {
    "http://www.stratml.net": "the form of StratML from before the international standard",
    "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport": "StratML Part 2, a performance plan or report",
    "http://www.stratml.net/PerformancePlanOrReport": "an early form of StratML Part 2",
}
_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
"""An XML name without a colon, near enough for identifiers."""
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?")


class Child(NamedTuple):
    """What may stand in an element: its name, and how often."""

    name: str
    least: int = 0
    most: int | None = 1
    """None for any number."""


_DESCRIBED = (Child("Description"), Child("Identifier"))
_PARTY = Child("Stakeholder", most=None)
STRUCTURE: Final[dict[str, tuple[Child, ...]]] = {
    "StrategicPlan": (
        Child("Name", 1),
        Child("Description"),
        Child("OtherInformation"),
        Child("StrategicPlanCore", 1),
        Child("AdministrativeInformation"),
    ),
    "StrategicPlanCore": (
        Child("Organization", most=None),
        Child("Vision"),
        Child("Mission"),
        Child("Value", most=None),
        Child("Goal", 1, None),
    ),
    "Organization": (Child("Name"), Child("Acronym"), Child("Identifier"), Child("Description"), _PARTY),
    "Vision": _DESCRIBED,
    "Mission": _DESCRIBED,
    "Value": (Child("Name"), Child("Description")),
    "Goal": (
        Child("Name", 1),
        Child("Description", 1),
        Child("Identifier"),
        Child("SequenceIndicator"),
        _PARTY,
        Child("OtherInformation"),
        Child("Objective", most=None),
    ),
    "Objective": (
        Child("Name"),
        Child("Description"),
        Child("Identifier"),
        Child("SequenceIndicator"),
        _PARTY,
        Child("OtherInformation"),
    ),
    "Stakeholder": (Child("Name", 1), Child("Description")),
    "AdministrativeInformation": (
        Child("StartDate"),
        Child("EndDate"),
        Child("PublicationDate"),
        Child("Source"),
        Child("Submitter"),
    ),
    "Submitter": (Child("GivenName"), Child("Surname"), Child("PhoneNumber"), Child("EmailAddress")),
}
"""Elements that hold others, with what may stand in each, in the order of the standard. All others hold words."""
DAYS: Final = frozenset({"StartDate", "EndDate", "PublicationDate"})
KINDS: Final = ("Person", "Organization", "Generic_Group")


class Fault(Value):
    """Something in a document that is not as the standard has it."""

    line: int
    element: str
    says: str


class StratmlFile(Value):
    """A plan that was read, and what a person should know of the reading."""

    text: PlanText
    notes: tuple[str, ...]


class StratmlError(ReaderError):
    """A document that is no StratML Part 1: each fault with its line and element in the details."""

    code = "stratml.structure"
    remedy = "Mend the document at the lines that are named, or ask whoever made it for one that is valid."


class StratmlNamespaceError(ReaderError):
    """XML of another kind than StratML Part 1."""

    code = "stratml.namespace"
    remedy = f"Save the plan as StratML Part 1 of ISO 17469-1: the element StrategicPlan in the namespace {NAMESPACE}."


def read_stratml(data: bytes, *, name: str) -> StratmlFile:
    """The plan in the document. Raises `StratmlError`, whose details list the faults; `StratmlNamespaceError`;
    `TooLargeError`; `DamagedFileError`; `UnsafeXmlError`.
    """
    if len(data) > MOST_BYTES:
        raise TooLargeError(f"“{name}” has {len(data):,} bytes; the limit of a plan is {MOST_BYTES:,}.")
    ask = "Ask whoever made the document for one that is plain XML without a document type."
    try:
        root = parse_xml(data, part="the document", name=name)
    except UnsafeXmlError as refused:
        raise UnsafeXmlError(refused.message, where=refused.where, remedy=ask) from refused
    except DamagedFileError as refused:
        mend = "Mend the XML at that line, or save the document anew in the program that made it."
        raise DamagedFileError(f"“{name}” is not well-formed XML.", where=refused.where, remedy=mend) from refused
    _check_root(root, name)
    reading = _Reading()
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise TooLargeError(f"“{name}” has more than {MOST_ELEMENTS:,} elements.")
    plain = reading.plan(root)
    if b"<!--" in data:
        reading.notes.append("Comments in the document are not kept.")
    text = reading.text(plain, root)
    if reading.faults or text is None:
        first = reading.faults[0]
        more = f" There are {len(reading.faults)} faults in all." if len(reading.faults) > 1 else ""
        raise StratmlError(
            f"“{name}” is not valid: line {first.line}, {first.element}: {first.says}{more}",
            where=f"line {first.line}, {first.element}",
            details={"faults": [one.plain() for one in reading.faults[:MOST_FAULTS]]},
        )
    return StratmlFile(text=text, notes=tuple(dict.fromkeys(reading.notes)))


def _check_root(root: Any, name: str) -> None:
    tag = etree.QName(root)
    if tag.namespace == NAMESPACE and tag.localname == "StrategicPlan":
        return
    known = _OTHERS.get(tag.namespace or "")
    what = f", which is {known}" if known else ""
    raise StratmlNamespaceError(
        f"“{name}” begins with {tag.localname} in the namespace {tag.namespace or 'of no name'}{what}.",
        where=f"line {root.sourceline}, {tag.localname}",
    )


class _Reading:
    """One document while it is read: the faults, the notes, and what has no place of its own."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.kept: list[dict[str, str]] = []
        self.keys: set[str] = set()
        self.named: dict[str, int] = {}

    def fault(self, element: Any, says: str) -> None:
        self.faults.append(Fault(line=element.sourceline or 0, element=etree.QName(element).localname, says=says))

    def children(self, element: Any, place: str) -> dict[str, list[Any]]:
        """What stands in an element by name, held against the table; what it does not know is kept under `place`."""
        name = etree.QName(element).localname
        order = [one.name for one in STRUCTURE[name]]
        found: dict[str, list[Any]] = {one: [] for one in order}
        highest = 0
        self.attributes(element)
        for words in (element.text, *(child.tail for child in element)):
            if words and words.strip():
                self.fault(element, f"words stand between its elements: “{words.strip()[:60]}”.")
        for child in element:
            tag = etree.QName(child)
            if tag.namespace != NAMESPACE or tag.localname not in found:
                self.keep(child, place, name)
                continue
            at = order.index(tag.localname)
            if at < highest:
                self.notes.append(
                    f"Line {child.sourceline}: {tag.localname} stands later in {name} than the standard has it. It is "
                    "read, and written in the order of the standard."
                )
            highest = max(highest, at)
            found[tag.localname].append(child)
        for one in STRUCTURE[name]:
            count = len(found[one.name])
            if count < one.least:
                self.fault(element, f"{one.name} is missing.")
            if one.most is not None and count > one.most:
                self.fault(found[one.name][one.most], f"{one.name} stands {count} times; it may stand once.")
        return found

    def attributes(self, element: Any) -> None:
        for name in element.attrib:
            tag = etree.QName(name)
            if tag.namespace == _XSI or (not tag.namespace and tag.localname == "StakeholderTypeType"):
                continue
            self.notes.append(
                f"Line {element.sourceline}: the attribute {tag.localname} of {etree.QName(element).localname} is not "
                "kept."
            )

    def keep(self, child: Any, place: str, within: str) -> None:
        xml = etree.tostring(child, method="c14n", exclusive=True).decode("utf-8")
        self.kept.append({"place": place, "xml": xml})
        self.notes.append(
            f"Line {child.sourceline}: {etree.QName(child).localname} in {within} is not of the standard. It is kept "
            "as it is, and written back."
        )

    def words(self, some: list[Any]) -> str:
        """The words of an element that holds no other."""
        if not some:
            return ""
        element = some[0]
        self.attributes(element)
        if len(element):
            self.fault(element, "it holds words, and an element stands in it.")
        return (element.text or "").strip()

    def day(self, some: list[Any]) -> str | None:
        said = self.words(some)
        if not said:
            return None
        match = _DAY.fullmatch(said)
        try:
            return date.fromisoformat(match.group(1) if match else "").isoformat()
        except ValueError:
            self.fault(some[0], f"“{said[:40]}” is no day; days are written 2026-07-01.")
            return None

    def identifier(self, some: list[Any]) -> str:
        said = self.words(some)
        if not said:
            return ""
        if not _NAME.fullmatch(said):
            self.fault(some[0], f"“{said[:60]}” is no identifier: it begins with a letter or _, without spaces.")
        if said in self.named:
            self.fault(some[0], f"the identifier {said[:60]} stands in line {self.named[said]} too.")
        self.named.setdefault(said, some[0].sourceline or 0)
        return said

    def key(self, wished: str, otherwise: str) -> str:
        """A key that is not taken: of an identifier, else of the place in the document."""
        found = re.sub(r"[^a-z0-9]+", "-", wished.lower()).strip("-")[:70] or otherwise
        if found in self.keys:
            found = otherwise
        number = 2
        while found in self.keys:
            found, number = f"{otherwise}-{number}x", number + 1
        self.keys.add(found)
        return found

    def stakeholders(self, some: list[Any], place: str) -> list[dict[str, Any]]:
        found = []
        for number, one in enumerate(some, start=1):
            held = self.children(one, f"{place}.stakeholder.{number}")
            kind = one.get("StakeholderTypeType") or ""
            if kind and kind not in KINDS:
                self.fault(one, f"StakeholderTypeType is “{kind[:40]}”; it is one of {', '.join(KINDS)}.")
                kind = ""
            found.append({"name": self.words(held["Name"]), "says": self.words(held["Description"]), "kind": kind})
        return found

    def part(self, element: Any, otherwise: str) -> tuple[dict[str, Any], dict[str, list[Any]]]:
        """A goal or an objective, and what stands in it."""
        # Its key is needed for what is kept of it, so its identifier is looked up before its children are.
        first = element.find(f"{{{NAMESPACE}}}Identifier")
        wished = (first.text or "").strip() if first is not None else ""
        key = self.key(wished, otherwise)
        held = self.children(element, key)
        identifier = self.identifier(held["Identifier"])
        return {
            "key": key,
            "name": self.words(held["Name"]),
            "says": self.words(held["Description"]),
            "identifier": "" if identifier == f"_{key}" else identifier,
            "sequence": self.words(held["SequenceIndicator"]),
            "stakeholders": self.stakeholders(held["Stakeholder"], key),
            "other": self.words(held["OtherInformation"]),
        }, held

    def plan(self, root: Any) -> dict[str, Any]:
        held = self.children(root, "plan")
        plain: dict[str, Any] = {
            "name": self.words(held["Name"]),
            "says": self.words(held["Description"]),
            "other": self.words(held["OtherInformation"]),
        }
        for element in held["StrategicPlanCore"][:1]:
            plain |= self.core(element)
        for element in held["AdministrativeInformation"][:1]:
            plain |= self.administrative(element)
        return plain | {"kept": self.kept}

    def core(self, element: Any) -> dict[str, Any]:
        held = self.children(element, "core")
        plain: dict[str, Any] = {"organizations": [], "values": [], "goals": []}
        for number, one in enumerate(held["Organization"], start=1):
            own = self.children(one, f"organization.{number}")
            plain["organizations"].append(
                {
                    "name": self.words(own["Name"]),
                    "acronym": self.words(own["Acronym"]),
                    "identifier": self.identifier(own["Identifier"]),
                    "says": self.words(own["Description"]),
                    "stakeholders": self.stakeholders(own["Stakeholder"], f"organization.{number}"),
                }
            )
        for name in ("Vision", "Mission"):
            for one in held[name][:1]:
                own = self.children(one, name.lower())
                plain[name.lower()] = self.words(own["Description"])
                plain[f"{name.lower()}_identifier"] = self.identifier(own["Identifier"])
        names: set[str] = set()
        for number, one in enumerate(held["Value"], start=1):
            own = self.children(one, f"value.{number}")
            said = self.words(own["Name"])
            key = re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")[:70]
            key = key if key and key not in names else f"value-{number}"
            names.add(key)
            plain["values"].append({"key": key, "name": said, "says": self.words(own["Description"])})
        for number, one in enumerate(held["Goal"], start=1):
            goal, own = self.part(one, f"goal-{number}")
            strategies = [
                self.part(each, f"goal-{number}-{place}")[0] for place, each in enumerate(own["Objective"], start=1)
            ]
            plain["goals"].append({**goal, "strategies": strategies})
        return plain

    def administrative(self, element: Any) -> dict[str, Any]:
        held = self.children(element, "administrative")
        plain: dict[str, Any] = {
            "starts_on": self.day(held["StartDate"]),
            "last_day": self.day(held["EndDate"]),
            "published_on": self.day(held["PublicationDate"]),
            "source": self.words(held["Source"]),
        }
        for one in held["Submitter"][:1]:
            own = self.children(one, "submitter")
            plain["submitter"] = {
                "given_name": self.words(own["GivenName"]),
                "surname": self.words(own["Surname"]),
                "phone": self.words(own["PhoneNumber"]),
                "email": self.words(own["EmailAddress"]),
            }
        return plain

    def text(self, plain: dict[str, Any], root: Any) -> PlanText | None:
        """The plan as a value; what its own limits refuse is a fault as well."""
        if self.faults:
            return None
        try:
            return PlanText.model_validate(plain)
        except ValidationError as error:
            for one in error.errors(include_url=False)[:MOST_FAULTS]:
                where = ".".join(str(step) for step in one["loc"])
                self.fault(root, f"{where}: {fault_in_words(one)}.")
            return None


__all__ = ["NAMESPACE", "STRUCTURE", "Fault", "Kept", "StratmlError", "StratmlFile", "read_stratml"]
