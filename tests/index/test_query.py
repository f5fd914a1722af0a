from __future__ import annotations

from contextlib import suppress

import pytest

from corpus.errors import UsageError
from index.query import Days, Phrase, Prefix, Query, Value, Word, days, parse


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Avtal skolskjuts", Query(((Word("avtal"),), (Word("skolskjuts"),)))),
        ('"särskilt boende" taxa', Query(((Phrase(("särskilt", "boende")),), (Word("taxa"),)))),
        ("taxa OR avgift bad", Query(((Word("taxa"), Word("avgift")), (Word("bad"),)))),  # OR binds its neighbours
        ("taxa ELLER avgift", Query(((Word("taxa"), Word("avgift")),))),
        ('avtal -båt -"en kaj"', Query(((Word("avtal"),),), (Word("båt"), Phrase(("en", "kaj"))))),
        ("välfärds*", Query(((Prefix("välfärds"),),))),
        ("år:2021", Query(((Value("year", "2021"),),))),
        ('person:"Eva Ek" parti:(M)', Query(((Value("person", "eva ek"),), (Value("party", "m"),)))),
        ("organ:social*", Query(((Value("body", "social", begins=True),),))),
        ("-typ:kallelse taxa", Query(((Word("taxa"),),), (Value("kind", "kallelse"),))),
        ("datum:2021-02", Query(((Days("2021-02-01", "2021-02-28"),),))),
        ("från:2020 till:2021-06", Query(((Days("2020-01-01", None),), (Days(None, "2021-06-30"),)))),
        ("KS 2015:77", Query(((Word("ks"),), (Word("2015:77"),)))),  # a diary number, no field
        ("KSAU:s möte", Query(((Word("ksau:s"),), (Word("möte"),)))),  # a genitive, no field
        ("§ 12", Query(((Word("§12"),),))),
        ("e-tjänst (bad)", Query(((Word("e-tjänst"),), (Word("bad"),)))),  # a hyphen within a word excludes nothing
        ("bad - hus", Query(((Word("bad"),), (Word("hus"),)))),
        ("  ", Query(())),
        ("!?", Query(())),
    ],
)
def test_a_query_is_read(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    "text",
    [
        '"utan slut',
        "OR taxa",
        "taxa OR",
        "taxa OR OR avgift",
        "*",
        "a*",
        "färg:röd",
        "datum:igår",
        "från:2020-13",
        "år:ifjol",
        "x" * 2000,
    ],
)
def test_what_cannot_be_read_is_an_error_with_a_cure(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert str(caught.value).endswith((".", ":"))
    assert caught.value.cure


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2020", "2020-01-01", "2020-12-31"), ("2020-2", "2020-02-01", "2020-02-29"), ("2021-10-08", "2021-10-08", "2021-10-08")],
)
def test_years_and_months_are_spans_of_days(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize("text", ['"' * 999, "-" * 999, "a:" * 499, "OR".join("ab " * 200), "§ " * 400, "(" * 999])
def test_odd_texts_are_read_or_refused(text: str) -> None:
    with suppress(UsageError):
        parse(text)
