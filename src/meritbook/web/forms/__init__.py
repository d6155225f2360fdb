"""Forms: what a person types, turned into the core's values or answered with what is wrong and where."""
