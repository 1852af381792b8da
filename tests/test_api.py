"""The front door: the twelve lines, and what stands behind each."""

import datetime
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import ledertrivsel as lt
from ledertrivsel.codes import Finding, Severity
from ledertrivsel.errors import (
    Conflict,
    DocumentError,
    ExportError,
    InvalidValueError,
    NotFound,
    PluginError,
    UnknownNameError,
)
from ledertrivsel.hookspecs import (
    CheckInfo,
    Context,
    Export,
    ExporterInfo,
    Option,
    ReadContext,
    ReaderInfo,
    RuleInfo,
    hookimpl,
)
from ledertrivsel.matrix import Matrix, Placement
from ledertrivsel.methods import Step
from ledertrivsel.offers import PluginProblem, PluginState
from ledertrivsel.plugins import Registry
from ledertrivsel.storage import PlanStore
from ledertrivsel.view import Audience, Part, View

ROWS = [
    ("Gruppe A", "new-managers", 5, 2),
    ("Gruppe A", "sparring", 4, 1),
    ("Gruppe A", "overload", 5, 1),
    ("Gruppe A", "restitution", 2, 4),
]


class Recorder:
    """An exporter that keeps what it was given."""

    given: "list[tuple[View, Context]]"

    def __init__(self) -> None:
        self.given = []

    def export(self, view: View, context: Context) -> Export:
        self.given.append((view, context))
        return Export(repr(sorted(context.options.items())).encode())


class Acme:
    """A plugin with an exporter, and whatever else a test gives it."""

    def __init__(
        self, exporter: Any = None, checks: Any = (), rules: Any = (), **info: Any
    ) -> None:
        self.exporter = exporter or Recorder()
        self.info, self.checks, self.rules = info, checks, rules

    @hookimpl
    def ledertrivsel_exporters(self) -> Iterable[ExporterInfo]:
        yield ExporterInfo(
            name="acme",
            suffix=".txt",
            media_type="text/plain",
            title={"da": "Acme"},
            carries={Part.CARDS},
            factory=lambda: self.exporter,
            **self.info,
        )

    @hookimpl
    def ledertrivsel_checks(self) -> Iterable[CheckInfo]:
        for number, check in enumerate(self.checks):
            yield CheckInfo(
                name=f"check-{number}", title={"da": "Tjek"}, factory=lambda check=check: check
            )

    @hookimpl
    def ledertrivsel_rules(self) -> Iterable[RuleInfo]:
        for rule in self.rules:
            yield RuleInfo(name=rule.name, title={"da": "Regel"}, factory=lambda rule=rule: rule)


def registry_with(plugin: object) -> Registry:
    registry = Registry(entry_points=False)
    registry.register(plugin, name="acme")
    return registry


@pytest.fixture
def plan() -> lt.Plan:
    plan = lt.Plan.start(
        lt.load_method("bfa-2025"),
        title="Plan for ledertrivsel",
        organisation="Eksempel Kommune",
        on=date(2026, 9, 2),
    )
    return plan.add_round(lt.Round.from_rows("forbered", ROWS))


# The twelve lines


def test_the_twelve_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = ROWS
    card = lt.ActionCard(theme_id="new-managers", title="Modtagelse af nye ledere")

    plan = lt.Plan.start(
        lt.load_method("bfa-2025"),
        title="Plan for ledertrivsel",
        organisation="Eksempel Kommune",
        on=date(2026, 9, 2),
    )
    plan = plan.add_round(lt.Round.from_rows("forbered", rows))
    plan = plan.park(
        "sickness-absence",
        reason=lt.ParkedReason.NEEDS_KNOWLEDGE,
        who="HR",
        revisit_on=date(2027, 1, 20),
    )
    proposal = plan.proposal()
    plan = plan.choose(
        proposal.chosen, recommended_by="Workshop 1", on=date(2026, 9, 2), rationale="…"
    )
    plan = plan.confirm(by="Direktionen", on=date(2026, 9, 9))
    plan = plan.qualify("new-managers", answers={"assessment": "…", "ideas": "…"}).add_card(card)
    rendered = [finding.render("da") for finding in lt.check(plan, today=date(2026, 11, 23))]
    page = lt.export(plan, "html").content
    revision = lt.write_plan(plan, "sqlite:///plans.db", key="2026")

    assert set(proposal.chosen) == {"new-managers", "sparring", "overload"}
    assert len(rendered) > 3
    assert all(rendered)
    assert page.decode().startswith("<!DOCTYPE html>")
    assert "Modtagelse af nye ledere" in page.decode()
    assert revision == 1
    assert lt.read_plan("sqlite:///plans.db", key="2026") == (plan, 1)
    later = plan.revise_card(lt.ActionCard(theme_id="new-managers", title="Nye ledere"))
    assert lt.write_plan(later, "sqlite:///plans.db", key="2026", expected=1) == 2
    with pytest.raises(Conflict):
        lt.write_plan(plan, "sqlite:///plans.db", key="2026")


# Methods and proposals


def test_the_built_in_method_is_there_without_a_name() -> None:
    assert lt.load_method().id == "bfa-2025"
    assert lt.load_method("ledertrivsel:bfa-2025") is lt.load_method()
    with pytest.raises(UnknownNameError, match="Did you mean 'bfa-2025'"):
        lt.load_method("bfa-2026", registry=Registry(entry_points=False))


class LeastSuccessful:
    name, needs, by_field = "least-successful", frozenset({"ratings"}), False

    def key(self, placement: Placement, matrix: Matrix) -> Any:
        return (placement.success,)


def test_a_plugins_rule_is_looked_up(plan: lt.Plan) -> None:
    registry = registry_with(Acme(rules=[LeastSuccessful()]))
    assert lt.proposal(plan, "least-successful", registry=registry).order == (
        frozenset({"overload", "sparring"}),
        frozenset({"new-managers"}),
        frozenset({"restitution"}),
    )
    assert lt.proposal(plan) == plan.proposal()
    assert lt.proposal(plan, "gap") == plan.proposal("gap")
    assert lt.proposal(plan, LeastSuccessful()).rule == "least-successful"
    with pytest.raises(UnknownNameError, match="There is no rule named 'gapp'"):
        lt.proposal(plan, "gapp", registry=registry)


def test_a_rule_that_fails_is_named(plan: lt.Plan) -> None:
    class Broken(LeastSuccessful):
        def key(self, placement: Placement, matrix: Matrix) -> Any:
            raise ZeroDivisionError("no successes")

    registry = registry_with(Acme(rules=[Broken()]))
    with pytest.raises(PluginError) as caught:
        lt.proposal(plan, "least-successful", registry=registry)
    assert str(caught.value) == (
        "Plugin acme failed in the rule 'least-successful': ZeroDivisionError: no successes"
    )


# Checks

OWN = Finding("own-code", Severity.ERROR, Step.PREPARE, "title", {"text": "Titlen er for kort."})


def test_a_plugins_findings_stand_beside_the_librarys(plan: lt.Plan) -> None:
    today = date(2026, 11, 23)
    registry = registry_with(Acme(checks=[lambda plan, today: [OWN]]))
    found = lt.check(plan, today, registry=registry)
    ours = lt.check(plan, today, registry=Registry(entry_points=False))
    assert OWN in found
    assert tuple(finding for finding in found if finding != OWN) == ours
    assert OWN.render("da") == "Titlen er for kort."


@pytest.mark.parametrize(
    ("check", "cause"),
    [
        (lambda plan, today: 1 // 0, "ZeroDivisionError: integer division or modulo by zero"),
        (lambda plan, today: ["x"], "TypeError: it must give Finding objects, got 'x'"),
        (
            lambda plan, today: [Finding("not-chosen", Severity.ERROR, Step.PREPARE)],
            "ValueError: the code 'not-chosen' is one of the library's own",
        ),
    ],
)
def test_a_check_that_fails_is_told_and_the_others_go_on(
    plan: lt.Plan, check: Any, cause: str
) -> None:
    acme = Acme(checks=[check, lambda plan, today: [OWN]])
    found = lt.check(plan, date(2026, 11, 23), registry=registry_with(acme))
    assert OWN in found
    (failed,) = [finding for finding in found if finding.code == "check-failed"]
    assert failed.render("en") == (
        f"The check check-0 of the plugin acme could not be carried out: {cause}"
    )
    assert failed.render("da") == (
        f"Kontrollen check-0 fra udvidelsen acme kunne ikke gennemføres: {cause}"
    )
    assert failed.advice("en") == "Update the plugin, or ask whoever made it."
    strict = Registry(entry_points=False, strict=True)
    strict.register(acme, name="acme")
    with pytest.raises(PluginError):
        lt.check(plan, date(2026, 11, 23), registry=strict)


# Exports


def test_an_exporter_gets_a_view_and_a_context(plan: lt.Plan) -> None:
    acme = Acme(
        options=(
            Option(name="paper", default="a4", choices=("a4", "a3"), help="Papir"),
            Option(name="copies", type=int, default=1, help="Antal"),
        )
    )
    registry = registry_with(acme)
    made = lt.export(plan, "acme", registry=registry, options={"paper": "a3"}, language="en")
    assert made == Export(b"[('copies', 1), ('paper', 'a3')]")
    ((shown, context),) = acme.exporter.given
    assert (shown.audience, shown.today) == (Audience.ORGANISATION, date(2026, 9, 2))
    assert (context.language, context.labels.language) == ("en", "en")
    assert context.today == date(2026, 9, 2)
    assert context.method == lt.load_method()
    lt.export(plan, "acme", registry=registry, audience=Audience.FORUMS, today=date(2027, 1, 1))
    shown, context = acme.exporter.given[1]
    assert (shown.audience, context.today) == (Audience.FORUMS, date(2027, 1, 1))
    with pytest.raises(TypeError):
        context.options["paper"] = "a4"  # type: ignore[index]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (
            {"papir": "a3"},
            "options['papir'] must be one of paper, copies, got 'papir'. Did you mean 'paper'?",
        ),
        ({"paper": "a5"}, "options['paper'] must be one of a4, a3, got 'a5'."),
        ({"copies": "2"}, "options['copies'] must be a whole number, got '2'."),
        ({"copies": True}, "options['copies'] must be a whole number, got True."),
    ],
)
def test_a_wrong_option_is_told_before_the_exporter_runs(
    plan: lt.Plan, options: dict[str, Any], text: str
) -> None:
    acme = Acme(
        options=(
            Option(name="paper", default="a4", choices=("a4", "a3"), help="Papir"),
            Option(name="copies", type=int, default=1, help="Antal"),
        )
    )
    with pytest.raises(InvalidValueError) as caught:
        lt.export(plan, "acme", registry=registry_with(acme), options=options)
    assert str(caught.value) == text
    assert acme.exporter.given == []


def test_a_format_without_options_takes_none(plan: lt.Plan) -> None:
    with pytest.raises(InvalidValueError) as caught:
        lt.export(plan, "acme", registry=registry_with(Acme()), options={"paper": "a4"})
    assert str(caught.value) == (
        "options['paper'] must be left out; 'acme' has no options, got 'a4'."
    )
    assert lt.say(caught.value, "da") == (
        "options['paper'] skal udelades; 'acme' har ingen indstillinger, men er 'a4'."
    )


class Faulty:
    def __init__(self, act: Any) -> None:
        self.act = act

    def export(self, view: View, context: Context) -> Export:
        made: Export = self.act()
        return made


def _raise(error: BaseException) -> Any:
    raise error


@pytest.mark.parametrize(
    ("act", "cause"),
    [
        (lambda: None, "it must give an Export, got None"),
        (lambda: "text", "it must give an Export, got 'text'"),
        (lambda: b"bytes", "it must give an Export, got b'bytes'"),
        (
            lambda: Export("text"),  # type: ignore[arg-type]
            "InvalidValueError: Export.content must be bytes, got 'text'.",
        ),
        (
            lambda: Export(b"") if print("hej") is None else None,
            "it writes to the terminal: 'hej\\n'",
        ),
        (lambda: 1 // 0, "ZeroDivisionError: integer division or modulo by zero"),
        (lambda: _raise(SystemExit(2)), "SystemExit: 2"),
    ],
)
def test_an_exporter_that_fails_is_named(plan: lt.Plan, act: Any, cause: str) -> None:
    registry = registry_with(Acme(Faulty(act)))
    with pytest.raises(PluginError) as caught:
        lt.export(plan, "acme", registry=registry)
    assert str(caught.value) == f"Plugin acme failed in the exporter 'acme': {cause}"
    record = registry.plugins[1]
    assert record.state is PluginState.PARTLY
    assert record.problems == (PluginProblem("the exporter 'acme'", cause),)


class Spoiler(Recorder):
    """An exporter that forces its way into what it was given."""

    def __init__(self, spoil: Callable[[View, Context], object]) -> None:
        super().__init__()
        self.spoil = spoil

    def export(self, view: View, context: Context) -> Export:
        self.spoil(view, context)
        return super().export(view, context)


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda view, context: object.__setattr__(view, "title", "Mit"), "View"),
        (lambda view, context: object.__setattr__(view.choice.themes[0], "number", 7), "View"),
        (lambda view, context: context.labels._table.clear(), "Labels"),
        (lambda view, context: object.__setattr__(context.method, "agendas", ()), "Method"),
    ],
)
def test_an_exporter_that_changes_what_it_is_given_changes_nothing(
    plan: lt.Plan, spoil: Any, kind: str
) -> None:
    plan = plan.choose(["sparring"], on=date(2026, 9, 2))
    before = lt.dump(plan), lt.export(plan, "markdown")
    registry = registry_with(Acme(Spoiler(spoil)))
    with pytest.raises(PluginError) as caught:
        lt.export(plan, "acme", registry=registry)
    assert str(caught.value) == (
        f"Plugin acme failed in the exporter 'acme': it changes the {kind} that it is given"
    )
    assert (lt.dump(plan), lt.export(plan, "markdown")) == before


def test_a_rule_and_a_check_that_change_the_plan_change_nothing(plan: lt.Plan) -> None:
    class Spoiled(LeastSuccessful):
        def key(self, placement: Placement, matrix: Matrix) -> Any:
            object.__setattr__(matrix.scale, "highest", 9)
            return super().key(placement, matrix)

    def spoiled(plan: lt.Plan, today: date) -> Any:
        object.__setattr__(plan, "title", "")
        return ()

    before = lt.dump(plan)
    registry = registry_with(Acme(rules=[Spoiled()], checks=[spoiled]))
    with pytest.raises(PluginError, match="it changes the Plan that it is given"):
        lt.proposal(plan, "least-successful", registry=registry)
    found = lt.check(plan, date(2026, 9, 2), registry=registry)
    (failed,) = [finding.render("en") for finding in found if finding.code == "check-failed"]
    assert "it changes the Plan that it is given" in failed
    assert lt.dump(plan) == before


def test_an_exporter_may_refuse_with_a_reason(plan: lt.Plan) -> None:
    refusal = ExportError("acme", "it needs a choice.")
    with pytest.raises(ExportError) as caught:
        lt.export(plan, "acme", registry=registry_with(Acme(Faulty(lambda: _raise(refusal)))))
    assert caught.value is refusal


def test_a_missing_package_is_named_with_what_installs_it(plan: lt.Plan) -> None:
    registry = registry_with(Acme(requires=("no_such_package",), extra="full"))
    with pytest.raises(PluginError) as caught:
        lt.export(plan, "acme", registry=registry)
    assert str(caught.value) == (
        "Plugin acme failed in the exporter 'acme': it needs the package 'no_such_package'. "
        'Install it with: pip install "acme[full]"'
    )


def test_a_plan_is_exported_without_the_method_it_came_from(plan: lt.Plan) -> None:
    method = lt.load_method()
    foreign = attrs.evolve(plan.instrument, id="gone-method")
    acme = Acme()
    registry = registry_with(acme)
    elsewhere = lt.Plan.start(foreign, title="Plan", on=date(2026, 9, 2))
    lt.export(elsewhere, "acme", registry=registry)
    lt.export(elsewhere, "acme", registry=registry, method=method)
    assert [context.method for _, context in acme.exporter.given] == [None, method]


def test_a_view_of_a_plan_with_a_plugins_rule_has_its_proposal(plan: lt.Plan) -> None:
    plan = attrs.evolve(plan, rule="least-successful")
    registry = registry_with(Acme(rules=[LeastSuccessful()]))
    shown = lt.view_for(plan, Audience.WORKING_GROUP, registry=registry)
    assert shown.proposal is not None
    assert shown.proposal.rule == "least-successful"
    empty = Registry(entry_points=False)
    assert lt.view_for(plan, registry=empty).proposal is None
    with pytest.raises(UnknownNameError, match="There is no rule named 'least-successful'"):
        lt.view_for(plan, Audience.WORKING_GROUP, registry=empty)


# Stores and files


def test_a_store_is_opened_by_its_address(tmp_path: Path, plan: lt.Plan) -> None:
    with lt.open_store(f"sqlite:///{tmp_path / 'plans.db'}") as store:
        assert isinstance(store, PlanStore)
        assert store.save(plan, "2026") == 1
    with lt.open_store("memory:") as store:
        assert store.list().items == ()
    with pytest.raises(UnknownNameError) as caught:
        lt.open_store("mongo://plans", registry=Registry(entry_points=False))
    assert (
        str(caught.value)
        == "There is no store named 'mongo'. Known: dir, memory, postgresql, sqlite."
    )


def test_a_plan_is_read_from_a_file_too(
    tmp_path: Path, plan: lt.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.json").write_bytes(lt.dump(plan))
    assert lt.read_plan("plan.json") == (plan, 0)
    assert lt.read_plan(Path("plan.json")) == (plan, 0)
    Path("plan.json").write_bytes(b"{}")
    with pytest.raises(DocumentError, match=r"plan\.json has "):
        lt.read_plan("plan.json")


def test_a_store_needs_a_key(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'plans.db'}"
    with pytest.raises(InvalidValueError) as caught:
        lt.read_plan(address)
    assert str(caught.value) == "key must be given with the address of a store, got None."
    with pytest.raises(NotFound):
        lt.read_plan(address, key="2026")
    with pytest.raises(InvalidValueError, match="address must be the address of a store"):
        lt.read_plan("plans.db", key="2026")


# Readers

CSV = "gruppe;tema;vigtigt;lykkes\r\nGruppe A;1;5;2\r\n".encode("utf-8-sig")


def test_ratings_are_read_from_bytes_or_a_path(tmp_path: Path, plan: lt.Plan) -> None:
    file = tmp_path / "ratings.csv"
    file.write_bytes(CSV)
    a_round = lt.read_ratings(
        file, plan=plan, round_id="second", title="Anden runde", held_on=date(2026, 9, 3)
    )
    assert (a_round.id, a_round.title, a_round.held_on) == (
        "second",
        "Anden runde",
        date(2026, 9, 3),
    )
    assert a_round.ballots[0].ratings == (("new-managers", 5, 2),)
    pilot = lt.read_ratings(CSV, plan=plan, round_id="pilot", purpose=lt.RoundPurpose.PILOT)
    assert pilot.purpose is lt.RoundPurpose.PILOT


class Psv:
    given: "list[ReadContext]"

    def __init__(self, made: Any = None) -> None:
        self.given, self.made = [], made

    @hookimpl
    def ledertrivsel_readers(self) -> Iterable[ReaderInfo]:
        yield ReaderInfo(
            name="psv",
            reads="ratings",
            suffixes=(".psv",),
            title={"da": "Måling"},
            options=(Option(name="separator", default="|", help="Tegn"),),
            factory=lambda: self,
        )

    def read(self, content: bytes, context: ReadContext) -> Any:
        self.given.append(context)
        return self.made or lt.Round.from_rows(context.round_id, ROWS)


def test_a_plugins_reader_is_asked_for_by_name(plan: lt.Plan) -> None:
    psv = Psv()
    registry = registry_with(psv)
    a_round = lt.read_ratings(b"", plan=plan, round_id="r", reader="psv", registry=registry)
    assert len(a_round.ballots) == 1
    assert (psv.given[0].plan, psv.given[0].options) == (plan, {"separator": "|"})
    registry = registry_with(Psv(made="text"))
    with pytest.raises(PluginError) as caught:
        lt.read_ratings(b"", plan=plan, round_id="r", reader="psv", registry=registry)
    assert str(caught.value) == (
        "Plugin acme failed in the reader 'psv': it must give a Round, got 'text'"
    )


def test_notes_are_read_with_the_plan_they_are_for(tmp_path: Path, plan: lt.Plan) -> None:
    text = "# Formål\n\nAt lederne trives.\n"
    file = tmp_path / "noter.md"
    file.write_text(text, encoding="utf-8")
    from_path = lt.read_notes(file, plan=plan)
    assert from_path == lt.read_notes(text.encode(), plan=plan)
    assert "At lederne trives." in repr(from_path)
    with pytest.raises(InvalidValueError, match=r"options\['language'\] must be one of da, en"):
        lt.read_notes(file, plan=plan, options={"language": "sv"})


# What it costs


def test_an_export_with_a_built_in_name_looks_for_no_plugins() -> None:
    script = (
        "import sys, datetime\n"
        "import ledertrivsel as lt\n"
        "plan = lt.Plan.start(lt.load_method(), title='Plan', on=datetime.date(2026, 9, 2))\n"
        "lt.export(plan, 'markdown')\n"
        "print(*sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "ledertrivsel.exporters.markdown" in loaded
    assert not loaded & {
        *("cattrs", "importlib.metadata", "sqlite3"),
        "ledertrivsel.exporters.html",
    }


def test_today_is_no_clock(plan: lt.Plan) -> None:
    assert lt.view_for(plan).today == date(2026, 9, 2)
    assert lt.view_for(plan, today=date(2030, 1, 1)).today == date(2030, 1, 1)
    with pytest.raises(InvalidValueError, match="today must be a date"):
        lt.view_for(plan, today=datetime.datetime(2030, 1, 1))
