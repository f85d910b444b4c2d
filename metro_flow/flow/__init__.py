"""How many people are coming through: counts in, rates and people inside out; pure science."""
