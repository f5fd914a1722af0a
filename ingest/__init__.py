"""Files → documents: one reader a format, and the run that strings the stages together."""
