"""Two law packs side by side: what only one has, and what they say differently under the same id."""

from __future__ import annotations

from typing import Any, Literal

from meritbook.core.law.pack import Law
from meritbook.core.values import Value


class Difference(Value):
    """One thing in which two packs differ."""

    kind: Literal["rule", "parameter", "reading", "table", "fact"]
    id: str
    only_in: str = ""
    """The pack that alone has it; empty where both have it and say it differently."""
    key: str = ""
    """What differs in it, such as `check` or `values.0.value`."""
    first: str = ""
    second: str = ""


def differences(first: Law, second: Law) -> tuple[Difference, ...]:
    """What differs from the first pack to the second, by kind and id; where each stands (citations) is not compared."""
    found: list[Difference] = []
    kinds: tuple[tuple[Any, Any, Any], ...] = (
        ("rule", first.rules, second.rules),
        ("parameter", first.parameters, second.parameters),
        ("reading", first.readings, second.readings),
        ("table", first.tables, second.tables),
        ("fact", first.facts, second.facts),
    )
    for kind, left, right in kinds:
        for name in sorted({*left, *right}):
            if name not in left or name not in right:
                found.append(Difference(kind=kind, id=name, only_in=first.key if name in left else second.key))
                continue
            old, new = _flat(left[name].plain()), _flat(right[name].plain())
            found.extend(
                Difference(kind=kind, id=name, key=key, first=old.get(key, ""), second=new.get(key, ""))
                for key in dict.fromkeys([*old, *new])
                if old.get(key, "") != new.get(key, "")
            )
    return tuple(found)


def _flat(plain: Any, before: str = "") -> dict[str, str]:
    if isinstance(plain, dict):
        pairs = [(f"{before}.{key}" if before else key, value) for key, value in plain.items() if key != "citation"]
    elif isinstance(plain, list):
        pairs = [(f"{before}.{number}", value) for number, value in enumerate(plain)]
    else:
        return {before: "" if plain is None else str(plain)}
    return {key: shown for name, value in pairs for key, shown in _flat(value, name).items()}
