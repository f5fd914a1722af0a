from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.swedish.tokens import suspended_tokens, tokens, words

_PIECES = st.sampled_from([
    "§", "§§", "paragraf", " ", "\u00a0", "12", "3 a", "–", " och ", "-", "‑", ", ", "hälso", "sjukvården", "KS/2012",
    "2021-10-08", ":s", "\n", "_", "İ",
])  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=3)).map("".join))
def test_words_alone_are_those_of_the_tokens(text: str) -> None:
    found = list(tokens(text))
    assert words(text) == tuple(token.form for token in found)
    suspended = [(token.form, token.completed_by) for token in found if token.completed_by]
    assert [(token.form, token.completed_by) for token in suspended_tokens(text)] == suspended
