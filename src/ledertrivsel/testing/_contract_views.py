"""The plans that the contracts try plugins on, without chance: the same in every process.

One has something in every field, each text once; others have 0, 1, 12 and 20 themes with all that
belongs to them. It loads no hypothesis, so that other processes start quickly.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from ledertrivsel.cards import (
    ActionCard,
    CardState,
    Check,
    FollowUp,
    Offset,
    OffsetUnit,
    Task,
    Unfinished,
)
from ledertrivsel.decisions import Publication
from ledertrivsel.errors import ExportError
from ledertrivsel.hookspecs import Context, ExporterInfo, ReadContext, ReaderInfo
from ledertrivsel.instruments import Instrument
from ledertrivsel.labels import LANGUAGES, Labels, load_labels
from ledertrivsel.methods import Method, builtin_method
from ledertrivsel.offers import Offer
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Rule, is_rankable
from ledertrivsel.prose import Prose
from ledertrivsel.rounds import Round
from ledertrivsel.testing._filled import filled_plan
from ledertrivsel.themes import Text, Theme, ThemeSource
from ledertrivsel.view import Audience, View, make_view

DAY = datetime.date(2026, 9, 2)
COUNTS = (0, 1, 12, 20)
"""How many themes are rated, chosen and given a card."""

PROSE = """24. december holder vi *fri*, og det er **vigtigt**,
også på linje to. Læs [vores side](https://eksempel.dk/trivsel?a=1&b=2).

- første punkt

  mere om det første
- andet punkt
  1. under det andet
  2. og igen under det

3. tredje
4. fjerde

| Hvem | Hvad |
|------|------|
| HR   | ringer til mail@eksempel.dk |
| AMO  | [mødes](https://eksempel.dk/amo) |

Sidste afsnit.
"""
"""A text with all that people may write in one."""

_LONG = 185
"""About as long as a title may be, so that a text that is cut short is missed."""


def marked(path: str, number: int) -> str:
    """Return a text that stands nowhere else; every third is long."""
    head = f"Ærlig øvelse nr{number:04}"
    return head if number % 3 else f"{head} {'og så videre ' * 12}"[:_LONG] + f" slut{number:04}"


def filled(text: Callable[[str, int], str] = marked) -> Plan:
    """Return a plan with something in every field; *text* is given a path and a number."""
    numbers: dict[str, int] = {}
    return filled_plan(lambda path: text(path, numbers.setdefault(path, len(numbers) + 1)))


@functools.cache
def crowded(count: int) -> Plan:
    """Return a plan with *count* themes rated, chosen, qualified and given a card."""
    method = builtin_method()
    plan = Plan.start(method, title=f"Plan for {count} temaer", organisation="Øby", on=DAY)
    for number in range(len(method.themes) + 1, count + 1):
        title = Text({"da": f"Eget tema {number}", "en": f"Own theme {number}"})
        plan = plan.add_theme(title, source=ThemeSource.SURVEY)
    chosen = [theme.id for theme in plan.themes][:count]
    if not chosen:
        return plan
    rows = [
        (voice, theme, 1 + (n + shift) % 5, 1 + (2 * n + shift) % 5)
        for shift, voice in enumerate(("Ledere, nord", "Ledere, syd", "Ledere, øst"))
        for n, theme in enumerate(chosen)
    ]
    plan = plan.add_round(Round.from_rows("forbered", rows, themes=plan.themes))
    plan = plan.choose(chosen, recommended_by="Arbejdsgruppen", on=DAY, rationale="Enighed")
    plan = plan.confirm(by="Direktionen", on=DAY)
    for n, theme in enumerate(chosen):
        answers = {q.id: f"Svar {n} på {q.id}" for q in method.instrument.support_questions}
        plan = plan.qualify(theme, answers=answers).add_card(_card(theme, n))
        plan = plan.activate(theme, on=DAY, event=f"Hændelse {n}")
    shown = Publication(
        on=DAY, channel="Intranettet", told=("Alle ledere",), show_card=True, show_parked=True
    )
    return plan.publish(shown)


@functools.cache
def every_state() -> Plan:
    """Return a plan with a card in every state, and tasks and times of follow-up of every kind."""
    plan = Plan.start(builtin_method(), title="Plan med alt", on=DAY)
    plan = attrs.evolve(plan, purpose=PROSE, strategy="1. marts 2027: opfølgning")
    states = tuple(CardState)
    themes = [theme.id for theme in plan.themes][: len(states)]
    plan = plan.choose(themes)
    dues = (None, DAY, _after(1, 2), DAY + datetime.timedelta(days=400))
    days = (None, DAY + datetime.timedelta(days=3))
    kinds = list(itertools.product(dues, days, days, ("", "Bortfaldet {}"), ("", "Rolle {}")))
    for n, (theme, state) in enumerate(zip(themes, states, strict=True)):
        tasks = tuple(
            Task(
                what=f"Opgave {n}.{m}.",
                who=who.format(f"{n}.{m}."),
                due=due,
                started_on=began,
                done_on=done,
                dropped=dropped.format(f"{n}.{m}."),
            )
            for m, (due, began, done, dropped, who) in enumerate(kinds[n :: len(states)])
        )
        checks = tuple(
            Check(due=due, what=f"Tjek {n}.{m}." if m % 2 else "", done_on=done)
            for m, (due, done) in enumerate(itertools.product(dues, days))
        )
        card = attrs.evolve(
            _card(theme, n),
            goal=f"{PROSE}\n\nMål {n}",
            state=state,
            state_reason=f"Fordi {n}",
            attribution=f"Efter et eksempel {n}",
            tasks=tasks,
            follow_up=FollowUp(f"Opfølgning {n}", checks),
            unfinished=Unfinished(what=f"Mangler {n}", who=f"Afklares af {n}", due=DAY)
            if n % 2
            else None,
        )
        plan = plan.add_card(card)
    return plan


def _card(theme: str, n: int) -> ActionCard:
    return ActionCard(
        theme_id=theme,
        title=f"Kort {n}",
        applies_when=f"Når det sker {n}",
        goal=f"Målet er {n}",
        responsible=f"Rollen {n}",
        support=f"Hjælp {n}",
        representatives_role=f"TR og AMR {n}",
        tasks=tuple(
            Task(
                what=f"Opgave {n}-{m}",
                who=f"Udfører {n}-{m}",
                due=DAY + datetime.timedelta(days=20 * n + m) if m % 2 else _after(n, m),
            )
            for m in range(4)
        ),
        tasks_note=f"Note {n}",
        follow_up=FollowUp(f"Opfølgning {n}"),
        materials=(f"Bilag {n}",),
    )


def _after(n: int, m: int) -> Offset:
    return Offset(n + m + 1, OffsetUnit.WEEKS, f"Hændelse {n}")


@functools.cache
def method_of(plan: Plan) -> Method:
    """Return the whole method that belongs to a plan of ours."""
    method = builtin_method()
    if plan.instrument == method.instrument:
        return method
    return attrs.evolve(method, instrument=plan.instrument, example_card=None)


@functools.cache
def samples() -> tuple[tuple[str, Plan], ...]:
    """Return the plans, each with what to call it in a sentence."""
    return (
        ("the plan with something in every field", filled()),
        ("the plan with a card in every state", every_state()),
        *((f"the plan with {count} themes", crowded(count)) for count in COUNTS),
    )


def views(*plans: tuple[str, Plan]) -> Iterator[tuple[str, Plan, View]]:
    """Yield the view of each audience of each plan, with what to call it."""
    for name, plan in plans or samples():
        for audience in Audience:
            view = make_view(plan, audience)
            yield f"{name}, for the {audience.value.replace('-', ' ')}", plan, view


def several(plan: Plan) -> View:
    """Return a view with three of all there can be more of, no text, day or count told twice.

    No model stands behind it: what is told of it need not add up.
    """
    return _apart(_thrice(make_view(plan, Audience.WORKING_GROUP)))


_ALIKE = (
    "ActivationView",
    "CheckView",
    "Discussion",
    "EvidenceView",
    "InvolvementView",
    "OpenPointView",
    "Participant",
    "RemarkView",
    "ReportView",
    "Session",
    "TaskView",
)
"""What a plan may have any number of."""

_COUNTED = ("count", "n", "participants", "pickers", "picks", "size", "version", "voices")
"""Fields that hold a count, which may be any."""


def _thrice(value: Any) -> Any:
    def change(_: str, found: Any) -> Any:
        if isinstance(found, tuple) and found:
            kind = type(found[0])
            if kind.__name__ in _ALIKE or (kind is Prose) or (kind is str and "nr0" in found[0]):
                return (*found, *found, *found)
        return found

    return mapped(value, change)


def _apart(value: View) -> View:
    numbers, days, counts = (itertools.count(start) for start in (1, 0, 131))

    def change(path: str, found: Any) -> Any:
        if isinstance(found, Prose) and found:
            return Prose(marked("", next(numbers)))
        if isinstance(found, str) and re.search(r"nr0\d\d\d", found):
            return marked("", next(numbers))
        if isinstance(found, datetime.date):
            # Days of two digits: none is a piece of another one, however it is written.
            month, day = divmod(next(days), 19)
            return datetime.date(2031 + month // 12, month % 12 + 1, day + 10)
        if type(found) is int and path.rpartition(".")[2] in _COUNTED:
            return next(counts)
        return found

    parts = ("instrument", "proposal", "turning_points", "findings", "movements", "disagreement")
    kept = {name: getattr(value, name) for name in (*parts, "themes", "today", "started_on")}
    changed: View = attrs.evolve(mapped(value, change), **kept)
    return changed


def many() -> View:
    """Return a view with 20 themes on the card and chosen, and little else."""
    view = make_view(crowded(20), Audience.WORKING_GROUP)
    return attrs.evolve(view, cards=view.cards[-1:], qualifications=view.qualifications[-1:])


def long(plan: Plan) -> View:
    """Return a view whose every text is as long as the model lets it be."""
    words = " ".join(map(str, range(6_000)))

    def lengthened(text: Prose) -> Prose:
        return Prose(f"Begyndelse {text.source}\n\nDet er {words}\n\nSlutning {text.source}")

    return rewritten(make_view(plan, Audience.WORKING_GROUP), lengthened)  # type: ignore[no-any-return]


def mapped(value: Any, change: Callable[[str, Any], Any]) -> Any:
    """Return an object graph with what stands in its fields changed, the outer lists first.

    *change* is given a field, such as ``TaskView.due``, and each value in it; a list as a whole,
    and then each of its items. Themes and the instrument stay as they are.
    """
    if not attrs.has(type(value)) or isinstance(value, (Prose, Text, Theme, Instrument)):
        return value
    made = {}
    for field in attrs.fields(type(value)):
        was = getattr(value, field.name)
        path = f"{type(value).__name__}.{field.name}"
        now = _items(change(path, was), path, change)
        if now is not was:
            made[field.name] = now
    return attrs.evolve(value, **made) if made else value


def _items(value: Any, path: str, change: Callable[[str, Any], Any]) -> Any:
    if not isinstance(value, tuple):
        return mapped(value, change)
    items = tuple(
        _items(item if isinstance(item, tuple) else change(path, item), path, change)
        for item in value
    )
    return value if all(a is b for a, b in zip(items, value, strict=True)) else items


def few_views() -> Iterator[tuple[str, Plan, View]]:
    """Yield views enough for what is slow: each audience, each part, many themes."""
    for name, plan, view in views(*samples()[:1], ("the plan with 12 themes", crowded(12))):
        if "12" not in name or view.audience is Audience.WORKING_GROUP:
            yield name, plan, view


def rewritten(value: Any, change: Callable[[Prose], Prose]) -> Any:
    """Return a view with each of the texts that people typed changed."""
    if isinstance(value, Prose):
        return change(value) if value else value
    if isinstance(value, tuple):
        return tuple(rewritten(item, change) for item in value)
    if isinstance(value, View) or type(value).__name__.endswith("View"):
        names = (field.name for field in attrs.fields(type(value)))
        return attrs.evolve(value, **{n: rewritten(getattr(value, n), change) for n in names})
    return value


@functools.cache
def _wording(language: str) -> dict[str, str]:
    labels = load_labels(language)
    return {key: labels[key] for key in labels.keys()}  # noqa: SIM118 - Labels is no mapping.


def context_for(
    view: View,
    language: str = "da",
    options: dict[str, Any] | None = None,
    method: Method | None = None,
) -> Context:
    """Return what an exporter is given besides the view."""
    return Context(
        labels=Labels(language, dict(_wording(language))),  # A copy: the original is everybody's.
        language=language,
        options=options or {},
        method=method,
        today=view.today,
    )


def defaults(info: ExporterInfo | ReaderInfo) -> dict[str, Any]:
    """Return the value of each option when nobody gives one."""
    return {option.name: option.default for option in info.options}


def exports(offer: Offer) -> Iterator[tuple[str, str]]:
    """Yield each view with the digest of what an exporter makes of it, for other processes."""
    exporter = offer.make()
    info = offer.info
    assert isinstance(info, ExporterInfo)
    for name, plan, view in few_views():
        for language in LANGUAGES:
            context = context_for(view, language, defaults(info), method_of(plan))
            try:
                made = exporter.export(view, context)
            except ExportError as error:
                yield f"{name}, in {language}", str(error)
                continue
            told = repr(made.warnings).encode()
            yield f"{name}, in {language}", hashlib.sha256(made.content + told).hexdigest()


def keys(rule: Rule) -> Iterator[tuple[str, str]]:
    """Yield each theme of the plans with its key, for other processes."""
    for name, plan in samples():
        matrix = plan.matrix()
        for placement in matrix.placements:
            if is_rankable(placement, rule):
                yield f"{placement.theme_id} of {name}", repr(rule.key(placement, matrix))


def read_context(info: ReaderInfo) -> ReadContext:
    """Return what a reader is given besides the bytes: a plan with twelve themes, all chosen."""
    plan = crowded(0)
    plan = plan.choose([theme.id for theme in plan.themes])
    return ReadContext(
        plan=plan, round_id="forbered", source="file", options=defaults(info), held_on=DAY
    )
