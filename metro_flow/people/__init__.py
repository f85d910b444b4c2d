"""Who people are and what they may do; the only package that holds a name or a phone number."""
