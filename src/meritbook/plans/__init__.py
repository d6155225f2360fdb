"""The five shipped class plans: the facts of published specifications, structured and told in our own words.

A plan is one TOML file. Its passages are plain strings there; loading gives them their places by laying the plan out
as text.
"""

from meritbook.plans.loader import PlanFileError, UnknownPlanError, find_shipped, load_shipped, read_plan

__all__ = ["PlanFileError", "UnknownPlanError", "find_shipped", "load_shipped", "read_plan"]
