"""One drill in its own room: started, its injects given, halted, observed and signed."""
