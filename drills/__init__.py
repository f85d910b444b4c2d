"""How chiefs practise what stations do: scenarios, drills, debriefs and remedies."""
