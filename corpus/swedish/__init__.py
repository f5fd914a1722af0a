"""Swedish words: search keys, compound parts, lexicon, hyphens. Never imports spaCy."""
