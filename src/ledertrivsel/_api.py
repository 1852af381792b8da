"""The front door: what most programs need, in plain values and few words.

Everything that looks a name up takes `registry=`; without it, the default one is made when first
needed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel import findings
from ledertrivsel.codes import CODES, Finding, Label, Severity, in_order
from ledertrivsel.errors import InvalidValueError, LedertrivselError, PluginError, near, shorten
from ledertrivsel.hookspecs import Context, Export, ExporterInfo, Option, ReadContext, ReaderInfo
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import Method, Step
from ledertrivsel.offers import Kind, Offer
from ledertrivsel.plan import Plan
from ledertrivsel.plugins import Registry, default_registry
from ledertrivsel.prioritization import BUILT_IN_RULES, Proposal, Rule
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.storage import Expected, PlanStore, is_address, parse_address
from ledertrivsel.view import Audience, Part, View, make_view, parts_for

if TYPE_CHECKING:  # Reading notes takes a Markdown parser; most programs never do.
    from ledertrivsel.readers.notes import Notes


def load_method(id: str = "bfa-2025", *, registry: Registry | None = None) -> Method:
    """Return the method of that id: the built-in one, or a plugin's.

    Raises:
        UnknownNameError: when there is none of that id.
    """
    return (registry or default_registry()).method(id)


def proposal(
    plan: Plan, rule: str | Rule | None = None, *, registry: Registry | None = None
) -> Proposal:
    """Return what a rule proposes: the plan's own, or the one given or named, a plugin's too.

    Raises:
        UnknownNameError: when there is no rule of that name.
    """
    asked = plan.rule if rule is None else rule
    if isinstance(asked, str) and asked not in BUILT_IN_RULES:
        offer = (registry or default_registry()).offer(Kind.RULE, asked)
        made: Rule = offer.make()
        with offer.lending(plan) as (lent,):
            proposed: Proposal = lent.proposal(made)
        return proposed
    return plan.proposal(asked)


def check(
    plan: Plan, today: datetime.date, *, registry: Registry | None = None
) -> tuple[Finding, ...]:
    """Return what is missing before the next step, by the library's checks and the plugins'.

    A plugin's check that fails becomes a finding that says so; the others are told all the same.
    """
    found = list(findings.check(plan, today))
    for name, offer in (registry or default_registry()).offers(Kind.CHECK).items():
        try:
            found += _checked(offer, plan, today)
        except PluginError as error:
            if registry is not None and registry.is_strict:
                raise
            found.append(_failed(name, error))
    return in_order(found, (theme.id for theme in plan.themes))


def _checked(offer: Offer, plan: Plan, today: datetime.date) -> list[Finding]:
    """Return what a plugin's check finds; all of it or nothing."""
    run = offer.make()
    with offer.lending(plan) as (lent,):
        found = list(run(lent, today))
        for finding in found:
            if not isinstance(finding, Finding):
                raise TypeError(f"it must give Finding objects, got {shorten(finding)}")
            if finding.code in CODES:
                raise ValueError(f"the code {finding.code!r} is one of the library's own")
    return found


def _failed(name: str, error: PluginError) -> Finding:
    params = tuple(error.params.items())
    text = Label("plugins.check-failed", (("check", name), *params))
    said = (("text", text), ("advice", Label("plugins.ask-author")))
    return Finding("check-failed", Severity.WARNING, Step.PREPARE, "", said)


def view_for(
    plan: Plan,
    audience: Audience = Audience.ORGANISATION,
    *,
    today: datetime.date | None = None,
    registry: Registry | None = None,
) -> View:
    """Return what *audience* may see of *plan*, by default on the day of its latest act."""
    audience = v.member(audience, Audience, "audience")
    proposed = None
    if (
        plan.choice is None
        and plan.rule not in BUILT_IN_RULES
        and Part.PROPOSAL in parts_for(plan, audience)
    ):
        proposed = proposal(plan, registry=registry)
    return make_view(plan, audience, today=today, proposal=proposed)


def export(
    plan: Plan,
    name: str,
    *,
    audience: Audience = Audience.ORGANISATION,
    language: str = "da",
    options: Mapping[str, Any] | None = None,
    today: datetime.date | None = None,
    method: Method | None = None,
    registry: Registry | None = None,
) -> Export:
    """Return *plan* as a file in a format: its bytes, and a warning for each fact left out.

    Args:
        audience: for whom; by default what the whole organisation may see.
        options: the format's own settings.
        today: by default the day of the latest act recorded in the plan.
        method: by default the one that the plan was started with, where it is at hand.

    Raises:
        UnknownNameError: when there is no such format.
        MissingExtraError: when a package that the format needs is not installed.
        InvalidValueError: when an option is unknown or has a wrong value.
        ExportError: when it can't be made of this plan.
        PluginError: when a plugin's exporter fails.
    """
    registry = registry or default_registry()
    offer = registry.offer(Kind.EXPORTER, name)
    assert isinstance(offer.info, ExporterInfo)
    given = _options(offer.info.options, options or {}, name)
    labels = load_labels(language)
    shown = view_for(plan, audience, today=today, registry=registry)
    whole = _method(plan, registry) if method is None else method
    exporter = offer.make()
    with offer.lending(shown, labels, whole) as (view, words, lent):
        context = Context(
            labels=words, language=language, options=given, method=lent, today=shown.today
        )
        made = exporter.export(view, context)
        if not isinstance(made, Export) or type(made.content) is not bytes:
            raise offer.fault(f"it must give an Export, got {shorten(made)}")
    return made


def _method(plan: Plan, registry: Registry) -> Method | None:
    """Return the plan's method, or None: a plan can be exported long after its method is gone."""
    try:
        return registry.method(plan.instrument.id)
    except LedertrivselError:
        return None


def _options(known: tuple[Option, ...], given: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """Return a value for every known option: the one given, checked, or its default."""
    by_name = {option.name: option for option in known}
    for name, value in given.items():
        path = f"options[{name!r}]"
        if not by_name:
            raise InvalidValueError(path, "no-options", value, "", {"name": repr(owner)})
        if name not in by_name:
            found = near(str(name), tuple(by_name))
            params = {"allowed": ", ".join(by_name), "near": ", ".join(map(repr, found))}
            raise InvalidValueError(path, "one-of", name, "near" if found else "", params)
    return {
        name: option.check(given.get(name, option.default), f"options[{name!r}]")
        for name, option in by_name.items()
    }


def open_store(address: str, *, registry: Registry | None = None) -> PlanStore:
    """Return the plans at an address such as ``sqlite:///plans.db``; close it, or use ``with``.

    Raises:
        InvalidValueError: when it is no address; the error says what would be right.
        UnknownNameError: when there is no store for it.
    """
    return PlanStore((registry or default_registry()).store(parse_address(address)))


def read_plan(
    source: str | Path, key: str | None = None, *, registry: Registry | None = None
) -> tuple[Plan, int]:
    """Return a plan and its revision: from a store by its *key*, or from a file (revision 0).

    Raises:
        NotFound, Deleted, Corrupt, NewerSchema: when the store has no such plan.
        DocumentError: with everything that is wrong in the document.
        OSError: when the file can't be read.
    """
    if isinstance(source, Path) or not (key or is_address(source)):
        from ledertrivsel.documents import load

        path = Path(source)
        return load(path.read_bytes(), source=path.name), 0
    if key is None:
        raise InvalidValueError("key", "store-key", key)
    with open_store(source, registry=registry) as store:
        return store.load(key)


def write_plan(
    plan: Plan,
    address: str,
    *,
    key: str,
    expected: Expected = 0,
    actor: str = "",
    registry: Registry | None = None,
) -> int:
    """Save *plan* in a store and return its revision; by default the key must not exist.

    Args:
        expected: the revision that was read, to replace it; or `OVERWRITE`.
        actor: who saves it.

    Raises:
        Conflict: when somebody saved in between.
    """
    with open_store(address, registry=registry) as store:
        return store.save(plan, key, expected=expected, actor=actor)


def read_ratings(
    source: bytes | str | Path,
    *,
    plan: Plan,
    round_id: str,
    title: str = "",
    held_on: datetime.date | None = None,
    purpose: RoundPurpose = RoundPurpose.BASELINE,
    mode: RoundMode = RoundMode.OPEN,
    scale: Scale | None = None,
    floor: int | None = None,
    sizes: Mapping[str, int] | None = None,
    reader: str = "",
    options: Mapping[str, Any] | None = None,
    registry: Registry | None = None,
) -> Round:
    """Return the round that a file of ratings holds: a path, or its bytes.

    Args:
        scale: None where the file is to tell: 1–5, or the two points of a file of fields.
        sizes: people behind a voice, where the file does not tell.
        reader: the name of the reader, such as a plugin's; by default ``ratings-xlsx`` for a path
            that ends with ``.xlsx``, else ``ratings-csv``.

    Raises:
        ReadError: with every problem, each with its line, or its sheet and cell.
    """
    content, name = _content(source)
    if not reader:
        reader = "ratings-xlsx" if name.lower().endswith(".xlsx") else "ratings-csv"
    context = ReadContext(
        plan=plan,
        source=name,
        round_id=round_id,
        title=title,
        held_on=held_on,
        purpose=v.member(purpose, RoundPurpose, "purpose"),
        mode=v.member(mode, RoundMode, "mode"),
        scale=scale,
        floor=floor,
        sizes=sizes or {},
    )
    made: Round = _read(content, context, reader, options, registry, Round)
    return made


def read_notes(
    source: bytes | str | Path,
    *,
    plan: Plan,
    reader: str = "notes-markdown",
    options: Mapping[str, Any] | None = None,
    registry: Registry | None = None,
) -> Notes:
    """Return what a file of notes says: a path, or its bytes.

    Args:
        plan: the plan that they are notes for.
        reader: the name of the reader, such as a plugin's.
        options: the reader's own; the built-in one has ``language``, that of own themes.

    Raises:
        ReadError: with every problem, each with its line.
    """
    from ledertrivsel.readers.notes import Notes

    content, name = _content(source)
    context = ReadContext(plan=plan, source=name)
    made: Notes = _read(content, context, reader, options, registry, Notes)
    return made


def _content(source: bytes | str | Path) -> tuple[bytes, str]:
    """Return the bytes of *source* and what to call it."""
    if isinstance(source, bytes):
        return source, ""
    path = Path(source)
    return path.read_bytes(), path.name


def _read(
    content: bytes,
    context: ReadContext,
    name: str,
    options: Mapping[str, Any] | None,
    registry: Registry | None,
    kind: type[Any],
) -> Any:
    offer = (registry or default_registry()).offer(Kind.READER, name)
    assert isinstance(offer.info, ReaderInfo)
    given = _options(offer.info.options, options or {}, name)
    reader = offer.make()
    with offer.lending(context.plan, context.method) as (plan, method):
        lent = attrs.evolve(context, plan=plan, method=method, options=given)
        made = reader.read(content, lent)
        if not isinstance(made, kind):
            raise offer.fault(f"it must give a {kind.__name__}, got {shorten(made)}")
    return made
