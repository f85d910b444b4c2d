"""What people do at a station: its seats, its room while it happens, its papers between times."""
