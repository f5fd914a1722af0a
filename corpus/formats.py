"""What users call the kinds of files."""

from __future__ import annotations

from corpus.vocabulary import vocabulary


def name_of_kind(media_type: str) -> str:
    """The kind of file in Swedish, in the plural, `PDF-filer`; where it has no name, the media type itself."""
    name: str = vocabulary("formats")["names"].get(media_type, media_type)
    return name
