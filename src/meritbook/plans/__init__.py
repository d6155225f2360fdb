"""The five class plans of the sources as structured facts, in our own words, each with its source and the day it was
read.

A plan is one TOML file. Its passages are plain strings there; loading gives them their places by laying the plan out
as text.
"""

from meritbook.plans.loader import PlanFileError, UnknownPlanError, find_shipped, load_shipped, read_plan

__all__ = ["PlanFileError", "UnknownPlanError", "find_shipped", "load_shipped", "read_plan"]
