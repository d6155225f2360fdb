"""The words of a plan as one form: whatever was typed comes back as it was typed, whether it can be kept or not."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from meritbook.core.faults import fault_in_words
from meritbook.core.results.plans import Goal, PlanText, Stakeholder, Strategy
from meritbook.core.values import canonical_json

MOST_ROWS = 160
"""Values, goals, strategies and actions to which the form adds another."""
HEAD = ("name", "says", "vision", "mission", "other", "starts_on", "last_day", "published_on", "source")
VALUE = ("name", "says")
PART = ("name", "says", "serves", "measures", "stakeholders")
ORGANIZATION = ("name", "acronym", "says", "stakeholders")
ACTION = ("says", "owner", "owner_role", "starts_on", "last_day", "measures")
LABELS = {
    "name": "Name",
    "says": "Words",
    "vision": "Vision",
    "mission": "Mission",
    "other": "Other information",
    "starts_on": "First day",
    "last_day": "Last day",
    "published_on": "Published on",
    "source": "Published at",
    "serves": "Serves",
    "measures": "Measures",
    "owner": "Owner: username",
    "owner_role": "Owner by office",
    "organizations": "Organizations",
    "acronym": "Acronym",
    "stakeholders": "Stakeholders",
}
KINDS = {"": "", "person": "Person", "organization": "Organization", "group": "Generic_Group"}
"""What a stakeholder is, as people type it and as the standard names it."""
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")


@dataclass
class Row:
    """A value, a goal, a strategy or an action as typed, with the rows under it."""

    key: str
    typed: dict[str, str]
    rows: list[Row] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether nothing was typed in it."""
        return not any(text.strip() for text in self.typed.values()) and all(one.blank for one in self.rows)

    def every(self) -> list[Row]:
        """The row and those under it."""
        return [self, *(each for one in self.rows for each in one.every())]


@dataclass
class PlanForm:
    """The fields of the form."""

    base: PlanText
    head: dict[str, str]
    organizations: list[Row]
    values: list[Row]
    goals: list[Row]

    @property
    def base_sha256(self) -> str:
        """The seal of the words that the writer began with."""
        return self.base.seal()

    @property
    def base_json(self) -> str:
        """Those words, which the form carries so that a merge is possible."""
        return canonical_json(self.base)

    @classmethod
    def of(cls, text: PlanText, *, base: PlanText | None = None) -> PlanForm:
        """The form filled with words; `base` where the writer began with others."""
        return cls(
            base=base or text,
            head={name: _shown(getattr(text, name)) for name in HEAD},
            organizations=[
                Row(f"organization-{place}", {name: _shown(getattr(one, name)) for name in ORGANIZATION})
                for place, one in enumerate(text.organizations, 1)
            ],
            values=[Row(one.key, {name: getattr(one, name) for name in VALUE}) for one in text.values],
            goals=[
                _row(goal, PART, [
                    _row(one, PART, [_row(each, ACTION, []) for each in one.actions]) for one in goal.strategies
                ])
                for goal in text.goals
            ],
        )  # fmt: skip

    @classmethod
    def sent(cls, data: QueryDict, current: PlanText) -> PlanForm:
        """The form as it was sent. Where the words it began with cannot be read, the current ones stand for them."""
        try:
            base = PlanText.model_validate_json(data.get("base_text", ""))
        except ValueError:
            base = current
        return cls(
            base=base,
            head={name: data.get(name, "") for name in HEAD},
            organizations=[_sent(data, "o", key, ORGANIZATION) for key in _keys(data, "organizations")],
            values=[_sent(data, "v", key, VALUE) for key in _keys(data, "values")],
            goals=[
                Row(goal, _typed(data, "g", goal, PART), [
                    Row(one, _typed(data, "s", one, PART), [
                        _sent(data, "a", each, ACTION) for each in _keys(data, f"actions-{one}")
                    ])
                    for one in _keys(data, f"strategies-{goal}")
                ])
                for goal in _keys(data, "goals")
            ],
        )  # fmt: skip

    def every(self) -> list[Row]:
        """All rows."""
        return [each for one in (*self.organizations, *self.values, *self.goals) for each in one.every()]

    def change(self, what: str) -> str:
        """Do what a button says, `add-strategy:safe-roads`; gives the anchor to go to, empty where it is none."""
        act, _, key = what.partition(":")
        if act == "remove":
            self.organizations = [one for one in self.organizations if one.key != key]
            self.values = [one for one in self.values if one.key != key]
            self.goals = [one for one in self.goals if one.key != key]
            for row in self.every():
                row.rows = [one for one in row.rows if one.key != key]
            return "words"
        if len(self.every()) >= MOST_ROWS:
            return ""
        above = next((one for one in self.every() if one.key == key), None)
        kinds = {
            "add-organization": ("o", ORGANIZATION, self.organizations),
            "add-value": ("v", VALUE, self.values),
            "add-goal": ("g", PART, self.goals),
        }
        if above is not None:
            kinds |= {"add-strategy": ("s", PART, above.rows), "add-action": ("a", ACTION, above.rows)}
        if act not in kinds:
            return ""
        prefix, names, rows = kinds[act]
        name = f"{act.removeprefix('add-')}-{secrets.token_hex(4)}"
        rows.append(Row(name, dict.fromkeys(names, "")))
        return f"{prefix}-{name}-{names[0]}"

    def text(self) -> tuple[PlanText | None, tuple[str, ...]]:
        """The words, or why they cannot be kept. Rows in which nothing was typed are left out.

        What the form has no field for stays as it was in the part of the same key.
        """
        plain = self.base.plain()
        known = {one["key"]: one for goal in plain["goals"] for one in (goal, *goal["strategies"])}
        plain |= {name: _lines(text) or None if name.endswith("_on") or name == "last_day" else _lines(text)
                  for name, text in self.head.items()}  # fmt: skip
        before = {f"organization-{place}": one for place, one in enumerate(plain["organizations"], 1)}
        plain["organizations"] = [
            {**before.get(one.key, {}), **_plain(one, before.get(one.key))}
            for one in self.organizations
            if not one.blank
        ]
        plain["values"] = [{"key": one.key, **_plain(one)} for one in self.values if not one.blank]
        plain["goals"] = [
            {
                **known.get(goal.key, {}),
                "key": goal.key,
                **_plain(goal, known.get(goal.key)),
                "strategies": [
                    {
                        **{name: part for name, part in known.get(one.key, {}).items() if name != "strategies"},
                        "key": one.key,
                        **_plain(one, known.get(one.key)),
                        "actions": [{"key": each.key, **_plain(each)} for each in one.rows if not each.blank],
                    }
                    for one in goal.rows
                    if not one.blank
                ],
            }
            for goal in self.goals
            if not goal.blank
        ]
        try:
            return PlanText.model_validate(plain), ()
        except ValidationError as refused:
            return None, tuple(dict.fromkeys(self._said(one) for one in refused.errors(include_url=False)))

    def _said(self, error: Any) -> str:
        """A fault in the words of the form: which row, which field, and what is wrong."""
        steps, rows, place = list(error["loc"]), [one for one in self.goals if not one.blank], []
        while len(steps) > 1 and steps[0] in ("goals", "strategies", "actions") and isinstance(steps[1], int):
            row = rows[steps[1]] if steps[1] < len(rows) else None
            called = (row.typed.get("name") or row.typed.get("says") or row.key) if row else str(steps[1] + 1)
            place.append(f"{str(steps[0]).removesuffix('s').replace('strategie', 'strategy')} “{called[:60]}”")
            rows, steps = [one for one in row.rows if not one.blank] if row else [], steps[2:]
        named = LABELS.get(str(steps[0]), str(steps[0]).replace("_", " ")) if steps else ""
        where = ", ".join([*place, *([named.lower()] if named else [])]) or "the plan"
        if error["type"].startswith("date"):
            says = "write a day as 2026-07-01"
        elif error["type"] == "string_pattern_mismatch":
            says = "name measures by their keys, with a comma between them"
        elif error["type"] == "literal_error":
            says = "a stakeholder is a person, an organization or a group"
        elif error["type"] in ("string_too_short", "missing"):
            says = "write something here"
        else:
            says = fault_in_words(error)
        return f"{where[:1].upper()}{where[1:]}: {says}."


def _row(one: Goal | Strategy | Any, names: tuple[str, ...], rows: list[Row]) -> Row:
    return Row(one.key, {name: _shown(getattr(one, name)) for name in names}, rows)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        people = [one for one in value if isinstance(one, Stakeholder)]
        return "\n".join(_stakeholder(one.plain()) for one in people) if people else ", ".join(value)
    return "" if value is None else str(value)


def _stakeholder(one: dict[str, Any]) -> str:
    """`Residents | group | Everybody who drinks the water.`; what is empty at the end is left out."""
    kind = next(name for name, standard in KINDS.items() if standard == one["kind"])
    parts = [one["name"], kind, " ".join(one["says"].split())]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _keys(data: QueryDict, name: str) -> list[str]:
    return [one for one in dict.fromkeys(data.getlist(name)) if _KEY.fullmatch(one)][:400]


def _typed(data: QueryDict, prefix: str, key: str, names: tuple[str, ...]) -> dict[str, str]:
    return {name: data.get(f"{prefix}-{key}-{name}", "") for name in names}


def _sent(data: QueryDict, prefix: str, key: str, names: tuple[str, ...]) -> Row:
    return Row(key, _typed(data, prefix, key, names))


def _people(text: str, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stakeholders of a field, one on each line; those of a field that was not touched stay as they were."""
    if _lines(text) == "\n".join(_stakeholder(one) for one in before):
        return before
    found = []
    for line in _lines(text).splitlines():
        name, kind, says = ([one.strip() for one in line.split("|", 2)] + ["", ""])[:3]
        if line.strip():
            found.append({"name": name, "kind": KINDS.get(kind.casefold(), kind or ""), "says": says})
    return found


def _plain(row: Row, before: dict[str, Any] | None = None) -> dict[str, Any]:
    plain: dict[str, Any] = {name: _lines(text) for name, text in row.typed.items()}
    for name in ("starts_on", "last_day"):
        if name in plain:
            plain[name] = plain[name] or None
    if "stakeholders" in plain:
        plain["stakeholders"] = _people(row.typed["stakeholders"], (before or {}).get("stakeholders", []))
    if "measures" in plain:
        plain["measures"] = [one for one in re.split(r"[\s,;]+", plain["measures"]) if one]
    return plain


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
