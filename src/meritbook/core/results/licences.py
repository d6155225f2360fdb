"""The licences under which an office may give out the data of its reports, by names of the Open Definition."""

from __future__ import annotations

LICENCES = {
    "CC0-1.0": "Creative Commons Zero 1.0: no rights reserved",
    "CC-BY-4.0": "Creative Commons Attribution 4.0 International",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0 International",
    "ODC-PDDL-1.0": "Open Data Commons Public Domain Dedication and Licence 1.0",
    "ODC-BY-1.0": "Open Data Commons Attribution License 1.0",
    "ODbL-1.0": "Open Data Commons Open Database License 1.0",
}
"""Identifier and title."""
