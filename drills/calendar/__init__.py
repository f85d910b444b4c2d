"""Which drills there are: planned for a quarter, approved, moved, run, evaluated and settled."""
