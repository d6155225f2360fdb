"""Files of dated policies: read, checked, and found among the shipped ones or at a path."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import ValidationError

from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term


class Dated(Protocol):
    """A policy with its half-open term."""

    @property
    def starts_on(self) -> date:
        """Its first day."""

    @property
    def ends_before(self) -> date | None:
        """The day that it ends before; none while no end is set."""

    @classmethod
    def model_validate(cls, obj: Any) -> Any:
        """The policy out of a table of its file."""


Policy = TypeVar("Policy", bound=Dated)


@dataclass(frozen=True)
class PolicyFiles(Generic[Policy]):
    """The files of one kind of policy."""

    package: str
    """The package that holds the shipped ones."""
    model: type[Policy]
    error: type[MeritbookError]
    """What is raised for a file that cannot be taken."""
    shipped: tuple[str, ...] = ("standard",)
    """The keys of the shipped policies; each is the name of a TOML file of the package."""

    def read(self, text: str, *, where: str = "") -> tuple[Policy, ...]:
        """The policies of a file, by their first day; raises `error` with the place of what is wrong."""
        try:
            rows = tomllib.loads(text).get("policy")
        except tomllib.TOMLDecodeError as error:
            raise self.error(f"The policy is not valid TOML: {error}.", where=where) from error
        if not isinstance(rows, list) or not rows:
            raise self.error("There is no [[policy]] in the file.", where=where)
        try:
            found: list[Policy] = sorted(
                (self.model.model_validate(row) for row in rows), key=lambda one: one.starts_on
            )
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise self.error(f"{place or 'policy'}: {first['msg']}.", where=where) from error
        terms = [Term(starts_on=one.starts_on, ends_before=one.ends_before) for one in found]
        for earlier, later in itertools.pairwise(terms):
            if earlier.overlaps(later):
                raise self.error(f"Two policies hold on {later.starts_on.isoformat()}.", where=where)
        return tuple(found)

    def load(self, name: str) -> tuple[Policy, ...]:
        """The shipped policies of that name, or those of the TOML file at that path; raises `error`."""
        if name in self.shipped:
            text = resources.files(self.package).joinpath(f"{name}.toml").read_text(encoding="utf-8")
            return self.read(text, where=name)
        try:
            text = Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise self.error(
                f"“{name}” is no shipped policy ({', '.join(self.shipped)}) and no file that can be read.", where=name
            ) from error
        return self.read(text, where=name)
