"""What the district is assessed by: figures of a stretch of quarters, by street and by line."""
