"""The versions of the stages that a file passes: read, annotate.

A version is raised when its stage comes to give something else for the same file; the next import then carries the stage out
anew. They stand here, and not beside the stages' own code, so that an import that has nothing to do need not load spaCy or a
reader to find that out.
"""

from __future__ import annotations

READ = 5
"""File to document: raised when a reader changes what it gives."""

ANNOTATE = 6
"""Document to findings: raised when a component changes what it finds. Files are not read again for it."""
