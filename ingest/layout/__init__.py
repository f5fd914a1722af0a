"""Layout: from words with coordinates to lines, columns, tables and paragraphs."""
