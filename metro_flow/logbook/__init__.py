"""The one place where anything that happens in a room is written down."""
