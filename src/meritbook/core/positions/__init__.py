"""Position descriptions: duties, organisation, resources."""
