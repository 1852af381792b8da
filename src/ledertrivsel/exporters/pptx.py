"""The plan as slides (PowerPoint): for the three workshops, and to present what came of them.

16:9 and large letters. The priority card is made of shapes that a group can drag; an action card
has a slide, and goes on with the next where its text is long. Nothing is cut short: text is
measured by a table of widths, so that the slides break alike on every machine.
"""

from __future__ import annotations

from ledertrivsel.exporters._outline import Line, Speaker
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._pptx_package import About, packed
from ledertrivsel.exporters._slides_chapters import Chapters
from ledertrivsel.exporters._slides_choices import WORKSHOPS, only
from ledertrivsel.exporters._slides_deck import Deck
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.view import View


class PptxExporter:
    """Writes the deck that the option ``deck`` asks for."""

    def export(self, view: View, context: Context) -> Export:
        """Return the deck as a PowerPoint file."""
        wanted = str(context.options.get("deck", "whole"))
        steps = WORKSHOPS[wanted]
        shown = only(view, wanted)
        outline, say = page(shown, context), Speaker(context.labels, context.language)
        foot = Line((*outline.foot[0].pieces, " · ", *outline.foot[1].pieces))
        deck = Deck(say, foot)
        Chapters(deck, shown, outline, context.method, steps).write()
        about = About(
            title=view.title,
            author=view.organisation,
            language=context.language,
            on=context.today,
        )
        lacks_agenda = bool(steps) and context.method is None
        warnings = (ExportWarning(code="slides-without-agenda"),) if lacks_agenda else ()
        return Export(packed(deck.finish(), about), warnings)
