"""The requirement text of a class of a plan: its ways to qualify, what may stand in, and its special requirements."""

from __future__ import annotations

import re

from meritbook.core.classes.model import JobClass, Series
from meritbook.core.errors import MeritbookError


class NoRequirementError(MeritbookError):
    """The class states no minimum qualification."""

    code = "qualifying.no_requirement"
    remedy = "Give the requirement as text with --text, or choose a class that states one."
    http_status = 404


def class_text(series: Series, job_class: JobClass) -> str:
    """What the class asks for, as one text; what its series asks for where the class itself is silent.

    The ways of a plan are alternatives, and a substitution bears on all of them. Raises `NoRequirementError`.
    """
    stated = job_class.minimum_requirements or series.minimum_requirements
    if not stated:
        raise NoRequirementError(f"{job_class.title} states no minimum qualification.", where=job_class.ref)
    ways = [re.sub(r"[\s.;,]*(?:\bor)?[\s.;,]*$", "", one.text.text) for one in stated if one.kind != "substitution"]
    stands_in = [one.text.text for one in stated if one.kind == "substitution"]
    # Sentences alone would be asked for together; the word between them says that one is enough.
    text = ";\nor\n".join(way for way in ways if way) + "."
    if stands_in:
        text += " " + " ".join(stands_in)
    special = [one.text for one in job_class.special_requirements or series.special_requirements]
    if special:
        text += "\n\nSPECIAL REQUIREMENT:\n" + "\n".join(special)
    return text
