"""The words a text is known by: what must be heard, and what must not be taken for it."""

import pytest

from ledertrivsel import vocabulary


@pytest.mark.parametrize("text", ["", " ", "-", " – ", "?", "…", "\n-\n"])
def test_a_text_that_says_nothing_is_blank(text: str) -> None:
    assert vocabulary.is_blank(text)
    assert not vocabulary.is_blank(f"{text}a")


@pytest.mark.parametrize(
    "text",
    [
        "HovedMED",
        "LokalMED Nord",
        "MED-udvalget",
        "HSU",
        "SU",
        "AMO",
        "MIO",
        "samarbejdsudvalget",
        "Arbejdsmiljøorganisationen",
        "Medarbejder- og arbejdsmiljørepræsentanter",
        "The joint committee",
        "Health and safety representatives",
    ],
)
def test_a_forum_is_known_by_its_name(text: str) -> None:
    assert vocabulary.names_forum(text)


@pytest.mark.parametrize(
    "text", ["Chefforum", "Ledere med ansvar", "sumo", "Damon", "Direktionen"]
)
def test_a_word_like_a_forum_is_none(text: str) -> None:
    assert not vocabulary.names_forum(text)


@pytest.mark.parametrize(
    "text",
    [
        "samtale 5 uger efter opstart",
        "efter to måneder",
        "den 1. marts 2027",
        "24. december er ingen på vagt",
        "senest 1/3-2027",
        "2027-03-01",
        "drøftes årligt",
        "hver anden uge",
        "to gange om året",
        "in 2 weeks",
        "on 1 March",
        "every month",
        "twice a year",
    ],
)
def test_a_time_is_known_in_prose(text: str) -> None:
    assert vocabulary.names_time(text)


@pytest.mark.parametrize(
    "text", ["på første ledermøde efter ferien", "når det passer", "4 ledere", "punkt 3", "soon"]
)
def test_a_vague_time_is_none(text: str) -> None:
    assert not vocabulary.names_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "Aktiveres ved rekruttering af nye ledere.",
        "Bruges, når en leder er bekymret.",
        "Hver gang der kommer en ny leder",
        "Activated when recruiting",
        "When a manager asks",
    ],
)
def test_an_event_is_known_by_its_words(text: str) -> None:
    assert vocabulary.names_event(text)


@pytest.mark.parametrize("text", ["Gælder hele året", "Bruges på ledermøder", "Aktive ledere"])
def test_a_standing_use_is_no_event(text: str) -> None:
    assert not vocabulary.names_event(text)


@pytest.mark.parametrize("text", ["Alle", " alle ledere ", "Vi", "N.N.", "NN", "everyone", "TBD"])
def test_nobody_in_particular_is_known(text: str) -> None:
    assert vocabulary.names_nobody(text)


@pytest.mark.parametrize("text", ["Alle ledere i drift", "Vicedirektøren", "HR", "Ledergruppen"])
def test_a_role_is_somebody(text: str) -> None:
    assert not vocabulary.names_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jens Hansen",
        "spørg Mette B. Sørensen",
        "Anne Marie Petersen",
        "Lone Nielsen",
        "hr. Holm",
        "Fru Bang",
        "Mrs Smith",
    ],
)
def test_a_name_is_known_by_its_form(text: str) -> None:
    assert vocabulary.holds_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "HR og Arbejdsmiljø",
        "HR Partner",
        "Nærmeste leder",
        "Eksempel Kommune",
        "Skovens Børnehus",
        "Øverste Ledelsen",
        "Lokale Styrelsen",
        "Nordens Kassen",
        "Kommunaldirektøren",
    ],
)
def test_a_role_is_no_name(text: str) -> None:
    assert not vocabulary.holds_person(text)


@pytest.mark.parametrize(
    "text", ["a.b@eksempel.invalid", "12345678", "12 34 56 78", "+45 12345678"]
)
def test_contact_details_are_known(text: str) -> None:
    assert vocabulary.holds_contact(text)


@pytest.mark.parametrize("text", ["kl. 13.00", "2026–2027", "12 10 2026", "123456789", "@home"])
def test_other_numbers_are_no_contact_details(text: str) -> None:
    assert not vocabulary.holds_contact(text)


@pytest.mark.parametrize("text", ["010190-1234", "311299 1234", "sag 0101901234"])
def test_a_personal_number_is_known(text: str) -> None:
    assert vocabulary.holds_personal_number(text)


@pytest.mark.parametrize("text", ["320190-1234", "011390-1234", "20260917-1234", "12345"])
def test_another_number_is_no_personal_number(text: str) -> None:
    assert not vocabulary.holds_personal_number(text)


@pytest.mark.parametrize(
    "text", ["en sygemeldt leder", "Sygemelding", "depression", "gravid", "on sick leave"]
)
def test_health_is_known_by_its_words(text: str) -> None:
    assert vocabulary.holds_health(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sundhedschefen",
        "Handicapområdet",
        "Kræftafdelingen",
        "fraværskonsulenten",
        "ingen helbredsoplysninger",
        "arbejdsmiljø og stresspolitik",
    ],
)
def test_a_role_in_health_care_is_nobodys_health(text: str) -> None:
    assert not vocabulary.holds_health(text)
