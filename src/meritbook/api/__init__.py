"""The HTTP API: one face over actions and desk, described by OpenAPI. It judges nothing."""
