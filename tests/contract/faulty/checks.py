"""A check of action cards and parked themes, and checks that are wrong in one thing."""

from __future__ import annotations

import datetime
import html
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from ledertrivsel.codes import Finding, Label, Severity
from ledertrivsel.hookspecs import CheckInfo, hookimpl
from ledertrivsel.instruments import Step
from ledertrivsel.labels import Param
from ledertrivsel.plan import Plan
from ledertrivsel.themes import Text, Theme

NO_MATERIALS = {
    "da": "Action cardet om »{title}« har ingen bilag.",
    "en": "The action card on “{title}” has no materials.",
}
FAR_AWAY = {
    "da": "»{title}« er parkeret i mere end {days} dage.",
    "en": "“{title}” is parked for more than {days} days.",
}
IN_FIELD = {
    "da": "I felt 1 ligger {count} temaer.",
    "en": "There are {count} themes in field 1.",
}


class House:
    """Looks for cards without materials and long parking, right in all that is asked."""

    @hookimpl
    def ledertrivsel_checks(self) -> Iterable[CheckInfo]:
        title = {"da": "Husets regler", "en": "House rules"}
        yield CheckInfo(name="house", title=title, factory=type(self))  # type: ignore[arg-type]

    def __call__(self, plan: Plan, today: datetime.date) -> Any:
        return self.found(plan, today)

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        for card in plan.cards:
            if not card.materials:
                theme = plan.theme(card.theme_id)
                path = self.path(card.theme_id)
                yield self.finding("no-materials", path, NO_MATERIALS, title=self.title(theme))
        later = today + datetime.timedelta(days=20)
        for parked in plan.parking:
            if parked.revisit_on is not None and parked.revisit_on > later:
                title = self.title(plan.theme(parked.theme_id))
                path = f"parking['{parked.theme_id}'].revisit_on"
                yield self.finding("far-away", path, FAR_AWAY, title=title, days=20)
        yield from self.counted(plan)

    def counted(self, plan: Plan) -> Iterator[Finding]:
        count = len(plan.matrix().in_field(1))  # type: ignore[arg-type]
        if count:
            yield self.finding("in-field-1", "", IN_FIELD, count=count)

    def path(self, theme: str) -> str:
        return f"cards['{theme}'].materials"

    def title(self, theme: Theme) -> Text:
        return theme.title

    def finding(self, code: str, path: str, wording: dict[str, str], **given: object) -> Finding:
        said = {
            language: self.fill(
                text, {name: _in(value, language) for name, value in given.items()}
            )
            for language, text in self.wording(wording).items()
        }
        params = {"text": Text(said), **self.params(code)}
        return Finding(
            self.code(code), self.severity(code), Step.CONCRETIZE, path, tuple(params.items())
        )

    def wording(self, wording: dict[str, str]) -> dict[str, str]:
        return wording

    def fill(self, text: str, given: dict[str, str]) -> str:
        return text.format_map(given)

    def code(self, code: str) -> str:
        return f"house-{code}"

    def severity(self, code: str) -> Severity:
        return Severity.ADVICE

    def params(self, code: str) -> dict[str, Param]:
        return {"advice": Text({"da": "Drøft det på næste møde.", "en": "Discuss it."})}


def _in(value: object, language: str) -> str:
    return value.to(language) if isinstance(value, Text) else str(value)


class GivesNothing(House):
    """Gives None where it finds nothing."""

    def __call__(self, plan: Plan, today: datetime.date) -> Any:
        return list(self.found(plan, today)) or None


class GivesTexts(House):
    """Gives sentences, and no findings."""

    def __call__(self, plan: Plan, today: datetime.date) -> Any:
        return [finding.render("da") for finding in self.found(plan, today)]


class LibrarysCode(House):
    """Uses a code of the library, which has another text."""

    def code(self, code: str) -> str:
        return "card-draft" if code == "no-materials" else super().code(code)


class GravenessVaries(House):
    """Is grave about many cards, and mild about few, under one code."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        self.many = len(plan.cards) > 3
        return super().found(plan, today)

    def severity(self, code: str) -> Severity:
        return Severity.ERROR if self.many else Severity.ADVICE


class BareCode(House):
    """Brings no text."""

    def finding(self, code: str, path: str, wording: dict[str, str], **given: object) -> Finding:
        return Finding(self.code(code), Severity.ADVICE, Step.CONCRETIZE, path)


class Unfilled(House):
    """Forgets to fill in its text."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        return text


class SaysNone(House):
    """Says None of a value that there is not."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        return f"{super().fill(text, given)[:-1]}: None."


class Keywords(House):
    """Says what is wrong in catchwords."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        return "Bilag"


class DanishTwice(House):
    """Says it in Danish to all."""

    def wording(self, wording: dict[str, str]) -> dict[str, str]:
        return {"da": wording["da"]}


class UnknownLabel(House):
    """Names a label that there is not."""

    def params(self, code: str) -> dict[str, Param]:
        return {"text": Label("house.no-materials")}


class NamesAnotherTheme(House):
    """Names a theme of the built-in method, whatever the plan's own is."""

    def path(self, theme: str) -> str:
        return "cards['new-managers'].materials"


class ByNumber(House):
    """Gives a theme's number for its id."""

    def params(self, code: str) -> dict[str, Param]:
        return {"theme_id": ("theme-99",)}


class NeedsRounds(House):
    """Fails where nobody has rated anything."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        max(plan.matrix().placements, key=lambda placement: placement.n)
        return super().counted(plan)


class NeedsMeans(House):
    """Fails where a theme on the card was rated by nobody."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        list(sorted(p.importance for p in plan.matrix().placements))  # type: ignore[type-var]
        return super().counted(plan)


class NextYear(House):
    """Asks for the same day next year."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        today.replace(year=today.year + 1)
        return super().found(plan, today)


class NextMonth(House):
    """Asks for the same day next month."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        today.replace(month=today.month % 12 + 1)
        return super().found(plan, today)


class NeedsAnOwner(House):
    """Takes for granted that a card says who is responsible."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        for card in plan.cards:
            _ = card.responsible.split()[0] if card.tasks else ""
        return super().found(plan, today)


class NeedsSixThemes(House):
    """Takes it that every method has six themes."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        _ = plan.themes[5]
        return super().found(plan, today)


class SecondRound(House):
    """Compares with the first round, which it takes to have a ballot that rates something."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        for a_round in plan.rounds[1:]:
            _ = a_round.ballots[0]
        return super().found(plan, today)


class SaysItOnce(House):
    """Remembers what it has said."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        for finding in super().found(plan, today):
            if finding.path not in self.told:
                self.told.add(finding.path)
                yield finding


class RemembersForAll(House):
    """Remembers in the class what it has said, so that a new one does too."""

    counts: ClassVar[list[int]] = []

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        self.counts.append(1)
        if len(self.counts) % 3:
            yield from super().found(plan, today)


class ByIdentity(House):
    """Tells each object from every other."""

    def __init__(self) -> None:
        self.seen: list[Plan] = []

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        if all(plan is not seen for seen in self.seen):
            self.seen.append(plan)
        count = len(self.seen)
        yield self.finding("in-field-1", "", IN_FIELD, count=count)


class OrderOfHashes(House):
    """Tells the cards in the order of a set."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        titles = {theme.title.to("da") for theme in plan.themes}
        text = {"da": "Temaerne er {names}.", "en": "The themes are {names}."}
        yield self.finding("themes", "", text, names=" og ".join(titles))


class UserName(House):
    """Says who is asking."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        text = {"da": "Spurgt af {who}.", "en": "Asked by {who}."}
        yield self.finding("asked-by", "", text, who=os.environ.get("USER", ""))


class AsksTheClock(House):
    """Goes by the day it is."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        return super().found(plan, min(today, datetime.date.today()))


class ReadsAFile(House):
    """Looks for a file of words."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        if Path("words.txt").is_file():
            Path("words.txt").read_text(encoding="utf-8")
        with Path(os.devnull).open("rb"):
            pass
        return super().found(plan, today)


class Prints(House):
    """Says what it does."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        print("Ser efter bilag")
        return super().found(plan, today)


class ChangesTheEnvironment(House):
    """Sets a variable for itself."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        os.environ["HOUSE_CHECKED"] = plan.title.encode("ascii", "ignore").decode()
        return super().found(plan, today)


class TakesASample(House):
    """Looks at some of the cards only."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        random.random()
        return super().found(plan, today)


class Renames(House):
    """Gives the plan another title."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        object.__setattr__(plan, "title", "Gennemgået")
        return super().found(plan, today)


class MarksTasks(House):
    """Takes the tasks of a card away once it has seen them."""

    def found(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        for card in plan.cards:
            object.__setattr__(card, "tasks", card.tasks[:1])
        return super().found(plan, today)


class CountsRatings(House):
    """Counts the ratings of each theme, whatever the floor is."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        text = {"da": "»{title}« har {count} svar.", "en": "“{title}” has {count} answers."}
        for theme in plan.themes:
            cells = plan.tally().cells
            count = sum(row[-1] for row in cells if row[0] == theme.id)
            if count:
                title = self.title(theme)
                yield self.finding("answers", "", text, title=title, count=count)


class LowestAnswer(House):
    """Tells the lowest answer that anybody gave."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        text = {"da": "Det laveste svar er {count}.", "en": "The lowest answer is {count}."}
        cells = [row for a_round in plan.rounds for row in a_round.tally().cells]
        if cells:
            row = max(cells, key=lambda row: (row[0] == "psychological-safety", row[2], row[1]))
            yield self.finding("lowest", "", text, count=row[1])


class LooksIntoGroups(House):
    """Tells what each group of a closed round said."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        text = {"da": "{group} har {count} som højeste.", "en": "{group} has {count} at most."}
        for a_round in plan.rounds:
            for counted in a_round.tallies or ():
                first = [row for row in counted.tally.cells if row[0] == "new-managers"]
                most = max((row[1] for row in first), default=0)
                yield self.finding("groups", "", text, group=counted.group or "Øvrige", count=most)


class CountsBallots(House):
    """Counts the ballots of an anonymous round that is not closed."""

    def counted(self, plan: Plan) -> Iterator[Finding]:
        text = {"da": "Der er {count} besvarelser.", "en": "There are {count} ballots."}
        for a_round in plan.rounds:
            if a_round.ballots:
                yield self.finding("ballots", "", text, count=len(a_round.ballots))


class FillsTwice(House):
    """Fills in what was filled in."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        try:
            return super().fill(super().fill(text, given), given)
        except (KeyError, ValueError, IndexError):
            return "Teksten kan ikke vises."


class Percent(House):
    """Fails on a text with a percent sign or a brace in it."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        return super().fill(text, given) % () if "%" in str(given) else super().fill(text, given)


class EscapesTwice(House):
    """Escapes what the exporter escapes."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        return super().fill(text, {name: html.escape(value) for name, value in given.items()})


class AsciiOnly(House):
    """Leaves out what is no letter of the alphabet it knows."""

    def fill(self, text: str, given: dict[str, str]) -> str:
        kept = {n: v.encode("cp1252", "ignore").decode("cp1252") for n, v in given.items()}
        return super().fill(text, kept)


_GIVES = "test_it_gives_findings"
_SENTENCES = "test_its_texts_are_sentences"
_THEMES = "test_the_themes_it_names_are_in_the_plan"
_FAILS = "test_no_plan_and_no_day_make_it_fail"
_EACH_TIME = "test_it_finds_the_same_each_time"
_PROCESSES = "test_every_process_finds_the_same"
_TOUCHES = "test_it_touches_nothing_but_the_plan"
_LEFT = "test_the_plan_is_left_as_it_was"
_FLOOR = "test_nothing_under_the_floor_shows"
_HOSTILE = "test_hostile_text_stays_text"

FAULTS: dict[type[House], str] = {
    GivesNothing: _GIVES,
    GivesTexts: _GIVES,
    LibrarysCode: "test_its_codes_are_its_own",
    GravenessVaries: "test_a_code_is_of_one_step_and_one_severity",
    BareCode: _SENTENCES,
    Unfilled: _SENTENCES,
    SaysNone: _SENTENCES,
    Keywords: _SENTENCES,
    DanishTwice: "test_it_speaks_both_languages",
    UnknownLabel: _FAILS,
    NamesAnotherTheme: _THEMES,
    ByNumber: _THEMES,
    NeedsRounds: _FAILS,
    NeedsMeans: _FAILS,
    NextYear: _FAILS,
    NextMonth: _FAILS,
    NeedsAnOwner: _FAILS,
    NeedsSixThemes: _FAILS,
    SecondRound: _FAILS,
    SaysItOnce: _EACH_TIME,
    RemembersForAll: _EACH_TIME,
    ByIdentity: _EACH_TIME,
    OrderOfHashes: _PROCESSES,
    UserName: _PROCESSES,
    AsksTheClock: _TOUCHES,
    ReadsAFile: _TOUCHES,
    Prints: _TOUCHES,
    ChangesTheEnvironment: _TOUCHES,
    TakesASample: _TOUCHES,
    Renames: _LEFT,
    MarksTasks: _LEFT,
    CountsRatings: _FLOOR,
    LowestAnswer: _FLOOR,
    LooksIntoGroups: _FLOOR,
    CountsBallots: _FLOOR,
    FillsTwice: _HOSTILE,
    Percent: _HOSTILE,
    EscapesTwice: _HOSTILE,
    AsciiOnly: _HOSTILE,
}
"""Each fault, and the test of the contract that is meant for it."""
