"""The shipped competency models and the crosswalk between them: names from published documents, the rest our own."""

from meritbook.competency_models.loader import (
    SHIPPED,
    load_competency_models,
    load_crosswalk,
    read_competency_model,
    read_crosswalk,
)

__all__ = ["SHIPPED", "load_competency_models", "load_crosswalk", "read_competency_model", "read_crosswalk"]
