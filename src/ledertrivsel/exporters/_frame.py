"""What stands at the top and in the foot of all that people read: whose it is, and for whom."""

from __future__ import annotations

from collections.abc import Iterator

from ledertrivsel.exporters._outline import Line, Speaker, Tone
from ledertrivsel.exporters._priority_card import cut_line
from ledertrivsel.plan import PlanState
from ledertrivsel.view import View


def lead(say: Speaker, view: View) -> Iterator[Line]:
    """Yield what stands under the title."""
    places = [place for place in (view.organisation, view.unit) if place]
    if places:
        yield Line((" · ".join(places),), Tone.STRONG)
    if view.part_of:
        yield say.line("exports.part-of", plan=view.part_of)
    publication = view.publication
    if publication is not None:
        version = str(publication.version)
        yield say.line("exports.published", date=publication.on, version=version)
    if publication is None or view.state is not PlanState.PUBLISHED:
        yield say.line("exports.state", state=say.name(view.state))
    yield say.line("exports.began", date=view.started_on)


def paper_lead(say: Speaker, view: View) -> Iterator[Line]:
    """Yield what stands under the title of a paper for one meeting: of whom, for which plan."""
    places = [place for place in (view.organisation, view.unit) if place]
    if places:
        yield Line((" · ".join(places),), Tone.STRONG)
    yield say.say(view.title)
    if view.part_of:
        yield say.line("exports.part-of", plan=view.part_of)


def foot(say: Speaker, view: View, *, divided: bool = True) -> Iterator[Line]:
    """Yield for whom a file is, its day, whose method it has and where the card is divided.

    Args:
        divided: whether anything in the file goes by where the card is divided.
    """
    yield say.line(f"exports.audience.{view.audience.value}", Tone.STRONG)
    yield say.line("exports.as-of", date=view.today)
    instrument = view.instrument
    yield say.line("exports.method", title=instrument.title, version=instrument.version)
    yield say.say(instrument.attribution)
    yield say.line("exports.cooperation", name=say.name(view.representation))
    if divided and view.priority_card is not None:
        cut = cut_line(say, view.priority_card)
        yield Line((f"{say('model.cut')}: ", *cut.pieces))


def how_many(view: View) -> str:
    """Return how many themes the method chooses: ``3–5``, or ``2`` where it is always two."""
    bounds = view.instrument.bounds
    if bounds.lowest == bounds.highest:
        return str(bounds.lowest)
    return f"{bounds.lowest}–{bounds.highest}"
