"""A competency model as lines that a person types, for the form of the site.

    coordinator: Coordinator | Advises management. | maine: public-service-coordinator-i, public-service-coordinator-ii

is a role: key, name, what it is, and the classes of a plan that work in it; the last two may be left out. And

    # customer-focused: Customer Focused
    Know whom the work is for, and listen to them.
    cues: customer*; the public
    @ coordinator
    need-understood: Finds out what those who ask for advice need before giving it.

is a competency: its name, its definition, the words by which duties call for it, and for each role the behaviours, a
line each. A key may be left out before a behaviour, and is made out of its words then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from meritbook.core.competencies.keys import key_of
from meritbook.core.competencies.model import CompetencyModel, CompetencyModelError

_KEYED = re.compile(r"([a-z0-9][a-z0-9-]{0,59}):\s+(.+)")
_HEADED = re.compile(r"#\s*(?:([a-z0-9][a-z0-9-]{0,59}):\s+)?(.+)")
_SIGNS = re.compile(r"[#@\\]|cues:", re.IGNORECASE)


class ModelLinesError(CompetencyModelError):
    """Lines that are no roles or competencies of a model."""

    code = "competencies.model_lines"
    remedy = "Mend the line that is named; the text beside the field shows how lines are written."


def points_in(text: str) -> tuple[str, ...]:
    """The points of a scale, a line each."""
    return tuple(one.strip() for one in text.splitlines() if one.strip())


def roles_in(text: str) -> list[dict[str, Any]]:
    """The roles of the lines, in the shape of the model; raises `ModelLinesError`."""
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for number, line in _lines(text):
        parts = [one.strip() for one in line.split("|")]
        if len(parts) > 3 or not parts[0]:
            raise ModelLinesError(
                f"Line {number}: a role is a name, what it is, and its classes, with | between them.",
                where=f"roles, line {number}",
            )
        keyed = _KEYED.fullmatch(parts[0])
        name = keyed[2] if keyed else parts[0]
        key = keyed[1] if keyed else key_of(name, taken)
        taken.add(key)
        role: dict[str, Any] = {"key": key, "name": name, "says": parts[1] if len(parts) > 1 else ""}
        if len(parts) > 2 and parts[2]:
            plan, colon, refs = parts[2].partition(":")
            classes = tuple(one.strip() for one in refs.split(",") if one.strip())
            if not colon or not classes:
                raise ModelLinesError(
                    f"Line {number}: the classes of a role are written as “plan: class, class”.",
                    where=f"roles, line {number}",
                )
            role |= {"plan": plan.strip(), "classes": classes}
        found.append(role)
    return found


def competencies_in(text: str) -> list[dict[str, Any]]:
    """The competencies of the lines, in the shape of the model; raises `ModelLinesError`."""
    found: list[dict[str, Any]] = []
    names: set[str] = set()
    taken = {keyed[1] for _, line in _lines(text) if (keyed := _KEYED.fullmatch(line))}
    one: dict[str, Any] | None = None
    role = ""
    for number, line in _lines(text):
        if line.startswith("#"):
            headed = _HEADED.fullmatch(line)
            if headed is None:
                raise ModelLinesError(f"Line {number} names no competency.", where=f"competencies, line {number}")
            key = headed[1] or key_of(headed[2], names)
            names.add(key)
            one, role = {"key": key, "name": headed[2].strip(), "definition": "", "cues": (), "behaviours": {}}, ""
            found.append(one)
        elif one is None:
            raise ModelLinesError(
                f"Line {number} belongs to no competency: begin with a line “# Name”.",
                where=f"competencies, line {number}",
            )
        elif line.startswith("@"):
            role = line[1:].strip()
            one["behaviours"].setdefault(role, [])
        elif role:
            one["behaviours"][role].append(_behaviour(line, taken))
        elif line.casefold().startswith("cues:"):
            one["cues"] = tuple(cue.strip() for cue in line[5:].split(";") if cue.strip())
        else:
            said = line[1:] if line.startswith("\\") else line
            one["definition"] = f"{one['definition']} {said}".strip()
    return found


def _behaviour(line: str, taken: set[str]) -> dict[str, str]:
    said = line[1:] if line.startswith("\\") else line
    if keyed := _KEYED.fullmatch(line):
        return {"key": keyed[1], "says": keyed[2]}
    key = key_of(said, taken)
    taken.add(key)
    return {"key": key, "says": said}


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def lines_of_points(model: CompetencyModel) -> str:
    """The points of its scale, a line each."""
    return "\n".join(model.scale.points)


def lines_of_roles(model: CompetencyModel) -> str:
    """Its roles as lines; `roles_in` reads them back."""
    found = []
    for one in model.roles:
        line = f"{one.key}: {_flat(one.name)}"
        if one.says or one.plan:
            line += f" | {_flat(one.says)}"
        if one.plan:
            line += f" | {one.plan}: {', '.join(one.classes)}"
        found.append(line)
    return "\n".join(found)


def lines_of_competencies(model: CompetencyModel) -> str:
    """Its competencies as lines; `competencies_in` reads them back."""
    found = []
    for one in model.competencies:
        found += [f"# {one.key}: {_flat(one.name)}", _escaped(_flat(one.definition))]
        if one.cues:
            found.append(f"cues: {'; '.join(one.cues)}")
        for role in model.roles:
            if behaviours := one.behaviours.get(role.key, ()):
                found.append(f"@ {role.key}")
                found += [f"{each.key}: {_flat(each.says)}" for each in behaviours]
        found.append("")
    return "\n".join(found).strip()


def _flat(words: str) -> str:
    return " ".join(words.replace("|", "/").split())


def _escaped(words: str) -> str:
    return f"\\{words}" if _SIGNS.match(words) else words
