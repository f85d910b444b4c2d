"""What a drill's room sees: a recorded day and the script's crowd, never the live counts."""
