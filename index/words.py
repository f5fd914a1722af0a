"""The words of a text, read once for all that is asked of it."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from corpus.swedish.keys import search_key
from corpus.swedish.tokens import tokens

_SHORT = 6
"""Letters of words that may be irregular: *gick*, *bättre*."""
_CHANGES = ("[aoueiyåäöé]", "[ck]")
_CHANGING = re.compile("[aoueiyåäöéck]")


class Words:
    """The tokens of a text, in order, and the distinct forms among them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens(text))
        self.forms = dict.fromkeys(token.form for token in self.tokens)
        self.suspended = [token for token in self.tokens if token.completed_by]
        self._short = [form for form in self.forms if len(form) <= _SHORT]
        self._long = "\n".join(form for form in self.forms if len(form) > _SHORT)

    @cached_property
    def keys(self) -> list[str]:
        """The search keys of the tokens."""
        return [search_key(token.form) for token in self.tokens]

    def likely(self, keys: tuple[str, ...]) -> list[str]:
        """The forms that can be words with these keys or have them within, by their letters: to take one apart takes long."""
        return [*self._short, *_holding(keys).findall(self._long)]


@lru_cache(maxsize=1000)
def _holding(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Lines in which words with these keys begin: inflection changes the vowels of a long word's first letters, and k to ck,
    no more."""
    begin = "|".join(dict.fromkeys(_CHANGING.sub(lambda one: _CHANGES[one[0] in "ck"], re.escape(key[:3])) for key in keys))
    return re.compile(rf"^.*?(?:{begin}).*$", re.IGNORECASE | re.MULTILINE)
