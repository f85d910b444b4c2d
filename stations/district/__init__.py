"""All stations at once: what the wall shows, and every room of one person, worst first."""
