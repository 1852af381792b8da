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

from ledertrivsel.cards import (
    ActionCard,
    CardState,
    Check,
    Offset,
    OffsetUnit,
    Task,
    Unfinished,
)
from ledertrivsel.decisions import Evidence, InvolvementForm, InvolvementSubject
from ledertrivsel.errors import InvalidValueError, ReadError
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import builtin_method, read_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPointKind
from ledertrivsel.readers._words import words
from ledertrivsel.readers.notes import (
    NotedChoice,
    Notes,
    Passage,
    apply_notes,
    empty_notes,
    read_all,
    read_notes,
)
from ledertrivsel.readers.ratings_csv import read_ratings
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.themes import ThemeSource
from ledertrivsel.workshop import Representation
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


@given(source=unseen_notes())
def test_reading_again_changes_nothing(source: str) -> None:
    plan = with_card()
    notes, told = read_all(source, plan, "notes.md", "da")
    if not told:
        once = apply_notes(plan, notes)
        assert apply_notes(once, notes) == once


# The example as files.


def comparable(plan: Plan) -> dict[str, object]:
    """Return what of a plan the case and its files say in the same words."""

    def tidy(text: str) -> str:
        return text.strip(" .-").casefold()

    own = {theme.id: "own" for theme in plan.own_themes}

    def ids(themes: tuple[str, ...]) -> list[str]:
        return [own.get(theme, theme) for theme in themes]

    assert plan.choice is not None
    assert plan.choice.proposal is not None
    assert plan.publication is not None
    assert plan.follow_up is not None
    return {
        "about": (plan.organisation, plan.purpose, plan.strategy, plan.representation),
        "mandate": plan.mandate,
        "own": [(t.title, t.question, t.number, t.source) for t in plan.own_themes],
        "parking": plan.parking,
        "choice": (plan.choice.themes, plan.choice.rationale, plan.choice.confirmed_on),
        "proposal": (plan.choice.proposal.chosen, ids(plan.choice.proposal.contested)),
        "ballots": {
            (r.held_on, ballot.voice): (
                ballot.size,
                sorted((own.get(t, t), str(i), str(s)) for t, i, s in ballot.ratings),
                sorted(ids(ballot.picks)),
                sorted((own.get(t, t), text) for t, text in ballot.reasons if text != "-"),
            )
            for r in plan.rounds
            for ballot in r.ballots
        },
        "preparations": [(p.kind, p.text, p.who, p.due, p.outcome) for p in plan.preparations],
        "qualifications": plan.qualifications,
        "cards": [
            attrs.evolve(
                card,
                materials=tuple(map(tidy, card.materials)),
                follow_up=attrs.evolve(
                    card.follow_up,
                    checks=tuple(attrs.evolve(c, what="") for c in card.follow_up.checks),
                ),
            )
            for card in plan.cards
        ],
        "activations": [
            (a.theme_id, a.on, a.event, [(c.due, c.done_on) for c in a.checks])
            for a in plan.activations
        ],
        "sessions": [(s.step, s.on, s.start, s.facilitator) for s in plan.sessions if s.start],
        "publication": plan.publication,
        "follow up": (
            plan.follow_up.groups,
            plan.follow_up.report_by,
            [(d.forum, d.on, tidy(d.what)) for d in plan.follow_up.discussions],
            plan.follow_up.rerate_on,
            ids(plan.follow_up.rerate),
        ),
        "reports": [attrs.evolve(r, wish=tidy(r.wish)) for r in plan.reports],
        "plan's involvement": [
            (i.forum, i.on, i.form) for i in plan.involvements if i.subject.value != "choice"
        ],
    }


def test_the_example_read_from_files_is_the_plan_of_the_case() -> None:
    plan = started()
    for name in FILES:
        plan = take(plan, name)
    case = eksempelkommune.plan_on(date(2027, 9, 15))
    found, wanted = comparable(plan), comparable(case)
    for part, expected in wanted.items():
        assert found[part] == expected, part


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".md")])
def test_the_same_notes_twice_change_nothing(name: str) -> None:
    before = plan_before(name)
    notes = read_notes((FOLDER / name).read_bytes(), plan=before)
    once = apply_notes(before, notes)
    assert once != before
    assert apply_notes(once, notes) == once
    assert apply_notes(once, read_notes((FOLDER / name).read_bytes(), plan=once)) == once


def test_read_again_notes_keep_what_was_done_since() -> None:
    plan = plan_before("publication.md")
    done = plan.complete_task("overload", 2, on=date(2026, 12, 11))
    again = take(done, "workshop-3.md")
    card = again.card("overload")
    assert card is not None
    assert [task.done_on for task in card.tasks] == [None, None, date(2026, 12, 11), None]


def test_the_second_workplace_reads_in_english() -> None:
    folder = FOLDER.parent / "second-workplace"
    method = read_method((folder / "method.toml").read_bytes())
    plan = Plan.start(method, title="Plan for our managers", on=date(2026, 3, 9))

    def read(plan: Plan, name: str) -> Plan:
        notes = read_notes((folder / name).read_bytes(), plan=plan, source=name, language="en")
        return apply_notes(plan, notes)

    plan = read(plan, "mandate.md")
    ratings = read_ratings(
        (folder / "ratings.csv").read_bytes(),
        themes=plan.themes,
        round_id="april",
        mode=RoundMode.ANONYMOUS,
    )
    plan = plan.add_round(ratings).close_round("april")
    for name in ("notes.md", "publication.md"):
        plan = read(plan, name)
    assert plan.representation is Representation.SU_AND_AMO
    assert plan.chosen == plan.proposal().chosen == ("time-to-manage", "rest")
    assert [item.theme_id for item in plan.matrix().suppressed] == ["hard-messages"]
    assert [card.state for card in plan.cards] == [CardState.READY, CardState.DRAFT]
    assert [report.group for report in plan.reports] == ["Heads of office"]


# What is read, rule by rule.


def card(text: str) -> ActionCard:
    notes = read_notes(f"### Action card: 1\n\n{text}", plan=chosen())
    return notes.cards[0].card


@pytest.mark.parametrize(
    "text",
    [
        "- **Hvad er målet:** At nye ledere trives.",
        "- *Hvad er målet?* At nye ledere trives.",
        "**Hvad er målet** At nye ledere trives.",
        "**Hvad er målet**\n\nAt nye ledere trives.",
        "**Hvad er målet:**\nAt nye ledere trives.",
        "__Mål__: At nye ledere trives.",
        "Mål: At nye ledere trives.",
        "Målet? At nye ledere trives.",
        "1. Formål: At nye ledere trives.",
        "#### Hvad er målet?\n\nAt nye ledere trives.",
        "### Hvad er målet\nAt nye ledere trives.",
        "Hvad er målet\n---\nAt nye ledere trives.",
        "| Hvad er målet | At nye ledere trives. |\n|---|---|",
        "What is the goal: At nye ledere trives.",
        "- Hvad er ma\u030alet: At nye ledere trives.",
        "- Mål:\r\n  At nye ledere trives.",
    ],
)
def test_a_heading_of_the_form_is_known_in_each_shape(text: str) -> None:
    assert card(text).goal == "At nye ledere trives."


@pytest.mark.parametrize(
    "heading",
    [
        "Action card: Hvordan modtager vi nye ledere?",
        "Action card 1",
        "Action card: 1. Hvordan modtager vi nye ledere",
        "Action card – new-managers",
        "Kort 1",
        "Tema 1: Modtagelse",
    ],
)
def test_a_card_is_found_by_number_title_or_id(heading: str) -> None:
    notes = read_notes(f"## {heading}\n\nMål: At nye ledere trives.", plan=chosen())
    assert [noted.card.theme_id for noted in notes.cards] == ["new-managers"]


def test_wordings_of_one_heading_are_joined() -> None:
    text = "Hvor anvendes action cardet: På skolerne.\n\nHvornår anvendes action cardet: I august."
    assert card(text).applies_when == "På skolerne.\n\nI august."


def test_lines_that_look_like_lists_stay_what_people_meant() -> None:
    text = (
        "**Opfølgning**\n\n1. marts 2027: HR spørger alle.\n24. december er der lukket.\n\n"
        "**Mål**\n\n24. december og 31. december er ingen på vagt.\n-\n\n**Ansvarlig**\n\n-"
    )
    found = card(text)
    assert found.follow_up.text == "1. marts 2027: HR spørger alle.\n24. december er der lukket."
    assert [check.due for check in found.follow_up.checks] == [date(2027, 3, 1)]
    assert found.goal == "24. december og 31. december er ingen på vagt."
    assert found.responsible == ""


def test_an_answer_keeps_its_lists_tables_and_emphasis() -> None:
    text = (
        "### Tema 1\n\n- **Idéer og tiltag:**\n  - en *fælles* tjekliste\n    - på én side\n"
        "  - makker\n\n| Idé | Pris |\n|---|---|\n| makker | tid |\n\n> Vi har prøvet det.\n"
    )
    (found,) = read_notes(text, plan=chosen()).qualifications
    assert found.answer("ideas") == (
        "- en *fælles* tjekliste\n  - på én side\n- makker\n\n"
        "| Idé | Pris |\n|---|---|\n| makker | tid |\n\nVi har prøvet det."
    )


def test_deadlines_are_read_in_words() -> None:
    rows = {
        "ved aktivering": Offset(0, OffsetUnit.DAYS),
        "1 uge efter": Offset(1),
        "to uger efter": Offset(2),
        "3 dage efter": Offset(3, OffsetUnit.DAYS),
        "5 uger efter opstart": Offset(5, OffsetUnit.WEEKS, "opstart"),
        "2 måneder før kursets start": Offset(-2, OffsetUnit.MONTHS, "kursets start"),
        "within 2 weeks": Offset(2),
        "a month after the start": Offset(1, OffsetUnit.MONTHS, "the start"),
        "straks": Offset(0, OffsetUnit.DAYS),
        "ved opstart": Offset(0, OffsetUnit.DAYS, "opstart"),
        "senest 2. december 2026": date(2026, 12, 2),
        "ons. den 2/12 2026": date(2026, 12, 2),
        "2 December 2026": date(2026, 12, 2),
        "December 2nd, 2026": date(2026, 12, 2),
        "2026-12-02": date(2026, 12, 2),
        "": None,
        "-": None,
    }
    table = "".join(f"| Opgave {index} | HR | {due} |\n" for index, due in enumerate(rows))
    found = card(f"Opgaver:\n\n| Opgave | Hvem | Frist |\n|---|---|---|\n{table}")
    assert [task.due for task in found.tasks] == list(rows.values())


def test_prose_under_the_tasks_is_kept_beside_the_table() -> None:
    found = card(
        "- **Hvem har hvilke opgaver:**\n\n| Opgave | Hvem |\n|---|---|\n| Ring | HR |\n"
        "24. december er der lukket.\n"
    )
    assert found.tasks == (Task(what="Ring", who="HR"),)
    assert found.tasks_note == "24. december er der lukket."


def test_checks_are_found_in_the_prose_of_the_follow_up() -> None:
    found = card(
        "Opfølgning: Du spørger 6 uger efter svaret, om det holdt. 1. marts 2027: HR ser."
    )
    assert found.follow_up.checks == (
        Check(due=Offset(6, OffsetUnit.WEEKS, "svaret"), what="Du spørger, om det holdt"),
        Check(due=date(2027, 3, 1), what="HR ser"),
    )


def test_a_status_tells_what_is_missing() -> None:
    found = card(
        "Status: **Udkast** efter workshop 3. *Hvem:* temagruppen. *Hvad mangler:* en aftale. "
        "*Frist:* 21. oktober 2026. Derefter **Klar**."
    )
    assert found.state is CardState.DRAFT
    assert found.state_reason == "efter workshop 3.\nDerefter Klar".replace("\n", " ")
    assert found.unfinished == Unfinished(
        what="en aftale", who="temagruppen", due=date(2026, 10, 21)
    )


def test_an_activation_is_dated_and_checked_against_the_card() -> None:
    plan = with_card()
    text = "### Action card 1\n\nAktiveringer: leder begynder 1. februar 2027 → samtale {}."
    after = apply_notes(plan, read_notes(text.format("8. marts 2027"), plan=plan))
    (found,) = after.activations
    assert (found.event, found.on) == ("leder begynder", date(2027, 2, 1))
    assert [check.due for check in found.checks] == [date(2027, 3, 8)]
    assert problems(text.format("9. marts 2027"), plan) == [
        "line 3: aktiveringer must be a day that the card gives: 2027-03-08, "
        "got 'samtale 2027-03-09'."
    ]


def test_open_points_have_a_kind_a_person_and_a_day() -> None:
    text = (
        "### Tema 4\n\n- *Mangler afklaring:* Viden: hvor mange opkald? Inddragelse: hvad siger "
        "de faglige ledere? (HR, 7. oktober 2026) Afklaret 5. oktober 2026: mange.\n"
        "- *Mangler viden:* -\n"
    )
    (found,) = read_notes(text, plan=chosen()).qualifications
    assert [(p.kind, p.text, p.who, p.due) for p in found.open_points] == [
        (OpenPointKind.KNOWLEDGE, "hvor mange opkald?", "HR", date(2026, 10, 7)),
        (
            OpenPointKind.INVOLVEMENT,
            "hvad siger de faglige ledere?",
            "HR",
            date(2026, 10, 7),
        ),
    ]
    assert found.open_points[1].outcome == "mange"
    assert {p.settled_on for p in found.open_points} == {date(2026, 10, 5)}


def test_the_course_of_events_becomes_mandate_involvement_and_workshops() -> None:
    text = (
        "## Forløb\n\n| Dato | Hvad | Hvem |\n|---|---|---|\n"
        "| ons. 17. juni 2026 | Mandat gives | Direktionen |\n"
        "| 18. juni 2026 | Processen drøftes | HovedMED |\n"
        "| 26. august 2026 | Prøverunde: på en halv time | Fem ledere |\n"
        "| 2. september 2026 kl. 13.00–14.30 | Workshop 1: Forbered (90 min) | 28 deltagere |\n"
        "| 28. oktober 2026 | Planen besluttes | Direktionen |\n"
        "| 3. november 2026 | Frokost for alle | Kantinen |\n"
    )
    notes = read_notes(text, plan=started())
    assert notes.mandate is not None
    assert (notes.mandate.given_by, notes.mandate.given_on) == ("Direktionen", date(2026, 6, 17))
    assert [(i.forum, i.form, i.subject) for i in notes.involvements] == [
        ("HovedMED", InvolvementForm.DISCUSSED, InvolvementSubject.PROCESS),
        ("Direktionen", InvolvementForm.DECIDED, InvolvementSubject.PLAN),
    ]
    assert [(r.title, r.purpose) for r in notes.rounds] == [
        ("Prøverunde: på en halv time – Fem ledere", RoundPurpose.PILOT)
    ]
    (session,) = notes.sessions
    assert (session.on, session.start) == (date(2026, 9, 2), datetime.time(13))
    assert session.note == "Workshop 1: Forbered (90 min) · kl. 13.00–14.30 · 28 deltagere"
    assert notes.next_steps == (
        Task(what="Frokost for alle", who="Kantinen", due=date(2026, 11, 3)),
    )


def test_an_own_theme_is_read_with_its_source_before_what_names_it() -> None:
    text = (
        "## Parkeringspladsen\n\n| Tema | Hvorfor parkeret |\n|---|---|\n"
        "| 13 | Andre skal tage stilling |\n\n"
        "## Andre temaer, der er vigtige hos os\n\n"
        "Eget tema **13. Hvordan skaber vi ro?** – *I hvor høj grad er der ro?* Kilde: lederAPV."
    )
    notes = read_notes(text, plan=started())
    (theme,) = notes.own_themes
    assert theme.to("da") == "13. Hvordan skaber vi ro?"
    assert theme.source is ThemeSource.LEADER_APV
    assert theme.question is not None
    assert theme.question.to("da") == "I hvor høj grad er der ro?"
    assert [parked.reason for parked in notes.parking] == [ParkedReason.OTHERS_DECIDE]
    assert notes.evidence == (Evidence(text="lederAPV", theme_id=theme.id),)


def test_a_lone_own_theme_in_a_line_of_prose_is_found() -> None:
    text = "HR leder mødet. Eget tema **13. Ro?** – *Er der ro?*"
    assert problems(text, started()) == [
        "line 1: noterne must stand under a heading, or beside a label, that is read, "
        f"got 'HR leder mødet.'. {HEADINGS}"
    ]


def test_groups_give_their_size_to_their_ballots_and_their_letter_to_reasons() -> None:
    text = (
        "| Gruppe | Deltagere | Navn i tabellen |\n|---|---|---|\n| A | 5 | X |\n\n"
        "**Begrundelser**\n\n- X om tema 1 og 12: Det går godt.\n- B om tema 3: -\n"
    )
    plan = chosen()
    after = apply_notes(plan, read_notes(text, plan=plan))
    ballots = {ballot.voice: ballot for ballot in after.round("forbered").ballots}
    assert ballots["A"].size == 5
    assert ballots["A"].reasons == (
        ("cross-pressure", "Det går godt."),
        ("new-managers", "Det går godt."),
    )
    assert ballots["B"].reasons == ()


def test_the_choice_is_recommended_and_confirmed_in_one_line() -> None:
    text = (
        "**Valg, indstillet af workshoppen 2. september 2026 og bekræftet af direktionen "
        "9. september 2026:** tema 12, 1, 5 og 4.\n\n> Vi følger forslaget.\n"
    )
    plan = apply_notes(started(), read_notes(text, plan=started()))
    assert plan.choice is not None
    assert plan.chosen == eksempelkommune.CHOSEN
    assert (plan.choice.recommended_by, plan.choice.recommended_on) == (
        "Workshoppen",
        date(2026, 9, 2),
    )
    assert (plan.choice.confirmed_by, plan.choice.confirmed_on) == (
        "Direktionen",
        date(2026, 9, 9),
    )
    assert plan.choice.rationale == "Vi følger forslaget."


def test_themes_may_be_chosen_by_title_in_a_list() -> None:
    text = (
        "## Valg af temaer\n\n- Hvordan sikrer vi sparring?\n"
        "- 4. Hvordan sikrer vi lederes restitution?"
    )
    assert read_notes(text, plan=started()).choice == NotedChoice(
        themes=("sparring", "restitution")
    )


def test_a_forum_and_its_day_stand_in_either_order() -> None:
    text = "- Erfaringer drøftes: MED 8. april 2027 · 14. april 2027: direktionen\n"
    agreement = read_notes(text, plan=chosen()).follow_up
    assert agreement is not None
    assert [(d.forum, d.on) for d in agreement.discussions] == [
        ("MED", date(2027, 4, 8)),
        ("Direktionen", date(2027, 4, 14)),
    ]


def test_a_group_that_has_not_reported_is_no_report() -> None:
    text = (
        "## Tilbagemeldinger 19. marts 2027\n\n| Ledergruppe | Har brugt | Det virker |\n"
        "|---|---|---|\n| Direktionen | 12, 4 | Onsdag |\n| Drift | *ikke meldt tilbage* | |\n"
    )
    notes = read_notes(text, plan=chosen())
    assert notes.leader_groups == ("Direktionen", "Drift")
    assert [(r.group, r.used, r.on) for r in notes.reports] == [
        ("Direktionen", ("cross-pressure", "restitution"), date(2027, 3, 19))
    ]


def test_comments_are_kept_and_change_nothing() -> None:
    notes = read_notes("<!-- Husk\nkaffe -->\n\n## Mandat\n", plan=started())
    assert notes.comments == (Passage(1, "Husk kaffe"),)
    assert notes.is_empty


# What is refused.

HEADINGS = (
    "Headings that are read: Noter, Arbejdspladsen og mandatet, Forløb, Egne temaer, Grupper, "
    "Deltagere, Begrundelser fra grupperne, Drøft sammen, Parkeringspladsen, Valg af temaer, "
    "Inden næste møde, Kvalificering, Action cards, Forbered, Næste skridt, "
    "Udgivelse og opfølgning, Tilbagemeldinger, Ny vurdering."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Kaffen var kold.",
            "line 1: noterne must stand under a heading, or beside a label, that is read, "
            f"got 'Kaffen var kold.'. {HEADINGS}",
        ),
        (
            "## Parkeringpladsen\n",
            "line 1: overskrift must be a heading that is read, got 'Parkeringpladsen'. "
            "Did you mean 'parkeringspladsen', 'parkeringsplads', 'arbejdspladsen'?",
        ),
        (
            "### Action card: Kaffe\n",
            "line 1: overskrift must be one of the plan's themes, got 'Action card: Kaffe'. "
            "Add own themes first, with plan.add_theme().",
        ),
        (
            "### Tema 1\n\nVurdering: a\n\nVurdering: b\n",
            "line 5: vurdering must stand once; the first is on line 3, got 'b'. "
            "Put the texts together under one heading.",
        ),
        (
            "### Tema 3\n\nVurdering: a\n",
            "line 3: vurdering must be a chosen theme, got 'a'. "
            "Choose it first, with plan.choose().",
        ),
        (
            "### Action card 1\n\n| Opgave | Hvem | Frist |\n|---|---|---|\n| a | b | snart |\n",
            "line 5: frist must be a day, or a time after an event, got 'snart'. "
            "For example 2 November 2026, 1 week after, or 5 weeks after the start.",
        ),
        (
            "### Action card 1\n\nStatus: Næsten\n",
            "line 3: status must be one of Udkast, Klar, I brug, På pause, "
            "Forankret i drift, Afsluttet, got 'Næsten'.",
        ),
        (
            "```csv\nGruppe;1 vigtigt\n```\n",
            "line 1: kode must be text, not code, got 'csv Gruppe;1 vigtigt'. "
            "Keep ratings in a CSV file and read it with: ledertrivsel rate",
        ),
        (
            "| Nr. | A | B |\n|---|---|---|\n| 1 | 5/4 | v.i./3 |\n",
            "line 3: tabel must be in a table that is read here, got '1 | 5/4 | v.i./3'. "
            "Keep ratings in a CSV file and read it with: ledertrivsel rate",
        ),
        (
            "| Dato | Hvad | Hvem |\n|---|---|---|\n| i går | Planen drøftes | MED |\n",
            "line 3: forløb must be a day with its month and year, "
            "got 'i går | Planen drøftes | MED'. For example 2 November 2026.",
        ),
        (
            "- Udgivet: 2. november 2026, på tryk\n",
            "line 1: udgivet must be read whole; this part is left over, got 'på tryk'.",
        ),
        *(
            (
                f"- Erfaringer drøftes: {given}\n",
                "line 1: erfaringer drøftes must be one forum and at most one date, "
                f"got '{given}'. "
                "Write for example HovedMED, 8 April 2027, and put · between several.",
            )
            for given in ("8. april 2027", "MED 8. april 2027 og SU 9. april 2027")
        ),
        (
            "## Begrundelser\n\n- Kantinen om tema 1: Godt.\n",
            "line 3: begrundelser must be a group that has rated, got 'Kantinen 1: Godt.'. "
            "Read the ratings first; groups that have rated: A, B.",
        ),
        (
            "| Tema | Hvorfor parkeret |\n|---|---|\n| 1 | Vi skal vide mere |\n",
            "line 3: parkeringsplads must not be a chosen theme, got '1 | Vi skal vide mere'.",
        ),
        (
            "| Gruppe | Deltagere |\n|---|---|\n| A | mange |\n",
            "line 3: deltagere must be a whole number from 1, got 'A | mange'.",
        ),
        (
            "Organisation: " + "x" * 201 + "\n",
            f"line 1: organisation must be at most 200 characters, is 201, got '{'x' * 201}'. "
            "Shorten it, or move the rest to a note.",
        ),
    ],
)
def test_what_is_refused_says_where_and_why(text: str, told: str) -> None:
    assert told in problems(text)


def test_every_problem_is_told_in_the_order_of_the_file() -> None:
    found = problems("Først\n\n## Ukendt\n\nTekst\n\n### Tema 1\n\nStatus: Hm\n")
    assert [line.partition(":")[0] for line in found] == ["line 1", "line 3", "line 5", "line 9"]


def test_a_file_too_large_or_no_text_is_refused() -> None:
    assert problems("x" * (1024 * 1024 + 1)) == [
        "file must be at most 1048576 bytes, got 1048577."
    ]
    assert problems("## Mandat\x00") == [
        "line 1: file must not hold zero bytes. Save it as “CSV UTF-8”, or as plain text in UTF-8."
    ]


def test_what_the_plan_refuses_is_told_before_anything_changes() -> None:
    plan = with_card()
    assert problems("Valgte temaer: 3, 4 og 5", plan) == [
        "themes must keep a theme with an open action card ('new-managers'), "
        "got ('sparring', 'restitution', 'overload'). "
        "Close its card first, with plan.revise_card()."
    ]


# The empty notes.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("owner", [builtin_method(), builtin_method().instrument, chosen()])
def test_the_empty_notes_read_back(owner: Plan, language: str) -> None:
    text = empty_notes(owner, language)
    assert read_notes(text, plan=chosen(), language=language).is_empty


def test_the_empty_notes_are_had_in_the_languages_of_the_product() -> None:
    with pytest.raises(InvalidValueError) as caught:
        empty_notes(builtin_method(), "se")
    assert str(caught.value) == "language must be one of da, en, got 'se'."


@given(st.text(max_size=400))
def test_any_text_gives_notes_or_a_read_error(text: str) -> None:
    notes, told = read_all(text, chosen(), "notes.md", "da") if "\x00" not in text else (None, ())
    assert notes is None or isinstance(notes, Notes)
    assert all(problem.line for problem in told)


def test_a_table_of_what_is_done_marks_the_tasks_of_the_plans_card() -> None:
    plan = plan_before("publication.md")
    text = "### Action card 5\n\n| Opgave | Gennemført |\n|---|---|\n| {} | 11. december 2026 |\n"
    source = text.format("Skriv ledere ind i stresspolitikken")
    card = apply_notes(plan, read_notes(source, plan=plan)).card("overload")
    assert card is not None
    assert [task.done_on for task in card.tasks] == [None, None, date(2026, 12, 11), None]
    assert problems(text.format("Kog kaffe"), plan) == [
        "line 5: opgaver must be a task of the plan's action card, "
        "got 'Kog kaffe | 11. december 2026'."
    ]
