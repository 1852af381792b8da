"""Styles and lists of Word: found by Word's own names, lent where they are lacking."""

from typing import Any

import pytest

from ledertrivsel.exporters._docx_styles import DEEPEST, FACT, Lists, Styles
from ledertrivsel.exporters._docx_template import opened
from tests.exports.word import W


def without(document: Any, *names: str) -> Any:
    root = document.styles.element
    for name in names:
        for style in root.xpath(f'w:style[w:name/@w:val="{name}"]'):
            root.remove(style)
    return document


def renamed(document: Any, old: str, new: str) -> Any:
    for node in document.styles.element.xpath(f'w:style/w:name[@w:val="{old}"]'):
        node.set(f"{W}val", new)
    return document


def test_a_style_is_found_by_the_name_that_word_goes_by() -> None:
    document = opened(None)
    for node in document.styles.element.xpath('w:style[w:name/@w:val="heading 1"]'):
        node.set(f"{W}styleId", "Overskrift1")
    styles = Styles(document)
    assert styles["heading 1"] == "Overskrift1"
    assert styles["Heading 1"] == "Overskrift1"
    assert styles.missing == []


@pytest.mark.parametrize(("name", "danish"), [("heading 2", "Overskrift 2"), ("Title", "Titel")])
def test_a_style_made_by_hand_is_found_by_its_danish_name(name: str, danish: str) -> None:
    styles = Styles(renamed(opened(None), name, danish))
    assert styles[name]
    assert styles.missing == []


def test_a_style_that_is_lacking_is_ordinary_text_and_told_of_once() -> None:
    styles = Styles(without(opened(None), "List Bullet", "heading 3"))
    assert [styles["List Bullet"], styles["List Bullet"], styles["heading 3"]] == ["", "", ""]
    assert styles.missing == ["List Bullet", "heading 3"]


def test_what_word_makes_itself_and_what_is_the_plans_own_is_lent() -> None:
    document = without(opened(None), "TOC Heading", FACT, "heading 1")
    styles = Styles(document)
    assert styles[FACT] == "PlanFact"
    assert styles["TOC Heading"] == "TOCHeading"
    base = 'w:style[w:name/@w:val="TOC Heading"]/w:basedOn/@w:val'
    assert document.styles.element.xpath(base) == []
    assert styles.missing == []


def test_a_lent_style_takes_no_id_that_is_in_use() -> None:
    document = without(opened(None), FACT)
    (title,) = document.styles.element.xpath('w:style[w:name/@w:val="Title"]')
    title.set(f"{W}styleId", "PlanFact")
    assert Styles(document)[FACT] == "PlanFactPlan"


def test_every_style_speaks_the_language_of_the_page() -> None:
    document = opened(None)
    Styles(document).speak("en-GB")
    assert document.styles.element.xpath("//w:lang/@w:val") == ["en-GB"]
    for node in document.styles.element.xpath("//w:lang"):
        node.getparent().remove(node)
    Styles(document).speak("da-DK")
    assert document.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == ["da-DK"]


def test_our_own_lists_are_not_lent_twice() -> None:
    document = opened(None)
    Lists(document, Styles(document)).close()
    assert len(document.part.numbering_part.element.xpath("w:abstractNum")) == 2


def test_each_numbered_list_is_a_list_of_its_own() -> None:
    document = opened(None)
    lists = Lists(document, Styles(document))
    first, second, deep = lists.counted(1, 0), lists.counted(7, 0), lists.counted(1, 20)
    lists.close()
    root = document.part.numbering_part.element
    starts = [
        root.xpath(f'w:num[@w:numId="{id}"]/w:lvlOverride/w:startOverride/@w:val')
        for id in (first, second, deep)
    ]
    assert starts == [["1"], ["7"], ["1"]]
    assert root.xpath(f'w:num[@w:numId="{deep}"]/w:lvlOverride/@w:ilvl') == [str(DEEPEST)]
    kinds = [node.tag for node in root]
    assert kinds == sorted(kinds)  # All kinds come before the lists.


def test_the_style_of_a_list_marks_its_first_level_and_we_the_others() -> None:
    document = opened(None)
    lists = Lists(document, Styles(document))
    assert lists.bullet(0, by_style=True) == ""
    assert 'w:val="1"' in lists.bullet(1, by_style=True)
    bare = without(opened(None), "List Bullet")
    assert "numId" in Lists(bare, Styles(bare)).bullet(0, by_style=True)
