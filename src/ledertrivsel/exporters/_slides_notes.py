"""What the one who leads a workshop reads in the notes: the agenda with its times."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ledertrivsel.agendas import wording
from ledertrivsel.exporters._outline import Speaker
from ledertrivsel.exporters._slides_text import Paragraph, Span
from ledertrivsel.methods import Agenda, AgendaItem, ItemKind
from ledertrivsel.themes import Text
from ledertrivsel.workshop import Representation

_SIZE = 12


def agenda_notes(
    say: Speaker, agenda: Agenda, representation: Representation
) -> Iterator[Paragraph]:
    """Yield an agenda: for each item its minutes from the start, who, how, with what."""
    own = _Own(say, representation)
    yield _bold(own.text(agenda.title))
    yield _plain(f"{say('workshop.purpose')}: {own.text(agenda.purpose)}")
    yield _plain(say("workshop.total", minutes=agenda.minutes))
    now = 0
    for item in agenda.items:
        held = item.kind is ItemKind.ALWAYS
        when = say("slides.minutes", start=now, end=now + item.minutes)
        if not held:
            when = say("slides.minutes-optional", minutes=item.minutes)
        yield _bold(f"{when}: {own.text(item.title)}")
        yield from _item(own, item)
        now += item.minutes * held


def _item(own: _Own, item: AgendaItem) -> Iterator[Paragraph]:
    say = own.say
    if item.who is not None:
        yield _plain(f"{say('workshop.who')}: {own.text(item.who)}")
    for text, minutes in item.points:
        alone = f" ({say('workshop.minutes-short', minutes=minutes)})" if minutes else ""
        yield Paragraph(spans=(Span(own.text(text) + alone),), size=_SIZE, mark="•", after=0)
    for key, texts in (("materials", item.materials), ("considerations", item.considerations)):
        if texts:
            said = "; ".join(own.text(text).rstrip(".") for text in texts)
            yield _plain(f"{say(f'workshop.{key}')}: {said}.")


@functools.lru_cache(maxsize=1024)
def own_words(text: Text, representation: Representation, language: str) -> str:
    """Return a text of the method with the workplace's own word for cooperation."""
    return wording(text.to(language), representation, language)


class _Own:
    """Says a method's texts with the workplace's own word for cooperation."""

    def __init__(self, say: Speaker, representation: Representation) -> None:
        self.say, self._representation = say, representation

    def text(self, text: Text) -> str:
        return own_words(text, self._representation, self.say.language)


def bulleted(say: Speaker, title: str, texts: tuple[Text, ...]) -> Iterator[Paragraph]:
    """Yield a heading with questions to talk about."""
    yield _bold(title)
    for text in texts:
        words = say.text(text)
        span = Span(words.text, language=words.language)
        yield Paragraph(spans=(span,), size=_SIZE, mark="•", after=0)


def _bold(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text, strong=True),), size=_SIZE, after=0)


def _plain(text: str) -> Paragraph:
    return Paragraph(spans=(Span(text),), size=_SIZE, after=0)
