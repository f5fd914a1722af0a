"""The documents of an invented municipality and its region, for registers and histories."""

from __future__ import annotations


def minutes(body: str, day: str, paragraphs: str, owner: str = "Tranvik kommun") -> str:
    """Minutes of a meeting."""
    return f"# {owner}\n# {body}\n# Sammanträdesprotokoll {day}\nPlats och tid: Stadshuset, kl. 13.00–15.00\n{paragraphs}"


def balance(body: str, day: str, rows: str, owner: str = "Tranvik kommun") -> str:
    """A list of what is still to be done."""
    return (
        f"# {owner}\n# {body}\n# Balanslista\nUpprättad {day}\n\n"
        f"|! Ärende | Uppdrag från §/datum | Ansvarig | Klart senast | Status |\n{rows}"
    )


EXTENDED = minutes(
    "Socialnämnden",
    "2015-03-10",
    "## § 21 Förlängning av avtal om dagverksamhet\nBeslut\n"
    "Socialnämnden beslutar att avtal om dagverksamhet mellan Tranvik kommun och Stiftelsen Linden förlängs till och med"
    " 2016-06-30.",
)
CORRECTED = minutes(
    "Socialnämnden",
    "2015-04-14",
    "## § 34 Rättelse av beslut den 10 mars 2015, § 21\nBeslut\n"
    "Socialnämnden beslutar att § 21 rättas så att beslutet får följande lydelse: Avtal om dagverksamhet mellan Tranvik kommun"
    " och Stiftelsen Linden förlängs till och med 2016-12-31.",
)
NOTICE = minutes(
    "Socialnämnden",
    "2016-02-09",
    "## § 12 Uppsägning av avtal om dagverksamhet\nBeslut\n"
    "Socialnämnden beslutar att säga upp avtal om dagverksamhet mellan Tranvik kommun och Stiftelsen Linden till upphörande"
    " den 31 december 2016.",
)
OTHER = minutes(
    "Socialnämnden",
    "2014-05-06",
    "## § 40 Avtal om dagverksamhet\nBeslut\n"
    "Socialnämnden beslutar att godkänna avtal om dagverksamhet mellan Hagby kommun och Föreningen Eken för tiden"
    " 2014-07-01–2017-06-30.",
    owner="Hagby kommun",
)
GIVEN = minutes(
    "Socialnämnden",
    "2018-01-16",
    "## § 5 Nattpatrull\nBeslut\n"
    "Socialnämnden uppdrar åt socialchefen att senast den 30 april 2018 redovisa vad en gemensam nattpatrull kostar.",
)
FIRST_LIST = balance(
    "Socialnämnden",
    "2018-03-01",
    "| Kostnad för gemensam nattpatrull | § 5, 2018-01-16 | Socialchefen | 2018-04-30 | Påbörjad. |\n"
    "| Plan för lokaler | § 6, 2018-01-16 | Fastighetschefen | 2018-09-30 | Ej påbörjad. |\n"
    "| Rutin för nycklar | § 7, 2018-01-16 | Enhetschefen | 2018-05-31 | Pågår. |",
)
SECOND_LIST = balance(
    "Socialnämnden",
    "2018-10-01",
    "| Kostnad för gemensam nattpatrull | § 5, 2018-01-16 | Socialchefen | 2018-12-31 | Försenad. |\n"
    "| Plan för lokaler | § 6, 2018-01-16 | Fastighetschefen | 2018-09-30 | Klar, antagen den 3 september. |\n"
    "| Ny webbplats | § 70, 2018-08-20 |  | 2019-01-31 | Påbörjad. |\n\n"
    "## Avslutade sedan föregående lista\n- Rutin för nycklar – utgår.",
)
REPORTED = minutes(
    "Socialnämnden",
    "2019-01-22",
    "## § 3 Redovisning av kostnad för gemensam nattpatrull\nSocialchefen fick i uppdrag den 16 januari 2018, § 5, att redovisa"
    " kostnaden.\nBeslut\nSocialnämnden beslutar att godkänna redovisningen. Uppdraget är därmed slutfört.",
)
