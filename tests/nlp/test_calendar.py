"""Date expressions: what is one, and which days it covers."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.wording.calendar import nearest_year, parse_dates

FOUND = [
    # text, the expressions in it with their first and last day
    ("Nämnden sammanträder 1996-03-14.", [("1996-03-14", "1996-03-14", "1996-03-14")]),
    ("beslut den 7 juni 1988", [("den 7 juni 1988", "1988-06-07", "1988-06-07")]),
    ("onsdagen den 4 mars 2009", [("onsdagen den 4 mars 2009", "2009-03-04", "2009-03-04")]),
    ("konferens 3–4 maj 2017", [("3–4 maj 2017", "2017-05-03", "2017-05-04")]),
    ("den 29 och 30 augusti 2012", [("den 29 och 30 augusti 2012", "2012-08-29", "2012-08-30")]),
    ("30 november-1 december 2016", [("30 november-1 december 2016", "2016-11-30", "2016-12-01")]),
    ("1 juli 2009–30 juni 2012", [("1 juli 2009–30 juni 2012", "2009-07-01", "2012-06-30")]),
    ("2007-01-01--2010-12-31", [("2007-01-01--2010-12-31", "2007-01-01", "2010-12-31")]),
    ("Per 31/12 2009 fanns tre.", [("31/12 2009", "2009-12-31", "2009-12-31")]),
    ("för tiden 1/1 1995 - 31/12 1997", [("1/1 1995 - 31/12 1997", "1995-01-01", "1997-12-31")]),
    ("Avtalet löper 2012-01-01–2014-12-31. Sedan prövas det.", [("2012-01-01–2014-12-31", "2012-01-01", "2014-12-31")]),
    ("anslag 2019-03-04 – 03-26", [("2019-03-04 – 03-26", "2019-03-04", "2019-03-26")]),
    # a list takes its year from the member that has one
    ("3 mars, 5 maj och 6 oktober 2010", [("3 mars", "2010-03-03", "2010-03-03"), ("5 maj", "2010-05-05", "2010-05-05"),
                                          ("6 oktober 2010", "2010-10-06", "2010-10-06")]),
    ("under februari 2004", [("februari 2004", "2004-02-01", "2004-02-29")]),
    ("maj–juni 2008", [("maj–juni 2008", "2008-05-01", "2008-06-30")]),
    ("kvartal 2 2015 och tredje kvartalet 2015", [("kvartal 2 2015", "2015-04-01", "2015-06-30"),
                                                  ("tredje kvartalet 2015", "2015-07-01", "2015-09-30")]),
    ("vecka 1 2010", [("vecka 1 2010", "2010-01-04", "2010-01-10")]),
    ("v. 7–8 2011", [("v. 7–8 2011", "2011-02-14", "2011-02-27")]),
    ("hösten 1999", [("hösten 1999", "1999-09-01", "1999-11-30")]),
    ("första halvåret 2001", [("första halvåret 2001", "2001-01-01", "2001-06-30")]),
    # bounds
    ("t.o.m. 2011-08-31", [("t.o.m. 2011-08-31", None, "2011-08-31")]),
    ("fr o m den 1 mars 1992 t o m 1994", [("fr o m den 1 mars 1992", "1992-03-01", None), ("t o m 1994", None, "1994-12-31")]),
    ("från och med den 1 mars 1992 till och med den 31 maj 1994",
     [("från och med den 1 mars 1992", "1992-03-01", None), ("till och med den 31 maj 1994", None, "1994-05-31")]),
    ("fr o m den 1 mars till den 31 maj 1994",  # its own end wins
     [("fr o m den 1 mars till den 31 maj 1994", "1994-03-01", "1994-05-31")]),
    ("Taxan antas från 1 maj 2012", [("från 1 maj 2012", "2012-05-01", None)]),
    ("protokollet från 1 maj 2012", [("1 maj 2012", "2012-05-01", "2012-05-01")]),
    ("Sedan den 3 maj 2012 och 7 juni 2012.",  # then
     [("den 3 maj 2012", "2012-05-03", "2012-05-03"), ("7 juni 2012", "2012-06-07", "2012-06-07")]),
    ("Sedan den 3 maj 2012 gäller taxan", [("Sedan den 3 maj 2012", "2012-05-03", None)]),
    ("från och med 2018-02-01", [("från och med 2018-02-01", "2018-02-01", None)]),
    ("Taxan gäller från den 1 april 2006", [("från den 1 april 2006", "2006-04-01", None)]),
    ("riktlinjerna från den 1 april 2006", [("den 1 april 2006", "2006-04-01", "2006-04-01")]),
    ("en utredning från 2011", [("2011", "2011-01-01", "2011-12-31")]),
    ("senast den 15 mars 2013", [("den 15 mars 2013", "2013-03-15", "2013-03-15")]),
    ("sista februari 2012", [("sista februari 2012", "2012-02-29", "2012-02-29")]),
    ("den siste april 1990", [("den siste april 1990", "1990-04-30", "1990-04-30")]),
    ("vid utgången av 2005", [("utgången av 2005", "2005-12-31", "2005-12-31")]),
    ("före 2003 års utgång", [("2003 års utgång", "2003-12-31", "2003-12-31")]),
    ("2003 års utgåvor", [("2003", "2003-01-01", "2003-12-31")]),
    ("i slutet av 1980-talet", [("slutet av 1980-talet", "1980-01-01", "1989-12-31")]),
    # years in names, packed days in names of enclosures
    ("Kulturplan 2016–2019", [("2016–2019", "2016-01-01", "2019-12-31")]),
    ("Vision 2030", [("2030", "2030-01-01", "2030-12-31")]),
    ("Minnesanteckningar 140903", [("140903", "2014-09-03", "2014-09-03")]),
    ("bilaga_ 20120517", [("20120517", "2012-05-17", "2012-05-17")]),
    ("enligt 1951 års stadga", [("1951", "1951-01-01", "1951-12-31")]),
]  # fmt: skip

NO_DATES = [
    ("lagen (2001:453)", "a law's number"),
    ("SOU 2004:68", "an inquiry's number"),
    ("kl 10.15–12.00", "times of day"),
    ("19620517-0011", "a personnummer"),
    ("556012-5790", "an organisation number"),
    ("Kvarnen 3:12", "a property"),
    ("2 010 kronor och 1999 kr", "money"),
    ("LS/2010/1998", "a diary number"),
    ("KS 2011/87", "a diary number"),
    ("Dnr 1997/204-106", "a diary number"),
    ("tel 0512-19 99 10", "a telephone number"),
    ("SS-EN ISO 9001:2015", "a standard"),
    ("§ 12-2018", "a number of decisions by delegation"),
    ("Maj Lindgren", "a person"),
    ("12 (14)", "a page"),
    ("2023 invånare", "a count"),
    ("2013-02-31", "no day of the calendar"),
    ("22–19", "votes"),
    ("högst 1/3 av kostnaden", "a fraction"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_date_expressions_cover_their_days(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(text[e.span[0] : e.span[1]], *e.period()) for e in parse_dates(text)] == expected


@pytest.mark.parametrize(("text", "why"), NO_DATES)
def test_numbers_that_are_no_dates(text: str, why: str) -> None:
    assert [text[e.span[0] : e.span[1]] for e in parse_dates(text)] == [], why


@pytest.mark.parametrize(
    ("text", "near", "direction", "year"),
    [
        ("fredag 12 december", date(2003, 11, 1), None, 2003),  # the weekday proves it
        ("fredag 12 december", date(2003, 1, 10), "past", 2003),  # though it lies on the other side
        ("den 20 januari", date(1999, 12, 8), None, 2000),
        ("den 20 oktober", date(1999, 12, 8), None, 1999),
        ("den 1 maj", date(1999, 12, 8), "future", 2000),
        ("den 1 maj", date(1999, 12, 8), "past", 1999),
        ("vecka 6", date(1999, 12, 8), "future", 2000),
    ],
)
def test_a_day_without_year_lies_near_the_meeting(text: str, near: date, direction: None, year: int) -> None:
    assert nearest_year(parse_dates(text)[0], near, direction) == year


def test_a_long_row_of_digits_and_months_takes_no_time() -> None:
    assert len(parse_dates("1 maj 2 " * 20_000)) == 20_000
