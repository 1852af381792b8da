"""Every error of the library, each with a `code` and `params` besides its English text.

::

    LedertrivselError
    ├── InvalidValueError (ValueError)     one value breaks one rule
    ├── InputError (ValueError)            untrusted input, all its problems at once
    │   ├── DocumentError                  a stored plan
    │   │   └── NewerSchemaError           a plan written by a newer ledertrivsel
    │   └── ReadError                      a file from a workplace: ratings, notes
    ├── RuleError                          a prioritization rule gave no usable key
    ├── NotForAudienceError                a part of the plan that this view does not hold
    ├── UnknownNameError (LookupError)     no plugin, method, rule, exporter … of that name
    ├── NameClashError (LookupError)       two plugins offer that name
    ├── MissingExtraError (ImportError)    an optional dependency is not installed
    ├── PluginError                        a plugin broke its contract
    ├── ExportError                        an export that can't be made from this plan
    └── StoreError
        ├── Conflict                       somebody saved in between
        ├── NotFound, Deleted              no such plan, or no longer
        ├── Corrupt                        stored bytes are not what was saved
        ├── NewerSchema, NewerLayout       written by a newer ledertrivsel
        ├── Busy                           nothing was written, try again
        ├── OutcomeUnknown                 the connection died in the commit
        └── TooLarge, BadKey, ReadOnly     refused before anything was written

`str(error)` is English; `ledertrivsel.labels.say(error, "da")` is Danish. The texts of rules and
hints stand here once, by code, so that both languages say the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import attrs

from ledertrivsel._values import Value

RULES: Mapping[str, str] = MappingProxyType(
    {
        "required": "must not be empty",
        "text": "must be a text",
        "too-long": "must be at most {limit} characters, is {length}",
        "one-line": "must be one line",
        "control-character": "must not contain the character {character}",
        "bidi-override": "must not contain the text-direction control {character}",
        "surrogate": "must not contain half a character ({character})",
        "integer": "must be a whole number",
        "boolean": "must be true or false",
        "date": "must be a date",
        "in-calendar": "must give a day from year 1 to year 9999",
        "fraction": "must be an exact number (an int, a Fraction or a text like '7/2')",
        "at-least": "must be at least {limit}",
        "at-most": "must be at most {limit}",
        "between": "must be from {low} to {high}",
        "slug": "must be a slug (a–z, 0–9 and single hyphens)",
        "unique": "must not repeat {repeated}",
        "type": "must be {wanted}",
        "one-of": "must be one of {allowed}",
        "language": "must give a language code such as 'da'",
        "axis-value": "must be a whole number, DONT_KNOW or None",
        "on-scale": "must be on the scale {low}–{high}",
        "known-theme": "must be one of the plan's themes",
        "known-question": "must be one of the method's support questions",
        "known-round": "must be one of the plan's rounds",
        "known-group": "must be one of the round's groups",
        "known-voice": "must be a voice of the round",
        "chosen-theme": "must be a chosen theme",
        "not-chosen": "must not be a chosen theme",
        "not-parked": "must not be parked",
        "parked-theme": "must be a parked theme",
        "theme-number": "must have a number that no other theme has",
        "theme-title": "must have a title that no other theme has",
        "own-theme-number": "must have a number from {limit}",
        "row": "must be (voice, theme, importance, success)",
        "rated-once": "must be rated once by a voice",
        "ballots-or-tallies": "must hold ballots or tallies, not both",
        "group-tree": "must lead up to a group without a parent",
        "half-rating": "must lack a number on one axis or both",
        "floor-anonymous-only": "belongs to anonymous rounds",
        "voice-anonymous": "must come from new_voice() in an anonymous round",
        "size-anonymous": "must be 1 in an anonymous round",
        "reasons-anonymous": "must be empty in an anonymous round",
        "same-scale": "must have the scale of the other baseline rounds ({scale})",
        "voice-elsewhere": "must not be in another baseline round ({round})",
        "round-id": "must not be the id of another round",
        "round-open": "must still be open",
        "round-anonymous": "must be an anonymous round",
        "fixed-cut": "must be given for a fixed cut, and only there",
        "mapping": "must map {wanted}",
        "same-tally-scale": "must have the same scale as the tally it is added to",
        "choice-empty": "must name at least one theme",
        "choice-drops-card": "must keep a theme with an open action card ({theme})",
        "choice-missing": "must come after a choice of themes",
        "choice-proposal": "must be given, since the rule {rule!r} is not built in",
        "rule-built-in": "must be a built-in rule here",
        "card-once": "must be the theme's only action card",
        "card-missing": "must have an action card",
        "card-closed": "must not be closed",
        "known-event": "must be an event that the card's deadlines count from",
        "state-reason": "must be given when the state is {state}",
        "routine-needs-rerating": "must be given for routine without a new rating in field 2",
        "task-index": "must be one of the {count} tasks, counted from 0",
        "check-index": "must be one of the {count} checks, counted from 0",
        "activation-index": "must be one of the card's {count} activations, counted from 0",
        "task-done": "must not be done already",
        "publication-missing": "must come after the publication",
        "agreement-missing": "must come after the follow-up agreement",
        "known-leader-group": "must be one of the groups that agreed to report back",
        "report-once": "must be the group's only report on that day",
        "bounds-order": "must not be lower than the lowest bound ({low})",
        "scale-order": "must be higher than the lowest point ({low})",
        "scale-labels": "must label points of the scale",
        "placement-means": "must have both means and a quadrant when n > 0, and none when n is 0",
        "time-zone": "must be a time without a zone, or in a known zone",
        "file-absent": "must not be there yet",
        "start-time": "must be a day and a time such as '2026-09-02 13:00'",
        "agenda-step": "must be a step of the method",
        "no-options": "must be left out; {name} has no options",
        "store-address": "must be the address of a store",
        "store-path": "must be '{scheme}:' with three slashes before a relative path, four before "
        "an absolute one, and no question mark",
        "store-key": "must be given with the address of a store",
        "missing": "must be given",
        "known-field": "must be a field of {owner}",
        "date-text": "must be a date such as '2026-09-02'",
        "time-text": "must be a time such as '13:00:00'",
        "fraction-text": "must be an exact number as text, such as '7/2'",
        "axis-text": "must be a whole number, 'dont-know' or null",
        "json-valid": "must be valid",
        "json-utf-8": "must be UTF-8 without a byte order mark",
        "json-bytes": "must be bytes or a text",
        "json-size": "must be at most {limit} bytes",
        "json-depth": "must not nest this deep",
        "json-number": "must not hold numbers of thousands of digits",
        "json-once": "must stand only once",
        "read-size": "must be at most {limit} bytes",
        "read-encoding": "must be text in UTF-8 or Windows-1252",
        "read-nul": "must not hold zero bytes",
        "read-torn": "must be whole: a quotation mark is never closed",
        "read-quotes": "must have quotation marks only around whole cells",
        "read-column": "must be a column that is read",
        "read-pair": "must have its other half, importance or success",
        "read-fields-alone": "must not stand in a sheet of fields",
        "read-fields-scale": "must be 1–2 for a sheet of fields",
        "read-cells": "must have {wanted} cells, as the head has",
        "read-formula": "must be a value, not a formula",
        "read-summary": "must be a group's own ratings, not a sum or a mean",
        "read-once": "must stand once; the first is on line {first}",
        "read-size-of-group": "must be a whole number from 1",
        "read-point": "must be a whole point from {low} to {high}",
        "read-labels": (
            "must be a number, since not every point of the scale {low}–{high} has a name"
        ),
        "read-field": "must be field 1, 2, 3 or 4",
        "read-unplaced": "must stand under a heading, or beside a label, that is read",
        "read-heading": "must be a heading that is read",
        "read-table": "must be in a table that is read here",
        "read-code": "must be text, not code",
        "read-date": "must be a day with its month and year",
        "read-due": "must be a day, or a time after an event",
        "read-voice": "must be a group that has rated",
        "read-themes": "must name themes by number or title",
        "read-check-day": "must be a day that the card gives: {days}",
        "read-rest": "must be read whole; this part is left over",
        "read-task": "must be a task of the plan's action card",
    }
)
"""What must hold, by code. The Danish texts are `rules.<code>` in the labels."""

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "near": "Did you mean {near}?",
        "near-choose": "Did you mean {near}? Choose it first, with plan.choose().",
        "choose-first": "Choose it first, with plan.choose().",
        "unpark-first": "Take it up again first, with plan.unpark().",
        "known": "Known: {known}.",
        "shorten": "Shorten it, or move the rest to a note.",
        "clean-text": "Clean the text before it enters the model; readers do.",
        "use-date": "Use datetime.date, without a time.",
        "use-new-voice": "Make one with ledertrivsel.new_voice().",
        "add-theme-first": "Add own themes first, with plan.add_theme().",
        "slug-example": "For example {example!r}.",
        "close-card-first": "Close its card first, with plan.revise_card().",
        "revise-card": "Change it with plan.revise_card().",
        "follow-up-round": "A later rating of the same people is a round with purpose follow-up.",
        "withdraw-first": "Take the first one back, with plan.withdraw_ballot().",
        "own-scale": "Count it as a round with purpose pilot or follow-up.",
        "use-lt-proposal": "Look it up with ledertrivsel.proposal(plan, rule=…).",
        "give-proposal": "Pass proposal=ledertrivsel.proposal(plan).",
        "rows-example": "For example ('Group A', 'new-managers', 5, 2).",
        "agree-first": "Agree on the follow-up first, with plan.agree_follow_up().",
        "floor-lowest": "Under {limit} answers anybody could be recognized.",
        "activate-first": "Activate the card first, with plan.activate().",
        "store-example": "For example {example}.",
        "add-card-first": "Add one first, with plan.add_card().",
        "choose-themes": "Choose themes first, with plan.choose().",
        "publish-first": "Publish it first, with plan.publish().",
        "upgrade": "Upgrade ledertrivsel; the document was not changed.",
        "read-encoding": "Save it as “CSV UTF-8”, or as plain text in UTF-8.",
        "read-torn": "The file may have been cut off: export it again.",
        "read-sheet": "Get an empty sheet with: ledertrivsel sheet",
        "read-leave-out": "Leave it out: the library counts itself.",
        "read-point": (
            "Leave the cell empty when there is no answer, or write “ved ikke” (don't know)."
        ),
        "read-labels": "Labels that are read here: {known}.",
        "read-headings": "Headings that are read: {known}.",
        "read-date": "For example 2 November 2026.",
        "read-due": "For example 2 November 2026, 1 week after, or 5 weeks after the start.",
        "read-ratings-first": "Read the ratings first; groups that have rated: {known}.",
        "read-csv": "Keep ratings in a CSV file and read it with: ledertrivsel rate",
        "read-put-together": "Put the texts together under one heading.",
    }
)
"""What to do about it, by code. The Danish texts are `hints.<code>` in the labels."""


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
    section.
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


class NotForAudienceError(LedertrivselError, AttributeError):
    """A part of the plan that was asked of a view made for an audience that may not see it."""

    code = "not-for-audience"
    message = (
        "The part {part!r} is not in a view for {audience!r}. Ask for it with another audience."
    )

    def __init__(self, part: str, audience: str) -> None:
        super().__init__(part, audience)
        self.params = {"part": part, "audience": audience}


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
    """An export that can't be made from this plan, with the reason."""

    code = "export"
    message = "The export {exporter!r} can't be made: {detail}"

    def __init__(self, exporter: str, detail: str) -> None:
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
