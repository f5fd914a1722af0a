"""The lemma of any word as simplemma's greedy lemmatizer gives it, with the dictionary in the lexicon.

Of its strategies those are followed that know Swedish: the dictionary, rules for endings, and what a word may be made of. For
the last simplemma (2.0, Barbaresi, MIT) asks the dictionary for one beginning and one end after the other; here one walk down a
trie finds all beginnings and one all ends.
"""

from __future__ import annotations

from corpus.swedish.lexicon import endings, known_beginnings, known_ends, lemma, lemma_in_any_case

_SHORTEST_INFLECTED = 6
"""Letters of the words whose ending may tell their lemma."""
_TAKEN_APART = range(9, 101)
"""Lengths of the words that are taken apart."""
_SHORTEST_PART = 4
_LONGEST_ENDING = 2
"""What is so much longer than a known word is its inflection."""
_MOST_CHANGES = 5
"""So many letters may differ between a lemma and the lemma that it has itself."""


def lemmatize(word: str) -> str:
    """The lemma of a word in lower case; the word itself where nothing tells."""
    beginnings = known_beginnings(word)
    if beginnings and beginnings[-1] == word:
        found = lemma_in_any_case(word)
    else:
        found = _by_ending(word) or _by_parts(word, beginnings)
    return _further(found) if found else word


def _by_ending(word: str) -> str | None:
    if len(word) < _SHORTEST_INFLECTED:
        return None
    return next((base for pattern, other in endings() if (base := pattern.sub(other, word)) != word), None)


def _by_parts(word: str, beginnings: list[str]) -> str | None:
    """The lemma of a word that is longer than a known one: by its longest known beginning with a known end, or by that end."""
    if len(word) not in _TAKEN_APART:
        return None
    ends = known_ends(word)
    for beginning in reversed(beginnings):
        left = len(word) - len(beginning)
        if len(beginning) < _SHORTEST_PART:
            break
        if left <= _LONGEST_ENDING:
            return lemma_in_any_case(beginning)
        end = lemma_in_any_case(word[-left:]) if left in ends else None
        if end is not None and len(end) < left + _LONGEST_ENDING:
            return beginning + end.lower()
    # With a letter whose capital is that of others, like the ligature of *traﬁk*, every end is tried.
    for length in reversed(ends if word.upper().lower() == word else range(len(word))):
        if _SHORTEST_PART <= length <= len(word) - _SHORTEST_PART:
            end = lemma_in_any_case(word[-length:].capitalize())
            if end is not None and len(end) <= length:
                return word[:-length] + end.lower()
    return None


def _further(found: str) -> str:
    """The lemma of a lemma, where it is much the same word."""
    if len(found) < _TAKEN_APART.start:
        return found
    other = lemma(found)
    if not other or other == found or len(other) > len(found):
        return found

    from rapidfuzz.distance import Levenshtein

    return other if Levenshtein.distance(found, other) <= _MOST_CHANGES else found
