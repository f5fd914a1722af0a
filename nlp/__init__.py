"""Documents → findings: a spaCy pipeline of our own components, and what links findings to one another."""
