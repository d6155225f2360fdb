"""Series, class, level, exclusion, pay: the class plan, its parser, its comparison."""
