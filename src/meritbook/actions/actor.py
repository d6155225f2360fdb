"""Who acts."""

from __future__ import annotations

from dataclasses import dataclass

from meritbook.records.models import User


@dataclass(frozen=True)
class Actor:
    """A person, or the program itself (`user` is `None`) at set-up."""

    user: User | None

    @property
    def name(self) -> str:
        """How the ledger calls them."""
        return self.user.username if self.user else "system"


SYSTEM = Actor(None)
