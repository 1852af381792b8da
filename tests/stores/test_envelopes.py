"""The file of one revision: readable, exact, and nothing in it changes unseen."""

import datetime
import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.storage import Meta, Revision, RevisionState, digest
from ledertrivsel.stores._envelopes import (
    LONGEST,
    DamagedError,
    decode,
    encode,
    key_in,
    told_in,
)

META = Meta(
    at=datetime.datetime(2026, 9, 2, 12, 30, tzinfo=datetime.UTC),
    actor='Åse "Ærø"',
    write_id="0123",
    schema=1,
)


def revision(body: bytes, **changed: object) -> Revision:
    told = Revision(key="år 2026", revision=2, size=len(body), sha256=digest(body), meta=META)
    return attrs.evolve(told, **changed)  # type: ignore[arg-type]


def test_a_body_of_json_makes_a_file_of_json_that_people_can_read() -> None:
    body = '{\n  "title": "Løn på tværs"\n}\n'.encode()
    content = encode(revision(body), body)
    above, _, rest = content.decode().partition('"sha256_above"')
    assert above == (
        "{\n"
        '"key": "år 2026",\n'
        '"revision": 2,\n'
        '"state": "saved",\n'
        f'"size": {len(body)},\n'
        f'"sha256": "{digest(body)}",\n'
        '"at": "2026-09-02T12:30:00+00:00",\n'
        '"actor": "Åse \\"Ærø\\"",\n'
        '"write_id": "0123",\n'
        '"schema": 1,\n'
    )
    assert rest.endswith(',\n"body":\n{\n  "title": "Løn på tværs"\n}\n\n}\n')
    assert json.loads(content)["body"] == {"title": "Løn på tværs"}
    assert key_in(content) == "år 2026"


@given(st.binary(max_size=200))
def test_a_body_comes_back_byte_for_byte(body: bytes) -> None:
    told = revision(body)
    assert decode(encode(told, body)) == (told, body)


@pytest.mark.parametrize("body", [b'\n"body":\n', b"\n}\n", b"null", b"", b"\r\n\x00\xff"])
def test_a_body_that_looks_like_an_envelope_is_only_a_body(body: bytes) -> None:
    assert decode(encode(revision(body), body)) == (revision(body), body)


def test_a_revision_without_a_body_says_so() -> None:
    told = revision(b"gone", state=RevisionState.ERASED)
    content = encode(told, None)
    assert decode(content) == (told, None)
    assert json.loads(content)["body"] is None


def test_the_longest_texts_fit_above_the_body() -> None:
    for letter in ('"', "𝄞", "é"):
        told = Revision(
            key='"' * 200,
            revision=10**18,
            sha256=digest(b""),
            meta=attrs.evolve(META, actor=letter * 200, write_id=letter * 200, schema=2**63 - 1),
        )
        content = encode(told, b"")
        assert told_in(content[:LONGEST]) == told


def test_every_changed_byte_is_found() -> None:
    body = b'{"a": 1}'
    for told, stored in (
        (revision(body), body),
        (revision(b"", state=RevisionState.DELETED), None),
    ):
        content = encode(told, stored)
        for number in range(len(content)):
            damaged = bytearray(content)
            damaged[number] ^= 1
            with pytest.raises(DamagedError):
                decode(bytes(damaged))


def test_every_file_cut_short_is_found() -> None:
    content = encode(revision(b'{"a": 1}'), b'{"a": 1}')
    for end in range(len(content)):
        with pytest.raises(DamagedError):
            decode(content[:end])
    with pytest.raises(DamagedError, match="is cut off or has another end"):
        decode(content + b"\n")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{\n"key": 1,\n"body":\nnull\n}\n', b"\xff" * 50]
)
def test_what_is_no_file_of_ours_tells_nothing(content: bytes) -> None:
    with pytest.raises(DamagedError, match="tells nothing of itself that can be read"):
        told_in(content)
    assert key_in(content) == ""


def test_a_forged_file_of_other_types_is_refused() -> None:
    told = attrs.evolve(revision(b""), size="0")  # type: ignore[arg-type]
    with pytest.raises(DamagedError, match="tells something else of itself"):
        told_in(encode(told, b""))


def test_the_file_in_the_documentation_is_one_of_ours() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "stores.md"
    content = page.read_bytes().partition(b"```json\n")[2].partition(b"```\n")[0]
    told, body = decode(content)
    assert (told.key, told.revision, body) == ("2026", 2, b'{"title": "Plan"}\n')
