"""The texts of click in Swedish.

click looks its texts up through gettext, which reads compiled catalogues for the computer's language. Klubbat speaks Swedish on
every computer, so its catalogue is put in the place where click looks.
"""

from __future__ import annotations

from click import core, decorators, exceptions, formatting, parser, types

_TEXTS = {
    "Usage: ": "Användning: ",
    "Usage:": "Användning:",
    "Options": "Flaggor",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Show this message and exit.": "Visa den här texten.",
    "Invalid value: {message}": "Ogiltigt värde: {message}",
    "Invalid value for {param_hint}: {message}": "Ogiltigt värde för {param_hint}: {message}",
    "Missing argument": "Det saknas ett värde för",
    "Missing option": "Det saknas ett värde för",
    "Missing parameter": "Det saknas ett värde för",
    "Missing command.": "Ange ett kommando.",
    "No such option {name!r}.": "Flaggan {name} finns inte.",
    "No such command {name!r}.": "Kommandot {name} finns inte.",
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Menade du något av {possibilities}?)",
    "Option {name!r} requires an argument.": "Flaggan {name} kräver ett värde.",
    "Option {name!r} does not take a value.": "Flaggan {name} tar inget värde.",
    "Got unexpected extra argument ({args})": "Ett ord för mycket: {args}",
    "Got unexpected extra arguments ({args})": "Några ord för mycket: {args}",
    "{value!r} is not a valid {number_type}.": "{value} är inget heltal.",
    "{value} is not in the range {range}.": "{value} är inte i intervallet {range}.",
    "{value!r} is not {choice}.": "{value} är inte {choice}.",
    "{value!r} is not one of {choices}.": "{value} är inte något av {choices}.",
    "default: {default}": "annars: {default}",
    "env var: {var}": "miljövariabel: {var}",
}


def speak_swedish() -> None:
    """Makes click speak Swedish; a text that isn't known stays as it is."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        for name, translate in (("_", _translate), ("ngettext", _translate_number)):
            if hasattr(module, name):
                setattr(module, name, translate)


def _translate(text: str) -> str:
    return _TEXTS.get(text, text)


def _translate_number(one: str, many: str, count: int) -> str:
    return _translate(one if count == 1 else many)
