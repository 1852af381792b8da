"""Eksempel Kommune: a made-up municipality's plan, from mandate to re-rating.

`plan_on(day)` is the plan as it stood that evening. All Danish text is the case's own, except the
themes and headings of the method and the first action card, which is the source's filled card word
for word, attributed on the card. Traps planted: blank and "don't know" answers, two themes on one
point, one theme on the line, a split theme whose mean looks fine, a much-picked theme that is
parked, lines that start like lists, a card unfinished after workshop 3, a missing date, a missing
responsible, an overdue parked theme, one leader group that never reported.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

import attrs

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import (
    ActionCard,
    CardState,
    Check,
    FollowUp,
    Offset,
    OffsetUnit,
    Task,
    Unfinished,
)
from ledertrivsel.decisions import (
    Discussion,
    Evidence,
    FollowUpAgreement,
    Involvement,
    InvolvementForm,
    InvolvementSubject,
    Mandate,
    Publication,
    Report,
)
from ledertrivsel.methods import Step, builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import Round, RoundPurpose
from ledertrivsel.scales import DONT_KNOW, Axis
from ledertrivsel.themes import ThemeSource
from ledertrivsel.workshop import Group, Representation, Session

date = datetime.date

OWN_THEME = "klare-maal-og-rammer"

#: The themes by number, the own one last.
THEMES = (
    "new-managers",
    "psychological-safety",
    "sparring",
    "restitution",
    "overload",
    "sickness-absence",
    "manager-dialogue",
    "management-teams",
    "personnel-cases",
    "cross-cooperation",
    "mutual-care",
    "cross-pressure",
    OWN_THEME,
)
CHOSEN = ("cross-pressure", "new-managers", "overload", "restitution")

#: Name, people, post-its, ratings of themes 1–13 as "vigtigt/lykkes": v = ved ikke, - = blank.
GROUPS = (
    (
        "Direktion og chefer",
        5,
        (1, 10, 12),
        "5/3 4/4 4/4 3/3 4/2 3/v 4/5 2/4 4/4 5/2 2/3 5/3 3/3",
    ),
    (
        "Skole- og dagtilbudsledere",
        5,
        (4, 5, 7, 12),
        "5/2 5/2 4/3 5/1 5/2 4/2 5/1 2/4 4/4 2/3 3/2 5/1 5/2",
    ),
    (
        "Ledere i ældre og sundhed",
        5,
        (1, 4, 5, 12),
        "5/1 4/2 4/2 5/1 5/1 4/v 5/1 3/4 5/4 3/v 2/2 5/2 4/3",
    ),
    (
        "Ledere i teknik, miljø og drift",
        4,
        (1, 10, 13),
        "4/2 3/2 3/3 4/2 4/3 -/- 3/4 2/4 4/5 4/2 2/3 4/2 5/2",
    ),
    (
        "Stabs- og administrationsledere",
        4,
        (1, 2, 10, 13),
        "4/2 4/2 3/3 4/3 4/2 3/3 3/5 3/3 3/4 5/2 3/2 5/2 4/2",
    ),
    (
        "Medarbejder- og arbejdsmiljørepræsentanter fra HovedMED",
        5,
        (1, 2, 4, 5, 12),
        "5/2 5/2 4/3 5/2 5/2 4/v v/v 2/4 3/v 3/3 2/3 5/1 4/2",
    ),
)

REASONS = {
    "Direktion og chefer": {
        7: "Vi holder en dialog med hver leder én gang om året og synes, at de fungerer."
    },
    "Skole- og dagtilbudsledere": {
        4: "Skoledagen har ingen luft, og telefonen er tændt hele weekenden.",
        7: "Der går let halvandet år mellem samtalerne, og så handler de om drift.",
    },
    "Ledere i ældre og sundhed": {
        7: "Vores nærmeste leder har så mange ledere, "
        "at samtalen er den første, der bliver aflyst."
    },
    "Ledere i teknik, miljø og drift": {
        13: "Vi får opgaven, men ved ikke altid, hvad vi selv må beslutte."
    },
    "Stabs- og administrationsledere": {3: "-"},
    "Medarbejder- og arbejdsmiljørepræsentanter fra HovedMED": {
        7: "Det kan vi ikke se udefra.",
        9: "Det kan vi ikke se udefra.",
    },
}

#: The re-rating of 15 September 2027: six themes by number, groups A–F.
RERATED = {
    1: "5/4 5/3 5/3 4/4 4/3 5/4",
    12: "5/3 5/2 5/2 5/3 5/3 5/2",
    5: "4/4 5/3 4/3 4/3 4/3 5/3",
    4: "4/3 5/1 5/2 4/2 4/3 5/2",
    2: "4/4 5/2 4/3 4/3 4/3 5/3",
    13: "4/3 5/2 4/3 5/2 4/v 4/2",
}

LEADER_GROUPS = (
    "Direktionen",
    "Skole og dagtilbud",
    "Ældre og sundhed",
    "Stab og administration",
    "Kultur og fritid",
    "Teknik, miljø og drift",
)

RATIONALE = (
    "Vi følger forslaget for de fire første. Tema 2 og 13 stod helt lige om den sidste plads, og "
    "ingen af dem blev foretrukket. Vi holder os til fire temaer i første omgang: psykologisk "
    "tryghed arbejder vi ind i kortene om krydspres og overbelastning, og mål og rammer tager vi "
    "op, når chefstrukturen er besluttet. Tema 3 ligger præcis på linjen; vi talte om det og "
    "lader det vente. Tema 7 ser pænt ud i gennemsnit, men to grupper sætter det helt i bund, "
    "mens topledelsen sætter det helt i top. HR tager forskellen med i det årlige eftersyn af "
    "lederdialogerne."
)


def _axis(text: str) -> Axis:
    return {"v": DONT_KNOW, "-": None}.get(text) if text in "v-" else int(text)


def _rows(numbers: tuple[int, ...], pairs: str) -> tuple[tuple[str, Axis, Axis], ...]:
    rows = []
    for number, pair in zip(numbers, pairs.split(), strict=True):
        importance, success = map(_axis, pair.split("/"))
        if importance is not None or success is not None:
            rows.append((THEMES[number - 1], importance, success))
    return tuple(rows)


def baseline() -> Round:
    """Return the open round of workshop 1."""
    return Round(
        id="forbered",
        title="Workshop 1: Forbered",
        held_on=date(2026, 9, 2),
        ballots=tuple(
            Ballot(
                voice=name,
                size=size,
                ratings=_rows(tuple(range(1, 14)), pairs),
                picks=tuple(THEMES[number - 1] for number in picks),
                reasons=tuple((THEMES[n - 1], text) for n, text in REASONS[name].items()),
            )
            for name, size, picks, pairs in GROUPS
        ),
    )


def rerating() -> Round:
    """Return the open round of 15 September 2027: six themes."""
    numbers = tuple(RERATED)
    columns = zip(*(RERATED[number].split() for number in numbers), strict=True)
    return Round(
        id="opfoelgning-2027",
        title="Ny vurdering",
        held_on=date(2027, 9, 15),
        purpose=RoundPurpose.FOLLOW_UP,
        ballots=tuple(
            Ballot(voice=group[0], size=group[1], ratings=_rows(numbers, " ".join(pairs)))
            for group, pairs in zip(GROUPS, columns, strict=True)
        ),
    )


# What happened, day by day.


def _start() -> Plan:
    return (
        Plan.start(
            builtin_method(),
            title="Plan for ledertrivsel 2026–2027",
            organisation="Eksempel Kommune",
            on=date(2026, 6, 17),
            purpose=(
                "Lederne skal kunne lykkes med *Strategi 2030: Tæt på borgeren* uden at betale "
                "for det med deres egen trivsel"
            ),
            strategy="Strategi 2030: Tæt på borgeren",
            representation=Representation.MED_WITH_AMO,
        )
        .give_mandate(
            Mandate(
                sender="Direktionen ved kommunaldirektøren",
                involved=(
                    "HovedMED, arbejdsmiljøorganisationen, chefforum, "
                    "lederrepræsentanter fra alle fagområder"
                ),
                decides="Direktionen, efter drøftelse i HovedMED",
                anchored=(
                    "HR og Arbejdsmiljø er tovholder; chefforum følger planen to gange om året"
                ),
                given_by="Direktionen",
                given_on=date(2026, 6, 17),
            )
        )
        .draw_on(Evidence(text="LederAPV foråret 2026"))
        .draw_on(Evidence(text="Trivselsmåling 2025"))
    )


def _discuss_process(plan: Plan) -> Plan:
    return plan.involve(
        Involvement(
            forum="HovedMED",
            on=date(2026, 6, 18),
            form=InvolvementForm.DISCUSSED,
            subject=InvolvementSubject.PROCESS,
        )
    ).draw_on(Evidence(text="Drøftelse i HovedMED", on=date(2026, 6, 18)))


def _pilot(plan: Plan) -> Plan:
    return plan.draw_on(Evidence(text="Interview med seks nye ledere")).add_round(
        Round(
            id="proeverunde",
            title="Prøverunde: temaerne læses højt og vurderes på en halv time",
            held_on=date(2026, 8, 26),
            purpose=RoundPurpose.PILOT,
        )
    )


def _groups(*sizes: int) -> tuple[Group, ...]:
    return tuple(
        Group(
            id=f"tema-{THEMES.index(theme_id) + 1}",
            name=f"Temagruppen om tema {THEMES.index(theme_id) + 1}",
            size=size,
            theme_ids=(theme_id,),
        )
        for theme_id, size in zip(CHOSEN, sizes, strict=True)
    )


def _rate(plan: Plan) -> Plan:
    return (
        plan.add_theme(
            "Hvordan skaber vi klare mål og rammer for ledelsesopgaven?",
            id=OWN_THEME,
            question="I hvor høj grad er mål, opgaver og beføjelser klare for den enkelte leder?",
            source=ThemeSource.LEADER_APV,
        )
        .hold_session(
            Session(
                step=Step.PREPARE,
                on=date(2026, 9, 2),
                start=datetime.time(13),
                facilitator="HR",
                groups=tuple(
                    Group(id=letter, name=group[0], size=group[1])
                    for letter, group in zip("abcdef", GROUPS, strict=True)
                ),
            )
        )
        .add_round(baseline())
        .park(
            "sickness-absence",
            reason=ParkedReason.NEEDS_KNOWLEDGE,
            note=(
                "Kun to af seks grupper kan sige, hvor godt vi lykkes. HR undersøger, hvordan "
                "fraværssamtaler med ledere bliver holdt i dag, og om tallene kan opgøres for "
                "ledere samlet, uden at nogen kan genkendes"
            ),
            who="HR og Arbejdsmiljø",
            revisit_on=date(2027, 1, 20),
        )
        .park(
            "cross-cooperation",
            reason=ParkedReason.OTHERS_DECIDE,
            note=(
                "Direktionen fremlægger en ny chefstruktur i maj 2027. Tre grupper havde temaet "
                "blandt de vigtigste, så det må ikke blive glemt"
            ),
            who="Direktionen",
            revisit_on=date(2027, 6, 16),
        )
    )


PREPARATIONS = (
    OpenPoint(
        kind=OpenPointKind.KNOWLEDGE,
        text="Hvordan oplevede nye ledere deres første tre måneder?",
        who="HR",
        due=date(2026, 9, 18),
    ),
    OpenPoint(
        kind=OpenPointKind.KNOWLEDGE,
        text="Hvor bruges aftalen om rådgivning til ledere?",
        who="HR",
        due=date(2026, 9, 18),
    ),
    OpenPoint(
        kind=OpenPointKind.BACKING,
        text="Direktionens opbakning til de fire temaer",
        who="Kommunaldirektøren",
        due=date(2026, 9, 9),
    ),
)


def _choose(plan: Plan) -> Plan:
    return plan.choose(
        CHOSEN, recommended_by="Workshop 1", on=date(2026, 9, 2), rationale=RATIONALE
    ).prepare(*PREPARATIONS)


def _settle(plan: Plan, index: int, outcome: str, on: datetime.date) -> Plan:
    points = list(plan.preparations)
    points[index] = attrs.evolve(points[index], outcome=outcome, settled_on=on)
    return attrs.evolve(plan, preparations=tuple(points))


def _confirm(plan: Plan) -> Plan:
    day = date(2026, 9, 9)
    return _settle(plan.confirm(by="Direktionen", on=day), 2, "Givet", day)


def _ask(plan: Plan) -> Plan:
    day = date(2026, 9, 18)
    plan = _settle(
        plan,
        0,
        "Seks interview. Fem savnede en samlet introplan, alle seks roste deres lederkolleger",
        day,
    )
    return _settle(plan, 1, "Mest kendt i stab og skole, næsten ukendt i drift", day)


def _qualify(plan: Plan) -> Plan:
    return (
        plan.hold_session(
            Session(
                step=Step.QUALIFY,
                on=date(2026, 9, 23),
                start=datetime.time(13),
                facilitator="HR",
                groups=_groups(7, 7, 6, 6),
            )
        )
        .qualify(
            "new-managers",
            answers={
                "assessment": (
                    "Vi lykkes kun lidt. En ny leder får nøgler, pc og et velkomstmøde, men "
                    "ingen samlet introduktion til selve ledelsesopgaven. Fem af seks grupper "
                    "siger 1 eller 2."
                ),
                "experience": (
                    "På skoleområdet har nye ledere en erfaren kollega som makker det første "
                    "halve år. De, der har prøvet det, fremhæver, at de kunne stille de "
                    "spørgsmål, man ikke stiller sin chef. Ordningen kan udbredes, hvis makkeren "
                    "får tid til den."
                ),
                "inspiration": (
                    "Et hospital i regionen bruger en introplan på én side med tre samtaler. HR "
                    "har fået lov til at se den."
                ),
                "ideas": (
                    "1) én fælles tjekliste for introplanen, 2) makker fra et andet fagområde, "
                    "3) en samtale efter fem uger med fast dagsorden."
                ),
            },
            existing_offers=(
                "introdag for alle nye medarbejdere, makkerordning på skoleområdet, "
                'lederkurset "Ny som leder" hvert forår.'
            ),
            open_points=(
                OpenPoint(
                    kind=OpenPointKind.CLARIFICATION,
                    text="Må makkeren bruge arbejdstid på opgaven?",
                    who="chefforum",
                    due=date(2026, 10, 2),
                ),
            ),
        )
        .qualify(
            "cross-pressure",
            answers={
                "assessment": (
                    "Det er her, vi lykkes mindst. Ledere står alene med krav, der ikke kan "
                    "opfyldes på samme tid, og får sent eller slet ikke svar, når de spørger "
                    "opad."
                ),
                "experience": (
                    "I hjemmeplejen samler områdechefen hver anden uge lederne om ét spørgsmål: "
                    '"Hvad trækker i os?" Det giver hurtige afgørelser, og lederne hører, at de '
                    "ikke er de eneste. Formen er let at udbrede."
                ),
                "inspiration": (
                    "En styrelse har en fast aftale om, at et krydspres, der er sendt opad, får "
                    "svar inden 14 dage – også når svaret er nej."
                ),
                "ideas": (
                    "- en skabelon på én side: hvilke krav, hvilke følger, hvad foreslår du\n"
                    "- svarfrist på to uger\n"
                    "- direktionen ser to gange om året, hvilke typer krydspres der går igen"
                ),
            },
            existing_offers="ledersparring i HR, årlige lederdialoger.",
            open_points=(
                OpenPoint(
                    kind=OpenPointKind.CLARIFICATION,
                    text="Skal OmrådeMED se de samlede typer?",
                    who="formand og næstformand for HovedMED",
                    due=date(2026, 9, 30),
                ),
            ),
        )
        .qualify(
            "overload",
            answers={
                "assessment": (
                    "Vi er gode til at se det hos medarbejdere og dårlige til at se det hos "
                    "ledere. Det bliver først nævnt, når det er gået for vidt."
                ),
                "experience": (
                    "I teknik, miljø og drift spørger lederkolleger hinanden på ledermødet: "
                    '"Hvordan er dit vandspejl?" Det er blevet en fælles vane og koster fem '
                    "minutter."
                ),
                "inspiration": (
                    "Ledernetværket på tværs af tre nabokommuner bruger samme spørgsmål og deler "
                    "erfaringer to gange om året."
                ),
                "ideas": (
                    "Et kort kursus for alle chefer i tidlige tegn, en klar vej at gå, når man "
                    "er bekymret, og et fast punkt i lederdialogen."
                ),
            },
            existing_offers=(
                "aftale om psykologisk rådgivning, stresspolitik (nævner ikke ledere), "
                "arbejdsmiljøkonsulenter i HR."
            ),
        )
        .qualify(
            "restitution",
            answers={
                "assessment": (
                    "Det varierer meget. Skole og ældre siger 1, stab og direktion siger 3. Det "
                    "hænger sammen med, hvem der bliver ringet til."
                ),
                "experience": (
                    "Plejecentrene deler telefonvagten mellem fire ledere. Siden er antallet af "
                    "opkald i fritiden faldet for dem alle."
                ),
                "inspiration": (
                    "Et ministerium sender ikke intern post mellem kl. 18 og 7, medmindre det "
                    "haster."
                ),
                "ideas": (
                    "Fast stedfortræder, delt telefonvagt, mødefri onsdag eftermiddag og en "
                    "fælles aftale om mail uden for arbejdstiden."
                ),
            },
            existing_offers="retningslinje om ferieafløsning (bruges ikke alle steder).",
            open_points=(
                OpenPoint(
                    kind=OpenPointKind.KNOWLEDGE,
                    text="hvor mange opkald får ledere i fritiden?",
                    who="HR",
                    due=date(2026, 10, 7),
                ),
                OpenPoint(
                    kind=OpenPointKind.INVOLVEMENT,
                    text="hvad siger de faglige ledere, der skal være stedfortrædere?",
                    who="HR",
                    due=date(2026, 10, 7),
                ),
            ),
        )
    )


def _clarify(theme_id: str, on: datetime.date) -> Callable[[Plan], Plan]:
    """Return a step that settles all open points of one theme on a day."""

    def step(plan: Plan) -> Plan:
        known = plan.qualification(theme_id)
        assert known is not None
        return plan.qualify(
            theme_id,
            answers=known.answers,
            existing_offers=known.existing_offers,
            open_points=[attrs.evolve(point, settled_on=on) for point in known.open_points],
        )

    return step


NEW_MANAGERS = ActionCard(
    theme_id="new-managers",
    title="Hvordan modtager vi nye ledere?",
    applies_when="Aktiveres ved rekruttering af nye ledere.",
    goal=(
        "At nye ledere bliver klædt godt på til deres ledelsesopgave for at sikre deres trivsel "
        "og resultater."
    ),
    responsible="Du er som nærmeste leder ansvarlig for at modtage nye ledere.",
    support="Du inddrager HR efter behov.",
    representatives_role=(
        "Du inviterer TR og AMR eller MED/SU og AMO til at give inputs på introplan for lederen "
        "og inddrager i opfølgning."
    ),
    tasks_note=(
        "Gennemgå tjekliste for introplan. Heri indgår en beskrivelse af, hvem der gør hvad. "
        "Brug som nærmeste leder værktøj 1 til at sikre en systematisk dialog med den nye leder "
        "med fokus på trivsel og resultater."
    ),
    follow_up=FollowUp(
        (
            "Du evaluerer modtagelsen på en samtale med den nye leder 5 uger efter opstart og "
            "inddrager øvrige bidragsydere før og efter."
        ),
        (Check(due=Offset(5, OffsetUnit.WEEKS, "opstart"), what="samtale"),),
    ),
    materials=(
        "tjekliste for introplan (HR)",
        "værktøj 1, Styrk lederens dialog med nærmeste leder.",
    ),
    state=CardState.READY,
    attribution=(
        'Ordret fra "Skab en samlet plan for ledertrivsel", '
        "BFA Velfærd og Offentlig administration, revideret oktober 2025."
    ),
)

CROSS_PRESSURE = ActionCard(
    theme_id="cross-pressure",
    title="Hvordan støtter vi ledere i at være i krydspresset?",
    applies_when=(
        "Aktiveres, når en leder står med krav, der trækker hver sin vej, og som lederen ikke "
        "selv kan afgøre. Bruges også som fast punkt i alle lederdialoger."
    ),
    goal=(
        "At ledere får et klart svar inden to uger og ikke står alene med modstridende krav. Vi "
        "er på rette vej, når mindst fire af seks ledergrupper i marts 2027 svarer, at det sker."
    ),
    responsible=(
        "Du er som nærmeste leder ansvarlig for at tage imod og svare. Skal sagen længere op, er "
        "det stadig dig, der vender tilbage med svaret."
    ),
    support=(
        "Brug ledersparring i HR, eller tag sagen med på chefmødet under punktet "
        '"Hvad trækker i os?".'
    ),
    representatives_role=(
        "TR og AMR kan pege på krydspres, de ser i hverdagen. OmrådeMED drøfter to gange om "
        "året, hvilke typer der går igen – aldrig enkelte ledere."
    ),
    tasks=(
        Task(
            what="Beskriv krydspresset på skabelonens ene side",
            who="Lederen",
            due=Offset(0, OffsetUnit.DAYS),
        ),
        Task(
            what=(
                "Tal prioriteringen igennem: hvad haster, hvad kan vente, hvad kan gøres enklere?"
            ),
            who="Nærmeste leder",
            due=Offset(1),
        ),
        Task(
            what="Giv et klart svar, også når svaret er nej", who="Nærmeste leder", due=Offset(2)
        ),
        Task(
            what='Sæt "Hvad trækker i os?" på som fast punkt', who="Chefer", due=date(2026, 12, 2)
        ),
        Task(
            what="Saml de typer, der går igen, til direktionen og OmrådeMED",
            who="Direktionssekretariatet",
            due=date(2027, 3, 31),
        ),
    ),
    follow_up=FollowUp(
        (
            "Du spørger lederen 6 uger efter svaret, om det holdt i praksis. 1. marts 2027: HR "
            "spørger alle ledergrupper, hvor ofte kortet har været brugt."
        ),
        (
            Check(
                due=Offset(6, OffsetUnit.WEEKS, "svaret"),
                what="Du spørger lederen, om det holdt i praksis",
            ),
            Check(
                due=date(2027, 3, 1),
                what="HR spørger alle ledergrupper, hvor ofte kortet har været brugt",
            ),
        ),
    ),
    materials=('skabelonen "Krydspres på én side".',),
    state=CardState.READY,
)

OVERLOAD = ActionCard(
    theme_id="overload",
    title="Hvordan spotter vi overbelastning hos ledere?",
    applies_when=(
        "Bruges løbende i lederdialoger. Aktiveres, når en leder selv, en kollega eller en "
        "medarbejderrepræsentant er bekymret for en leders belastning."
    ),
    goal=(
        "At vi ser overbelastning tidligt, og at det er lige så almindeligt for ledere som for "
        "medarbejdere at bede om hjælp."
    ),
    responsible=(
        "Du er som nærmeste leder ansvarlig for at tage kontakt. For direktører er det "
        "kommunaldirektøren, for kommunaldirektøren er det borgmesteren."
    ),
    support=(
        "HR's arbejdsmiljøkonsulenter hjælper dig med at forberede samtalen. Aftalen om "
        "psykologisk rådgivning gælder også ledere."
    ),
    representatives_role=(
        "TR og AMR kan dele en bekymring med dig. HovedMED drøfter en gang om året belastningen "
        "blandt ledere samlet."
    ),
    tasks=(
        Task(
            what="Tag kontakt, og spørg, hvad der fylder",
            who="Nærmeste leder",
            due=Offset(3, OffsetUnit.DAYS),
        ),
        Task(
            what="Aftal, hvad der tages fra, og hvem der overtager",
            who="Nærmeste leder og lederen",
            due=Offset(1),
        ),
        Task(
            what="Skriv ledere ind i stresspolitikken",
            who="HR og Arbejdsmiljø",
            due=date(2026, 12, 11),
        ),
        Task(what="Hold kursus i tidlige tegn for alle chefer", due=date(2027, 1, 27)),
    ),
    follow_up=FollowUp(
        (
            "Du tager en ny samtale 4 uger efter aftalen. Skriv ikke helbredsoplysninger ned i "
            "denne plan eller på kortet."
        ),
        (Check(due=Offset(4, OffsetUnit.WEEKS, "aftalen"), what="ny samtale"),),
    ),
    materials=("samtaleguide (HR)", "vejen til rådgivning (intranettet)."),
    state=CardState.READY,
)

RESTITUTION = ActionCard(
    theme_id="restitution",
    title="Hvordan sikrer vi lederes restitution?",
    applies_when=(
        "Gælder hele året for alle ledergrupper. Aktiveres i hver ledergruppe før en ferie."
    ),
    goal=("At alle ledere kan holde pause i løbet af dagen og holde fri, når de har fri."),
    responsible=("Du er som leder af en ledergruppe ansvarlig for, at gruppen har en aftale."),
    support=(
        "HR har eksempler på vagtplaner. Digitalisering hjælper med opsætning af telefon og mail."
    ),
    representatives_role=(
        "LokalMED orienteres om, hvem der er stedfortræder. AMR følger, at vagten ikke flytter "
        "belastningen over på andre."
    ),
    tasks=(
        Task(
            what="Aftal stedfortræder og telefonvagt for ferien",
            who="Ledergruppen",
            due=Offset(1),
        ),
        Task(
            what="Hold onsdage fri for møder fra kl. 13", who="Direktionen", due=date(2027, 1, 6)
        ),
        Task(
            what="Sæt forsinket afsendelse op som standard i mail",
            who="Digitalisering",
            due=date(2026, 12, 18),
        ),
    ),
    tasks_note="24. december og 31. december er ingen ledere på vagt alene.",
    follow_up=FollowUp("Du spørger på første ledermøde efter ferien, hvad der virkede."),
    materials=("eksempler på vagtplaner", "kort aftale om mail uden for arbejdstiden."),
    state=CardState.DRAFT,
    unfinished=Unfinished(what="aftale om delt vagt", who="temagruppen", due=date(2026, 10, 21)),
)


def _concretize(plan: Plan) -> Plan:
    plan = plan.hold_session(
        Session(
            step=Step.CONCRETIZE,
            on=date(2026, 10, 7),
            start=datetime.time(13),
            facilitator="HR",
            groups=_groups(6, 6, 6, 6),
        )
    )
    for card in (NEW_MANAGERS, CROSS_PRESSURE, OVERLOAD, RESTITUTION):
        plan = plan.add_card(card)
    return plan


def _finish(plan: Plan) -> Plan:
    return plan.revise_card(attrs.evolve(RESTITUTION, state=CardState.READY, unfinished=None))


def _discuss_plan(plan: Plan) -> Plan:
    return plan.involve(
        Involvement(forum="HovedMED", on=date(2026, 10, 22), outcome="Forslaget drøftes")
    )


def _decide(plan: Plan) -> Plan:
    return plan.involve(
        Involvement(
            forum="Direktionen",
            on=date(2026, 10, 28),
            form=InvolvementForm.DECIDED,
            outcome="Planen besluttes",
        )
    )


def _publish(plan: Plan) -> Plan:
    for theme_id in ("new-managers", "cross-pressure"):
        card = plan.card(theme_id)
        assert card is not None
        plan = plan.revise_card(attrs.evolve(card, state=CardState.IN_USE))
    return plan.publish(
        Publication(
            on=date(2026, 11, 2),
            channel=(
                "Intranettet: Leder › Plan for ledertrivsel "  # noqa: RUF001 - the case's.
                "(forside med fire felter, ét for hvert action card)"
            ),
            told=("Lederforum 5. november", "chefforum 12. november", "OmrådeMED i november"),
            briefing=(
                "Alle, der er nærmeste leder for en leder, får kort 1, 12 og 5 med en halv times "
                "gennemgang"
            ),
            contact=(
                "HR og Arbejdsmiljø, "
                "[ledertrivsel@eksempel.invalid](mailto:ledertrivsel@eksempel.invalid)"
            ),
            show_card=True,
        )
    ).agree_follow_up(
        FollowUpAgreement(
            groups=LEADER_GROUPS,
            report_by=date(2027, 3, 19),
            discussions=(
                Discussion("HovedMED", date(2027, 4, 8), "som øverste AMO"),
                Discussion("Direktionen", date(2027, 4, 14)),
                Discussion("HovedMED", date(2027, 10, 7), "årlig arbejdsmiljødrøftelse"),
            ),
            rerate_on=date(2027, 9, 15),
            rerate=(*CHOSEN, "psychological-safety", OWN_THEME),
        )
    )


def _done(theme_id: str, task: int, on: datetime.date) -> Callable[[Plan], Plan]:
    return lambda plan: plan.complete_task(theme_id, task, on=on)


def _activate(on: datetime.date, event: str) -> Callable[[Plan], Plan]:
    return lambda plan: plan.activate("new-managers", on=on, event=event)


def _talk(plan: Plan) -> Plan:
    return plan.complete_check("new-managers", 0, on=date(2027, 3, 8), activation=0)


def _report(plan: Plan) -> Plan:
    rows = (
        (
            "Direktionen",
            (12, 4),
            "Mødefri onsdag holder",
            "Svarfristen er kort, når sagen er politisk",
            "-",
        ),
        (
            "Skole og dagtilbud",
            (1, 12, 4),
            "Makkeren; svar inden to uger i tre af fire sager",
            "Vagten kan ikke deles på små skoler",
            "Fælles vagt mellem naboskoler",
        ),
        (
            "Ældre og sundhed",
            (1, 5, 12),
            '"Hvad trækker i os?" hver anden uge',
            "Tid til samtalerne",
            "Kortere skabelon",
        ),
        (
            "Stab og administration",
            (5, 12),
            "Kurset i tidlige tegn",
            "Få bruger rådgivningen",
            "Mere omtale",
        ),
        (
            "Kultur og fritid",
            (12,),
            "Skabelonen gør det lettere at spørge",
            "Ingen nye ledere endnu",
            "-",
        ),
    )
    for group, used, works, hard, wish in rows:
        plan = plan.report(
            Report(
                group=group,
                on=date(2027, 3, 19),
                used=tuple(THEMES[number - 1] for number in used),
                works=works,
                hard=hard,
                wish=wish,
            )
        )
    return plan


def _rerate(plan: Plan) -> Plan:
    return plan.add_round(rerating())


COURSE: tuple[tuple[datetime.date, Callable[[Plan], Plan]], ...] = (
    (date(2026, 6, 18), _discuss_process),
    (date(2026, 8, 26), _pilot),
    (date(2026, 9, 2), _rate),
    (date(2026, 9, 2), _choose),
    (date(2026, 9, 9), _confirm),
    (date(2026, 9, 18), _ask),
    (date(2026, 9, 23), _qualify),
    (date(2026, 9, 30), _clarify("cross-pressure", date(2026, 9, 30))),
    (date(2026, 10, 2), _clarify("new-managers", date(2026, 10, 2))),
    (date(2026, 10, 7), _clarify("restitution", date(2026, 10, 7))),
    (date(2026, 10, 7), _concretize),
    (date(2026, 10, 21), _finish),
    (date(2026, 10, 22), _discuss_plan),
    (date(2026, 10, 28), _decide),
    (date(2026, 11, 2), _publish),
    (date(2026, 12, 2), _done("cross-pressure", 3, date(2026, 12, 2))),
    (date(2026, 12, 11), _done("overload", 2, date(2026, 12, 11))),
    (date(2026, 12, 18), _done("restitution", 2, date(2026, 12, 18))),
    (date(2027, 1, 6), _done("restitution", 1, date(2027, 1, 6))),
    (date(2027, 2, 1), _activate(date(2027, 2, 1), "leder af Skovens Børnehus begynder")),
    (date(2027, 3, 1), _activate(date(2027, 3, 1), "teamleder i hjemmeplejen begynder")),
    (date(2027, 3, 8), _talk),
    (date(2027, 3, 19), _report),
    (date(2027, 9, 15), _rerate),
)


def plan_on(day: datetime.date) -> Plan:
    """Return the plan as it stood in the evening of *day*, from 17 June 2026 on."""
    return _run(step for on, step in COURSE if on <= day)


def before_choice() -> Plan:
    """Return the plan on 2 September 2026, rated and with two themes parked, before the choice."""
    return _run(step for on, step in COURSE if on <= date(2026, 9, 2) and step is not _choose)


def _run(steps: Iterable[Callable[[Plan], Plan]]) -> Plan:
    plan = _start()
    for step in steps:
        plan = step(plan)
    return plan
