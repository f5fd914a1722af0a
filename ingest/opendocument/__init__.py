"""OpenDocument (ISO/IEC 26300): the styles and lists of its text documents."""
