"""The read side: what each role needs to see, as plain values. Nothing here writes, and nothing here judges."""
