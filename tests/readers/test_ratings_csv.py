"""Ratings from CSV: as Danish Excel saves them, as a survey exports them, and what is refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError, ReadError
from ledertrivsel.labels import say
from ledertrivsel.methods import builtin_method
from ledertrivsel.readers.ratings_csv import empty_ratings, read_ratings
from ledertrivsel.rounds import DEFAULT_FLOOR, Round, RoundMode, RoundPurpose
from ledertrivsel.scales import DONT_KNOW, FIELD_SCALE, Rating, Scale
from tests.cases import eksempelkommune

THEMES = builtin_method().themes
FOLDER = Path(__file__).parents[2] / "examples"
VOICE = "voice-0123456789abcdef0123456789abcdef"


def read(text: str | bytes, **given: object) -> Round:
    content = text.encode() if isinstance(text, str) else text
    options: dict[str, object] = {"themes": THEMES, "round_id": "forbered", **given}
    return read_ratings(content, **options)  # type: ignore[arg-type]


def problems(text: str | bytes, **given: object) -> list[str]:
    with pytest.raises(ReadError) as caught:
        read(text, **given)
    return [str(problem) for problem in caught.value.problems]


def only(a_round: Round) -> Ballot:
    (ballot,) = a_round.ballots
    return ballot


# What is read.


def test_the_example_as_excel_saves_it_gives_the_ratings_of_the_case() -> None:
    case = eksempelkommune.baseline()
    themes = eksempelkommune.before_choice().themes
    content = (FOLDER / "eksempelkommune" / "ratings.csv").read_bytes()
    sizes = {ballot.voice: ballot.size for ballot in case.ballots}
    found = read(content, themes=themes, sizes=sizes)
    assert found.ballots == tuple(attrs.evolve(ballot, reasons=()) for ballot in case.ballots)


def test_the_example_of_the_re_rating_gives_the_ratings_of_the_case() -> None:
    case = eksempelkommune.rerating()
    themes = eksempelkommune.before_choice().themes
    content = (FOLDER / "eksempelkommune" / "rerating.csv").read_bytes()
    found = read(
        content,
        themes=themes,
        round_id=case.id,
        title=case.title,
        held_on=case.held_on,
        purpose=RoundPurpose.FOLLOW_UP,
        sizes={ballot.voice: ballot.size for ballot in case.ballots},
    )
    assert found == case


def test_what_is_said_of_the_round_is_kept() -> None:
    day = datetime.date(2026, 9, 2)
    found = read("Gruppe;1 vigtigt;1 lykkes\nA;5;2\n", title="Workshop 1", held_on=day)
    assert (found.id, found.title, found.held_on) == ("forbered", "Workshop 1", day)


@pytest.mark.parametrize(
    "text",
    [
        "Gruppe;1 vigtigt;1 lykkes\nA;5;2\n",
        "Gruppe,1 vigtigt,1 lykkes\nA,5,2\n",
        "Gruppe\t1 vigtigt\t1 lykkes\nA\t5\t2\n",
        "sep=;\r\nGruppe;1 vigtigt;1 lykkes\r\nA;5;2\r\n",
        "\ufeffGruppe;1 vigtigt;1 lykkes\rA;5;2\r",
        '"Gruppe";"1 vigtigt";"1 lykkes"\n"A";"5";"2"\n',
        "Gruppe;1 vigtigt;1 lykkes;;\nA;5;2;;\n;;;;\n\n",
        "Gruppe;1 vigtigt;1 lykkes\nA;5,0;2.00\n",
        "GRUPPE; 1  Vigtigt ;1 Lykkes:\n A ; 5 ; 2 \n",
        "Group,1 importance,1 success\nA,5,2\n",
        "Gruppe;Tema 1: vigtigt;Tema 1: lykkes\nA;5;2\n",
        "Gruppe;Vigtigt (1);Lykkes (1)\nA;5;2\n",
        "Gruppe;new-managers vigtigt;new-managers lykkes\nA;5;2\n",
        "Gruppe;Hvordan modtager vi nye ledere? – vigtigt;"
        "1. Hvordan modtager vi nye ledere? lykkes\nA;5;2\n",
        "Gruppe;tema;vigtigt;lykkes\nA;1;5;2\n",
        "Gruppe;tema;vigtigt;lykkes\nA;Hvordan modtager vi nye ledere?;5;2\n",
        "voice,theme,importance,success\nA,new-managers,5,2\n",
    ],
)
def test_wide_and_long_tables_give_the_same(text: str) -> None:
    expected = Ballot(voice="A", ratings=(("new-managers", 5, 2),))
    assert only(read(text)) == expected


def test_every_other_encoding_of_danish_letters_gives_the_same() -> None:
    text = "Gruppe;1 vigtigt;1 lykkes\nLedere i ældre, og så å;5;2\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        assert only(read(text.encode(encoding))).voice == "Ledere i ældre, og så å"
    decomposed = "Gruppe;1 vigtigt;1 lykkes\nLedere pa\u030a tværs;5;2\n"
    assert only(read(decomposed)).voice == "Ledere på tværs"


def test_do_not_know_and_left_out_are_kept_apart() -> None:
    found = only(read("Gruppe;1 vigtigt;1 lykkes;2 vigtigt;2 lykkes\nA;3;ved ikke;;-\n"))
    assert found.rating("new-managers") == Rating(3, DONT_KNOW)
    assert found.rating("psychological-safety") is None
    for wording in ("Ved ikke", "v.i.", "V.I.", "don't know", "don’t know", "dont-know"):
        cell = only(read(f"Gruppe;1 vigtigt;1 lykkes\nA;3;{wording}\n"))
        assert cell.rating("new-managers") == Rating(3, DONT_KNOW)


def test_half_an_answer_is_kept() -> None:
    found = only(read("Gruppe;1 vigtigt;1 lykkes\nA;;4\n"))
    assert found.rating("new-managers") == Rating(None, 4)


def test_picks_are_read_by_number_id_or_title() -> None:
    for cell in ("1, 4 og 12", "1;4;12", "1 4 12", "new-managers, 4, Tema 12", "1,4,12."):
        found = only(read(f'Gruppe;Post-its\nA;"{cell}"\n'))
        assert found.picks == ("cross-pressure", "new-managers", "restitution")


def test_the_size_of_a_group_is_read_or_given() -> None:
    text = "Gruppe;Deltagere;1 vigtigt;1 lykkes\nA;5;4;4\nB;;4;4\nC;;4;4\n"
    found = read(text, sizes={"b": 7})
    assert [ballot.size for ballot in found.ballots] == [5, 7, 1]


def test_a_post_it_in_a_field_is_a_rating_on_the_two_point_scale() -> None:
    found = read("Gruppe;1 felt;2 felt;3 felt;4 felt;5 felt\nA;1;Felt 2;3;4;ved ikke\n")
    assert found.scale == FIELD_SCALE
    assert only(found).ratings == (
        ("new-managers", 2, 1),
        ("overload", DONT_KNOW, DONT_KNOW),
        ("psychological-safety", 2, 2),
        ("restitution", 1, 2),
        ("sparring", 1, 1),
    )


def test_fields_are_read_in_the_long_form_too() -> None:
    assert only(read("group,theme,field\nA,1,1\n")).ratings == (("new-managers", 2, 1),)


def test_labels_are_read_when_every_point_has_one() -> None:
    full = Scale(1, 2, labels=((1, "Lidt"), (2, "Meget")))  # type: ignore[arg-type]
    found = read("Gruppe;1 vigtigt;1 lykkes\nA;meget;LIDT\n", scale=full)
    assert only(found).rating("new-managers") == Rating(2, 1)


def test_labels_of_the_ends_alone_are_refused() -> None:
    assert problems("Gruppe;1 vigtigt;1 lykkes\nA;I høj grad;2\n") == [
        "line 2: 1 vigtigt must be a number, since not every point of the scale 1–5 has a name, "
        "got 'I høj grad'. Leave the cell empty when there is no answer, or write “ved ikke” "
        "(don't know)."
    ]


def test_an_anonymous_round_takes_random_voices_and_their_group() -> None:
    found = read(
        f"Deltager;Gruppe;1 vigtigt;1 lykkes\n{VOICE};Skole og dagtilbud;5;2\n",
        mode=RoundMode.ANONYMOUS,
    )
    assert found.floor == DEFAULT_FLOOR
    assert [group.id for group in found.groups] == ["skole-og-dagtilbud"]
    assert (only(found).voice, only(found).group) == (VOICE, "skole-og-dagtilbud")


def test_the_guard_of_our_own_exports_is_taken_off() -> None:
    assert only(read("Gruppe;1 vigtigt;1 lykkes\n'=A;5;2\n")).voice == "=A"


# What is refused.


def test_every_problem_is_told_at_once_with_its_line() -> None:
    text = (
        "Gruppe;1 vigtigt;1 lykkes;2 vigtigt;2 lykkes;Bemærkning;Post-its\n"
        "A;5;3,5;6;3;;1, 44\n"
        "a;=SUM(B2:B3);3;3;3;;\n"
        "Gennemsnit;4;3;3;3;;\n"
        ";4;3;3;3;;\n"
        "B;0;3\n"
    )
    point = "Leave the cell empty when there is no answer, or write “ved ikke” (don't know)."
    assert problems(text) == [
        "line 1: column 6 must be a column that is read, got 'Bemærkning'. "
        "Get an empty sheet with: ledertrivsel sheet",
        "line 2: Post-its must be one of the plan's themes, got '44'. "
        "Add own themes first, with plan.add_theme().",
        f"line 2: 1 lykkes must be a whole point from 1 to 5, got '3,5'. {point}",
        f"line 2: 2 vigtigt must be a whole point from 1 to 5, got '6'. {point}",
        "line 3: 1 vigtigt must be a value, not a formula, got '=SUM(B2:B3)'.",
        "line 3: Gruppe must stand once; the first is on line 2, got 'a'.",
        "line 4: Gruppe must be a group's own ratings, not a sum or a mean, got 'Gennemsnit'. "
        "Leave it out: the library counts itself.",
        "line 5: Gruppe must not be empty, got '4 3 3 3'.",
        "line 6: row must have 7 cells, as the head has, got '3'. "
        "The file may have been cut off: export it again.",
        f"line 6: 1 vigtigt must be a whole point from 1 to 5, got '0'. {point}",
    ]


def test_a_problem_is_told_in_danish_too() -> None:
    with pytest.raises(ReadError) as caught:
        read("Gruppe;1 vigtigt;1 lykkes\nA;3,5;2\n")
    assert say(caught.value) == (
        "ratings.csv har 1 fejl:\n"
        "  – linje 2: 1 vigtigt skal være et helt trin fra 1 til 5, men er '3,5'. "
        "Lad cellen stå tom, når der ikke er svaret, eller skriv “ved ikke”."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "file must not be empty. Get an empty sheet with: ledertrivsel sheet"),
        ("\n;;\n", "file must not be empty. Get an empty sheet with: ledertrivsel sheet"),
        ('Gruppe;"1 vig', "line 1: file must be whole: a quotation mark is never closed."),
        (
            'Gruppe;Post-its\nA;"1" 2\n',
            "line 2: file must have quotation marks only around whole cells.",
        ),
        (
            "Gruppe;1 vigtigt\x00\n",
            "line 1: file must not hold zero bytes. "
            "Save it as “CSV UTF-8”, or as plain text in UTF-8.",
        ),
        (
            "1 vigtigt;1 lykkes\n5;2\n",
            "line 1: voice must not be empty. Get an empty sheet with: ledertrivsel sheet",
        ),
        (
            "Gruppe\nA\n",
            "line 1: themes must not be empty. Get an empty sheet with: ledertrivsel sheet",
        ),
        (
            "Gruppe;1 vigtigt\nA;5\n",
            "line 1: column 2 must have its other half, importance or success, got '1 vigtigt'.",
        ),
        (
            "Gruppe;1 vigtigt;1 lykkes;1 vigtigt\nA;5;2;4\n",
            "line 1: column 4 must not repeat '1 vigtigt', got '1 vigtigt'.",
        ),
        (
            "Gruppe;sparing vigtigt;sparing lykkes\nA;5;2\n",
            "line 1: column 2 must be one of the plan's themes, got 'sparing vigtigt'. "
            "Did you mean 'sparring'?",
        ),
        (
            "Gruppe;1 felt;2 vigtigt;2 lykkes\nA;1;5;2\n",
            "line 1: column 3 must not stand in a sheet of fields, got '2 vigtigt'.",
        ),
        (
            "Gruppe;1 felt\nA;5\n",
            "line 2: 1 felt must be field 1, 2, 3 or 4, got '5'.",
        ),
        (
            "Gruppe;tema;1 vigtigt;lykkes\nA;1;5;2\n",
            "line 1: column 3 must be a column that is read, got '1 vigtigt'.",
        ),
        (
            "Gruppe;tema;vigtigt;lykkes\nA;1;5;2\nA;1;4;2\n",
            "line 3: row must be rated once by a voice, got 'A 1 4 2'.",
        ),
        (
            "Gruppe;Deltagere;1 vigtigt;1 lykkes\nA;en del;5;2\n",
            "line 2: Deltagere must be a whole number from 1, got 'en del'.",
        ),
        (
            "Gruppe;Post-its\nA;1 1\n",
            "line 2: Post-its must not repeat '1', got '1 1'.",
        ),
        (
            "Gruppe;1 vigtigt;1 lykkes\nA;5;2;7\n",
            "line 2: row must have 3 cells, as the head has, got '7'.",
        ),
    ],
)
def test_what_is_refused_says_where_and_why(text: str, told: str) -> None:
    assert told in problems(text)


def test_a_file_too_large_is_refused_unread() -> None:
    assert problems(b"x" * (10 * 1024 * 1024 + 1)) == [
        "file must be at most 10485760 bytes, got 10485761."
    ]


def test_half_utf_8_is_told_and_not_guessed() -> None:
    mixed = "Gruppe;1 vigtigt;1 lykkes\nældre;5;2\n".encode() + "på;5;2\n".encode("cp1252")
    (told,) = problems(mixed)
    assert told.startswith("line 2: file must be text in UTF-8 or Windows-1252")
    (told,) = problems(b"Gruppe;1 vigtigt;1 lykkes\n\x81;5;2\n")
    assert told == (
        "line 2: file must be text in UTF-8 or Windows-1252, got 'byte 0x81'. "
        "Save it as “CSV UTF-8”, or as plain text in UTF-8."
    )


def test_a_problem_of_an_anonymous_round_names_nobody() -> None:
    found = problems("Stemme;1 vigtigt;1 lykkes\nKarin;5;2\n", mode=RoundMode.ANONYMOUS)
    assert found == [
        "line 2: Stemme must come from new_voice() in an anonymous round, got '…'. "
        "Make one with ledertrivsel.new_voice()."
    ]


def test_a_scale_given_for_fields_must_be_theirs() -> None:
    assert problems("Gruppe;1 felt\nA;1\n", scale=Scale(1, 5)) == [
        "line 1: scale must be 1–2 for a sheet of fields, got '1–5'."
    ]


# The empty sheet.


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_empty_sheet_reads_back(language: str) -> None:
    assert read(empty_ratings(THEMES, language)).ballots == ()


def test_the_empty_sheet_is_what_danish_excel_opens() -> None:
    sheet = empty_ratings(THEMES[:2])
    assert sheet.startswith(b"\xef\xbb\xbf")
    head = "Gruppe;Deltagere;1 vigtigt;1 lykkes;2 vigtigt;2 lykkes;Post-its\r\n"
    assert sheet.decode("utf-8-sig") == head


def test_the_empty_sheet_is_had_in_the_languages_of_the_product() -> None:
    with pytest.raises(InvalidValueError) as caught:
        empty_ratings(THEMES, "se")
    assert str(caught.value) == "language must be one of da, en, got 'se'."


CELL = st.one_of(st.integers(1, 5), st.none(), st.just(DONT_KNOW))


@given(
    table=st.lists(
        st.lists(st.tuples(CELL, CELL), min_size=12, max_size=12), min_size=1, max_size=6
    ),
    sign=st.sampled_from(";,\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    order=st.permutations(range(12)),
)
def test_what_is_written_is_read(
    table: list[list[tuple[object, object]]], sign: str, end: str, order: list[int]
) -> None:
    words = {None: "", DONT_KNOW: "ved ikke"}
    head = [f"{THEMES[n].number} {axis}" for n in order for axis in ("vigtigt", "lykkes")]
    lines = [sign.join(["Gruppe", *head])]
    for number, row in enumerate(table):
        cells = [str(words.get(axis, axis)) for n in order for axis in row[n]]
        lines.append(sign.join([f"Gruppe {number}", *cells]))
    found = read(end.join(lines))
    expected = {
        f"Gruppe {number}": tuple(
            sorted(
                (theme.id, *pair)
                for theme, pair in zip(THEMES, row, strict=True)
                if pair != (None, None)
            )
        )
        for number, row in enumerate(table)
    }
    assert {ballot.voice: ballot.ratings for ballot in found.ballots} == expected


@given(st.binary(max_size=300))
def test_any_bytes_give_a_round_or_a_read_error(content: bytes) -> None:
    for start in (b"", b"Gruppe;1 vigtigt;1 lykkes;Post-its\n"):
        try:
            found: Round | ReadError = read(start + content)
        except ReadError as error:
            found = error
        assert isinstance(found, Round) or found.problems
