"""Methods as data: the built-in one is complete, and a broken one is told all at once."""

import pickle
import re

import pytest

from ledertrivsel.errors import DocumentError, InvalidValueError, UnknownNameError
from ledertrivsel.methods import (
    CARD_FIELDS,
    Agenda,
    AgendaItem,
    Bounds,
    ChecklistSection,
    ExampleCard,
    Heading,
    ItemKind,
    Question,
    Step,
    Tool,
    builtin_method,
    builtin_methods,
    read_method,
    untranslated,
)
from ledertrivsel.themes import Text

METHOD = builtin_method("bfa-2025")

THEMES = (
    "new-managers",
    "psychological-safety",
    "sparring",
    "restitution",
    "overload",
    "sickness-absence",
    "manager-dialogue",
    "management-teams",
    "personnel-cases",
    "cross-cooperation",
    "mutual-care",
    "cross-pressure",
)

SMALL = """
id = "small"
version = "1"
languages = ["en"]
title.en = "A small method"
series.en = "A series"
attribution.en = "Us"
purpose.en = "To try"
importance_question.en = "Important?"
success_question.en = "Succeeding?"
low.en = "Low"
high.en = "High"
bounds = { lowest = 2, highest = 2 }
support_questions = [{ id = "why", title = { en = "Why?" } }]
headings = [{ field = "goal", title = { en = "Goal" } }]

[[themes]]
id = "one"
number = 1
title.en = "One"
"""


def agenda(step: Step) -> Agenda:
    return METHOD.agenda(step)


# The built-in method.


def test_it_comes_with_the_library_and_is_read_once() -> None:
    assert builtin_methods() == ("bfa-2025",)
    assert builtin_method() is METHOD
    assert (METHOD.id, METHOD.instrument.bounds) == ("bfa-2025", Bounds(3, 5))
    assert pickle.loads(pickle.dumps(METHOD)) == METHOD
    assert hash(METHOD) == hash(pickle.loads(pickle.dumps(METHOD)))


def test_it_is_complete_in_both_languages() -> None:
    assert METHOD.instrument.languages == ("da", "en")
    assert untranslated(METHOD) == ()


def test_the_twelve_themes_stand_in_their_order() -> None:
    assert tuple(theme.id for theme in METHOD.themes) == THEMES
    assert tuple(theme.number for theme in METHOD.themes) == tuple(range(1, 13))
    assert all(theme.question is not None and not theme.is_own for theme in METHOD.themes)


def test_every_question_of_a_theme_asks_to_what_degree() -> None:
    for theme in METHOD.themes:
        assert theme.question is not None
        assert theme.question.to("da").startswith("I hvor høj grad ")
        assert theme.question.to("en").startswith("To what degree ")


def test_theme_11_has_a_second_question_and_themes_7_and_8_point_to_tools() -> None:
    prompts = {theme.number: theme.prompts for theme in METHOD.themes if theme.prompts}
    assert [text.to("da") for text in prompts.pop(11)] == [
        "Tilbyder I ledernetværk internt i virksomheden?"
    ]
    assert prompts == {}
    pointers = {theme.number: theme.see_also for theme in METHOD.themes if theme.see_also}
    assert pointers == {7: ("tool-1",), 8: ("tool-2",)}
    said = [METHOD.tool(tool).pointer for tool in ("tool-1", "tool-2")]
    assert [text.to("da") for text in said if text] == [
        "Find eventuelt inspiration i værktøj 1.",
        "Overvej at bruge værktøj 2.",
    ]


def test_the_axes_are_asked_in_the_words_of_the_source() -> None:
    instrument = METHOD.instrument
    assert instrument.importance_question.to("da") == "I hvor høj grad er det vigtigt?"
    assert instrument.success_question.to("da") == "I hvor høj grad lykkes vi med det?"
    assert (instrument.low.to("da"), instrument.high.to("da")) == ("I lav grad", "I høj grad")


def test_the_support_questions_have_their_parts() -> None:
    parts = {
        question.id: (question.title.to("da"), len(question.parts))
        for question in METHOD.instrument.support_questions
    }
    assert parts == {
        "assessment": ("Vurdering", 1),
        "experience": ("Erfaringer", 3),
        "inspiration": ("Inspiration", 2),
        "ideas": ("Idéer og tiltag", 2),
    }


def test_the_headings_are_those_of_the_blank_form() -> None:
    titles = [heading.title.to("da") for heading in METHOD.instrument.headings]
    assert titles == [
        "Hvor og hvornår anvendes action cardet",
        "Hvad er målet",
        "Hvem er ansvarlig",
        "Hvor får jeg hjælp som ansvarlig",
        "Hvad er medarbejderrepræsentanter og samarbejdsforas rolle",
        "Hvem har hvilke opgaver",
        "Hvordan følger jeg op som ansvarlig",
    ]
    assert tuple(heading.field for heading in METHOD.instrument.headings) == CARD_FIELDS


@pytest.mark.parametrize(
    ("alias", "field"),
    [
        ("Hvor anvendes action cardet", "applies_when"),
        ("Hvad er TRs og MEDs rolle", "representatives_role"),
        ("Mål", "goal"),
        ("Ansvarlig", "responsible"),
        ("Opgaver", "tasks"),
        ("Opfølgning", "follow_up"),
        ("Follow-up", "follow_up"),
    ],
)
def test_readers_may_meet_other_wordings_of_a_heading(alias: str, field: str) -> None:
    found = [
        heading.field
        for heading in METHOD.instrument.headings
        for wording in (heading.title, *heading.aliases)
        for _, text in wording.by_language
        if text == alias
    ]
    assert found == [field]


def test_the_example_card_fills_every_heading() -> None:
    card = METHOD.example_card
    assert card is not None
    assert card.theme_id == "new-managers"
    fields = dict(card.fields)
    assert tuple(fields) == CARD_FIELDS
    assert fields["applies_when"].to("da") == "Aktiveres ved rekruttering af nye ledere."
    assert fields["representatives_role"].to("da") == (
        "Du inviterer TR og AMR eller MED/SU og AMO til at give inputs på introplan for lederen "
        "og inddrager i opfølgning."
    )


def test_what_guides_the_process_is_there() -> None:
    assert [question.id for question in METHOD.mandate_questions] == [
        "sender",
        "involved",
        "decides",
        "anchored",
    ]
    assert [actor.id for actor in METHOD.actors] == [
        "top-management",
        "hr",
        "cooperation-forum",
        "managers-of-managers",
        "managers-of-employees",
    ]
    assert [question.id for question in METHOD.preparation_questions] == ["knowledge", "backing"]
    assert [question.id for question in METHOD.steps] == [step.value for step in Step]
    assert [tool.number for tool in METHOD.tools] == [None, 1, 2, None]
    assert len(METHOD.target_group) == 3
    assert len(METHOD.checklist) == 3
    assert sum(len(section.notes) for section in METHOD.checklist) == 2
    assert len(METHOD.talk_starters) == 2


@pytest.mark.parametrize(
    ("step", "announced", "all_items"),
    [(Step.PREPARE, 90, 135), (Step.QUALIFY, 70, 80), (Step.CONCRETIZE, 120, 120)],
)
def test_agendas_add_up(step: Step, announced: int, all_items: int) -> None:
    items = agenda(step).items
    always = [item.minutes for item in items if item.kind is ItemKind.ALWAYS]
    assert agenda(step).minutes == sum(always) == announced
    assert sum(item.minutes for item in items) == all_items
    for item in items:
        assert sum(minutes or 0 for _, minutes in item.points) <= item.minutes


def test_the_hour_of_step_1_has_ten_and_twenty_minutes_inside() -> None:
    item = next(item for item in agenda(Step.PREPARE).items if item.id == "prioritize")
    assert item.minutes == 60
    assert [minutes for _, minutes in item.points] == [10, 20, None, None, None]


def test_the_break_is_held_only_when_the_next_step_follows() -> None:
    held = {item.id: item.kind for item in agenda(Step.QUALIFY).items}
    assert held["break"] is ItemKind.JOINED_ONLY
    held = {item.id: item.kind for item in agenda(Step.PREPARE).items}
    assert held["introduction"] is ItemKind.OPTIONAL


def test_no_text_holds_an_address_or_a_dead_reference() -> None:
    assert not re.search(r"https?:|www\.|\.dk\b|side \d", repr(METHOD))


# Reading a method.


def test_a_small_method_is_enough() -> None:
    method = read_method(SMALL)
    assert (method.id, method.instrument.bounds) == ("small", Bounds(2, 2))
    assert read_method(b"\xef\xbb\xbf" + SMALL.encode()) == method
    assert read_method(SMALL.replace("\n", "\r\n")) == method


def test_all_problems_are_told_at_once() -> None:
    broken = (
        SMALL.replace("[[themes]]", "[[thems]]")
        .replace('version = "1"\n', "")
        .replace("lowest = 2", "lowest = 3")
        .replace('field = "goal"', 'field = "gaol"')
    )
    with pytest.raises(DocumentError) as caught:
        read_method(broken, "small.toml")
    assert [(problem.path, problem.rule) for problem in caught.value.problems] == [
        ("thems", "one-of"),
        ("version", "required"),
        ("bounds.highest", "bounds-order"),
        ("themes", "required"),
        ("headings[0].field", "one-of"),
    ]
    said = str(caught.value)
    assert said.startswith("small.toml has 5 problems:\n  - thems must be one of ")
    assert "got 'thems'. Did you mean 'themes'?" in said
    assert "headings[0].field must be one of applies_when, goal, " in said
    assert "got 'gaol'. Did you mean 'goal'?" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('id = "x', "method has 1 problem:\n  - line 1: TOML must be valid, got "),
        (b'id = "x"\ntitle = "\xe6"', "- line 2: TOML must be UTF-8, got byte 0xe6."),
        ("a = " + "[" * 5000, "TOML must not nest this deep"),
        (SMALL.replace('id = "one"', 'id = "O ne"'), "themes[0].id must be a slug"),
        (SMALL.replace("number = 1", "number = 1.5"), "themes[0].number must be a whole number"),
        (SMALL.replace('["en"]', '["en", "da"]'), "themes[0].title.da must not be empty"),
        (SMALL.replace('["en"]', '["english"]'), "languages[0] must give a language code"),
        (SMALL.replace('["en"]', '"en"'), "languages must be a list"),
        (SMALL.replace('["en"]', "[]"), "languages must not be empty"),
        (SMALL.replace("number = 1", "number = 1\ntitel = 1"), "themes[0].titel must be one of"),
        (SMALL + 'see_also = ["tool-9"]', "themes[0].see_also must be one of"),
        ("themes = 3\n" + SMALL.partition("[[themes]]")[0], "themes must be a list of tables"),
        ("themes = [3]\n" + SMALL.partition("[[themes]]")[0], "themes[0] must be a table, got 3"),
    ],
)
def test_each_problem_names_its_place(content: str | bytes, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_method(content)
    assert said in str(caught.value)


def test_an_unknown_built_in_method_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError) as caught:
        builtin_method("bfa-2024")
    assert str(caught.value) == (
        "There is no method named 'bfa-2024'. Did you mean 'bfa-2025'? Known: bfa-2025."
    )


# The parts.


def item(minutes: int = 10, **kept: object) -> AgendaItem:
    return AgendaItem(id="row", minutes=minutes, title=Text({"en": "Row"}), **kept)  # type: ignore[arg-type]


def test_points_fit_into_their_item() -> None:
    with pytest.raises(InvalidValueError) as caught:
        item(10, points=[{"text": "one", "minutes": 6}, {"text": "two", "minutes": 5}])
    assert str(caught.value) == "AgendaItem.points must be at most 10, got 11."


def test_an_agenda_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Agenda(step="qualify", title="T", minutes=20, purpose="P", items=[item(10)])  # type: ignore[arg-type]
    assert str(caught.value) == (
        "Agenda.minutes must be the sum of the items always held (10), got 20."
    )


def test_two_headings_may_not_share_a_wording() -> None:
    shared = 'headings = [{ field = "goal", title = { en = "Goal" } }'
    extra = ', { field = "tasks", title = { en = "Tasks" }, aliases = [{ en = "goal" }] }'
    with pytest.raises(DocumentError, match=r"headings\[1\] must not repeat 'goal'"):
        read_method(SMALL.replace(shared, shared + extra))


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda: AgendaItem(id="A", minutes=1, title="T"), "AgendaItem.id"),
        (lambda: item(0), "AgendaItem.minutes"),
        (lambda: item(10, points=[3]), "AgendaItem.points[0]"),
        (lambda: item(10, points=[{"txt": "x"}]), "AgendaItem.points[0]"),
        (lambda: item(10, points=[("x", 0)]), "AgendaItem.points[0].minutes"),
        (lambda: item(10, kind="often"), "AgendaItem.kind"),
        (lambda: item(10, who=3), "AgendaItem.who.by_language"),
        (lambda: ChecklistSection("x", "T", "one"), "ChecklistSection.items"),
        (lambda: Tool("x", "T", "U", 0), "Tool.number"),
        (lambda: ExampleCard(theme_id="x", fields={"gaol": "y"}), "ExampleCard.fields"),
        (lambda: ExampleCard(theme_id="x", fields=[3]), "ExampleCard.fields"),
        (lambda: Heading("gaol", "Goal"), "Heading.field"),
        (lambda: Question("x", "a\u202eb"), "Question.title.da"),
    ],
)
def test_every_part_is_validated(make, path: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert caught.value.path == path
