"""`annotate(document)`: runs the pipeline over a document and hands its findings over as our own dataclasses."""

from __future__ import annotations

from corpus.document import Document
from corpus.findings import Findings
from corpus.flow import flow
from nlp.bridge import findings
from nlp.pipeline import pipeline
from nlp.state import State


def annotate(document: Document) -> Findings:
    """All that the pipeline finds in a document; passages count in `document.text`."""
    state = State(document, flow(document))
    language = pipeline()
    doc = language.make_doc(state.flow.text)
    doc._.state = state
    for _, component in language.pipeline:
        doc = component(doc)
    return findings(state)
