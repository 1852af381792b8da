"""The small Markdown of people's text: what is markup, what stays text, and what is never lost."""

import pickle

import pytest

from ledertrivsel.prose import (
    Block,
    BulletList,
    NumberedList,
    Paragraph,
    Prose,
    Run,
    Table,
    parse,
)


def text(content: str) -> Paragraph:
    return Paragraph((Run(content),))


def one(content: str) -> tuple[Block, ...]:
    return (text(content),)


# Text without markup


def test_plain_text_is_one_paragraph() -> None:
    assert parse("Lederne skal kunne lykkes.") == one("Lederne skal kunne lykkes.")


def test_an_empty_text_has_no_nodes() -> None:
    assert parse("") == parse(" \n\t\n") == ()
    assert (Prose().blocks, Prose().plain, bool(Prose())) == ((), "", False)


def test_a_lone_dash_is_nothing_to_read() -> None:
    assert [bool(Prose(dash)) for dash in ("-", "–", " - ", "---")] == [False] * 4
    assert Prose("-").blocks == ()


def test_zero_is_something_to_read() -> None:
    assert Prose("0").plain == "0"


def test_an_empty_line_parts_paragraphs_and_a_line_end_breaks_a_line() -> None:
    assert parse("a\nb\n\nc") == (text("a\nb"), text("c"))


def test_line_ends_of_windows_and_of_old_macs_are_line_ends() -> None:
    assert parse("a\r\nb\r\n\r\nc") == parse("a\rb\r\rc") == parse("a\nb\n\nc")


@pytest.mark.parametrize("source", ["    fire mellemrum", "\ttabulator", "a\n        b"])
def test_indented_text_is_no_code(source: str) -> None:
    (paragraph,) = parse(source)
    assert isinstance(paragraph, Paragraph)
    assert Prose(source).plain.split() == source.split()


# The traps of Danish text


@pytest.mark.parametrize(
    "source",
    [
        "1. marts 2027: HR spørger alle ledergrupper.",
        "24. december og 31. december er ingen ledere på vagt alene.",
        "24. december\n31. december",
        "1. marts 2027: vi begynder\n2. marts 2027: vi fortsætter",
        "1. Marts: vi begynder",
        "2. november",
        "1. og 2. kvartal",
        "1.",
        "1. ",
        "1986. Et godt år",
        "2. a\n3. b",
        "10. a\n11. b",
        "1. a\n3. b",
        "-",
        "- -",
        "*",
        "–",
        "– og så videre",
        "---",
        "***",
        "___",
        "a\n---",
        "a\n===",
        "+45 12 34 56 78",
        "+ mere tid",
        "+ mere tid\n+ færre møder",
        "2*3*4 = 24",
        "tal_fra_hr_2026",
        "Fravær* og tal*",
        "# 1 på listen",
        "> 50 procent",
        "`kode`",
        "```\nkode\n```",
        "<b>fed</b>",
        "<script>alert(1)</script>",
        "<!-- skjult -->",
        "&amp; &lt; &#65;",
        "[a]: https://eksempel.dk",
        "[a]",
        "[ ] mangler",
        "![billede](https://eksempel.dk/a.png)",
        "~~streg~~",
        "https://eksempel.dk",
        "a | b",
        "|",
        ":-)",
        "\\",
    ],
)
def test_what_only_looks_like_markup_stays_as_it_was_typed(source: str) -> None:
    assert parse(source) == one(source.strip())


def test_a_date_in_a_list_item_is_no_list_of_its_own() -> None:
    assert parse("- 1. marts 2027: a\n- 2. april 2027: b") == (
        BulletList((one("1. marts 2027: a"), one("2. april 2027: b"))),
    )


def test_a_date_between_numbered_lines_ends_the_count() -> None:
    assert parse("1. a\n2. b\n\n3. maj: c") == (
        NumberedList((one("a"), one("b"))),
        text("3. maj: c"),
    )


def test_a_number_after_one_that_does_not_count_does_not_count() -> None:
    assert parse("1. a\n3. b\n4. c") == one("1. a\n3. b\n4. c")


# What is markup


def test_emphasis_makes_runs() -> None:
    (paragraph,) = parse("**Fed** og *kursiv*, __begge__ ***dele***")
    assert paragraph == Paragraph(
        (
            Run("Fed", strong=True),
            Run(" og "),
            Run("kursiv", emphasis=True),
            Run(", "),
            Run("begge", strong=True),
            Run(" "),
            Run("dele", strong=True, emphasis=True),
        )
    )


def test_a_backslash_takes_the_meaning_from_a_sign() -> None:
    assert parse(r"\*ikke kursiv\*") == one("*ikke kursiv*")


def test_two_spaces_or_a_backslash_at_the_end_break_the_line_too() -> None:
    assert parse("a  \nb") == parse("a\\\nb") == one("a\nb")


@pytest.mark.parametrize("bullet", ["-", "*"])
def test_dashes_and_stars_make_a_list(bullet: str) -> None:
    assert parse(f"{bullet} a\n{bullet} b") == (BulletList((one("a"), one("b"))),)


def test_a_list_may_follow_a_line_of_text() -> None:
    assert parse("Vi gør:\n- a\n- b") == (text("Vi gør:"), BulletList((one("a"), one("b"))))
    assert parse("Vi gør:\n1. a\n2. b") == (text("Vi gør:"), NumberedList((one("a"), one("b"))))


def test_lists_nest() -> None:
    assert parse("- a\n  - b\n    1. c\n    2. d\n- e") == (
        BulletList(
            (
                (text("a"), BulletList(((text("b"), NumberedList((one("c"), one("d")))),))),
                one("e"),
            )
        ),
    )


def test_an_item_may_have_paragraphs() -> None:
    assert parse("- a\n\n  b") == (BulletList(((text("a"), text("b")),)),)


@pytest.mark.parametrize("mark", [".", ")"])
def test_lines_that_count_from_one_make_a_numbered_list(mark: str) -> None:
    assert parse(f"1{mark} a\n2{mark} b") == (NumberedList((one("a"), one("b"))),)


def test_a_numbered_list_goes_on_after_text_in_between() -> None:
    assert parse("1. a\n\nhej\n\n2. b") == (
        NumberedList((one("a"),)),
        text("hej"),
        NumberedList((one("b"),), start=2),
    )


def test_a_table_has_a_header_and_rows_of_one_width() -> None:
    assert parse("| Opgave | Hvem |\n|:--|--:|\n| a | **b** |\n| c |") == (
        Table(
            ((Run("Opgave"),), (Run("Hvem"),)),
            (((Run("a"),), (Run("b", strong=True),)), ((Run("c"),), ())),
        ),
    )


def test_an_escaped_bar_stands_in_a_cell() -> None:
    assert parse("|a\\|b|\n|-|") == (Table(((Run("a|b"),),), ()),)


# Links


@pytest.mark.parametrize(
    "address",
    [
        "https://eksempel.dk",
        "http://eksempel.dk/a?b=1&c=2",
        "mailto:hr@eksempel.dk",
        "tel:+4512345678",
    ],
)
def test_links_of_four_kinds_are_links(address: str) -> None:
    assert parse(f"Se [siden]({address}).") == (
        Paragraph((Run("Se "), Run("siden", link=address), Run("."))),
    )
    assert parse(f"<{address}>") == (Paragraph((Run(address, link=address),)),)


def test_an_address_of_mail_in_angle_brackets_is_a_link() -> None:
    assert parse("<hr@eksempel.dk>") == (
        Paragraph((Run("hr@eksempel.dk", link="mailto:hr@eksempel.dk"),)),
    )


def test_a_link_keeps_its_emphasis() -> None:
    assert parse("[**a** b](https://e.dk)") == (
        Paragraph((Run("a", strong=True, link="https://e.dk"), Run(" b", link="https://e.dk"))),
    )


def test_danish_letters_and_spaces_in_an_address_are_encoded_and_the_link_is_kept() -> None:
    (paragraph,) = parse("[a](https://blåbær.dk/øl) [b](<https://e.dk/a b>)")
    assert isinstance(paragraph, Paragraph)
    assert [run.link for run in paragraph.runs] == [
        "https://xn--blbr-roah.dk/%C3%B8l",
        "",
        "https://e.dk/a%20b",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "//eksempel.dk",
        "/lokal",
        "side.html",
        "#anker",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,hej",
        "file:///etc/passwd",
        "vbscript:x",
        "ftp://eksempel.dk",
        "",
    ],
)
def test_any_other_address_stays_text(address: str) -> None:
    assert parse(f"[x]({address})") == one(f"[x]({address})")


def test_an_autolink_of_another_kind_stays_text() -> None:
    assert parse("<javascript:alert>") == one("<javascript:alert>")


# Nothing is lost


@pytest.mark.parametrize(
    "source",
    [
        "|a|b|\n|-|-|\n|1|2|3|",
        "|a|\n|-|\n|1|%|",
        '[x](https://e.dk "titel")',
        '[x](https://e.dk "12")',
        "[](https://e.dk)",
        "[x](https://e.dk?a=1&amp;b=2)",
        "01. a\n02. b",
        "\x00a",
    ],
)
def test_a_text_that_would_lose_a_character_is_given_as_it_stands(source: str) -> None:
    assert parse(source) == one(source)


def test_a_text_given_as_it_stands_keeps_its_paragraphs() -> None:
    assert parse('a\n\n[x](https://e.dk "t")\n \nb') == (
        text("a"),
        text('[x](https://e.dk "t")'),
        text("b"),
    )


def test_lists_that_nest_too_deep_are_given_as_they_stand() -> None:
    shallow = "\n".join("  " * level + f"- {level}" for level in range(20))
    deep = "\n".join("  " * level + f"- {level}" for level in range(60))
    assert isinstance(parse(shallow)[0], BulletList)
    assert parse(deep) == one(deep)


def test_emphasis_that_nests_too_deep_is_given_as_it_stands() -> None:
    deep = "*a **b " * 40 + "b** a*" * 40
    assert parse(deep) == one(deep)
    assert parse("- " * 15_000) == one("- " * 14_999 + "-")


@pytest.mark.parametrize(
    "piece",
    [
        *"*_[]()<>|`\\&~#!-\n\t",
        "![",
        "[a](",
        "[a](b)",
        "[x](<",
        "[a](https://a.dk) ",
        "<a",
        "**a ",
        "*a **b ",
        "_a*",
        "- ",
        "- a\n",
        "- - \n",
        "1. a\n",
        "2. a\n",
        "1. 2. ",
        "|a|\n",
        "a|b\n-|-\n",
        "||\n|-|\n",
        "> ",
        "å\u0301",
    ],
)
def test_thirty_thousand_characters_of_anything_end_with_nothing_lost(piece: str) -> None:
    source = (piece * 30_000)[:30_000]
    blocks = parse(source)
    assert bool(blocks) == bool(source.strip())
    shown = "".join(Prose(source).plain.split())
    assert sum(c.isalpha() for c in shown) >= sum(c.isalpha() for c in source if c in shown)


def test_a_text_of_many_brackets_is_not_searched_for_links() -> None:
    link = "[a](https://e.dk)"
    assert parse(link * 1000) == (Paragraph((Run("a" * 1000, link="https://e.dk"),)),)
    assert parse(link * 1001) == one(link * 1001)


# Reading it as text


def test_plain_is_readable() -> None:
    source = "Vi **gør**:\n\n- a\n  1. b\n  2. c\n- d\n\n|x|y|\n|-|-|\n|1|2|"
    assert Prose(source).plain == ("Vi gør:\n– a\n   1. b\n   2. c\n– d\nx | y\n1 | 2")


def test_plain_says_where_a_link_goes_once() -> None:
    source = "Læs [**vores** side](https://e.dk/a), <https://e.dk> og [a@e.dk](mailto:a@e.dk)."
    assert Prose(source).plain == "Læs vores side (https://e.dk/a), https://e.dk og a@e.dk."
    assert Prose("|[a](tel:1)|\n|-|\n|b|").plain == "a (tel:1)\nb"


def test_plain_numbers_from_the_start_of_the_list() -> None:
    assert Prose("1. a\n\nhej\n\n2. b").plain == "1. a\nhej\n2. b"


# The nodes


def test_nodes_are_plain_values() -> None:
    source = "a\n\n- b\n\n1. c\n2. d\n\n|e|\n|-|\n|[f](https://e.dk)|"
    blocks = parse(source)
    assert hash(blocks) == hash(pickle.loads(pickle.dumps(blocks)))
    assert pickle.loads(pickle.dumps(Prose(source))) == Prose(source)
    assert parse(source) is blocks
