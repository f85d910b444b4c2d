"""People, shifts and plans for the demo: invented, marked 演示, and never mixed with real ones."""
