from __future__ import annotations

import pytest
from simplemma.strategies import AffixDecompositionStrategy, GreedyDictionaryLookupStrategy, RulesStrategy

from corpus.swedish.lemmatizer import lemmatize
from corpus.swedish.lexicon import lemma, lemma_in_any_case


class _Dictionary:
    """The lexicon as simplemma asks a dictionary."""

    get = staticmethod(lemma)

    def get_dictionary(self, lang: str) -> _Dictionary:
        return self

    def get_lemma(self, token: str, lang: str) -> str | None:
        return lemma_in_any_case(token)


_BEGINNINGS = ("färdtjänst", "nämnd", "stockholms", "båt", "översiktlig", "hyper", "xq", "vindkrafts", "a")
_MIDDLES = ("", "plan", "göteborgs", "förvaltnings", "zz", "s")
_ENDS = ("avtalet", "nämndernas", "heterna", "erande", "malmö", "igaste", "traﬁken", "ns", "et", "q", "planeringarna", "qarna")


@pytest.mark.parametrize("beginning", _BEGINNINGS)
def test_lemmas_are_those_of_simplemma(beginning: str) -> None:
    known = _Dictionary()
    rules, affixes, further = RulesStrategy(), AffixDecompositionStrategy(True, known), GreedyDictionaryLookupStrategy(known)
    for word in (beginning + middle + end for middle in _MIDDLES for end in _ENDS):
        found = known.get_lemma(word, "sv") or rules.get_lemma(word, "sv") or affixes.get_lemma(word, "sv")
        assert lemmatize(word) == (further.get_lemma(found, "sv") if found else word)
