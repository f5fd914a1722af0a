"""What an archive is: documents, findings, vocabulary, Swedish words, errors and the store."""
