"""What comes with the library, offered through the hooks that every plugin uses.

The factories are texts, so that asking for one of these imports none of the others.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from ledertrivsel.exporters._slides_choices import DECKS
from ledertrivsel.hookspecs import (
    Capabilities,
    CheckInfo,
    ExporterInfo,
    MethodInfo,
    Option,
    ReaderInfo,
    Reads,
    RuleInfo,
    StoreInfo,
    hookimpl,
)
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.laws import rule_laws
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.view import Part

_RULE_TITLES: Mapping[str, Mapping[str, str]] = {
    "field-gap": {
        "da": "Felt 1 først, derefter størst afstand",
        "en": "Field 1 first, then the largest gap",
    },
    "field": {
        "da": "Felt 1 først, derefter vigtigst",
        "en": "Field 1 first, then the most important",
    },
    "gap": {
        "da": "Størst afstand mellem vigtighed og det, der lykkes",
        "en": "The largest gap between importance and success",
    },
    "share": {
        "da": "Flest stemmer i felt 1",
        "en": "The largest share of voices in field 1",
    },
    "picks": {"da": "Flest post-its", "en": "The most post-its"},
}

_THEMES_TABLE = frozenset({Part.CHOICE, Part.PARKING, Part.PARKED_REASONS, Part.PARKED_DETAILS})
"""What the table of themes tells of a plan."""

_MEETINGS = frozenset({Part.PARTICIPANTS, Part.NAMES})
_PARKED = frozenset({Part.PARKING, Part.PARKED_REASONS, Part.PARKED_DETAILS})

_DATED = frozenset(
    {
        *_MEETINGS,
        *_PARKED,
        Part.CARDS,
        Part.ACTIVATIONS,
        Part.OPEN_POINTS,
        Part.FOLLOW_UP,
        Part.PUBLICATION,
    }
)
"""What has days; of these the calendar takes those entries that have one."""

DOCUMENT_OPTION = Option(
    name="document",
    default="plan",
    choices=(
        "plan",
        "agenda-1",
        "agenda-2",
        "agenda-3",
        "checklist",
        "pre-read",
        "decisions-1",
        "decisions-2",
        "decisions-3",
        "case",
    ),
    carries={
        "agenda-1": {*_MEETINGS, Part.PURPOSE, Part.EVIDENCE},
        "agenda-2": {*_MEETINGS, Part.OPEN_POINTS},
        "agenda-3": {*_MEETINGS, Part.OPEN_POINTS},
        "checklist": (),
        "pre-read": {Part.PURPOSE},
        "decisions-1": {
            *_MEETINGS,
            *_PARKED,
            Part.CHOICE,
            Part.PRIORITY_CARD,
            Part.OPEN_POINTS,
        },
        "decisions-2": {*_MEETINGS, Part.QUALIFICATION, Part.OPEN_POINTS},
        "decisions-3": {
            *_MEETINGS,
            Part.CARDS,
            Part.OPEN_POINTS,
            Part.FOLLOW_UP,
            Part.PUBLICATION,
        },
        "case": {
            *_PARKED,
            Part.PURPOSE,
            Part.MANDATE,
            Part.EVIDENCE,
            Part.CHOICE,
            Part.INVOLVEMENT,
            Part.FOLLOW_UP,
            Part.PUBLICATION,
        },
    },
    help={
        "da": "Hvilket papir: planen, en workshops drejebog (agenda), tjeklisten (checklist), "
        "temaerne til forberedelse (pre-read), et beslutningsreferat (decisions) eller "
        "sagsfremstillingen (case)",
        "en": "Which paper: the plan, a workshop's agenda, the checklist, the themes to prepare "
        "(pre-read), minutes of decisions or the case presentation (case)",
    },
)
"""Which paper a format writes: for every exporter that writes outlines."""


_PICTURES = (
    Option(
        name="picture",
        default="card",
        choices=("card", "trend", "disagreement"),
        help={
            "da": "Billedet: prioriteringskortet, udviklingen siden sidst eller uenigheden",
            "en": "The picture: the priority card, progress since last time, or disagreement",
        },
        carries={
            "card": {Part.PRIORITY_CARD, Part.PARKING},
            "trend": {Part.PROGRESS},
            "disagreement": {Part.DISAGREEMENT},
        },
    ),
)


class BuiltIns:
    """What comes with the library."""

    @hookimpl
    def ledertrivsel_exporters(self) -> Iterable[ExporterInfo]:
        """Return the formats that need no further package."""
        everything = frozenset(Part)
        yield ExporterInfo(
            name="markdown",
            suffix=".md",
            media_type="text/markdown; charset=utf-8",
            title={"da": "Markdown", "en": "Markdown"},
            carries=everything,
            options=(DOCUMENT_OPTION,),
            factory="ledertrivsel.exporters.markdown:MarkdownExporter",
        )
        yield ExporterInfo(
            name="html",
            suffix=".html",
            media_type="text/html; charset=utf-8",
            title={"da": "Side til intranettet (HTML)", "en": "Page for the intranet (HTML)"},
            carries=everything,
            options=(
                Option(
                    name="accent",
                    default="#00507d",
                    help={
                        "da": "Farven på overskrifter, links og bjælken øverst, som #00507d",
                        "en": "The colour of headings, links and the band on top, as #00507d",
                    },
                ),
                Option(
                    name="logo",
                    type=bytes,
                    help={
                        "da": "Organisationens logo: PNG, JPEG eller SVG på højst 500 kB",
                        "en": "The organisation's logo: PNG, JPEG or SVG of at most 500 kB",
                    },
                ),
                Option(
                    name="template",
                    type=bytes,
                    help={
                        "da": "Jeres egen skabelon (Jinja2), der udvider page.html",
                        "en": "A template of your own (Jinja2) that extends page.html",
                    },
                ),
            ),
            factory="ledertrivsel.exporters.html:HtmlExporter",
        )
        yield ExporterInfo(
            name="html-fragment",
            suffix=".html",
            media_type="text/html; charset=utf-8",
            title={
                "da": "HTML til at sætte ind på en side",
                "en": "HTML to paste into a page",
            },
            carries=everything,
            options=(
                Option(
                    name="level",
                    type=int,
                    default=2,
                    choices=(2, 3),
                    help={
                        "da": "Niveauet for de øverste overskrifter: 2 er h2",
                        "en": "The level of the topmost headings: 2 is h2",
                    },
                ),
                Option(
                    name="picture",
                    type=bool,
                    default=True,
                    help={
                        "da": "Om prioriteringskortet også tegnes (SVG); tabellen er der altid",
                        "en": "Whether the priority card is drawn too (SVG); its table always is",
                    },
                ),
            ),
            factory="ledertrivsel.exporters.html_fragment:HtmlFragmentExporter",
        )
        yield ExporterInfo(
            name="json",
            suffix=".json",
            media_type="application/json",
            title={"da": "Data til andre systemer (JSON)", "en": "Data for other systems (JSON)"},
            carries=everything,
            factory="ledertrivsel.exporters.json:JsonExporter",
        )
        yield ExporterInfo(
            name="svg",
            suffix=".svg",
            media_type="image/svg+xml",
            title={"da": "Billede (SVG)", "en": "Picture (SVG)"},
            carries=frozenset({Part.PRIORITY_CARD, Part.PARKING}),
            options=_PICTURES,
            factory="ledertrivsel.exporters.svg:SvgExporter",
        )
        yield ExporterInfo(
            name="png",
            suffix=".png",
            media_type="image/png",
            title={"da": "Billede (PNG)", "en": "Picture (PNG)"},
            carries=frozenset({Part.PRIORITY_CARD, Part.PARKING}),
            options=_PICTURES,
            requires=("typst",),
            extra="pdf",
            factory="ledertrivsel.exporters.png:PngExporter",
        )
        yield ExporterInfo(
            name="csv",
            suffix=".csv",
            media_type="text/csv; charset=utf-8",
            title={"da": "Tabel til regneark (CSV)", "en": "Table for a spreadsheet (CSV)"},
            carries=_THEMES_TABLE,
            options=(
                Option(
                    name="table",
                    default="themes",
                    choices=("themes", "ratings", "tasks"),
                    help={
                        "da": "Tabellen: temaer, vurderinger i tal eller opgaver",
                        "en": "The table: themes, ratings in totals, or tasks",
                    },
                    carries={
                        "themes": _THEMES_TABLE,
                        "ratings": {Part.PRIORITY_CARD},
                        "tasks": {Part.CARDS, Part.ACTIVATIONS, Part.OPEN_POINTS},
                    },
                ),
            ),
            factory="ledertrivsel.exporters.csv:CsvExporter",
        )
        yield ExporterInfo(
            name="pdf",
            suffix=".pdf",
            media_type="application/pdf",
            title={"da": "Dokument til print (PDF)", "en": "Document for print (PDF)"},
            carries=everything,
            requires=("typst",),
            extra="pdf",
            factory="ledertrivsel.exporters.pdf:PdfExporter",
        )
        yield ExporterInfo(
            name="ics",
            suffix=".ics",
            media_type="text/calendar; charset=utf-8",
            title={"da": "Kalender (iCalendar)", "en": "Calendar (iCalendar)"},
            carries=_DATED,
            requires=("icalendar",),
            extra="calendar",
            factory="ledertrivsel.exporters.ics:IcsExporter",
        )
        yield ExporterInfo(
            name="docx",
            suffix=".docx",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            title={"da": "Word-dokument", "en": "Word document"},
            carries=everything,
            options=(
                DOCUMENT_OPTION,
                Option(
                    name="template",
                    type=bytes,
                    help={
                        "da": "Jeres egen Word-skabelon (.docx eller .dotx), hvis typografier, "
                        "sidehoved, sidefod og sideopsætning beholdes",
                        "en": "Your own Word template (.docx or .dotx), whose styles, header, "
                        "footer and page set-up are kept",
                    },
                ),
            ),
            requires=("docx",),
            extra="docx",
            factory="ledertrivsel.exporters.docx:DocxExporter",
        )
        yield ExporterInfo(
            name="xlsx",
            suffix=".xlsx",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            title={"da": "Regneark (Excel)", "en": "Workbook (Excel)"},
            carries=everything,
            options=(
                Option(
                    name="workbook",
                    default="plan",
                    choices=("plan", "ratings"),
                    help={
                        "da": "Planen, eller tomme ark, som grupperne vurderer på (ratings)",
                        "en": "The plan, or empty sheets that the groups rate on (ratings)",
                    },
                    carries={"ratings": ()},
                ),
            ),
            requires=("xlsxwriter",),
            extra="xlsx",
            factory="ledertrivsel.exporters.xlsx:XlsxExporter",
        )
        yield ExporterInfo(
            name="sheets",
            suffix=".pdf",
            media_type="application/pdf",
            title={"da": "Arbejdsark til print (PDF)", "en": "Work sheets for print (PDF)"},
            carries=frozenset(),
            options=(
                Option(
                    name="sheet",
                    default="all",
                    choices=(
                        "all",
                        "process",
                        "checklist",
                        "agendas",
                        "slips",
                        "card",
                        "questions",
                        "action-card",
                        "report",
                    ),
                    help={
                        "da": "Hvilket ark: alle, processen, tjeklisten, drejebøgerne, sedler med "
                        "temaer, prioriteringskortet, støttespørgsmålene, et tomt action card "
                        "eller en tilbagemelding",
                        "en": "Which sheet: all, the process, the checklist, the agendas, slips "
                        "with themes, the priority card, the support questions, an empty action "
                        "card or a report",
                    },
                ),
                Option(
                    name="paper",
                    default="a4",
                    choices=("a4", "a3"),
                    help={"da": "Papirets størrelse", "en": "The size of the paper"},
                ),
            ),
            requires=("typst",),
            extra="pdf",
            factory="ledertrivsel.exporters.sheets:SheetsExporter",
        )
        yield ExporterInfo(
            name="pptx",
            suffix=".pptx",
            media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
            title={"da": "Slides (PowerPoint)", "en": "Slides (PowerPoint)"},
            carries=DECKS["whole"],
            options=(
                Option(
                    name="deck",
                    default="whole",
                    choices=tuple(DECKS),
                    help={
                        "da": "Hele forløbet (whole), en af de tre workshopper (prepare, qualify, "
                        "concretize) eller den færdige plan (plan)",
                        "en": "The whole process, one of the three workshops (prepare, qualify, "
                        "concretize) or the finished plan (plan)",
                    },
                    carries=DECKS,
                ),
            ),
            requires=("pptx",),
            extra="pptx",
            factory="ledertrivsel.exporters.pptx:PptxExporter",
        )

    @hookimpl
    def ledertrivsel_stores(self) -> Iterable[StoreInfo]:
        """Return the stores that need no further package."""
        yield StoreInfo(
            scheme="memory",
            title={"da": "I hukommelsen (til afprøvning)", "en": "In memory (for trying out)"},
            capabilities=Capabilities(persistent=False, rewrite=True),
            factory="ledertrivsel.stores.memory:open_memory",
        )
        yield StoreInfo(
            scheme="sqlite",
            title={"da": "En fil (SQLite)", "en": "One file (SQLite)"},
            capabilities=Capabilities(shared_between_processes=True, rewrite=True, backup=True),
            factory="ledertrivsel.stores.sqlite:open_sqlite",
        )
        yield StoreInfo(
            scheme="dir",
            title={"da": "En mappe (en fil pr. revision)", "en": "A folder (a file a revision)"},
            capabilities=Capabilities(shared_between_processes=True, rewrite=True, backup=True),
            factory="ledertrivsel.stores.directory:open_directory",
        )
        yield StoreInfo(
            scheme="postgresql",
            title={"da": "En database (PostgreSQL)", "en": "A database (PostgreSQL)"},
            capabilities=Capabilities(
                erase=False,
                shared_between_processes=True,
                shared_between_hosts=True,
                rewrite=True,
            ),
            requires=("psycopg",),
            extra="postgresql",
            factory="ledertrivsel.stores.postgresql:open_postgresql",
        )

    @hookimpl
    def ledertrivsel_methods(self) -> Iterable[MethodInfo]:
        """Return the method of the source."""
        yield MethodInfo(
            id="bfa-2025",
            title={
                "da": "Skab en samlet plan for ledertrivsel (BFA, 2025)",
                "en": "Make one plan for managers' well-being (BFA, 2025)",
            },
            factory="ledertrivsel.methods:builtin_method",
        )

    @hookimpl
    def ledertrivsel_rules(self) -> Iterable[RuleInfo]:
        """Return the five rules with the laws they declare."""
        for name, title in _RULE_TITLES.items():
            laws = rule_laws(name)
            yield RuleInfo(
                name=name,
                title=title,
                satisfies=frozenset(laws.satisfies),
                violates=frozenset(law for law, _ in laws.violates),
                cases=laws.violates,
                factory=functools.partial(BUILT_IN_RULES.__getitem__, name),
            )

    @hookimpl
    def ledertrivsel_readers(self) -> Iterable[ReaderInfo]:
        """Return the readers of what a workshop leaves behind."""
        yield ReaderInfo(
            name="ratings-csv",
            reads=Reads.RATINGS,
            suffixes=(".csv", ".tsv", ".txt"),
            title={"da": "Vurderinger (CSV)", "en": "Ratings (CSV)"},
            factory="ledertrivsel.readers.ratings_csv:RatingsCsv",
        )
        yield ReaderInfo(
            name="ratings-xlsx",
            reads=Reads.RATINGS,
            suffixes=(".xlsx",),
            title={"da": "Vurderinger (Excel)", "en": "Ratings (Excel)"},
            requires=("openpyxl",),
            extra="xlsx",
            factory="ledertrivsel.readers.ratings_xlsx:RatingsXlsx",
        )
        yield ReaderInfo(
            name="notes-markdown",
            reads=Reads.NOTES,
            suffixes=(".md", ".markdown", ".txt"),
            title={"da": "Noter (Markdown)", "en": "Notes (Markdown)"},
            options=(
                Option(
                    name="language",
                    default="da",
                    choices=LANGUAGES,
                    help={"da": "Sproget i egne temaer", "en": "The language of own themes"},
                ),
            ),
            factory="ledertrivsel.readers.notes:MarkdownNotes",
        )

    @hookimpl
    def ledertrivsel_checks(self) -> Iterable[CheckInfo]:
        """Return none: what the library checks itself is `findings.check`."""
        return ()
