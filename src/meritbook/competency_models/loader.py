"""Reads the shipped competency models and the crosswalk between them, and refuses what is wrong in them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from pydantic import ValidationError

from meritbook.core.competencies.crosswalk import CrosswalkLine
from meritbook.core.competencies.model import CompetencyModel, CompetencyModelError
from meritbook.core.competencies.scale import scale_of
from meritbook.core.values import Value

SHIPPED = ("maine", "kansas")
"""The keys of the shipped models; each is the name of a TOML file beside this module."""
Kept = TypeVar("Kept", bound=Value)


def read_competency_model(text: str, *, where: str = "") -> CompetencyModel:
    """A competency model from TOML; raises `CompetencyModelError` with the place of what is wrong."""
    model = _valid(CompetencyModel, _toml(text, where), where)
    scale_of(model.scale.points, said=True)
    return model


def read_crosswalk(text: str, *, where: str = "") -> tuple[CrosswalkLine, ...]:
    """The lines of a crosswalk from TOML; raises `CompetencyModelError` with the place of what is wrong."""
    rows = _toml(text, where).get("crosswalk")
    if not isinstance(rows, list) or not rows:
        raise CompetencyModelError("There is no [[crosswalk]] in the file.", where=where)
    return tuple(_valid(CrosswalkLine, row, where) for row in rows)


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CompetencyModelError(f"The file is not valid TOML: {error}.", where=where) from error


def _valid(kind: type[Kept], given: Any, where: str) -> Kept:
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "file"
        raise CompetencyModelError(f"{place}: {first['msg'].removeprefix('Value error, ')}.", where=where) from error


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def _load(key: str) -> CompetencyModel:
    return read_competency_model(_text(f"{key}.toml"), where=f"{key}.toml")


def load_competency_models() -> dict[str, CompetencyModel]:
    """The shipped models by key, in a fixed order. Read once; the dict is the caller's own."""
    return {key: _load(key) for key in SHIPPED}


@cache
def load_crosswalk() -> tuple[CrosswalkLine, ...]:
    """The shipped lines between competencies of the shipped models."""
    return read_crosswalk(_text("crosswalks.toml"), where="crosswalks.toml")
