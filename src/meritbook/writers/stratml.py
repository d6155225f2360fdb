"""Writes a plan as StratML Part 1 (ISO 17469-1, the core), and says what of the plan the standard has no place for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from lxml import etree

from meritbook.core.errors import MeritbookError
from meritbook.core.results.plans import Goal, PlanText, Stakeholder, Strategy
from meritbook.core.values import Value

_NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NoGoalError(MeritbookError):
    """A plan without a goal, which StratML cannot hold."""

    code = "stratml.no_goal"
    remedy = "Write at least one goal into the plan first."
    http_status = 422


class Written(Value):
    """The document, and what it does not carry."""

    data: bytes
    leaves_out: tuple[str, ...]


def leaves_out(text: PlanText) -> tuple[str, ...]:
    """What of the plan the standard has no place for, each in a sentence."""
    found = []
    actions = sum(1 for _ in text.actions())
    if actions:
        found.append(f"{actions} {'action' if actions == 1 else 'actions'} with owner and days.")
    if measures := len(text.measures()):
        found.append(f"The ties to {measures} {'measure' if measures == 1 else 'measures'} of the register.")
    if serving := sum(1 for one in text.parts() if one.part.serves):
        found.append(
            f"What {serving} {'goal or strategy serves' if serving == 1 else 'goals or strategies serve'} above."
        )
    return tuple(found)


def write_stratml(text: PlanText) -> Written:
    """The document as UTF-8, valid by the published structure but for what was kept of other documents.

    Raises `NoGoalError`.
    """
    if not text.goals:
        raise NoGoalError(f"“{text.name}” has no goal.", where="goals")
    places: dict[str, Any] = {}
    root = etree.Element(_tag("StrategicPlan"), nsmap={None: _NAMESPACE})
    places["plan"] = root
    _words(root, "Name", text.name, needed=True)
    _words(root, "Description", text.says)
    _words(root, "OtherInformation", text.other)
    _core(root, text, places)
    _administrative(root, text, places)
    etree.indent(root)
    # After the indent, which would otherwise put white space into what is kept as it came.
    for one in text.kept:
        places.get(one.place, root).append(etree.fromstring(one.xml, _parser()))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return Written(data=data, leaves_out=leaves_out(text))


def _core(root: Any, text: PlanText, places: dict[str, Any]) -> None:
    core = places["core"] = _under(root, "StrategicPlanCore")
    for number, one in enumerate(text.organizations, start=1):
        element = places[f"organization.{number}"] = _under(core, "Organization")
        _words(element, "Name", one.name)
        _words(element, "Acronym", one.acronym)
        _words(element, "Identifier", one.identifier)
        _words(element, "Description", one.says)
        _stakeholders(element, one.stakeholders, f"organization.{number}", places)
    for name, says, identifier in (
        ("Vision", text.vision, text.vision_identifier),
        ("Mission", text.mission, text.mission_identifier),
    ):
        if says or identifier or any(one.place == name.lower() for one in text.kept):
            element = places[name.lower()] = _under(core, name)
            _words(element, "Description", says)
            _words(element, "Identifier", identifier)
    for number, value in enumerate(text.values, start=1):
        element = places[f"value.{number}"] = _under(core, "Value")
        _words(element, "Name", value.name)
        _words(element, "Description", value.says)
    taken = set(text.identifiers())
    for goal in text.goals:
        element = _part(core, "Goal", goal, taken, places)
        for strategy in goal.strategies:
            _part(element, "Objective", strategy, taken, places)


def _part(above: Any, name: str, part: Goal | Strategy, taken: set[str], places: dict[str, Any]) -> Any:
    element = places[part.key] = _under(above, name)
    own = f"_{part.key}"
    _words(element, "Name", part.name, needed=name == "Goal")
    _words(element, "Description", part.says, needed=name == "Goal")
    _words(element, "Identifier", part.identifier or ("" if own in taken else own))
    _words(element, "SequenceIndicator", part.sequence)
    _stakeholders(element, part.stakeholders, part.key, places)
    _words(element, "OtherInformation", part.other)
    return element


def _stakeholders(above: Any, some: tuple[Stakeholder, ...], place: str, places: dict[str, Any]) -> None:
    for number, one in enumerate(some, start=1):
        element = places[f"{place}.stakeholder.{number}"] = _under(above, "Stakeholder")
        if one.kind:
            element.set("StakeholderTypeType", one.kind)
        _words(element, "Name", one.name, needed=True)
        _words(element, "Description", one.says)


def _administrative(root: Any, text: PlanText, places: dict[str, Any]) -> None:
    element = places["administrative"] = _under(root, "AdministrativeInformation")
    _day(element, "StartDate", text.starts_on)
    _day(element, "EndDate", text.last_day)
    _day(element, "PublicationDate", text.published_on)
    _words(element, "Source", text.source)
    if text.submitter is not None:
        own = places["submitter"] = _under(element, "Submitter")
        _words(own, "GivenName", text.submitter.given_name)
        _words(own, "Surname", text.submitter.surname)
        _words(own, "PhoneNumber", text.submitter.phone)
        _words(own, "EmailAddress", text.submitter.email)


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _under(above: Any, name: str) -> Any:
    return etree.SubElement(above, _tag(name))


def _words(above: Any, name: str, says: str, *, needed: bool = False) -> None:
    if says or needed:
        _under(above, name).text = _NO_XML.sub("\ufffd", says)


def _day(above: Any, name: str, day: date | None) -> None:
    if day is not None:
        _under(above, name).text = day.isoformat()


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
