"""Short answers under a heading: "Contractors: none", "Statewide: no", "Legislative liaison: yes".

Such an answer holds no cue: what it is about stands in the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from meritbook.core.allocation.facets.model import Strength


class Short(NamedTuple):
    """A facet's value, affirmed or denied by a short answer."""

    facet: str
    value: str
    strength: Strength


_NO = re.compile(
    r"(?:none|nil|nobody|no[- ]one|n/a|not applicable|does not apply|"
    r"no (?:staff|employees|reports?|direct reports|subordinates))\b|no(?=\s*(?:[.,;:(–—-]|$))",
    re.IGNORECASE,
)
_YES = re.compile(r"yes\b", re.IGNORECASE)
_ASKS: tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...] = tuple(
    (re.compile(heading, re.IGNORECASE), asked)
    for heading, asked in (
        (r"contractor|vendor|provider", (("contractors.managed", "yes"),)),
        (r"subordinate managers|managers supervised", (("subordinate_managers", "supervises"),)),
        (
            r"supervis(?!ed by|ion received|or\b)|direct reports|subordinates|staff (?:supervised|directed)",
            (("staff.supervised", "yes"), ("supervisory.duties", "leads"), ("subordinate_managers", "supervises")),
        ),
        (r"budget|fiscal|spending|financial", (("resources.control", "phases"),)),
        (r"state-?\s?wide", (("reach", "statewide"),)),
        (r"legislat", (("legislative.liaison", "yes"),)),
        (r"(?:executive|leadership|senior|management) (?:management )?(?:team|staff)", (("executive_team", "yes"),)),
        (r"overall responsibility", (("overall_responsibility", "holds"),)),
        (r"speciali[sz]ed|technical (?:competence|qualification)", (("specialised_qualification", "required"),)),
        (r"policy|policies", (("policy.role", "recommends"),)),
        (r"priorit", (("priorities.set", "yes"),)),
        (r"strategic plan", (("strategic.planning", "yes"),)),
        (r"sub-?programs", (("program.scope", "sub_programs"),)),
    )
)
_LEAST_NO_ONLY = frozenset({"policy.role", "resources.control", "supervisory.duties", "subordinate_managers"})
"""A bare yes under these headings says too little: it does not tell how far."""


def short_answers(heading: str, text: str) -> Iterator[Short]:
    """What a bare yes or no under this heading says."""
    words = text.lstrip(" \t\n•-–—*")
    said = Strength.DENIED if _NO.match(words) else Strength.STATED if _YES.match(words) else None
    if said is None:
        return
    for pattern, asked in _ASKS:
        if pattern.search(heading):
            for facet, value in asked:
                if said is Strength.STATED and facet in _LEAST_NO_ONLY:
                    continue
                if facet == "specialised_qualification" and said is Strength.DENIED:
                    yield Short(facet, "not_required", Strength.STATED)
                elif facet == "supervisory.duties":
                    yield Short(facet, "none", Strength.STATED)
                else:
                    yield Short(facet, value, said)
            return
