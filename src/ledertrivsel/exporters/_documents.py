"""The other papers made from a view: for the workshops, after them, and for MED or SU.

Each is an outline as the plan's own is, so every format that writes outlines writes them. The
themes, questions and headings in them are the method's, named in the foot; a paper that is made of
the method's agendas, checklist or steps needs the whole method and is refused without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._agenda import agenda_sections
from ledertrivsel.exporters._case import case_sections
from ledertrivsel.exporters._decisions import decision_sections
from ledertrivsel.exporters._frame import foot, lead, paper_lead
from ledertrivsel.exporters._meetings import agenda_of
from ledertrivsel.exporters._outline import Line, Page, Section, Speaker
from ledertrivsel.exporters._papers import checklist_sections, pre_read_sections
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Method
from ledertrivsel.view import View

_Made = tuple[str, Iterable[Section | None]]
"""A paper's title and sections."""


def document(name: str, say: Speaker, view: View, method: Method | None) -> Page:
    """Return the outline of the paper of that name.

    Raises:
        ExportError: when it needs the whole method and that is not at hand, or has no such part.
    """
    title, made = DOCUMENTS[name](name, say, view, method)
    above: Iterable[Line] = lead(say, view) if name == "case" else paper_lead(say, view)
    return Page(
        language=say.language,
        title=title,
        lead=tuple(above),
        front=(),
        sections=tuple(part for part in made if part is not None),
        foot=tuple(foot(say, view, divided=name in _OF_THE_CARD)),
        has_contents=False,  # A paper for one meeting is a few pages.
    )


def _agenda(name: str, say: Speaker, view: View, method: Method | None) -> _Made:
    whole = _whole(name, view, method)
    agenda = agenda_of(whole, _step(name))
    if agenda is None:
        raise ExportError(name, Label("exports.refused.no-agenda", _titled(view)))
    return agenda.title.to(say.language), agenda_sections(say, view, whole, agenda)


def _checklist(name: str, say: Speaker, view: View, method: Method | None) -> _Made:
    whole = _whole(name, view, method)
    if not whole.checklist:
        raise ExportError(name, Label("exports.refused.no-checklist", _titled(view)))
    return say("workshop.checklist"), checklist_sections(say, view, whole)


def _pre_read(name: str, say: Speaker, view: View, method: Method | None) -> _Made:
    whole = _whole(name, view, method)
    return say("documents.pre-read"), pre_read_sections(say, view, whole)


def _decisions(name: str, say: Speaker, view: View, method: Method | None) -> _Made:
    step = _step(name)
    title = say("documents.decisions", step=say.name(step))
    return title, decision_sections(say, view, method, step)


def _case(_: str, say: Speaker, view: View, method: Method | None) -> _Made:
    title = say("documents.case.title", plan=view.title)
    return title, case_sections(say, view, method)


def _whole(name: str, view: View, method: Method | None) -> Method:
    if method is None:
        called = ("document", Label(f"documents.name.{name}"))
        raise ExportError(name, Label("exports.refused.no-method", (called, *_titled(view))))
    return method


def _titled(view: View) -> tuple[tuple[str, str], ...]:
    return (("method", view.instrument.id),)


def _step(name: str) -> Step:
    return tuple(Step)[int(name[-1]) - 1]


DOCUMENTS: dict[str, Callable[[str, Speaker, View, Method | None], _Made]] = {
    "agenda-1": _agenda,
    "agenda-2": _agenda,
    "agenda-3": _agenda,
    "checklist": _checklist,
    "pre-read": _pre_read,
    "decisions-1": _decisions,
    "decisions-2": _decisions,
    "decisions-3": _decisions,
    "case": _case,
}
"""The papers by the name that the option ``document`` has for each."""

_OF_THE_CARD = ("decisions-1", "case")
"""The papers that tell which themes were chosen by the card."""
