"""Notes in Markdown: what people write between the meetings, and that no sentence is lost."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.errors import ReadError
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.readers._words import words
from ledertrivsel.readers.notes import Notes, apply_notes, read_all, read_notes
from ledertrivsel.readers.ratings_csv import read_ratings
from ledertrivsel.rounds import RoundPurpose
from tests.cases import eksempelkommune

date = datetime.date
FOLDER = Path(__file__).parents[2] / "examples" / "eksempelkommune"
FILES = (
    "mandate.md",
    "ratings.csv",
    "workshop-1.md",
    "workshop-2.md",
    "workshop-3.md",
    "publication.md",
    "reports.md",
    "rerating.csv",
)


def started() -> Plan:
    title = "Plan for ledertrivsel 2026–2027"
    return Plan.start(builtin_method(), title=title, on=date(2026, 6, 17))


def chosen() -> Plan:
    """Return a plan whose themes 12, 1, 5 and 4 are chosen, rated by groups A and B."""
    plan = started()
    sheet = b"Gruppe;1 vigtigt;1 lykkes\nA;5;2\nB;5;3\n"
    plan = plan.add_round(read_ratings(sheet, themes=plan.themes, round_id="forbered"))
    return plan.choose(eksempelkommune.CHOSEN, on=date(2026, 9, 2))


def with_card() -> Plan:
    text = (
        "### Action card: 1\n- **Mål:** At nye ledere trives.\n- Opfølgning: 5 uger efter opstart."
    )
    plan = chosen()
    return apply_notes(plan, read_notes(text, plan=plan))


def take(plan: Plan, name: str) -> Plan:
    content = (FOLDER / name).read_bytes()
    if name == "ratings.csv":
        return plan.add_round(
            read_ratings(
                content,
                themes=plan.themes,
                round_id="forbered",
                title="Workshop 1: Forbered",
                held_on=date(2026, 9, 2),
            )
        )
    if name == "rerating.csv":
        return plan.add_round(
            read_ratings(
                content,
                themes=plan.themes,
                round_id="opfoelgning-2027",
                title="Ny vurdering",
                held_on=date(2027, 9, 15),
                purpose=RoundPurpose.FOLLOW_UP,
                sizes={group.name: group.size for group in plan.groups},
            )
        )
    return apply_notes(plan, read_notes(content, plan=plan, source=name))


def plan_before(name: str) -> Plan:
    plan = started()
    for file in FILES[: FILES.index(name)]:
        plan = take(plan, file)
    return plan


def problems(text: str, plan: Plan | None = None) -> list[str]:
    with pytest.raises(ReadError) as caught:
        read_notes(text, plan=plan or chosen())
    return [str(problem) for problem in caught.value.problems]


# Content accounting.


def texts(value: object) -> Iterator[str]:
    """Yield every text inside a value of the model, and each structured value in its words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Enum):
        for language in LANGUAGES:
            yield load_labels(language).name(value)
    elif isinstance(value, datetime.datetime | datetime.date):
        for language in LANGUAGES:
            yield load_labels(language).weekday(value)
            yield f"{load_labels(language).weekday(value)[:3]}"
    elif isinstance(value, datetime.time):
        yield load_labels("da").time(value)
    elif isinstance(value, bool):
        yield "ja yes" if value else "nej no"
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from texts(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from texts(getattr(value, field.name))


def said(source: str) -> set[str]:
    """Return the words of a source that are no markup."""
    composed = unicodedata.normalize("NFC", source)
    return set(re.findall(r"[^\W_]+", composed.casefold()))


def vocabulary() -> set[str]:
    """Return the words that say where a text belongs, or stand for a structured value."""

    def flat(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for item in value.values():
                yield from flat(item)
        elif isinstance(value, list):
            for item in value:
                yield from flat(item)

    found = [*flat(dict(words("notes"))), *flat(dict(words("dates")))]
    found += texts(started().instrument)
    found += [str(number) for number in range(1, 14)]
    return said(" ".join(found))


def accounted(source: str, plan: Plan) -> set[str]:
    """Return the words of *source* that neither the notes nor a problem hold."""
    notes, told = read_all(source, plan, "notes.md", "da")
    assert [problem for problem in told if not problem.line] == []
    kept = [*texts(notes), *(f"{problem.path} {problem.found}" for problem in told)]
    return said(source) - said(" ".join(kept))


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".md")])
def test_each_word_of_the_example_lands_in_the_notes(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    plan = plan_before(name)
    assert isinstance(read_notes(source, plan=plan), Notes)
    assert accounted(source, plan) - vocabulary() <= set(), name


# Notes nobody has seen: other order, aliases, missing and doubled headings, stray text.

LABELS = [
    text
    for heading in builtin_method().instrument.headings
    for wording in (heading.title, *heading.aliases)
    for _, text in wording.by_language
]
QUESTIONS = [
    text
    for question in builtin_method().instrument.support_questions
    for _, text in question.title.by_language
]
OTHERS = [
    "Det har vi allerede",
    "Mangler viden",
    "Mangler afklaring",
    "What we have already",
    "Materialer",
    "Status",
    "Hvad mangler",
    "Frist",
    "Ukendt overskrift",
    "Aktiveringer",
]
THEMES = ["Tema 1", "Tema 12. Hvordan støtter vi ledere i at være i krydspresset?", "Theme 5"]
CARDS = [
    "Action card: Hvordan modtager vi nye ledere?",
    "Action card 4",
    "Action card: restitution",
    "Action card: Noget helt andet",
]
SECTIONS = [
    "1. Mandat",
    "Trin 1: Forbered",
    "Forløb",
    "Begrundelser fra grupperne",
    "Parkeringspladsen",
    "Valg af temaer",
    "Inden næste møde",
    "Trin 2: kvalificering (workshop 23. september 2026)",
    "Action cards",
    "Udgivelse og opfølgning",
    "Tilbagemeldinger, marts 2027",
    "Næste skridt",
    "Frokosten",
    "Egne temaer",
    "Noter",
]
FACTS = [
    "Organisation",
    "Formål",
    "Hvem beslutter",
    "Viden, vi trak på",
    "Udgivet",
    "Kanal",
    "Vises i planen",
    "Ledergrupper melder tilbage",
    "Erfaringer drøftes",
    "Ny vurdering",
    "Valg",
    "Begrundelse",
    "Eget tema",
    "Mødeleder",
    "Samarbejdsorgan",
    "Budget",
]
HEADS = [
    "Opgave | Hvem | Frist",
    "Dato | Hvad | Hvem",
    "Gruppe | Deltagere | Navn i tabellen",
    "Tema | Hvorfor parkeret | Note",
    "Hvad skal vi vide | Hvem spørger | Senest",
    "Ledergruppe | Har brugt | Det virker",
    "Action card | Status | Bemærkning",
    "Punkt | Eksempel | Andet",
    "Gruppe | Tema | Begrundelse",
    "Rolle | Antal | Navn",
    "A | B | C",
]
CELLS = [
    "",
    "-",
    "12",
    "tema 1 og 4",
    "2. november 2026",
    "1 uge efter",
    "5 uger efter opstart",
    "I brug",
    "3",
    "ja",
    "A",
    "Vi skal vide mere, før vi kan beslutte",
    "5/3",
]
PROSE = [
    "1. marts 2027: {}",
    "24. december og 31. december {}",
    "-",
    "{}",
    "{} *med* **eftertryk**. {}",
    "{}: {}",
    "<b>{}</b> <br> {}",
    "[{}](https://eksempel.invalid/{})",
    "A om tema 1: {}",
    "B om tema 1 og 4: {}",
    "Viden: {}? Inddragelse: {}? (HR, 7. oktober 2026)",
    "begynder {} 1. februar 2027 → samtale {} 8. marts 2027",
    "Udkast {}",
    "5 uger efter opstart {}",
    "Du taler {} 6 uger efter svaret, om {}. 1. marts 2027: HR {}",
    "1) {}, 2) {}",
    "2. november 2026, version 1, {}",
    "HovedMED ({}) 8. april 2027 · {} 14. april 2027",
    "13. {}? – {}? Kilde: {}",
    "tema 12, 1 og {}",
]


class Author:
    """Writes notes; every word that matters is its own, so that none can hide another."""

    def __init__(self, draw: Callable[[st.SearchStrategy[str]], str]) -> None:
        self.draw, self.count = draw, 0

    def word(self) -> str:
        self.count += 1
        return f"ø{self.count}zæq"

    def pick(self, choices: list[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def prose(self) -> str:
        pattern = self.pick(PROSE)
        return pattern.format(*(self.word() for _ in range(pattern.count("{}"))))

    def text(self, indent: str = "") -> str:
        count = len(self.pick(["", "1", "12"]))
        return f"\n{indent}".join(self.prose() for _ in range(count))

    def labelled(self, label: str) -> str:
        shape = self.pick(
            [
                "- **{0}:** {1}",
                "- *{0}:* {1}",
                "{0}: {1}",
                "**{0}**\n{1}",
                "**{0}** {1}",
                "#### {0}\n\n{1}",
                "## {0}\n{1}",
                "- {0}:\n  - {1}\n    - {1}",
                "* **{0}?**\n\n  {1}",
                "| {0} | {1} |\n|---|---|\n| {1} | {1} |",
                "1. {0}: {1}",
            ]
        )
        parts = shape.split("{1}")
        cell = "|" in shape
        filled = parts[0]
        for part in parts[1:]:
            text = self.text("  ")
            filled += (" ".join(text.split()) if cell else text) + part
        return filled.replace("{0}", label)

    def table(self) -> str:
        head = self.pick(HEADS)
        rows = [f"| {head} |", "|---|---|---|"]
        for _ in range(len(self.pick(["", "1", "12"]))):
            cells = [
                self.pick([*CELLS, "*"]) for _ in range(len(self.pick(["123", "12", "1234"])))
            ]
            cells = [self.prose().replace("|", "") if cell == "*" else cell for cell in cells]
            rows.append(f"| {' | '.join(cells)} |")
        return "\n".join([*rows, self.prose() if self.pick(["", "1"]) else ""])

    def block(self) -> str:
        kind = self.pick(["theme", "section", "fact", "label", "label", "label", "table", "other"])
        if kind == "theme":
            return f"{self.pick(['##', '###'])} {self.pick([*THEMES, *CARDS])}"
        if kind == "section":
            return self.pick(["## {}", "# {}", "**{}**", "{}\n---", "### {}"]).format(
                self.pick(SECTIONS)
            )
        if kind == "fact":
            return self.labelled(self.pick(FACTS))
        if kind == "label":
            return self.labelled(self.pick([*LABELS, *QUESTIONS, *OTHERS]))
        if kind == "table":
            return self.table()
        shape = self.pick(
            [
                "{}",
                "> {}",
                "```\n{}\n```",
                "- {}\n- {}\n  - {}",
                "<div>\n{}\n</div>",
                "<!-- {} -->",
                "---",
                "1. {}\n2. {}",
                "    {}",
                "[ref]: https://{}",
                "{}\n===",
                "![{}]({})",
                "- [ ] {}",
            ]
        )
        return shape.format(*(self.prose() for _ in range(shape.count("{}"))))


@st.composite
def unseen_notes(draw: Callable[[st.SearchStrategy[str]], str]) -> str:
    author = Author(draw)
    count = draw(st.integers(1, 12))  # type: ignore[arg-type]
    gap = author.pick(["\n\n", "\n\n", "\n"])
    source = gap.join(author.block() for _ in range(int(count)))
    if author.pick(["", "1"]):
        source = source.replace("\n", "\r\n")
    return unicodedata.normalize("NFD", source) if author.pick(["", "1"]) else source


@given(source=unseen_notes())
def test_each_sentence_lands_in_a_field_or_in_a_problem(source: str) -> None:
    lost = {word for word in accounted(source, with_card()) if re.search(r"ø\d+zæq", word)}
    assert lost == set()
