"""What is kept from whoever judges: who the candidate is, and the names of employers and schools.

A verdict never rests on a name. The words of titles and duties must be read to judge them, and may still name
somebody; where they name the person, an employer or a school in full, what it is stands there in square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from meritbook.core.qualifications.candidate import Candidate, Person

HIDDEN = (
    "name, address, telephone and e-mail",
    "date of birth, gender and photo",
    "employers, schools and whoever issued a licence",
)
"""What the page of a candidate does not show until it is revealed."""
_LEAST = 5
"""Letters below which a name of one word is left in the text: it is more likely a word like any other."""
NAMED = ("employer: ", "institution: ", "issuer: ")
"""Beginnings of evidence that names somebody because the answer rests on it: shown as it is."""


class Blind:
    """Takes the names of one candidate out of words that are shown."""

    def __init__(self, person: Person, candidate: Candidate) -> None:
        names = {name.casefold(): kind for name, kind in _names(person, candidate)}
        self._kinds = names
        longest = sorted(names, key=lambda one: (-len(one), one))
        spaced = [re.escape(one).replace(r"\ ", r"\s+") for one in longest]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE) if spaced else None

    def words(self, text: str) -> str:
        """The text without the names."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: f"[{self._kinds[' '.join(found[0].split()).casefold()]}]", text)

    def evidence(self, text: str) -> str:
        """Evidence of a question without the names, save those on which its answer rests (see `NAMED`)."""
        return "; ".join(one if one.startswith(NAMED) else self.words(one) for one in text.split("; "))


def _names(person: Person, candidate: Candidate) -> Iterator[tuple[str, str]]:
    for employer in (job.employer for job in candidate.jobs or ()):
        yield from _named(employer, "employer")
    for school in (degree.institution for degree in candidate.degrees or ()):
        yield from _named(school, "school")
    for contact in (person.email, person.phone):
        if contact.strip():
            yield " ".join(contact.split()), "contact"
    yield from _named(person.name, "name")
    parts = person.name.split()
    if len(parts) > 1 and len(parts[-1]) >= _LEAST:
        yield parts[-1], "name"


def _named(name: str, kind: str) -> Iterator[tuple[str, str]]:
    # A single word such as "Revenue" is as likely what the work was about, and stays.
    if len(name.split()) > 1:
        yield " ".join(name.split()), kind
