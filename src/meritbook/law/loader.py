"""Reads law packs from their folders and refuses what is wrong in them, with the file and the key.

A pack is a folder: `pack.toml`, `facts.toml`, `readings.toml`, and one file for each parameter, table and rule, named
by its id. The shipped packs lie beside this module.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from pydantic import ValidationError

from meritbook.core.law.errors import PackError, SyntaxOfFileError, UncitedError, UnknownKeyError, UnknownPackError
from meritbook.core.law.model import Fact, Pack, Parameter, Reading, Rule, Table
from meritbook.core.law.pack import Law, Parts
from meritbook.core.values import Value

SHIPPED = (
    "colorado-ses",
    "federal-ses",
    "iowa-prs",
    "kansas-pse",
    "maine-mms",
    "pennsylvania-ite",
    "washington-ms",
)
"""The keys of the shipped packs; each is the name of a folder beside this module."""

PACK, FACTS, READINGS = "pack.toml", "facts.toml", "readings.toml"
FOLDERS = ("parameters", "tables", "rules")

_Part = TypeVar("_Part", bound=Value)


def read_law(folder: Traversable) -> Law:
    """The pack in a folder; raises `PackError` and its kin with the file and the key of what is wrong."""
    if not folder.joinpath(PACK).is_file():
        raise PackError("The folder holds no pack.toml.", where=folder.name)
    for entry in folder.iterdir():
        if entry.name not in (PACK, FACTS, READINGS, *FOLDERS):
            raise UnknownKeyError(f"A pack has no place for “{entry.name}”.", where=entry.name)
    pack = _value(Pack, _toml(folder.joinpath(PACK), PACK), PACK, "")
    if pack.key != folder.name:
        raise PackError(f"The folder is {folder.name} and the pack says {pack.key}.", where=f"{PACK}: key")
    return Law(
        Parts(
            pack=pack,
            parameters=list(_of_folder(Parameter, folder, "parameters")),
            tables=list(_of_folder(Table, folder, "tables")),
            facts=list(_of_list(Fact, folder, FACTS, "facts")),
            readings=list(_of_list(Reading, folder, READINGS, "readings")),
            rules=list(_of_folder(Rule, folder, "rules")),
        )
    )


def _toml(file: Traversable, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SyntaxOfFileError(f"The file is not valid TOML: {problem}.", where=name) from problem


def _value(model: type[_Part], plain: Any, file: str, before: str) -> _Part:
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in (*([before] if before else []), *first["loc"]))
        where = f"{file}: {key}" if key else file
        if first["type"] == "extra_forbidden":
            raise UnknownKeyError("There is no such key.", where=where) from error
        if first["type"] == "missing" and first["loc"][-1] == "citation":
            raise UncitedError("The citation is missing.", where=where) from error
        raise PackError(f"{first['msg']}.", where=where) from error


def _of_folder(model: type[_Part], folder: Traversable, name: str) -> Iterator[tuple[str, _Part]]:
    inside = folder.joinpath(name)
    if not inside.is_dir():
        return
    for file in sorted(inside.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{file.name}"
        if not file.name.endswith(".toml"):
            raise UnknownKeyError("Only TOML files belong here.", where=path)
        one = _value(model, _toml(file, path), path, "")
        if f"{one.plain()['id']}.toml" != file.name:
            raise PackError(f"The file should be named by its id, {one.plain()['id']}.toml.", where=f"{path}: id")
        yield path, one


def _of_list(model: type[_Part], folder: Traversable, name: str, key: str) -> Iterator[tuple[str, _Part]]:
    file = folder.joinpath(name)
    if not file.is_file():
        return
    plain = _toml(file, name)
    for unknown in set(plain) - {key}:
        raise UnknownKeyError("There is no such key.", where=f"{name}: {unknown}")
    entries = plain.get(key)
    if not isinstance(entries, list):
        raise PackError(f"It should hold a list [[{key}]].", where=f"{name}: {key}")
    for number, entry in enumerate(entries):
        yield name, _value(model, entry, name, f"{key}.{number}")


@cache
def load_law(key: str) -> Law:
    """The shipped pack of that name; raises `UnknownPackError`."""
    if key not in SHIPPED:
        raise UnknownPackError(
            f"No law pack goes by the name “{key}”. There are: {', '.join(SHIPPED)}.",
            where=key,
            details={"packs": list(SHIPPED)},
        )
    return read_law(resources.files(__package__).joinpath(key))


def load_laws() -> dict[str, Law]:
    """All shipped packs by key, in a fixed order."""
    return {key: load_law(key) for key in SHIPPED}
