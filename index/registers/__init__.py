"""Registers over the whole archive: what was decided, what was moved, what became of a recommendation, what is missing."""
