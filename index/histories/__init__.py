"""The history of a matter: its events over all documents, what holds of it, what contradicts and what is missing."""
