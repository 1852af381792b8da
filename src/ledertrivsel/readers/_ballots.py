"""Rows of a table of ratings, read into what each voice handed in, with every problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot, is_random_voice
from ledertrivsel.errors import InvalidValueError, Problem, ReadError
from ledertrivsel.readers._sheet import Column, Row, unguarded
from ledertrivsel.readers._words import ThemeLookup, fold, nearest, problem, words
from ledertrivsel.rounds import Round, RoundGroup, RoundMode
from ledertrivsel.scales import DONT_KNOW, FIELD_SCALE, Axis, Scale
from ledertrivsel.themes import Theme

_WHOLE = re.compile(r"([+\-−]?\d{1,4})(?:[.,]0{1,9})?")
_FIELDS: Mapping[str, tuple[Axis, Axis]] = {"1": (2, 1), "2": (2, 2), "3": (1, 1), "4": (1, 2)}


@attrs.define
class _Voice:
    """What was read of one voice so far, and the line it was first met on."""

    name: str
    line: int
    group: str
    size: int
    picks: dict[str, None]
    ratings: dict[str, tuple[Axis, Axis]]

    def ballot(self) -> Ballot:
        return Ballot(
            voice=self.name,
            group=self.group,
            size=self.size,
            ratings=tuple((theme, *halves) for theme, halves in self.ratings.items()),
            picks=tuple(self.picks),
        )


def as_round(source: str, ballots: Iterable[Ballot], **given: Any) -> Round:
    """Return the round of what was read; what it may not hold together is told of the file.

    Raises:
        ReadError: where the ballots don't go together.
    """
    try:
        return Round(ballots=tuple(ballots), **given)
    except InvalidValueError as error:
        if error.path.startswith(("Round.ballots", "Ballot")):
            raise ReadError(source, (error.problem(),)) from None
        raise


class Ballots:
    """Reads rows by the columns of the head and keeps every problem."""

    def __init__(
        self,
        head: Row,
        heads: list[Column],
        themes: tuple[Theme, ...],
        scale: Scale | None,
        mode: RoundMode,
        sizes: Mapping[str, int],
        problems: list[Problem],
    ) -> None:
        self.voices: dict[str, _Voice] = {}
        self.groups: dict[str, RoundGroup] = {}
        self._head, self._columns, self._mode, self._problems = head, heads, mode, problems
        self._sizes = {fold(name): size for name, size in sizes.items()}
        self._find = ThemeLookup(themes)
        self._titles = tuple(
            text for theme in themes for _, text in theme.title.by_language
        ) + tuple(theme.id for theme in themes)
        values = words("ratings")["values"]
        self._unknown = {fold(word) for word in values["dont-know"]}
        self._empty = {fold(word) for word in values["empty"]}
        self._summary = {fold(word) for word in words("ratings")["rows"]["summary"]}
        self._by_kind = {c.kind: c for c in heads if not c.theme_id}
        self._check_head(scale)
        self._labels = _complete_labels(self.scale)

    def _check_head(self, scale: Scale | None) -> None:
        kinds = self._by_kind
        self._voice = kinds.get("person") or kinds.get("voice")
        self._group = kinds.get("voice") if "person" in kinds else None
        line = self._head.line
        if self._voice is None:
            self._tell("voice", "required", line=line, hint="read-sheet")
        is_long = "theme" in kinds
        by_theme: dict[str, dict[str, Column]] = {}
        for column in self._columns:
            if column.kind not in ("importance", "success", "field"):
                continue
            if is_long == bool(column.theme_id):  # Beside a theme column none may name one.
                self._tell(f"column {column.index + 1}", "read-column", column.head, line=line)
            elif column.theme_id or is_long:
                by_theme.setdefault(column.theme_id, {})[column.kind] = column
        self._rated = by_theme
        has_fields = any("field" in halves for halves in by_theme.values())
        for halves in by_theme.values():
            if "field" not in halves and len(halves) == 1:
                (only,) = halves.values()
                self._tell(f"column {only.index + 1}", "read-pair", only.head, line=line)
            elif has_fields and ("field" not in halves or len(halves) > 1):
                for column in halves.values():
                    if column.kind != "field":
                        where = f"column {column.index + 1}"
                        self._tell(where, "read-fields-alone", column.head, line=line)
        if not by_theme and "picks" not in kinds and not self._problems:
            self._tell("themes", "required", line=line, hint="read-sheet")
        if has_fields and scale is not None and scale != FIELD_SCALE:
            shown = f"{scale.lowest}–{scale.highest}"
            self._tell("scale", "read-fields-scale", shown, line=line)
        self.scale = FIELD_SCALE if has_fields else scale or Scale()

    def _tell(
        self,
        path: str,
        rule: str,
        found: object = "",
        *,
        line: int,
        hint: str = "",
        **params: str | int,
    ) -> None:
        told = problem(path, rule, found, line=line, hint=hint, params=params.items())
        self._problems.append(told)

    def take(self, row: Row) -> None:
        """Read one row into its voice."""
        wanted = len(self._head.cells)
        for extra in row.cells[wanted:]:
            if extra:
                self._tell("row", "read-cells", extra, line=row.line, wanted=wanted)
        if len(row.cells) < wanted:
            last = row.cells[-1]
            self._tell("row", "read-cells", last, line=row.line, hint="read-torn", wanted=wanted)
        cells = [*row.cells[:wanted], *[""] * (wanted - len(row.cells))]
        for index, cell in enumerate(cells):
            if cell.startswith("="):
                self._tell(self._head.cells[index], "read-formula", cell, line=row.line)
                cells[index] = ""
            else:
                cells[index] = unguarded(cell)
        row = Row(row.line, tuple(cells))
        voice = self._voice_of(row)
        if voice is None:
            return
        self._take_size(voice, row)
        self._take_picks(voice, row)
        long = self._by_kind.get("theme")
        if long is None:
            for theme_id, halves in self._rated.items():
                self._take_theme(voice, theme_id, halves, row)
            return
        named = row.cells[long.index]
        theme_id = self._theme(named, long.head, row)
        if theme_id and "" in self._rated:
            self._take_theme(voice, theme_id, self._rated[""], row)

    def _voice_of(self, row: Row) -> _Voice | None:
        if self._voice is None:
            return None
        name = " ".join(v.clean(row.cells[self._voice.index]).split())
        head = self._voice.head
        if fold(name).rstrip(":") in self._summary:
            self._tell(head, "read-summary", name, line=row.line, hint="read-leave-out")
            return None
        if fold(name) in self._empty:
            found = " ".join(cell for cell in row.cells if cell)
            self._tell(head, "required", found, line=row.line)
            return None
        if len(name) > v.TITLE_LIMIT:
            params = {"limit": v.TITLE_LIMIT, "length": len(name)}
            self._tell(head, "too-long", name, line=row.line, hint="shorten", **params)
            return None
        if self._mode is RoundMode.ANONYMOUS and not is_random_voice(name):
            self._tell(head, "voice-anonymous", "…", line=row.line, hint="use-new-voice")
            return None
        before = self.voices.get(fold(name))
        if before is None:
            group = self._group_of(row)
            size = self._sizes.get(fold(name), 1) if self._mode is RoundMode.OPEN else 1
            voice = _Voice(name, row.line, group, size, {}, {})
            self.voices[fold(name)] = voice
            return voice
        if "theme" not in self._by_kind:
            shown = "…" if self._mode is RoundMode.ANONYMOUS else name
            self._tell(head, "read-once", shown, line=row.line, first=before.line)
            return None
        return before

    def _group_of(self, row: Row) -> str:
        if self._group is None:
            return ""
        name = " ".join(v.clean(row.cells[self._group.index]).split())
        if fold(name) in self._empty:
            return ""
        group_id = v.as_slug(name)
        self.groups.setdefault(group_id, RoundGroup(group_id, name))  # type: ignore[arg-type]
        return group_id

    def _take_size(self, voice: _Voice, row: Row) -> None:
        column = self._by_kind.get("size")
        if column is None or row.cells[column.index] in self._empty:
            return
        cell = row.cells[column.index]
        whole = _WHOLE.fullmatch(cell)
        if whole is None or int(whole[1].replace("−", "-")) < 1:
            self._tell(column.head, "read-size-of-group", cell, line=row.line)
            return
        voice.size = int(whole[1])

    def _take_picks(self, voice: _Voice, row: Row) -> None:
        column = self._by_kind.get("picks")
        if column is None or fold(row.cells[column.index]) in self._empty:
            return
        cell = row.cells[column.index]
        if self._find.find(cell):
            parts = [cell]
        else:
            parts = [part for part in re.split(r"[,;|\n]| og | and | & ", cell) if part.strip()]
            if len(parts) == 1 and all(part.isdigit() for part in cell.split()):
                parts = cell.split()
        in_row: set[str] = set()
        for part in parts:
            theme_id = self._theme(part.strip(" ."), column.head, row)
            if theme_id in in_row:
                self._tell(column.head, "unique", cell, line=row.line, repeated=repr(part.strip()))
            elif theme_id:
                in_row.add(theme_id)
                voice.picks[theme_id] = None

    def _theme(self, named: str, head: str, row: Row) -> str:
        found = self._find.find(re.sub(r"^(?i:tema|theme) +(?=\d)", "", named))
        if not found:
            close = nearest(named, self._titles, self._problems)
            hint = "near" if close else "add-theme-first"
            shown = ", ".join(map(repr, close))
            self._tell(head, "known-theme", named or "-", line=row.line, hint=hint, near=shown)
        return found

    def _take_theme(
        self, voice: _Voice, theme_id: str, halves: Mapping[str, Column], row: Row
    ) -> None:
        before = len(self._problems)
        if "field" in halves:
            both = self._field(halves["field"], row)
        else:
            both = (
                self._axis(halves.get("importance"), row),
                self._axis(halves.get("success"), row),
            )
        if len(self._problems) > before:
            return
        if theme_id in voice.ratings:
            shown = " ".join(cell for cell in row.cells if cell)
            if self._mode is RoundMode.ANONYMOUS:
                shown = theme_id
            self._tell("row", "rated-once", shown, line=row.line)
        elif both != (None, None) or "theme" in self._by_kind:
            voice.ratings[theme_id] = both

    def _field(self, column: Column, row: Row) -> tuple[Axis, Axis]:
        cell = fold(row.cells[column.index])
        if cell in self._empty:
            return None, None
        if cell in self._unknown:
            return DONT_KNOW, DONT_KNOW
        number = re.sub(r"^(?:felt|field) *", "", cell)
        whole = _WHOLE.fullmatch(number)
        if whole and whole[1] in _FIELDS:
            return _FIELDS[whole[1]]
        self._tell(column.head, "read-field", row.cells[column.index], line=row.line)
        return None, None

    def _axis(self, column: Column | None, row: Row) -> Axis:
        if column is None:
            return None
        cell = row.cells[column.index]
        key = fold(cell)
        if key in self._empty:
            return None
        if key in self._unknown:
            return DONT_KNOW
        low, high = self.scale.lowest, self.scale.highest
        whole = _WHOLE.fullmatch(cell)
        if whole:
            point = int(whole[1].replace("−", "-"))
            if low <= point <= high:
                return point
        if key in self._labels:
            return self._labels[key]
        is_word = key[:1].isalpha()
        rule = "read-labels" if is_word and not self._labels else "read-point"
        self._tell(column.head, rule, cell, line=row.line, hint="read-point", low=low, high=high)
        return None


def _complete_labels(scale: Scale) -> dict[str, int]:
    """Return the point of each label, when a language names every point of the scale."""
    languages = {language for _, text in scale.labels for language, _ in text.by_language}
    labels: dict[str, int] = {}
    for language in sorted(languages):
        named = {
            point: dict(text.by_language)[language]
            for point, text in scale.labels
            if language in dict(text.by_language)
        }
        if set(named) == set(scale.points):
            labels.update({fold(text): point for point, text in named.items()})
    return labels
