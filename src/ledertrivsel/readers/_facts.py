"""Facts of a plan in notes: what the workplace is, its mandate, publication and follow-up.

A fact is a row of a table of two columns, a line "Label: text", or text under a heading.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from ledertrivsel import _validators as v
from ledertrivsel.decisions import (
    Discussion,
    Evidence,
    Mandate,
    Publication,
    Remark,
)
from ledertrivsel.readers._course import Course
from ledertrivsel.readers._dates import dates, without_lead
from ledertrivsel.readers._entries import Entry
from ledertrivsel.readers._teller import Teller, one_line
from ledertrivsel.readers._wording import holds, items, name, phrases, plain
from ledertrivsel.readers._words import fold, words
from ledertrivsel.workshop import Representation


class Facts:
    """The facts by key: what the workplace is, its mandate, publication and follow-up."""

    def __init__(self, teller: Teller, found: Mapping[str, Entry]) -> None:
        self.teller, self.found = teller, found
        self.evidence: list[Evidence] = []
        self._read_evidence()

    def text(self, key: str) -> str:
        """Return a fact as typed."""
        return self.found[key].text if key in self.found else ""

    def line(self, key: str) -> str:
        """Return a fact on one line, without emphasis, for what is a title in the plan."""
        return plain(one_line(self.found.get(key)))

    def plain(self) -> dict[str, Any]:
        """Return organisation, unit, purpose and the like."""
        organisation, extra = self.line("organisation"), ""
        head, comma, rest = organisation.partition(", ")
        if comma and any(sign.isdigit() for sign in rest):
            organisation, extra = head, rest  # How large it is, is something one draws on.
        if extra:
            self._draw_on(extra, self.found["organisation"].line)
        body = self.line("representation")
        representation = holds(body, "representations")
        if body and not representation:
            allowed = "MED, MED og AMO, SU og AMO, MIO"
            entry = self.found["representation"]
            self.teller.tell(entry.wording, "one-of", body, entry.line, allowed=allowed)
        elif len(body.split()) > 1 and name(body) not in words("notes")["representations"].get(
            representation, ()
        ):
            self._draw_on(body, self.found["representation"].line)
        return {
            "organisation": self._title("organisation", organisation),
            "unit": self._title("unit", self.line("unit")),
            "part_of": self._title("part-of", self.line("part-of")),
            "purpose": self.text("purpose"),
            "strategy": self.text("strategy"),
            "representation": Representation(representation) if representation else None,
        }

    def _title(self, key: str, text: str) -> str:
        """Return *text* when it is short enough for a title."""
        if len(text) <= v.TITLE_LIMIT:
            return text
        entry, length = self.found[key], len(text)
        args = ("too-long", text, entry.line, "shorten")
        self.teller.tell(entry.wording, *args, limit=v.TITLE_LIMIT, length=length)
        return ""

    def _draw_on(self, text: str, line: int) -> None:
        made = self.teller.made(line, Evidence, text=text)
        if made is not None:
            self.evidence.append(made)

    def _read_evidence(self) -> None:
        if "evidence" not in self.found:
            return
        entry = self.found["evidence"]
        for item in items(entry.text):
            text, on = item.rstrip("."), None
            found = dates(text)
            if len(found) == 1 and not text[found[0][0][1] :].strip(" ."):
                on, text = found[0][1], without_lead(text[: found[0][0][0]])
            made = self.teller.made(entry.line, Evidence, text=text, on=on)
            if made is not None:
                self.evidence.append(made)

    def remarks(self) -> tuple[Remark, ...]:
        """Return the answers to the discussion questions at the card."""
        return tuple(
            Remark(question=key.removeprefix("remark-"), text=entry.text)
            for key, entry in self.found.items()
            if key.startswith("remark-")
        )

    def mandate(self, course: Course) -> Mandate | None:
        """Return the four answers, and who gave the mandate when."""
        keys = ("sender", "involved", "decides", "anchored")
        if not any(key in self.found for key in keys) and not course.mandate:
            return None
        given_by, given_on = course.mandate or ("", None)
        line = next((self.found[key].line for key in keys if key in self.found), 1)
        return self.teller.made(
            line,
            Mandate,
            given_by=given_by,
            given_on=given_on,
            **{key: self.text(key) for key in keys},
        )

    def publication(self, course: Course) -> Publication | None:
        """Return when, where and how the plan was published."""
        keys = ("published", "channel", "told", "briefing", "shown", "contact")
        have = [key for key in keys if key in self.found]
        if not have:
            return None
        on, version = course.published, 1
        if "published" in self.found:
            on, version = self._published()
        if on is None:
            known = self.teller.plan.publication
            if known is None:
                for key in have:
                    if key != "published":  # That it has no day, is told already.
                        entry = self.found[key]
                        args = ("read-date", entry.text, entry.line, "read-date")
                        self.teller.tell("published", *args)
                return None
            on, version = known.on, known.version
        show_card, show_parked = self._shown()
        return self.teller.made(
            self.found[have[0]].line,
            Publication,
            on=on,
            version=version,
            channel=self.text("channel"),
            told=tuple(item.rstrip(".") for item in items(self.text("told"))),
            briefing=self.text("briefing"),
            contact=self.text("contact"),
            show_card=show_card,
            show_parked=show_parked,
        )

    def _published(self) -> tuple[datetime.date | None, int]:
        """Read "2. november 2026, version 1, gælder til den bliver afløst"."""
        entry = self.found["published"]
        text = plain(one_line(entry))
        found = dates(text)
        if len(found) != 1:
            self.teller.tell(entry.wording, "read-date", text, entry.line, "read-date")
            return None, 1
        (start, end), on = found[0]
        rest = f"{without_lead(text[:start])} {text[end:]}"
        version = 1
        match = re.search(r"(?:version|udgave|edition) (\d{1,4})", rest, re.IGNORECASE)
        if match:
            version = int(match[1])
            rest = rest[: match.start()] + rest[match.end() :]
        key = rest
        for phrase in phrases("until-replaced"):
            key = re.sub(re.escape(phrase), "", key, flags=re.IGNORECASE)
        if key.strip(" ,.;–-"):
            self.teller.tell(entry.wording, "read-rest", key.strip(" ,.;"), entry.line)
        return on, version

    def _shown(self) -> tuple[bool, bool]:
        """Read "Prioriteringskortet: ja. Parkerede temaer: nej"."""
        if "shown" not in self.found:
            known = self.teller.plan.publication
            return (known.show_card, known.show_parked) if known else (False, False)
        entry = self.found["shown"]
        shown = {"shown-card": False, "shown-parked": False}
        for piece in re.split(r"[.;,\n·]", plain(entry.text)):
            what, _, answer = piece.strip(" -").partition(":")
            kind = next((k for k in shown if fold(what) in phrases(k)), "")
            if kind and fold(answer) in phrases("yes"):
                shown[kind] = True
            elif piece.strip(" -") and not (kind and fold(answer) in phrases("no")):
                self.teller.tell(entry.wording, "read-rest", piece.strip(), entry.line)
        return shown["shown-card"], shown["shown-parked"]

    def discussions(self) -> tuple[Discussion, ...]:
        """Read "HovedMED (som øverste AMO) 8. april 2027 · direktionen 14. april 2027"."""
        found = []
        for key in ("discussions", "yearly"):
            if key not in self.found:
                continue
            entry = self.found[key]
            for item in items(plain(entry.text)):
                days = dates(item)
                on = days[0][1] if len(days) == 1 else None
                forum, rest = item, ""
                if on is not None:
                    (start, end), _ = days[0]
                    forum, rest = item[:start], item[end:].strip(" .")
                forum = without_lead(forum.strip(" .,:"))
                if not forum and rest.startswith((",", ":", "–")):  # The day stands first.
                    forum, rest = rest, ""
                forum, rest = forum.strip(" .,:–"), rest.strip(" ,")
                what = "Årlig arbejdsmiljødrøftelse" if key == "yearly" else ""
                if key == "yearly":
                    what = entry.wording[:1].upper() + entry.wording[1:]
                bracket = re.search(r"\s*\(([^()]*)\)$", forum)
                if bracket:
                    forum = forum[: bracket.start()]
                    what = f"{what} ({bracket[1]})" if what else bracket[1]
                if rest or len(days) > 1 or not forum:
                    args = ("read-discussion", item, entry.line, "read-discussion")
                    self.teller.tell(entry.wording, *args)
                    continue
                forum = forum[:1].upper() + forum[1:]
                made = self.teller.made(entry.line, Discussion, forum=forum, on=on, what=what)
                if made is not None:
                    found.append(made)
        return tuple(found)

    def rerating(self) -> tuple[datetime.date | None, tuple[str, ...], str]:
        """Read "15. september 2027, tema 12 og 1": the day, the themes, and other words."""
        if "rerate" not in self.found:
            return None, (), ""
        entry = self.found["rerate"]
        text = plain(one_line(entry))
        found = dates(text)
        on = found[0][1] if found else None
        rest = text
        if found:
            (start, end), _ = found[0]
            rest = f"{without_lead(text[:start])} {text[end:]}".strip(" ,.;:")
        if on is None:
            self.teller.tell(entry.wording, "read-date", text, entry.line, "read-date")
        if re.match(r"(?i)(?:tema|temaer|theme|themes) \d", rest):
            return on, self.teller.theme_list(rest, entry.wording, entry.line), ""
        themes: tuple[str, ...] = ()
        key, choice = fold(rest), self.teller.plan.choice
        if choice and any(phrase in key for phrase in (*phrases("chosen"), *phrases("tied"))):
            themes = choice.themes
            if choice.proposal and any(phrase in key for phrase in phrases("tied")):
                themes += tuple(t for t in choice.proposal.contested if t not in themes)
        return on, themes, rest
