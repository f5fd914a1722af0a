"""Names of persons, bodies and places that a spaCy model of the user's own tells."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from corpus.findings import Name, NameKind, Passage
from nlp.state import State

_KINDS: dict[str, NameKind] = {
    "PER": "person", "PRS": "person", "PERSON": "person", "ORG": "organ", "LOC": "plats", "GPE": "plats",
}  # fmt: skip
"""What the labels of Swedish models mean; they tell other things too, as dates, which are found without them."""


def find_names(model: Language, state: State, doc: Doc) -> list[Name]:
    """The names that a model tells in a document, block by block: what stands in another cell is no context."""
    blocks = state.flow.blocks
    found = []
    for block, told in zip(blocks, model.pipe(state.flow.words(block.span) for block in blocks), strict=True):
        for entity in told.ents:
            if (kind := _KINDS.get(entity.label_)) and (name := " ".join(entity.text.split())):
                start = block.span[0] + entity.start_char
                found.append(Name(Passage((start, start + len(entity.text)), certainty="trolig"), name, kind))
    return found
