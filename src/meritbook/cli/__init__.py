"""The command line: one face over actions and desk. It reads arguments and prints; it judges nothing."""
