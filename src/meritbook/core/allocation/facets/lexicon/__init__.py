"""The words by which facets are recognised, one module for each part of the work."""

from meritbook.core.allocation.facets.cue import Cue
from meritbook.core.allocation.facets.lexicon import (
    expertise,
    information_technology,
    people,
    policy,
    programs,
    resources,
    results,
    standing,
)

CUES: tuple[Cue, ...] = (
    *programs.CUES,
    *policy.CUES,
    *resources.CUES,
    *people.CUES,
    *expertise.CUES,
    *information_technology.CUES,
    *results.CUES,
    *standing.CUES,
)
"""Every cue, in the order in which readings are told where two stand at the same place."""
