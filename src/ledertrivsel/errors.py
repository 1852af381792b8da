"""Every error of the library, each with a `code` and `params` besides its English text.

::

    LedertrivselError
    ├── InvalidValueError (ValueError)     one value breaks one rule
    ├── InputError (ValueError)            untrusted input, all its problems at once
    │   ├── DocumentError                  a stored plan
    │   │   └── NewerSchemaError           a plan written by a newer ledertrivsel
    │   └── ReadError                      a file from a workplace: ratings, notes
    ├── RuleError                          a prioritization rule gave no usable key
    ├── UnknownNameError (LookupError)     no plugin, method, rule, exporter … of that name
    ├── NameClashError (LookupError)       two plugins offer that name
    ├── MissingExtraError (ImportError)    an optional dependency is not installed
    ├── PluginError                        a plugin broke its contract
    ├── ExportError                        an export that can't be made from this plan
    └── StoreError
        ├── Conflict                       somebody saved in between
        │   └── CopyConflict               another plan is under that key in the target
        ├── NotFound, Deleted              no such plan, or no longer
        ├── Corrupt                        stored bytes are not what was saved
        ├── NewerSchema, NewerLayout       written by a newer ledertrivsel
        ├── Busy                           nothing was written, try again
        ├── OutcomeUnknown                 the connection died in the commit
        └── TooLarge, BadKey, ReadOnly     refused before anything was written

`str(error)` is English; `ledertrivsel.labels.say(error, "da")` is Danish. The texts of rules and
hints stand once, by code, in `_messages`, so that both languages say the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import attrs

from ledertrivsel._messages import HINTS as HINTS
from ledertrivsel._messages import RULES as RULES
from ledertrivsel._values import Value


def shorten(value: object, limit: int = 80) -> str:
    """Return the repr of *value*, cut in the middle when longer than *limit* characters."""
    try:
        shown = repr(value)
    except Exception as error:  # A stranger's __repr__ must not hide the real error.
        shown = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    if len(shown) <= limit:
        return shown
    half = (limit - 1) // 2
    return f"{shown[:half]}…{shown[-half:]}"


class LedertrivselError(Exception):
    """The root: catch this to catch all that the library raises on purpose."""

    code: str = "error"
    message: ClassVar[str] = "{detail}"
    params: Mapping[str, Any] = MappingProxyType({})

    def __str__(self) -> str:
        return self.message.format_map(self.params).rstrip() if self.params else super().__str__()


class InvalidValueError(LedertrivselError, ValueError):
    """One value at *path* breaks one *rule*; *hint* says what to do, or is empty.

    *rule* and *hint* are codes of `RULES` and `HINTS`, filled in from *params*, or a plain English
    text. The attributes `rule` and `hint` hold the English texts, `rule_code` and `hint_code` the
    codes.
    """

    code = "invalid-value"

    def __init__(
        self,
        path: str,
        rule: str,
        value: object,
        hint: str = "",
        params: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(path, rule, value, hint, params)  # All positional: errors must pickle.
        self.path, self.value = path, value
        self.rule_code, self.hint_code = rule, hint
        self.params = dict(params or {})
        self.rule = RULES[rule].format_map(self.params) if rule in RULES else rule
        self.hint = HINTS[hint].format_map(self.params) if hint in HINTS else hint

    def __str__(self) -> str:
        return f"{self.path} {self.rule}, got {shorten(self.value)}. {self.hint}".rstrip()

    def within(self, prefix: str) -> InvalidValueError:
        """Return the same error told from further out: `Theme.title` → `themes[3].title`."""
        head, dot, rest = self.path.partition(".")
        inner = (
            f".{rest}"
            if dot and head[:1].isupper()
            else ""
            if head[:1].isupper()
            else f".{self.path}"
        )
        return InvalidValueError(
            f"{prefix}{inner}", self.rule_code, self.value, self.hint_code, self.params
        )

    def problem(self, line: int | None = None) -> Problem:
        """Return the error as data, for a list of everything that is wrong."""
        return Problem(
            path=self.path,
            rule=self.rule_code,
            found=shorten(self.value),
            hint=self.hint_code,
            params=tuple(sorted((key, _plain(value)) for key, value in self.params.items())),
            line=line,
        )


def _plain(value: object) -> str | int:
    """Return *value* as something a `Problem` may hold: hashable and printable."""
    return value if isinstance(value, (str, int)) else str(value)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Problem(Value):
    """One thing wrong in input from outside: where, which rule, what was found and what to do.

    *rule* and *hint* are codes of `RULES` and `HINTS` (or of the labels' `reading` and `documents`
    tables), or plain English. *line* counts from 1, for files; *path* names the field, column or
    section. In a workbook the parameters ``sheet`` and ``cell`` say where.
    """

    path: str
    rule: str
    found: str = ""
    hint: str = ""
    params: tuple[tuple[str, str | int], ...] = ()
    line: int | None = None

    def __str__(self) -> str:
        params = dict(self.params)
        rule = RULES[self.rule].format_map(params) if self.rule in RULES else self.rule
        hint = HINTS[self.hint].format_map(params) if self.hint in HINTS else self.hint
        where = f"line {self.line}: {self.path}" if self.line is not None else self.path
        if "sheet" in params:
            cell = f", cell {params['cell']}" if "cell" in params else ""
            where = f"sheet {params['sheet']!r}{cell}: {where}"
        found = f", got {self.found}" if self.found else ""
        return f"{where} {rule}{found}. {hint}".rstrip()


class InputError(LedertrivselError, ValueError):
    """Input from outside that can't be used; `problems` lists everything wrong with it."""

    code = "input"

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(source, problems)
        self.source, self.problems = source, tuple(problems)
        self.params = {"source": source, "count": len(self.problems)}

    def __str__(self) -> str:
        shown = "".join(f"\n  - {problem}" for problem in self.problems[:20])
        more = len(self.problems) - 20
        rest = f"\n  … and {more} more" if more > 0 else ""
        noun = "problem" if len(self.problems) == 1 else "problems"
        return f"{self.source} has {len(self.problems)} {noun}:{shown}{rest}"


class DocumentError(InputError):
    """A plan document that breaks the schema or the model's rules; nothing of it was loaded."""

    code = "document"


class NewerSchemaError(DocumentError):
    """A plan document written with a schema that this version does not know."""

    code = "newer-schema"

    def __init__(self, found: int, known: int) -> None:
        problem = Problem(
            path="schema",
            rule="at-most",
            found=str(found),
            hint="upgrade",
            params=(("limit", known),),
        )
        super().__init__("The document", (problem,))
        self.args = (found, known)
        self.found, self.known = found, known


class ReadError(InputError):
    """A file from a workplace that can't be read as it is; nothing of it was used."""

    code = "read"


class RuleError(LedertrivselError):
    """A prioritization rule gave a key that can't be compared exactly."""

    code = "rule"
    message = (
        "Rule {rule!r} must give a tuple of int and Fraction for {theme!r}, got {key}. "
        "Use Fraction instead of float, and keys of one shape."
    )

    def __init__(self, rule: str, theme: str, key: str) -> None:
        super().__init__(rule, theme, key)
        self.params = {"rule": rule, "theme": theme, "key": key}


class UnknownNameError(LedertrivselError, LookupError):
    """No *kind* of that *name*; near and known names are listed, and what its plugin said.

    *records* are those of the plugins that could not be used, and may have meant to offer it.
    """

    code = "unknown-name"

    def __init__(
        self,
        kind: str,
        name: str,
        known: tuple[str, ...] = (),
        detail: str = "",
        records: tuple[object, ...] = (),
    ) -> None:
        super().__init__(kind, name, known, detail, records)
        self.kind, self.name, self.known, self.detail = kind, name, tuple(known), detail
        self.records = tuple(records)
        self.params = {
            "kind": kind,
            "name": name,
            "known": ", ".join(known) or "none",
            "detail": detail,
            "near": ", ".join(map(repr, near(name, self.known))),
        }

    def __str__(self) -> str:
        text = f"There is no {self.kind} named {self.name!r}."
        if self.params["near"]:
            text += f" Did you mean {self.params['near']}?"
        text += f" Known: {self.params['known']}."
        return f"{text} {self.detail}".rstrip()


class NameClashError(LedertrivselError, LookupError):
    """Two plugins offer the same *name*; each is reached as `distribution:name`."""

    code = "name-clash"
    message = (
        "The {kind} name {name!r} is offered by {owners}. "
        "Write one of {full}, or decide once with prefer= in the Registry."
    )

    def __init__(self, kind: str, name: str, owners: tuple[str, ...]) -> None:
        super().__init__(kind, name, owners)
        self.params = {
            "kind": kind,
            "name": name,
            "owners": " and ".join(owners),
            "full": " or ".join(f"'{owner}:{name}'" for owner in owners),
        }


class MissingExtraError(LedertrivselError, ImportError):
    """Something that needs a package which is not installed."""

    code = "missing-extra"
    message = (
        "{what} needs the package {package!r}. "
        'Install it with: pip install "ledertrivsel[{extra}]"'
    )

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(what, package, extra)
        self.params = {"what": what, "package": package, "extra": extra}


class PluginError(LedertrivselError):
    """A plugin that could not be used: who, where it failed and why."""

    code = "plugin"
    message = "Plugin {plugin} failed in {where}: {cause}"

    def __init__(self, plugin: str, where: str, cause: str) -> None:
        super().__init__(plugin, where, cause)
        self.params = {"plugin": plugin, "where": where, "cause": cause}


class ExportError(LedertrivselError):
    """An export that can't be made from this plan, with the reason.

    *detail* is a text, or something with a text in each language, such as a `codes.Label`.
    """

    code = "export"
    message = "The export {exporter!r} can't be made: {detail}"

    def __init__(self, exporter: str, detail: object) -> None:
        super().__init__(exporter, detail)
        self.params = {"exporter": exporter, "detail": detail}


class StoreError(LedertrivselError):
    """Everything a store may refuse or fail with."""

    code = "store"
    message = "The store at {address} failed: {detail}"

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(address, detail)
        self.params = {"address": address, "detail": detail}


class Conflict(StoreError):
    """Somebody saved in between: the store holds *actual*, the caller expected *expected*."""

    code = "conflict"
    message = (
        "The plan {key!r} has revision {actual}, not {expected}. "
        "Read it again, make the change on that, and save with expected={actual}."
    )

    def __init__(self, key: str, expected: int, actual: int) -> None:
        LedertrivselError.__init__(self, key, expected, actual)
        self.key, self.expected, self.actual = key, expected, actual
        self.params = {"key": key, "expected": expected, "actual": actual}


class CopyConflict(Conflict):
    """The target of a copy holds another plan under *key*: they differ from *revision* on."""

    code = "copy-conflict"
    message = (
        "The plan {key!r} is another one in the target, from revision {revision} on. "
        "Nothing of it was written there; copy into another store."
    )

    def __init__(self, key: str, revision: int, actual: int) -> None:
        super().__init__(key, revision - 1, actual)
        self.args = (key, revision, actual)
        self.revision = revision
        self.params = {**self.params, "revision": revision}


class _KeyedError(StoreError):
    """A store error about one key; what is wrong stands in the class's message."""

    def __init__(self, key: str, detail: str = "") -> None:
        LedertrivselError.__init__(self, key, detail)
        self.key = key
        self.params = {"key": key, "detail": detail}


class NotFound(_KeyedError):
    """No plan under that key, or no such revision of it."""

    code = "not-found"
    message = "There is no plan {key!r} here. {detail}"


class Deleted(NotFound):
    """The plan was deleted; its history may still be read."""

    code = "deleted"
    message = "The plan {key!r} was deleted. {detail}"


class Corrupt(_KeyedError):
    """The stored bytes are not the bytes that were saved."""

    code = "corrupt"
    message = "What is stored of the plan {key!r} is damaged: {detail}"


class NewerSchema(_KeyedError):
    """The stored plan has a schema that this version does not know; it was left as it is."""

    code = "stored-newer-schema"
    message = "The plan {key!r} was written by a newer ledertrivsel: {detail}"


class NewerLayout(_KeyedError):
    """The store itself has a layout that this version does not know; it was not opened."""

    code = "newer-layout"
    message = (
        "The store {key!r} was written by a newer ledertrivsel or by another program: {detail}"
    )


class Busy(_KeyedError):
    """Others kept the store locked; nothing was written, and trying again is safe."""

    code = "busy"
    message = "The store is busy; the plan {key!r} was not written. Try again. {detail}"


class OutcomeUnknown(_KeyedError):
    """The connection died in the commit: compare `write_id` with the stored one, then retry."""

    code = "outcome-unknown"
    message = "It is unknown whether the plan {key!r} was saved (write {detail})."

    @property
    def write_id(self) -> str:
        """The id that the write carried."""
        return str(self.params["detail"])


class TooLarge(_KeyedError):
    """The document is larger than the store takes; nothing was written."""

    code = "too-large"
    message = "The plan {key!r} is too large: {detail}"


class BadKey(_KeyedError):
    """A key that no store accepts."""

    code = "bad-key"
    message = "The key {key!r} can't be used: {detail}"


class ReadOnly(_KeyedError):
    """The store may not be written to."""

    code = "read-only"
    message = "The store is read-only; the plan {key!r} was not written. {detail}"


def near(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return up to three of *known* that look like *name*, best first."""
    import difflib  # Only errors need it.

    folded = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(str(name).casefold(), folded, n=3, cutoff=0.6)
    return tuple(folded[match] for match in found)
