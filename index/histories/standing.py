"""What holds now for a matter, in one sentence: with the act that says so, or why it can't be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.histories.conflicts import Conflict
from index.histories.events import HistoryEvent, act_order, describe
from index.registers.validity import DEEDS, HOLDS, Validity, validity


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds on a day. `holds` is None where it can't be told."""

    sentence: str
    holds: bool | None
    valid_to: str | None


def standing(events: Sequence[HistoryEvent], found: Sequence[Conflict], bodies: dict[str, str], day: str) -> Standing | None:
    """What holds on a day for the matter of merged events in time order, with the conflicts among them; None without acts."""
    acts = [event for event in events if event.event != "omnämnt"]
    if not acts:
        return None
    renewed = max((act.date or "" for act in acts if act.event in ("ersatt", "trätt i kraft")), default="")
    if any(act.event == "ersatt" for act in acts):  # what was given notice of, and ended, is what came before
        acts = [act for act in acts if act.event not in ("uppsagt", "upphört") or (act.date or "9999") > renewed]
    words = " ".join(source.words for act in acts for source in act.sources)
    begun = [act for act in acts if act.event == "trätt i kraft" and act.date]
    begins = max((act.date or "" for act in begun), default=None)
    is_ = validity(acts, words, day, bodies, begins=begins if len(begun) == 1 else None, successor=None)
    if is_.valid_to is None:
        return _without_end(acts, is_)
    open_ = next((conflict for conflict in found if conflict.resolution is None and is_.valid_to in conflict.values), None)
    if open_:
        return _undecided(open_, day)
    who = _according_to(is_)
    if is_.state in HOLDS and is_.valid_to >= day:
        notice = f", men är uppsagt{_by(is_.given_notice)}" if is_.given_notice else ""
        return Standing(f"Gäller nu{notice}: t.o.m. {is_.valid_to}, enligt {who}.", True, is_.valid_to)
    if is_.state == "löper vidare":
        sentence = (
            f"Går inte att avgöra: t.o.m. {is_.valid_to} enligt {who}, och därefter förlängt om ingen har sagt upp det;"
            " ingen uppsägning finns i arkivet."
        )
        return Standing(sentence, None, is_.valid_to)
    if is_.state == "kommande":
        return Standing(f"Gäller ännu inte: fr.o.m. {is_.valid_from}, enligt {who}.", False, is_.valid_to)
    ended = f" Det sades upp{_by(is_.given_notice)}." if is_.given_notice else " Inget senare beslut finns i arkivet."
    return Standing(f"Gäller inte längre: gällde t.o.m. {is_.valid_to}, enligt {who}.{ended}", False, is_.valid_to)


def _without_end(acts: Sequence[HistoryEvent], is_: Validity) -> Standing:
    """Of what no source gives a last day, the latest act is what is known."""
    latest = max((act for act in acts if act.date), key=act_order, default=acts[-1])
    told = f"{latest.event} ({describe(latest)})" if describe(latest) else f"{latest.event} (odaterat)"
    if latest.event in ("återremitterat", "bordlagt"):
        return Standing(f"Inte avgjort, så vitt arkivet visar: senast {told}.", None, None)
    if latest.event == "avslaget":
        return Standing(f"Gäller inte: {told}.", False, None)
    if is_.state in ("gäller tills vidare", "uppsagt"):
        return Standing(f"Gäller nu: tills vidare. Senast i arkivet: {told}.", True, None)
    return Standing(f"Går inte att avgöra: ingen handling anger hur länge det gäller. Senast i arkivet: {told}.", None, None)


def _undecided(conflict: Conflict, day: str) -> Standing:
    told = " eller ".join(
        f"t.o.m. {value} enligt {source.file}" for value, source in zip(conflict.values, conflict.sources, strict=True)
    )
    passed = " Båda dagarna har passerat, och inget senare beslut finns i arkivet." if max(conflict.values) < day else ""
    return Standing(f"Går inte att avgöra: {told}.{passed}", None, None)


def _according_to(is_: Validity) -> str:
    """The act that says so, or the document that states it."""
    act = is_.act
    if act is None:
        return "arkivet"
    deed = any(source.kind in DEEDS for source in act.sources)
    return describe(act) if act.status == "decided" or (act.paragraph and not deed) else act.sources[0].file


def _by(act: HistoryEvent | None) -> str:
    return f" {act.date}{f' av {act.body}' if act.body else ''}" if act and act.date else ""
