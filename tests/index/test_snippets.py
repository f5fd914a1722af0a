from __future__ import annotations

import pytest

from index.query import parse
from index.snippets import Snippet, snippet

FILLER = "Ordföranden öppnade mötet och hälsade alla välkomna till kommunhuset. " * 12


def shown(text: str, query: str, *spans: tuple[int, int]) -> Snippet:
    parts = [part for group in parse(query).groups for part in group]
    return snippet(text, spans or ((0, len(text)),), parts)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Taxan höjs. Nya taxor gäller.", "taxa", ["Taxan", "taxor"]),
        ("Färdtjänstavtalet och avtalet", "färdtjänstavtal", ["Färdtjänstavtalet"]),  # no side beside the whole
        ("Ett avtal om färdtjänst", "färdtjänstavtal", ["avtal", "färdtjänst"]),
        ("Resan är avgiftsfri", "gratis", ["avgiftsfri"]),
        ("Välfärdsfrågor", "välfärds*", ["Välfärdsfrågor"]),
        ("Avtalet om snöröjning", "färdtjänstavtal", []),  # one part alone has met nothing
        ("Bygg- och miljönämnden", "byggnämnd", ["Bygg"]),  # a suspended first part
        ("Nämnden säger nu upp avtalet. Upp och ned.", "uppsägning", ["säger", "upp"]),  # only where they stand together
        ("Det särskilda boendet. Ett boende, särskilt stort.", '"särskilt boende"', ["särskilda", "boendet"]),
        ("Möte den 6 november 2020, 7 november 2020", "2020-11-06", ["6 november 2020"]),
        ("Dnr RS 1737-2017 och 1737", "RS/1737/2017", ["RS 1737-2017"]),
        ("Avtalet, ett avtal", "=avtalet", ["Avtalet"]),
        ("Kommunstyrelsen och KS", "KS", ["Kommunstyrelsen", "KS"]),
        ("En taxa, taxan, VA-taxan, avgiften", "taxa", ["taxa", "taxan", "VA-taxan", "avgiften"]),
        ("Inget här", "taxa", []),
        ("", "taxa", []),
    ],
)
def test_marks_are_what_answers_the_query(text: str, query: str, marked: list[str]) -> None:
    found = shown(text, query)
    assert [found.text[slice(*mark)] for mark in found.marks] == marked


def test_the_window_is_where_most_words_are() -> None:
    found = shown(f"En taxa. {FILLER} Taxa för bad. {FILLER}", "taxa bad")
    assert {found.text[slice(*mark)].lower() for mark in found.marks} == {"taxa", "bad"}
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) < 260


def test_a_snippet_is_one_line() -> None:
    assert shown("Taxa\n\tför   bad\r\ngäller", "bad").text == "Taxa för bad gäller"


def test_pieces_are_joined_and_what_stands_between_is_left_out() -> None:
    text = "Taxan för SIDA 3 bad höjs"
    found = shown(text, "bad", (0, 10), (17, len(text)))
    assert "SIDA" not in found.text
    assert text[found.offset :].startswith("bad")
