from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.errors import UsageError
from index.query import Days, Exact, Phrase, Prefix, Query, Value, Word, clause, days, parse


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
        ('person:"Eva Ek" parti:(M)', Query(((Value("person", "Eva Ek"),), (Value("party", "M"),)))),
        ("organ:social*", Query(((Value("body", "social", begins=True),),))),
        ("-typ:kallelse taxa", Query(((Word("taxa"),),), (Value("kind", "kallelse"),))),
        ("datum:2021-02", Query(((Days("2021-02-01", "2021-02-28"),),))),
        ("från:2020 till:2021-06", Query(((Days("2020-01-01", None),), (Days(None, "2021-06-30"),)))),
        ("KS 2015:77", Query(((Word("KS 2015:77"),),))),  # a diary number is one word, and no field
        ("taxa OR 2012/44", Query(((Word("taxa"), Word("2012/44")),))),  # OR is no series of diary numbers
        ("möte 6 november 2020", Query(((Word("möte"),), (Word("6 november 2020"),)))),
        ("hälso- och sjukvård", Query(((Word("hälso"), Word("hälsovård")), (Word("och"),), (Word("sjukvård"),)))),
        ("=Avtalet taxa", Query(((Exact("avtalet"),), (Word("taxa"),)))),
        ("-=avtalet taxa", Query(((Word("taxa"),),), (Exact("avtalet"),))),
        ("år:2019-2021", Query(((Days("2019-01-01", "2021-12-31"),),))),
        ("från:6/11 2020", Query(((Days("2020-11-06", None),),))),
        ("KSAU:s möte", Query(((Word("ksau:s"),), (Word("möte"),)))),  # a genitive, no field
        ("§ 12", Query(((Word("§12"),),))),
        ("paragraf 12 a", Query(((Word("§12a"),),))),
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
        "år:2021-2019",
        "taxa OR -avgift",
        "ab " * 60,
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


@given(
    st.text(st.sampled_from('ab åäöÅ§0123456789-/:.,"*=()\u2060\n\x00'), max_size=60)
    | st.lists(
        st.sampled_from(
            [
                '"',
                "OR",
                "-",
                "år:",
                "från:",
                "dnr:",
                "2020",
                "-2021",
                "*",
                "=",
                "§",
                "12",
                "6/11",
                "november",
                "KS",
                "hälso- och",
                " ",
            ]
        ),
        max_size=12,
    ).map("".join)
    | st.text(max_size=40)
)
@example('"' * 999)
@example("-" * 999)
@example("a:" * 499)
@example("(" * 999)
@example("1" * 1000)
def test_whatever_is_typed_is_read_or_refused_with_a_cure(text: str) -> None:
    try:
        query = parse(text)
    except UsageError as refused:
        cure = refused.cure
    else:
        for part in (*(part for group in query.groups for part in group), *query.unwanted):
            clause(part)
        return
    assert cure
