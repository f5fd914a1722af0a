"""Where things stand: lines, headings, numbers and titles of items, sections, kinds and parts of documents, tables."""
