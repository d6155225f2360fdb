"""Minimum qualifications: the language of requirements, the candidate, and the verdict on the one against the other."""
