"""Files to publish, written whole and for one audience."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from ledertrivsel import _api, plugins
from ledertrivsel.cli import document
from ledertrivsel.errors import ExportError
from ledertrivsel.hookspecs import (
    Context,
    Export,
    ExporterInfo,
    ExportWarning,
    Option,
    hookimpl,
)
from ledertrivsel.offers import Kind
from ledertrivsel.plugins import Registry
from ledertrivsel.view import Audience, Part, View
from tests.cli.running import Run


@pytest.mark.parametrize(
    ("format", "suffix"), [("html", ".html"), ("markdown", ".md"), ("json", ".json")]
)
@pytest.mark.parametrize("audience", [audience.value for audience in Audience])
def test_every_format_is_written_for_every_audience(
    format: str, suffix: str, audience: str, published: Run, tmp_path: Path
) -> None:
    ran = published(f"export plan.json {format} --audience {audience} -o ud/fil{suffix}")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Skrevet: ud/fil{suffix} (")
    assert (tmp_path / "ud" / f"fil{suffix}").stat().st_size > 1000


def test_without_a_name_the_file_is_called_after_the_plan_and_the_audience(
    published: Run, tmp_path: Path
) -> None:
    assert published("export plan.json html").out == "Skrevet: plan.html (Hele organisationen)\n"
    assert published("export plan.json markdown --audience forums --language en").out == (
        "Written: plan-forums.md (Cooperation forums and top management)\n"
    )
    assert (tmp_path / "plan-forums.md").is_file()


def test_the_organisation_gets_less_than_the_working_group(published: Run) -> None:
    said = "Vi holder en dialog med hver leder"
    assert said not in published("export plan.json markdown -o -").out
    assert said in published("export plan.json markdown -o - --audience working-group").out


def test_to_the_screen_it_is_the_very_bytes(published: Run, tmp_path: Path) -> None:
    out = published("export plan.json json -o -").out
    published("export plan.json json -o fil.json")
    assert out.encode() == (tmp_path / "fil.json").read_bytes()
    assert json.loads(out)["language"] == "da"


def test_the_day_on_the_file_can_be_given(published: Run) -> None:
    assert "1. december 2026" in published("export plan.json markdown -o - --today 1.12.2026").out


def test_several_formats_go_into_one_folder(published: Run, tmp_path: Path) -> None:
    ran = published("export plan.json --to html,markdown")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Skrevet: plan-filer/plan.html (Hele organisationen)\n"
        "Skrevet: plan-filer/plan.md (Hele organisationen)\n"
    )
    published("export plan.json html -o alene.html")
    assert (tmp_path / "plan-filer" / "plan.html").read_bytes() == (
        tmp_path / "alene.html"
    ).read_bytes()


def test_all_formats_are_made_for_the_audience_asked(published: Run, tmp_path: Path) -> None:
    ran = published("export plan.json --to all --audience forums -o ud")
    assert ran.code == 0
    made = {path.name for path in (tmp_path / "ud").iterdir()}
    infos = plugins.Registry(entry_points=False).offers(Kind.EXPORTER)
    assert len(made) == len(infos) == len(ran.out.splitlines())
    assert {"plan-forums.html", "plan-forums.md", "plan-forums.json"} <= made


def test_the_plan_itself_is_not_written_over_by_any_of_several(published: Run) -> None:
    ran = published("export plan.json --to html,json -o .")
    assert ran.code == 2
    assert ran.err.startswith("Fejl: Eksporten ville overskrive selve planen i plan.json.")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export plan.json", "Nævn ét format, eller flere med --to."),
        ("export plan.json html --to all", "Nævn ét format, eller flere med --to."),
        ("export plan.json --to html -o -", "hører til ét format ad gangen."),
        ("export plan.json --to html -O size=3", "hører til ét format ad gangen."),
        ("export plan.json --to json,htlm", "Formatet 'htlm' findes ikke. Mente du html?"),
    ],
)
def test_what_can_not_go_together_is_refused(line: str, said: str, published: Run) -> None:
    ran = published(line)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


class Loud:
    """An exporter with an option, and a warning of what it leaves out."""

    def export(self, view: View, context: Context) -> Export:
        logo = context.options["logo"]
        text = f"{view.title} {context.options['size']}{f' {list(logo)}' if logo else ''}\n"
        warning = ExportWarning(code="left-out", text="Ét billede er udeladt.")
        return Export(content=text.encode(), warnings=(warning,))


class Plugin:
    @hookimpl
    def ledertrivsel_exporters(self) -> Iterable[ExporterInfo]:
        yield ExporterInfo(
            name="loud",
            suffix=".txt",
            media_type="text/plain",
            title="Højt",
            carries=frozenset(Part),
            options=(
                Option(name="size", type=int, default=1, help="Størrelsen"),
                Option(name="logo", type=bytes, help="Et billede"),
            ),
            factory=Loud,
        )


class Alike:
    """Formats of which two have one suffix, one lacks its package and one refuses the plan."""

    @hookimpl
    def ledertrivsel_exporters(self) -> Iterable[ExporterInfo]:
        for name, suffix, requires, factory in (
            ("loud", ".txt", (), Quiet),
            ("txt", ".txt", (), Quiet),
            ("lacking", ".bin", ("no_such_package",), Quiet),
            ("refusing", ".ref", (), Refusing),
        ):
            yield ExporterInfo(
                name=name,
                suffix=suffix,
                media_type="text/plain",
                title=name,
                carries=(),
                requires=requires,
                factory=factory,
            )


class Quiet:
    def export(self, view: View, context: Context) -> Export:
        warning = ExportWarning(code="left-out", text="Ét billede er udeladt.")
        return Export(content=view.title.encode(), warnings=(warning,))


class Refusing:
    def export(self, view: View, context: Context) -> Export:
        raise ExportError("refusing", "planen har ingen datoer.")


def test_of_several_the_rest_is_made_when_one_can_not(
    published: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = Registry(entry_points=False)
    registry.register(Alike(), name="alike")
    for module in (document, _api, plugins):
        monkeypatch.setattr(module, "default_registry", lambda: registry)
    ran = published("export plan.json --to lacking,refusing,loud,txt -o ud")
    assert ran.code == 1
    assert "lacking: " in ran.err
    assert "no_such_package" in ran.err
    assert "refusing: Eksporten 'refusing' kan ikke laves: planen har ingen datoer." in ran.err
    assert "loud: Ét billede er udeladt." in ran.err
    assert {path.name for path in (tmp_path / "ud").iterdir()} == {"plan-loud.txt", "plan.txt"}
    assert published("export plan.json --to refusing,txt -o ud").code == 0


@pytest.fixture
def with_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry(entry_points=False)
    registry.register(Plugin(), name="loud-plugin")
    for module in (document, _api, plugins):
        monkeypatch.setattr(module, "default_registry", lambda: registry)


@pytest.mark.usefixtures("with_plugin")
def test_options_are_read_by_their_kind_and_warnings_go_to_stderr(published: Run) -> None:
    ran = published("export plan.json loud -o - --option size=3")
    assert (ran.code, ran.out, ran.err) == (
        0,
        "Plan for ledertrivsel 3\n",
        "Ét billede er udeladt.\n",
    )


@pytest.mark.usefixtures("with_plugin")
def test_an_option_of_bytes_is_read_from_a_file(published: Run) -> None:
    Path("logo.png").write_bytes(b"\x89PNG")
    ran = published("export plan.json loud -o - --option logo=logo.png")
    assert (ran.code, ran.out) == (0, "Plan for ledertrivsel 1 [137, 80, 78, 71]\n")
    ran = published("export plan.json loud -o - --option logo=mangler.png")
    assert (ran.code, ran.out) == (2, "")
    assert "mangler.png" in ran.err


@pytest.mark.usefixtures("with_plugin")
@pytest.mark.parametrize("option", ["size=stor", "sise=3"])
def test_a_wrong_option_is_refused(option: str, published: Run) -> None:
    ran = published(f"export plan.json loud -o - --option {option}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Fejl: options['")


def test_the_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").out)["$schema"].endswith("2020-12/schema")
