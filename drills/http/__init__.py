"""The edges of drills: who asks is known, what they post is parsed, the books decide."""
