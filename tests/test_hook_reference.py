"""The hook reference has every hook and field, each with its text, in step with the code."""

import types

import attrs
import pytest

from docs import hook_reference
from ledertrivsel import hookspecs
from ledertrivsel.offers import Kind
from ledertrivsel.plugins import Registry

KINDS = [kind for kinds in hook_reference.PARTS.values() for kind in kinds]


def test_the_page_is_in_step_with_the_hooks() -> None:
    page = hook_reference.PAGE.read_text(encoding="utf-8")
    assert hook_reference.filled(page) == page, "run: python docs/hook_reference.py"


def test_what_the_hooks_say_reaches_the_page() -> None:
    page = hook_reference.PAGE.read_text(encoding="utf-8")
    changed = page.replace("what people call the format.", "")
    assert changed != page
    assert hook_reference.filled(changed) == page


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_says_what_it_means(kind: type) -> None:
    assert hook_reference.lacking(kind) == []
    assert set(hook_reference.field_texts(kind)) <= {
        field.name for field in (attrs.fields(kind) if attrs.has(kind) else ())
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_page_has_every_field(kind: type) -> None:
    page = hook_reference.PAGE.read_text(encoding="utf-8")
    section = page.partition(f"\n### `{kind.__name__}`\n")[2].partition("\n#")[0]
    for field in attrs.fields(kind) if attrs.has(kind) else ():
        assert f"\n| `{field.name}` | " in section


def test_every_class_of_the_hooks_is_in_the_reference() -> None:
    own = {
        kind for name in hookspecs.__all__ if isinstance(kind := getattr(hookspecs, name), type)
    }
    # The mark and the two words that say what a reader reads are told in the text.
    assert own - set(KINDS) == {hookspecs.HookMark, hookspecs.Reads}


def test_a_field_without_a_text_is_found() -> None:
    @attrs.frozen
    class Lacks:
        """A descriptor.

        Args:
            told: what is told,
                in two lines.
            one, two: of both.
        """

        told: str
        one: str
        two: str
        untold: str

    assert hook_reference.lacking(Lacks) == ["Lacks.untold"]
    assert hook_reference.field_texts(Lacks) == {
        "told": "what is told, in two lines.",
        "one": "of both.",
        "two": "of both.",
    }
    Lacks.__doc__ = None
    assert hook_reference.lacking(Lacks) == [
        "Lacks",
        "Lacks.told",
        "Lacks.one",
        "Lacks.two",
        "Lacks.untold",
    ]


@pytest.mark.parametrize("hook", hookspecs.HOOKS)
def test_every_hook_has_an_example_that_is_a_plugin(hook: str) -> None:
    code = hook_reference.example(hook)
    assert "@hookimpl" in code
    plugin = types.ModuleType("example")
    exec(compile(code, hook, "exec", dont_inherit=True), vars(plugin))
    record = Registry(entry_points=False, strict=True).register(plugin, name="example")
    kind = next(kind for kind in Kind if kind.hook == hook)
    assert [offered for offered, _ in record.offers] == [kind.value]


@pytest.mark.parametrize("hook", hookspecs.HOOKS)
def test_every_hook_stands_in_the_page_with_its_signature(hook: str) -> None:
    page = hook_reference.PAGE.read_text(encoding="utf-8")
    name = hook.removeprefix("ledertrivsel_")
    assert f"\n`{hook}() -> Iterable[{hookspecs.HOOKS[hook].__name__}]`\n" in page
    assert f"`@hookimpl.{name}`" in page
    assert callable(getattr(hookspecs.hookimpl, name))
