"""A box into which answers go: one sealed text for all of them, written anew with each.

The key is made from the key of the site, which is not in the database, and a salt of the box. So whoever holds the
database, and copies of it from before and after somebody answered, reads neither the answers nor their difference. The
text is filled up to whole blocks, of a size that the answers of few seldom reach, so that its length tells neither how
many answered nor how much one of them wrote. See ADR 0032 and 0033.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from meritbook.actions import sealing
from meritbook.actions.policies import PolicyError
from meritbook.core.values import Value, canonical_json
from meritbook.records.models import AssessmentBox, SurveyBox

_BLOCK = 65_536
Row = TypeVar("Row", AssessmentBox, SurveyBox)
Held = TypeVar("Held", bound=Value)


@dataclass(frozen=True)
class SealedBox(Generic[Row, Held]):
    """The boxes of one kind."""

    row: type[Row]
    held: type[Held]
    """What lies in one; made without anything it is empty."""
    of: str
    """The field of the row that names what the box is of."""
    purpose: str
    """By which its keys are parted from those of other uses."""
    unreadable: Callable[[], PolicyError]
    """What is raised where one cannot be read."""

    def make(self, owner: Any) -> Row:
        """An empty box of the owner, saved."""
        row = self.row(**{self.of: owner}, salt=sealing.salt())
        self.put(row, self.held())
        return row

    def put(self, row: Row, held: Held) -> None:
        """Seal the whole of the box anew, and save it."""
        row.sealed = sealing.seal(
            canonical_json(held), salt=row.salt, purpose=self.purpose, of=self._name(row), block=_BLOCK
        )
        row.save()

    def look(self, row: Row) -> Held:
        """What lies in the box; raises what `unreadable` makes where it cannot be read."""
        try:
            plain = sealing.unseal(row.sealed, salt=row.salt, purpose=self.purpose, of=self._name(row))
        except sealing.UnreadableError as error:
            raise self.unreadable() from error
        return self.held.model_validate_json(plain)

    def _name(self, row: Row) -> str:
        return f"{self.of}:{getattr(row, f'{self.of}_id')}"
