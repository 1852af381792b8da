"""Laws of people's text: it is never refused, nothing of it is lost, and the nodes are plain."""

import pickle
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from ledertrivsel import prose
from ledertrivsel.prose import Block, BulletList, NumberedList, Paragraph, Prose, Run, Table, parse

OURS = (BulletList, NumberedList, Paragraph, Run, Table)
SCHEMES = ("https:", "http:", "mailto:", "tel:")

# What people write and what Markdown trips over, so that chance finds the seams between them.
pieces = st.sampled_from(
    [
        *"*_[]()<>|`\\#!-+.:~&",
        *(" ", "  ", "    ", "\t", "\n", "\n\n", "\r\n"),
        *("- ", "* ", "1. ", "2. ", "2) ", "10. ", "|a|b|\n|-|-|\n", "**", "![", "](", "<b>"),
        *("https://e.dk", "mailto:a@b.dk", "javascript:x", "//e.dk", "[x](https://e.dk)"),
        *("marts", "24. december", "+45 12", "ledere", "æøå", "É", "e\u0301", "😀", "50 %", "½"),
    ]
)
PLAIN = (*"ab1.)!&;:+=#~`>]'\"/@{}–-", " ", "  ", "\n", "\n\n", "  \n", "1. ", "&amp;", "\u200b")
"""What needs no parser, mostly: the seams between plain text and markup."""

sources = st.lists(pieces, max_size=25).map("".join) | st.text(max_size=60)


def runs(blocks: tuple[Block, ...]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from cell
        else:
            for item in block.items:
                yield from runs(item)


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


@given(sources)
def test_every_letter_of_the_source_occurs_in_the_nodes(source: str) -> None:
    assume(source.count("](") < 2)  # Two links side by side to one address are one run.
    shown = "".join(f"{run.text}{unquote(run.link)}" for run in runs(parse(source)))
    assert letters(source) <= letters(shown)


@given(sources)
def test_no_letter_is_added(source: str) -> None:
    assert letters("".join(run.text for run in runs(parse(source)))) <= letters(source)


@given(sources)
def test_what_is_not_empty_has_something_to_show(source: str) -> None:
    assert bool(parse(source)) == bool(source.strip())
    assert bool(Prose(source).plain) == bool(Prose(source))


@given(sources)
def test_only_four_kinds_of_links_leave_the_parser(source: str) -> None:
    for run in runs(parse(source)):
        assert run.link == "" or (
            run.link.lower().startswith(SCHEMES)
            and run.link.isascii()
            and not any(c.isspace() or c in '"<>' for c in run.link)
        )


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"]) | st.sampled_from(" ,;?%'\"/=æøå")))
def test_text_without_markup_is_one_paragraph_equal_to_it(source: str) -> None:
    expected = (Paragraph((Run(source.strip()),)),) if source.strip() else ()
    assert parse(source) == expected


@given(sources | st.lists(st.sampled_from(PLAIN), max_size=14).map("".join))
def test_what_needs_no_parser_is_what_the_parser_makes_of_it(source: str) -> None:
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if source.strip() and not prose._MARKED.search(source):
        assert parse(source) == prose._parsed(source)


@given(sources)
def test_line_ends_of_any_system_give_the_same_nodes(source: str) -> None:
    one = source.replace("\r\n", "\n").replace("\r", "\n")
    assert parse(one) == parse(one.replace("\n", "\r\n"))


@given(sources)
def test_nodes_hash_pickle_and_hold_nothing_of_the_parser(source: str) -> None:
    blocks = parse(source)
    assert hash(blocks) == hash(pickle.loads(pickle.dumps(blocks)))
    assert b"markdown_it" not in pickle.dumps(blocks)
    assert parse(source) is blocks
    assert_ours(blocks)


def assert_ours(value: object) -> None:
    if isinstance(value, tuple):
        for item in value:
            assert_ours(item)
    elif type(value) in OURS:
        for field in attrs.fields(type(value)):
            assert_ours(getattr(value, field.name))
    else:
        assert type(value) in (str, int, bool)


@given(sources)
def test_paragraphs_and_cells_hold_no_empty_runs_and_no_two_alike(source: str) -> None:
    for block in parse(source):
        if isinstance(block, Paragraph):
            assert block.runs
            for run, following in zip(block.runs, block.runs[1:], strict=False):
                assert attrs.evolve(run, text="") != attrs.evolve(following, text="")
            assert all(run.text for run in block.runs)
        elif isinstance(block, Table):
            assert {len(row) for row in block.rows} <= {len(block.header)}
