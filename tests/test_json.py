"""Strict JSON in, canonical bytes out."""

import contextlib
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel import _json
from ledertrivsel.errors import DocumentError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def refusal(content: object) -> str:
    with pytest.raises(DocumentError) as caught:
        _json.parse(content, "plan.json")
    return str(caught.value)


def test_plain_json_is_read() -> None:
    assert _json.parse(b'{"a": [1, null, true, "\xc3\xa6"]}', "x") == {"a": [1, None, True, "æ"]}
    assert _json.parse('{"a": 1}', "x") == {"a": 1}


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_bytes_of_any_kind_are_read(kind: Any) -> None:
    assert _json.parse(kind(b"[1]"), "x") == [1]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            b"\xef\xbb\xbf{}",
            "JSON must be UTF-8 without a byte order mark, got b'\\xef\\xbb\\xbf{'.",
        ),
        ("\ufeff{}", "JSON must be UTF-8 without a byte order mark, got a byte order mark."),
        (
            '{"a": 1}'.encode("utf-16"),
            "JSON must be UTF-8 without a byte order mark, got b'\\xff\\xfe{\\x00'.",
        ),
        (
            "[1]".encode("utf-16-be"),
            "JSON must be UTF-8 without a byte order mark, got b'\\x00[\\x001'.",
        ),
        (
            b'{"a":\n "\xe6"}',
            "line 2: JSON must be UTF-8 without a byte order mark, got byte 0xe6.",
        ),
        (b"", "line 1: JSON must be valid, got Expecting value."),
        (b'{"a":\n', "line 2: JSON must be valid, got Expecting value."),
        (b'{"a": "b', "line 1: JSON must be valid, got Unterminated string starting at."),
        (b"{} {}", "line 1: JSON must be valid, got Extra data."),
        (b"{'a': 1}", "line 1: JSON must be valid, got Expecting property name enclosed in "
         "double quotes."),
        (b'["abc\x00"]', "line 1: JSON must be valid, got Invalid control character at."),
        (b"[" * 100_000, "JSON must not nest this deep."),
        (b'{"a":' * 100_000, "JSON must not nest this deep."),
        (b"1" * 5000, "JSON must not hold numbers of thousands of digits."),
        (None, "JSON must be bytes or a text, got None."),
        ({"a": 1}, "JSON must be bytes or a text, got {'a': 1}."),
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_its_line(content: object, text: str) -> None:
    assert refusal(content) == f"plan.json has 1 problem:\n  - {text}"


def test_a_document_over_the_limit_is_refused_before_it_is_read() -> None:
    body = b" " * _json.LARGEST_DOCUMENT
    assert "must be valid" in refusal(body)
    text = "JSON must be at most 8388608 bytes, got 8388609."
    assert refusal(body + b" ") == f"plan.json has 1 problem:\n  - {text}"


def test_a_document_over_the_limit_is_not_written() -> None:
    with pytest.raises(DocumentError) as caught:
        _json.write("x" * _json.LARGEST_DOCUMENT)
    text = "JSON must be at most 8388608 bytes, got 8388611."
    assert str(caught.value) == f"plan has 1 problem:\n  - {text}"


def test_a_key_given_twice_is_kept_apart_from_a_plain_object() -> None:
    read = _json.parse(b'{"b": {"a": 1, "c": 2, "a": 3, "c": 4, "d": 5}}', "x")["b"]
    assert type(read) is _json.Repeated
    assert read.names == ("a", "c")
    assert read == {"a": 3, "c": 4, "d": 5}


def test_what_fits_on_a_line_stands_on_a_line() -> None:
    data = {"id": "x", "rows": [["theme-1", 1, None], ["theme-2", "dont-know", True]] * 3}
    assert _json.write(data).decode() == (
        "{\n"
        '  "id": "x",\n'
        '  "rows": [\n'
        '    ["theme-1", 1, null],\n'
        '    ["theme-2", "dont-know", true],\n'
        '    ["theme-1", 1, null],\n'
        '    ["theme-2", "dont-know", true],\n'
        '    ["theme-1", 1, null],\n'
        '    ["theme-2", "dont-know", true]\n'
        "  ]\n"
        "}\n"
    )


def test_danish_letters_are_written_as_they_are() -> None:
    assert _json.write({"å": "Ærø 👩‍💼"}) == '{"å": "Ærø 👩‍💼"}\n'.encode()


@pytest.mark.parametrize("empty", [{}, [], {"a": {}}, {"a": []}, [[]]])
def test_what_is_empty_is_written_empty(empty: Any) -> None:
    assert json.loads(_json.write(empty)) == empty


@given(data=VALUES)
def test_what_is_written_is_read_again(data: Any) -> None:
    assert _json.parse(_json.write(data), "x") == data


@given(data=VALUES)
def test_every_json_reader_reads_what_is_written(data: Any) -> None:
    assert json.loads(_json.write(data)) == data


@given(data=VALUES, seed=st.integers())
def test_damaged_json_is_read_or_refused_but_never_crashes(data: Any, seed: int) -> None:
    body = bytearray(_json.write(data))
    chance = random.Random(seed)
    for _ in range(3):
        body[chance.randrange(len(body))] = chance.randrange(256)
    with contextlib.suppress(DocumentError):
        _json.parse(bytes(body), "x")
