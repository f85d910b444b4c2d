"""Holds the tree to the house style, so that nobody has to remember it at night."""
