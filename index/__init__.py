"""Archive → answers: search and histories."""
