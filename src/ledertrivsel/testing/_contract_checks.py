"""The contract of checks: findings in words, of the plan and the day alone, and no secrets."""

from __future__ import annotations

import datetime
import pickle
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st

from ledertrivsel._validators import text as gated
from ledertrivsel.codes import CODES, Finding
from ledertrivsel.documents import dump, load
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.plan import Plan
from ledertrivsel.testing import _contract_plans as tried
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_plans import AWKWARD, DAYS, in_words, said_of
from ledertrivsel.testing._contract_processes import differing
from ledertrivsel.testing._contract_views import filled
from ledertrivsel.testing._contract_watch import watched
from ledertrivsel.testing._plans import plans, small_plans
from ledertrivsel.testing._values import NASTY_TEXTS
from ledertrivsel.testing._values import day as numbered_day
from ledertrivsel.themes import Theme

PLAN_EXAMPLES = 150
"""How many plans and days are tried at least."""

_END = re.compile(r"[.!?…:][\"'’”»“)\]]*$")
_UNFILLED = re.compile(r"\{[a-z_0-9.]*\}|%\([a-z_]+\)[sd]", re.IGNORECASE)
_CODE = re.compile(
    r"\bdatetime\.date\(|\bFraction\(|<\w[\w.]* object at|<?\b[A-Z]\w+\.[A-Z_]{2,}\b"
)
_NONE = re.compile(r"\bNone\b")
_THEME = re.compile(
    r"\b(?:cards|qualifications|parking|themes|own_themes|activations|placements)\['([^']*)'\]"
)
_THEME_PARAMS = frozenset({"theme", "theme_id", "themes", "theme_ids"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class CheckContract(Contract, kind=Kind.CHECK):
    """What every check keeps: a workplace's own findings, which stand beside the library's.

    Attributes:
        plans: plans in which it finds something, for a check that finds nothing in the usual
            ones; they are tried besides.
    """

    plans: ClassVar[tuple[Plan, ...]] = ()

    def plans_tried(self) -> Iterator[tuple[str, Plan, datetime.date]]:
        """Yield each plan and day, with what to call them in a sentence."""
        for name, plan in (*(("a plan of your own", plan) for plan in self.plans), *tried.plans()):
            for day in DAYS:
                yield f"{name}, on {day}", plan, day

    def findings(
        self, plan: Plan, day: datetime.date, where: str, check: Any = None
    ) -> tuple[Finding, ...]:
        """Return what is found in a copy of *plan*; what is no list of findings is told."""
        check = check or self.made()
        lent = _lent(plan)
        try:
            given = check(lent, day)
            is_list = isinstance(given, Iterable) and not isinstance(given, (str, bytes, Mapping))
            found = tuple(given) if is_list else ()
        except (Exception, SystemExit) as error:
            raise AssertionError(f"For {where}, it raises {cause_of(error)}.") from error
        if not is_list:
            tell(f"For {where}, it gives {short(given)}, which is no list of Finding objects.")
        for finding in found:
            if not isinstance(finding, Finding):
                tell(f"For {where}, it gives {short(finding)}, which is no Finding.")
        return found

    def said(self) -> Iterator[tuple[str, Plan, Finding]]:
        """Yield all that is found in the plans; skip the test where nothing is."""
        is_found = False
        check = self.made()
        for where, plan, day in self.plans_tried():
            for finding in self.findings(plan, day, where, check):
                is_found = True
                yield where, plan, finding
        if not is_found:
            pytest.skip("It finds nothing in the usual plans: give the contract plans = (…,).")

    def test_it_gives_findings(self) -> None:
        """It gives `Finding` objects, in a list or one by one."""
        check = self.made()
        for where, plan, day in self.plans_tried():
            self.findings(plan, day, where, check)

    def test_no_plan_and_no_day_make_it_fail(self) -> None:
        """It takes every plan: empty, half done, full or anonymous, of 3 to 20 themes; any day."""
        check = self.made()

        def fault(plan: Plan, day: datetime.date, name: str) -> str:
            where = f"{name}, on {day}"
            try:
                _told(self.findings(plan, day, where, check), where)
            except AssertionError as error:
                return str(error)
            return ""

        for name, plan in tried.plans():
            for day in AWKWARD:
                said = fault(plan, day, name)
                if said:
                    tell(said)
        days = st.integers(-400, 1500).map(numbered_day)
        drawn = st.tuples(st.one_of(small_plans(), plans(), plans()), days)
        self.search(
            drawn,
            lambda given: fault(*given, in_words(given[0])),
            examples=max(PLAN_EXAMPLES, self.tries()),
        )

    def test_its_codes_are_its_own(self) -> None:
        """Its codes are none of the library's, which have texts of their own."""
        for where, _, finding in self.said():
            if finding.code in CODES or finding.code == "check-failed":
                tell(f"For {where}, it gives {finding.code!r}, which is one of the library's.")

    def test_a_code_is_of_one_step_and_one_severity(self) -> None:
        """A code means one thing: what is graver, or belongs to another step, has its own."""
        known: dict[str, tuple[Finding, str]] = {}
        for where, _, finding in self.said():
            first, before = known.setdefault(finding.code, (finding, where))
            if (first.step, first.severity) != (finding.step, finding.severity):
                tell(
                    f"Its {finding.code!r} is {_kind(first)} for {before}, and {_kind(finding)} "
                    f"for {where}."
                )

    def test_its_texts_are_sentences(self) -> None:
        """What is found is said in words, and so is the advice where there is any."""
        for where, _, finding in self.said():
            for language, what, text in _rendered(finding, where):
                said = _no_sentence(text, finding.code, language)
                if said:
                    tell(
                        f"For {where}, the {what} of {finding.code!r} {said}, in {language!r}: "
                        f"{short(text)}."
                    )

    def test_it_speaks_both_languages(self) -> None:
        """An English reader is not given the Danish text."""
        for where, _, finding in self.said():
            by_what: dict[str, str] = {}
            for language, what, text in _rendered(finding, where):
                if by_what.setdefault(what, text) == text and language != LANGUAGES[0]:
                    tell(
                        f"For {where}, the {what} of {finding.code!r} is the same in "
                        f"{' and '.join(map(repr, LANGUAGES))}: {short(text)}."
                    )

    def test_the_themes_it_names_are_in_the_plan(self) -> None:
        """A theme in a finding's path or params is one of the plan's."""
        for where, plan, finding in self.said():
            themes = {theme.id for theme in plan.themes}
            for name, theme in _named(finding):
                if theme not in themes:
                    tell(
                        f"For {where}, the {name} of {finding.code!r} names the theme {theme!r}, "
                        f"which the plan does not have."
                    )

    def test_it_finds_the_same_each_time(self) -> None:
        """Whatever it was asked before, a new one too, and of an equal plan read from a file."""
        one = self.made()
        given = list(self.plans_tried())
        first = [_told(self.findings(plan, day, where, one), where) for where, plan, day in given]
        for (where, plan, day), was in list(zip(given, first, strict=True))[::-1]:
            for check, read, which in (
                (one, plan, "the second time"),
                (self.made(), plan, "by another object"),
                (one, load(dump(plan)), "when the plan is read from a document"),
            ):
                now = _told(self.findings(read, day, where, check), where)
                if now != was:
                    tell(f"For {where}, it finds {_change(was, now)} {which}.")

    def test_every_process_finds_the_same(self) -> None:
        """It finds the same with another hash seed, time zone, locale, user and directory."""
        given = {"plans": tried.documents(self.plans)}
        found = differing(self.subject(), "check", given)
        if found is not None:
            name, environment, _ = found
            where = ", ".join(f"{key}={value}" for key, value in environment.items())
            tell(f"For {name}, it does not find the same with {where}.")

    def test_it_touches_nothing_but_the_plan(self) -> None:
        """It knows no day but the one it is given, no file, network, chance or shared state."""
        given = [(_lent(plan), day) for _, plan, day in self.plans_tried()]
        deeds: list[str] = []
        check: Any = None
        for may_load in (True, False):
            with watched(deeds, may_load=may_load):
                check = check or self.made()
                for plan, day in given:
                    try:
                        for finding in check(plan, day):
                            said_of([finding])
                    except Exception:
                        continue  # Another test tells what it raises.
        if deeds:
            tell(f"While it looks for findings it {deeds[0]}.")

    def test_the_plan_is_left_as_it_was(self) -> None:
        """It is given a plan to read, and changes nothing in it."""
        check = self.made()
        for where, plan, day in self.plans_tried():
            lent = _lent(plan)
            try:
                tuple(check(lent, day))
            except Exception:
                continue  # Another test tells what it raises.
            if lent != plan:
                tell(f"It changes the plan that it is given: {where}.")

    def test_nothing_under_the_floor_shows(self) -> None:
        """Two plans that differ only in what nobody may know get the same findings."""
        check = self.made()
        for what, one, other in tried.secrets():
            for day in DAYS:
                said = [
                    _told(self.findings(plan, day, what, check), what) for plan in (one, other)
                ]
                if said[0] != said[1]:
                    tell(f"It shows {what}: of two such plans it finds {_change(*said)} in one.")

    def test_hostile_text_stays_text(self) -> None:
        """What people typed comes out as they typed it, whatever is in it."""
        check = self.made()
        for make in (tried.of_another_method, filled):
            plain = make(_numbered(_PLAIN))
            for nasty in NASTY_TEXTS:
                hostile = make(_numbered(nasty))
                for day in DAYS[1:3]:
                    where = f"a plan with the text {nasty!r}, on {day}"
                    before = self.findings(plain, day, "a plan", check)
                    after = self.findings(hostile, day, where, check)
                    lost = _lost(before, after, nasty, where)
                    if lost:
                        tell(lost)


def _lent(plan: Plan) -> Plan:
    """Return a copy, as the library lends a check: what is done to it hurts nobody."""
    lent: Plan = pickle.loads(pickle.dumps(plan))
    return lent


def _kind(finding: Finding) -> str:
    return f"{finding.severity.value} in {finding.step.value}"


def _rendered(finding: Finding, where: str) -> Iterator[tuple[str, str, str]]:
    """Yield the text and the advice in each language; what can't be said is told."""
    for what in ("text", "advice"):
        for language in LANGUAGES:
            try:
                said = finding.advice(language) if what == "advice" else finding.render(language)
                gated(said, what)
            except (Exception, SystemExit) as error:
                raise AssertionError(
                    f"For {where}, the {what} of {finding.code!r} raises {cause_of(error)} in "
                    f"{language!r}."
                ) from error
            if what == "text" and not said.strip():
                tell(f"For {where}, {finding.code!r} has no text in {language!r}.")
            if said.strip():
                yield language, what, said


def _told(found: Iterable[Finding], where: str) -> list[tried.Said]:
    found = tuple(found)
    for finding in found:
        for _ in _rendered(finding, where):
            pass
    return said_of(found)


def _no_sentence(text: str, code: str, language: str) -> str:
    """Return why a text is no sentence, or an empty text."""
    if text == code or len(text.split()) < 2:
        return "is no sentence"
    if not _END.search(text.strip()):
        return "does not end as a sentence does"
    unfilled, word = _UNFILLED.search(text), _CODE.search(text)
    if unfilled:
        return f"has {unfilled[0]!r} in it, which nothing fills in"
    if word is None and language == "da":
        word = _NONE.search(text)
    return f"has {word[0]!r} in it, which is code" if word else ""


def _named(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield where a finding names a theme, and the theme's id."""
    for theme in _THEME.findall(finding.path):
        yield "path", theme
    for name, value in finding.params:
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Theme):
                yield f"param {name!r}", item.id
            elif name in _THEME_PARAMS and isinstance(item, str) and _SLUG.fullmatch(item):
                yield f"param {name!r}", item


def _change(was: list[tried.Said], now: list[tried.Said]) -> str:
    """Return the first thing in which two lists of findings differ."""
    for one, other in zip(was, now, strict=False):
        if one != other:
            place = next(
                n for n, pair in enumerate(zip(one, other, strict=True)) if len({*pair}) > 1
            )
            return f"{short(one[place])}, and {short(other[place])}"
    more = max(was, now, key=len)[min(len(was), len(now))]
    both = f"{len(was)} findings, and {len(now)}"
    return f"{both} ({short(more[len(more) // 2])})"


_PLAIN = "Tekst"


def _numbered(text: str) -> Callable[[str, int], str]:
    return lambda _, number: f"{text} {number:04}"


def _lost(before: Iterable[Finding], after: Iterable[Finding], nasty: str, where: str) -> str:
    """Return which text of the plain plan's findings does not come out of the hostile one's."""
    hostile: dict[tuple[str, str], list[Finding]] = {}
    for finding in after:
        hostile.setdefault((finding.code, finding.path), []).append(finding)
    for finding in before:
        rest = hostile.get((finding.code, finding.path))
        if not rest:
            continue  # What is found may depend on the text.
        pairs = zip(_rendered(finding, where), _rendered(rest.pop(0), where), strict=False)
        for (language, what, text), (_, _, said) in pairs:
            for number in re.findall(rf"{_PLAIN} (\d{{4}})", text):
                typed = unicodedata.normalize("NFC", f"{nasty} {number}")
                if typed not in said and not ("…" in said and typed[:8] in said):
                    return (
                        f"The text {typed!r} does not come out as it went in, in the {what} of "
                        f"{finding.code!r} in {language!r}: {short(said)}."
                    )
    return ""
