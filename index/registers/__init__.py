"""Registers over the whole archive, made from the rows of findings when they are asked for: what was decided, what holds, who
owes what, what became of a recommendation, what is missing."""
