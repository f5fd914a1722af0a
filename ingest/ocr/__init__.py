"""Text out of pictures: tesseract recognises it, the layout of PDFs makes paragraphs of it."""
