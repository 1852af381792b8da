"""The choice of themes in notes, recommended and confirmed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ledertrivsel.decisions import Choice
from ledertrivsel.readers._dates import dates, without_lead
from ledertrivsel.readers._entries import Entry
from ledertrivsel.readers._found import NotedChoice
from ledertrivsel.readers._teller import Teller, one_line
from ledertrivsel.readers._wording import phrases, plain


def read_choice(
    teller: Teller, found: Mapping[str, Entry], said: list[Entry]
) -> NotedChoice | None:
    keys = ("choice", "rationale", "recommended", "confirmed")
    entries = [found[key] for key in keys if key in found]
    if not entries:
        return None
    themes: tuple[str, ...] = ()
    acts: dict[str, tuple[str, datetime.date | None]] = {}
    for entry in said:
        if not entry.text:
            continue
        listed = teller.theme_list(entry.text, entry.wording, entry.line)
        themes += tuple(theme for theme in listed if theme not in themes)
        acts.update(_acts(teller, entry))
    for key in ("recommended", "confirmed"):
        if key in found:
            text = plain(one_line(found[key]))
            acts[key] = _who_on(text)
    recommended, confirmed = acts.get("recommended", ("", None)), acts.get("confirmed", ("", None))
    if confirmed[0] and confirmed[1] is None:
        teller.tell("confirmed", "read-date", confirmed[0], entries[0].line, "read-date")
    if not themes and teller.plan.choice is None:
        for entry in entries:
            teller.tell(entry.wording, "read-themes", entry.text, entry.line)
        return None
    checked = teller.made(
        entries[0].line,
        Choice,
        themes=themes or teller.plan.chosen,
        recommended_by=recommended[0],
        confirmed_by=confirmed[0],
    )
    if checked is None:
        return None
    return NotedChoice(
        themes=themes,
        recommended_by=recommended[0],
        recommended_on=recommended[1],
        confirmed_by=confirmed[0],
        confirmed_on=confirmed[1],
        rationale=found["rationale"].text if "rationale" in found else "",
    )


def _acts(teller: Teller, entry: Entry) -> Iterator[tuple[str, tuple[str, Any]]]:
    """Yield who recommended and who confirmed: "Valg, indstillet af X … og bekræftet af Y …"."""
    _, _, text = entry.wording.partition(",")
    places = sorted(
        (match.start(), match.end(), key)
        for key in ("recommended", "confirmed")
        for phrase in phrases(key)
        for match in re.finditer(re.escape(phrase), text)
    )
    if text.strip() and (not places or text[: places[0][0]].strip()):
        teller.tell("choice", "read-rest", text.strip(), entry.line)
    for index, (_, end, key) in enumerate(places):
        until = places[index + 1][0] if index + 1 < len(places) else len(text)
        stretch = re.sub(r"\s+(?:og|and)\s*$", "", text[end:until])
        yield key, _who_on(stretch.strip(" ,"))


def _who_on(text: str) -> tuple[str, datetime.date | None]:
    found = dates(text)
    on = found[0][1] if len(found) == 1 else None
    who = text
    if on is not None:
        (start, end), _ = found[0]
        who = f"{without_lead(text[:start])} {text[end:].strip(' .,')}".strip()
    who = who.strip(" .,")
    return who[:1].upper() + who[1:], on
