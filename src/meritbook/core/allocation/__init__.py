"""Position and class plan in, ranked classes with evidence out."""
