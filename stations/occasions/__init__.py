"""What is planned in the district and brings people: one calendar for all stations."""
