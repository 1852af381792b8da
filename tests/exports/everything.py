"""A view with something in every field: each text, day and figure stands in it once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from ledertrivsel.agreement import Disagreement, Spread
from ledertrivsel.cards import CardState, Offset, OffsetUnit, TaskState
from ledertrivsel.codes import Finding, Severity
from ledertrivsel.decisions import Discussion, InvolvementForm, InvolvementSubject
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.matrix import Quadrant
from ledertrivsel.methods import Bounds, Step, builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import PlanState
from ledertrivsel.prioritization import Proposal, Reason, TurningPoint
from ledertrivsel.progress import Movement, NotComparable, Standing
from ledertrivsel.prose import Prose
from ledertrivsel.qualification import OpenPointKind
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.scales import DONT_KNOW, Cut, CutKind, Scale
from ledertrivsel.suppression import Suppressed
from ledertrivsel.themes import Text, Theme, ThemeSource
from ledertrivsel.view import (
    ActivationView,
    Audience,
    BallotView,
    CardView,
    CheckView,
    ChoiceView,
    DisagreementView,
    EvidenceView,
    FollowUpView,
    InvolvementView,
    MandateView,
    OpenPointView,
    ParkedView,
    Part,
    PlacementView,
    PriorityCardView,
    PublicationView,
    QualificationView,
    RemarkView,
    ReportCount,
    ReportView,
    RoundView,
    TaskView,
    View,
)
from ledertrivsel.workshop import Group, Participant, Representation, Role, Session

METHOD = builtin_method("bfa-2025")
BY_ID = {theme.id: theme for theme in METHOD.instrument.themes}
OWN = Theme(
    id="own",
    title=Text({"da": "Eget tema uden oversættelse?"}),
    number=13,
    question=Text({"da": "Spørgsmålet til det egne tema?"}),
    prompts=(Text({"da": "Et spørgsmål mere til det egne tema?"}),),
    source=ThemeSource.SURVEY,
)
NEW, SAFE, REST, LOAD, SICK, DIALOGUE = (
    BY_ID[id]
    for id in (
        "new-managers",
        "psychological-safety",
        "restitution",
        "overload",
        "sickness-absence",
        "manager-dialogue",
    )
)


class _Maker:
    """Makes texts, days and figures that occur once each."""

    def __init__(self, texts: tuple[str, ...] = ()) -> None:
        self._texts = texts
        self._count = 0
        self._numbers: Iterator[int] = iter(range(101, 10_000, 7))

    def text(self, name: str) -> str:
        self._count += 1
        if self._texts:
            return f"{self._texts[self._count % len(self._texts)]}"
        return f"{name} nr{self._count:04}"

    def line(self, name: str) -> str:
        return " ".join(self.text(name).split())[:200] or "-"

    def prose(self, name: str) -> Prose:
        if self._texts:
            return Prose(self.text(name))
        said = self.text(name)
        return Prose(f"{said} med *vægt* og **kraft**\nlinje to\n\n- punkt {said}\n- nummer to")

    def day(self) -> datetime.date:
        self._count += 1
        return datetime.date(2026, 1, 1) + datetime.timedelta(days=self._count)

    def number(self) -> int:
        return next(self._numbers)

    def fraction(self) -> Fraction:
        return Fraction(next(self._numbers), 100)


def context(language: str = "da") -> Context:
    """Return what an exporter is given besides the view."""
    return Context(
        labels=load_labels(language),
        language=language,
        method=METHOD,
        today=datetime.date(2027, 1, 1),
    )


def everything(audience: Audience = Audience.WORKING_GROUP, texts: tuple[str, ...] = ()) -> View:
    """Return a view with every part; *texts*, when given, are all that people typed in it."""
    make = _Maker(texts)
    themes = (NEW, SAFE, REST, LOAD, SICK, DIALOGUE, OWN)
    return View(
        audience=audience,
        today=make.day(),
        parts=frozenset(Part),
        instrument=METHOD.instrument,
        title=make.line("Titel"),
        organisation=make.line("Organisation"),
        unit=make.line("Enhed"),
        part_of=make.line("Overordnet plan"),
        started_on=make.day(),
        state=PlanState.DECIDED,
        representation=Representation.SU_AND_AMO,
        themes=themes,
        purpose=make.prose("Formål"),
        strategy=make.prose("Strategi"),
        mandate=MandateView(
            sender=make.prose("Afsender"),
            involved=make.prose("Inddragede"),
            decides=make.prose("Beslutter"),
            anchored=make.prose("Forankring"),
            given_by=make.line("Mandatgiver"),
            given_on=make.day(),
        ),
        involvements=(
            InvolvementView(
                forum=make.line("Forum"),
                on=make.day(),
                form=InvolvementForm.HEARD,
                subject=InvolvementSubject.PROCESS,
                outcome=make.prose("Udbytte"),
            ),
        ),
        choice=ChoiceView(
            themes=(NEW, OWN, REST),
            recommended_by=make.line("Indstiller"),
            recommended_on=make.day(),
            rationale=make.prose("Begrundelse for valg"),
            confirmed_by=make.line("Bekræfter"),
            confirmed_on=make.day(),
            departs=True,
        ),
        cards=(_card(make, NEW, make.line("Korttitel")), _card(make, OWN, "")),
        qualifications=(
            QualificationView(
                theme=NEW,
                answers=tuple(
                    (question.id, make.prose(question.id))
                    for question in METHOD.instrument.support_questions
                ),
                existing_offers=make.prose("Tilbud"),
                open_points=(_point(make, OpenPointKind.INVOLVEMENT),),
            ),
        ),
        preparations=(_point(make, OpenPointKind.BACKING),),
        next_steps=_tasks(make),
        participants=(
            Participant(
                role=Role.HR,
                name=make.line("Navn"),
                count=make.number(),
                forum=make.line("Taler for"),
            ),
        ),
        groups=(_group(make, "g1"),),
        sessions=(
            Session(
                step=Step.QUALIFY,
                on=make.day(),
                start=datetime.time(9, 45),
                participants=(
                    Participant(role=Role.OTHER, name=make.line("Gæst"), count=make.number()),
                ),
                groups=(_group(make, "g2"),),
                place=make.line("Sted"),
                joined_with_next=True,
                facilitator=make.line("Mødeleder"),
                note=make.text("Note til workshop"),
            ),
        ),
        evidence=(EvidenceView(text=make.prose("Viden"), theme=LOAD, on=make.day()),),
        remarks=(
            RemarkView(question="enough-knowledge", text=make.prose("Bemærkning"), theme=SAFE),
        ),
        priority_card=_priority_card(make),
        movements=(
            Movement(
                theme_id=NEW.id,
                before=_standing(make, Quadrant.FIELD_1),
                after=_standing(make, Quadrant.FIELD_2),
                importance=Fraction(-1, 4),
                success=Fraction(7, 3),
            ),
            Movement(theme_id=REST.id, reason=NotComparable.UNDER_FLOOR),
        ),
        parking=(
            ParkedView(
                theme=SICK,
                reason=ParkedReason.OTHERS_DECIDE,
                note=make.prose("Note til parkering"),
                revisit_on=make.day(),
                who=make.line("Følger op"),
            ),
        ),
        proposal=_proposal(make),
        turning_points=(TurningPoint(NEW.id, make.number(), (OWN.id,), (SAFE.id,)),),
        rounds=(_round(make),),
        disagreement=DisagreementView(
            themes=(
                (
                    NEW,
                    Disagreement(
                        NEW.id,
                        Spread((1, 0, 0, 0, 3), Fraction(-13, 77), Decimal("0.123456")),
                        Spread((0, 2, 2, 0, 0), Fraction(41, 50), Decimal("0.987654")),
                        (4, 0, 1, 2),
                    ),
                ),
            ),
            order_of_talk=((NEW, SAFE), (OWN,)),
        ),
        publication=PublicationView(
            on=make.day(),
            channel=make.prose("Kanal"),
            version=make.number(),
            told=(make.prose("Fortalt til"),),
            briefing=make.prose("Særlig besked"),
            contact=make.prose("Kontakt"),
            replaced_on=make.day(),
        ),
        follow_up=FollowUpView(
            groups=(make.line("Ledergruppe"),),
            report_by=make.day(),
            discussions=(Discussion(make.line("Drøftes i"), make.day(), make.line("Som")),),
            rerate_on=make.day(),
            rerate=(NEW, SAFE),
            note=make.prose("Note til opfølgning"),
        ),
        reports=(
            ReportView(
                group=make.line("Melder tilbage"),
                on=make.day(),
                used=(NEW,),
                works=make.prose("Virker"),
                hard=make.prose("Svært"),
                wish=make.prose("Ønske"),
            ),
        ),
        report_count=ReportCount(reported=make.number(), groups=make.number()),
        findings=(
            Finding(
                "house-rule",
                Severity.WARNING,
                Step.QUALIFY,
                "cards",
                (("text", make.text("Fund")), ("advice", make.text("Råd"))),
            ),
        ),
    )


def _card(make: _Maker, theme: Theme, title: str) -> CardView:
    return CardView(
        theme=theme,
        title=title,
        state=CardState.PAUSED,
        state_reason=make.prose("Grund til status"),
        attribution=make.line("Kilde"),
        applies_when=make.prose("Anvendes"),
        goal=make.prose("Mål"),
        responsible=make.prose("Ansvarlig"),
        support=make.prose("Hjælp"),
        representatives_role=make.prose("Rolle"),
        tasks=_tasks(make),
        tasks_note=make.prose("Note til opgaver"),
        follow_up=make.prose("Opfølgning"),
        checks=_checks(make),
        materials=(make.prose("Materiale"),),
        unfinished=_point(make, OpenPointKind.CLARIFICATION, outcome=False),
        activations=(
            ActivationView(
                on=make.day(),
                event=make.line("Hændelse"),
                tasks=_tasks(make),
                checks=_checks(make),
            ),
        ),
    )


def _tasks(make: _Maker) -> tuple[TaskView, ...]:
    def task(due: datetime.date | Offset | None, state: TaskState, **more: object) -> TaskView:
        given = {"done_on": None, "started_on": None, "dropped": Prose(), **more}
        return TaskView(
            what=make.prose("Opgave"), who=make.line("Hvem"), due=due, state=state, **given
        )

    offset = Offset(make.number(), OffsetUnit.MONTHS, make.line("begivenhed"))
    return (
        task(make.day(), TaskState.OVERDUE),
        task(offset, TaskState.TODO),
        task(make.day(), TaskState.DONE, done_on=make.day(), started_on=make.day()),
        task(None, TaskState.DOING, started_on=make.day()),
        task(None, TaskState.DROPPED, dropped=make.prose("Bortfaldet fordi")),
    )


def _checks(make: _Maker) -> tuple[CheckView, ...]:
    return (
        CheckView(due=make.day(), what=make.prose("Tjek"), done_on=None, overdue=True),
        CheckView(
            due=Offset(-make.number(), OffsetUnit.DAYS, make.line("skæring")),
            what=make.prose("Tjek to"),
            done_on=make.day(),
            overdue=False,
        ),
    )


def _point(make: _Maker, kind: OpenPointKind, *, outcome: bool = True) -> OpenPointView:
    return OpenPointView(
        kind=kind,
        text=make.prose("Åbent punkt"),
        who=make.line("Spørger"),
        due=make.day(),
        outcome=make.prose("Hvad kom der ud af det") if outcome else Prose(),
        settled_on=make.day() if outcome else None,
    )


def _group(make: _Maker, id: str) -> Group:
    return Group(
        id=id,
        name=make.line("Gruppe"),
        size=make.number(),
        leader=make.line("Gruppeleder"),
        theme_ids=(LOAD.id,),
    )


def _priority_card(make: _Maker) -> PriorityCardView:
    def placed(theme: Theme, importance: Fraction, success: Fraction) -> PlacementView:
        lines = (Fraction(7, 2), Fraction(3))
        return PlacementView(
            theme=theme,
            importance=importance,
            success=success,
            gap=importance - success,
            n=make.number(),
            quadrant=Quadrant.of(importance, success, lines),
            on_line=importance == lines[0] or success == lines[1],
            picks=make.number(),
        )

    unrated = PlacementView(
        theme=DIALOGUE,
        importance=None,
        success=None,
        gap=None,
        n=0,
        quadrant=None,
        on_line=False,
        picks=None,
    )
    return PriorityCardView(
        placements=(
            placed(NEW, Fraction(14, 3), Fraction(3)),
            placed(SAFE, Fraction(9, 2), Fraction(5, 3)),
            placed(OWN, Fraction(16, 7), Fraction(31, 7)),
            placed(REST, Fraction(14, 3), Fraction(29, 7)),
            unrated,
        ),
        suppressed=(LOAD,),
        cut=Cut(CutKind.MEAN),
        lines=(Fraction(7, 2), Fraction(3)),
        scale=Scale(),
        rule="acme-rule",
        floor=make.number(),
        voices=make.number(),
        participants=make.number(),
        pickers=make.number(),
    )


def _proposal(make: _Maker) -> Proposal:
    def reason(theme: Theme, code: str) -> Reason:
        return Reason(
            theme_id=theme.id,
            code=code,
            quadrant=Quadrant.FIELD_1,
            importance=make.fraction(),
            success=make.fraction(),
            gap=make.fraction(),
            share=Fraction(37, 100),
            picks=make.number(),
        )

    return Proposal(
        rule="gap",
        bounds=Bounds(3, 5),
        target=4,
        order=(frozenset({NEW.id}), frozenset({REST.id}), frozenset({SAFE.id, OWN.id})),
        chosen=(NEW.id, REST.id),
        contested=(SAFE.id, OWN.id),
        filled=(REST.id,),
        unranked=(DIALOGUE.id,),
        suppressed=(Suppressed(LOAD.id),),
        lines=(Fraction(7, 2), Fraction(3)),
        why=(
            reason(NEW, "gap"),
            reason(REST, "gap"),
            reason(SAFE, "tie"),
            attrs.evolve(reason(OWN, "tie"), importance=None, success=None, gap=None, share=None),
        ),
    )


def _round(make: _Maker) -> RoundView:
    return RoundView(
        id="round-1",
        title=make.line("Omgang"),
        held_on=make.day(),
        purpose=RoundPurpose.PILOT,
        mode=RoundMode.ANONYMOUS,
        closed=True,
        floor=make.number(),
        scale=Scale(0, 10),
        ballots=(
            BallotView(
                voice=make.line("Stemme"),
                group=make.line("Del af"),
                size=make.number(),
                ratings=((NEW, 7, DONT_KNOW), (OWN, None, 9)),
                picks=(SAFE, NEW),
                reasons=((NEW, make.prose("Fordi")),),
            ),
        ),
    )


def _standing(make: _Maker, quadrant: Quadrant) -> Standing:
    return Standing(make.fraction(), make.fraction(), make.number(), quadrant, True)
