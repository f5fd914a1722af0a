"""What Word files are made of: styles and automatic numbers of DOCX, the piece table of DOC."""
