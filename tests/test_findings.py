"""The check: each code has a plan that raises it and a near miss; the case's days read as told."""

import datetime
import random
import re
from collections.abc import Iterable
from pathlib import Path

import attrs
import pytest

from ledertrivsel.cards import CardState, FollowUp, Task
from ledertrivsel.codes import CODES, Finding, Severity
from ledertrivsel.decisions import Involvement, InvolvementForm, Mandate
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.findings import check
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Step
from ledertrivsel.plan import Plan
from ledertrivsel.scales import Cut, CutKind, Scale
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import (
    NOVEMBER,
    THEMES,
    TODAY,
    anonymous,
    bare,
    chosen,
    clear,
    codes,
    on,
    one_theme,
    parked,
    picked,
    prose,
    rated,
    rerated,
    routine,
    tasks,
    tie_settled,
    told,
    unfinished,
    who,
    with_agreement,
    with_card,
    with_publication,
    with_qualification,
)

date = datetime.date

REFERENCE = Path(__file__).parent.parent / "docs" / "reference" / "findings.md"
GOLDEN = Path(__file__).parent / "cases" / "findings"


def at(plan: Plan, day: datetime.date) -> tuple[Plan, datetime.date]:
    return plan, day


EVEN = ((5, 1), (5, 2), (5, 3), (5, 4), (5, 5))
CAMPS = ((5, 1), (5, 1), (5, 5), (5, 5))

#: By code: a plan and the day on which it is raised; a near miss and the day on which it is not.
PAIRS: dict[str, tuple[tuple[Plan, datetime.date], tuple[Plan, datetime.date]]] = {
    "mandate-missing": (
        at(on(NOVEMBER, mandate=None), NOVEMBER),
        at(on(NOVEMBER, mandate=Mandate()), NOVEMBER),
    ),
    "mandate-incomplete": (
        at(
            on(NOVEMBER, mandate=Mandate(sender="A", involved="B", decides="-", anchored="D")),
            NOVEMBER,
        ),
        at(
            on(NOVEMBER, mandate=Mandate(sender="A", involved="B", decides="C", anchored="D")),
            NOVEMBER,
        ),
    ),
    "purpose-missing": (
        at(on(NOVEMBER, purpose=" – "), NOVEMBER),
        at(on(NOVEMBER, purpose="Ro"), NOVEMBER),
    ),
    "evidence-missing": (
        at(attrs.evolve(case.before_choice(), evidence=()), TODAY),
        at(on(TODAY, evidence=()), TODAY),
    ),
    "forum-missing": (
        at(told("HovedMED", InvolvementForm.TOLD), TODAY),
        at(told("HovedMED", InvolvementForm.HEARD), TODAY),
    ),
    "nothing-rated": (at(bare(), TODAY), at(anonymous(2, closed=False), TODAY)),
    "round-not-closed": (at(anonymous(6, closed=False), TODAY), at(anonymous(6), TODAY)),
    "themes-unrated": (at(one_theme("sparring", (5, 1)), TODAY), at(clear(), TODAY)),
    "picks-only": (at(picked("field-gap"), TODAY), at(picked("picks"), TODAY)),
    "few-ratings": (
        at(one_theme("sparring", (5, 1), (5, None), (5, None)), TODAY),
        at(one_theme("sparring", (5, 1), (5, 1), (5, None), (5, None)), TODAY),
    ),
    "under-floor": (at(anonymous(4), TODAY), at(anonymous(5), TODAY)),
    "on-line": (
        at(one_theme("sparring", (5, 3), (5, 3)), TODAY),
        at(one_theme("sparring", (5, 3), (5, 4)), TODAY),
    ),
    "split": (at(one_theme("sparring", *CAMPS), TODAY), at(one_theme("sparring", *EVEN), TODAY)),
    "cut-depends-on-themes": (
        at(rated([("A", "sparring", 5, 1)], cut=Cut(CutKind.MEAN)), TODAY),
        at(rated([("A", "sparring", 5, 1)], cut=Cut.fixed(3, 3)), TODAY),
    ),
    "tie-open": (at(case.before_choice(), TODAY), at(tie_settled(), TODAY)),
    "close-call": (at(case.before_choice(), TODAY), at(clear(), TODAY)),
    "filled": (
        at(rated([("A", t, 5, 1 if t in THEMES[:2] else 4) for t in THEMES[:4]]), TODAY),
        at(rated([("A", t, 5, 1 if t in THEMES[:3] else 4) for t in THEMES[:4]]), TODAY),
    ),
    "not-chosen": (at(case.before_choice(), TODAY), at(bare(), TODAY)),
    "chosen-too-few": (at(chosen(THEMES[:2]), TODAY), at(chosen(THEMES[:3]), TODAY)),
    "chosen-too-many": (
        at(chosen([*THEMES[:5], "cross-pressure"]), TODAY),
        at(chosen(THEMES[:5]), TODAY),
    ),
    "choice-unexplained": (
        at(chosen(THEMES[:3]), TODAY),
        at(chosen([*case.CHOSEN, "psychological-safety"]), TODAY),
    ),
    "tie-unexplained": (
        at(chosen(case.CHOSEN, "-"), TODAY),
        at(chosen(case.CHOSEN, "Vi talte os til rette."), TODAY),
    ),
    "choice-unconfirmed": (
        at(case.plan_on(TODAY), TODAY),
        at(case.plan_on(date(2026, 9, 9)), date(2026, 9, 9)),
    ),
    "parked-incomplete": (
        at(parked(who="-", revisit_on=TODAY), TODAY),
        at(parked(who="HR", revisit_on=TODAY), TODAY),
    ),
    "parked-overdue": (
        at(parked(who="HR", revisit_on=date(2026, 9, 1)), TODAY),
        at(parked(who="HR", revisit_on=TODAY), TODAY),
    ),
    "preparation-open": (
        at(case.plan_on(date(2026, 9, 17)), date(2026, 9, 17)),
        at(case.plan_on(date(2026, 9, 18)), date(2026, 9, 18)),
    ),
    "preparation-overdue": (
        at(case.plan_on(TODAY), date(2026, 9, 10)),
        at(case.plan_on(TODAY), date(2026, 9, 9)),
    ),
    "not-qualified": (
        at(case.plan_on(date(2026, 9, 9)), date(2026, 9, 9)),
        at(case.plan_on(date(2026, 9, 23)), date(2026, 9, 23)),
    ),
    "questions-unanswered": (
        at(
            with_qualification(
                answers={"assessment": "A", "experience": "B", "inspiration": "-", "ideas": "D"}
            ),
            NOVEMBER,
        ),
        at(
            with_qualification(
                answers={"assessment": "A", "experience": "B", "inspiration": "C", "ideas": "D"}
            ),
            NOVEMBER,
        ),
    ),
    "offers-missing": (
        at(with_qualification(existing_offers=""), NOVEMBER),
        at(with_qualification(existing_offers="-"), NOVEMBER),
    ),
    "open-point-open": (
        at(case.plan_on(date(2026, 10, 6)), date(2026, 10, 6)),
        at(case.plan_on(date(2026, 10, 7)), date(2026, 10, 7)),
    ),
    "open-point-overdue": (
        at(case.plan_on(date(2026, 9, 29)), date(2026, 10, 1)),
        at(case.plan_on(date(2026, 9, 29)), date(2026, 9, 30)),
    ),
    "card-missing": (
        at(case.plan_on(date(2026, 9, 23)), date(2026, 9, 23)),
        at(case.plan_on(date(2026, 9, 22)), date(2026, 9, 22)),
    ),
    "card-draft": (
        at(with_card(case.plan_on(NOVEMBER), "overload", state=CardState.DRAFT), NOVEMBER),
        at(unfinished(who="HR", due=NOVEMBER), NOVEMBER),
    ),
    "card-unfinished": (
        at(unfinished(who="HR", due=NOVEMBER), NOVEMBER),
        at(unfinished(who="HR"), NOVEMBER),
    ),
    "card-unfinished-open": (
        at(unfinished(who="-", due=NOVEMBER), NOVEMBER),
        at(unfinished(who="HR", due=NOVEMBER), NOVEMBER),
    ),
    "card-unfinished-overdue": (
        at(unfinished(who="HR", due=date(2026, 11, 22)), NOVEMBER),
        at(unfinished(who="HR", due=NOVEMBER), NOVEMBER),
    ),
    "headings-empty": (at(prose(support="-"), NOVEMBER), at(prose(support="HR"), NOVEMBER)),
    "apv-problem": (
        at(
            with_card(on(NOVEMBER, qualifications=()), "overload", goal=""),
            NOVEMBER,
        ),
        at(with_card(case.plan_on(NOVEMBER), "overload", goal=""), NOVEMBER),
    ),
    "apv-measure": (
        at(prose(tasks_note="-"), NOVEMBER),
        at(prose(tasks_note="Hold en dag fri."), NOVEMBER),
    ),
    "apv-responsible": (
        at(prose(responsible="-"), NOVEMBER),
        at(prose(responsible="Nærmeste leder"), NOVEMBER),
    ),
    "apv-task-responsible": (at(who("-"), NOVEMBER), at(who("HR"), NOVEMBER)),
    "apv-time": (
        at(prose(), NOVEMBER),
        at(prose(tasks_note="Hold en dag fri hver måned."), NOVEMBER),
    ),
    "apv-task-time": (
        at(tasks(None), NOVEMBER),
        at(tasks(None, applies_when="Aktiveres ved uro."), NOVEMBER),
    ),
    "apv-follow-up": (
        at(case.plan_on(NOVEMBER), NOVEMBER),
        at(
            with_card(
                case.plan_on(NOVEMBER),
                "restitution",
                follow_up=FollowUp("Du spørger 2 uger efter ferien, hvad der virkede."),
            ),
            NOVEMBER,
        ),
    ),
    "quality-clear": (
        at(prose(tasks=(Task(what="Mere information", who="HR", due=NOVEMBER),)), NOVEMBER),
        at(prose(tasks=(Task(what="Giv mere information", who="HR", due=NOVEMBER),)), NOVEMBER),
    ),
    "quality-flow": (
        at(tasks(date(2027, 5, 3), date(2027, 5, 5), date(2027, 5, 9)), NOVEMBER),
        at(tasks(date(2027, 5, 3), date(2027, 5, 5), date(2027, 5, 10)), NOVEMBER),
    ),
    "quality-whom": (at(who("Alle"), NOVEMBER), at(who("Alle ledere i drift"), NOVEMBER)),
    "personal-number": (
        at(prose(goal="At 010190-1234 får ro."), NOVEMBER),
        at(prose(goal="At sag 410190-1234 får ro."), NOVEMBER),
    ),
    "contact-in-role": (
        at(who("hr@eksempel.invalid"), NOVEMBER),
        at(prose(support="Skriv til hr@eksempel.invalid"), NOVEMBER),
    ),
    "name-in-role": (at(who("Jens Hansen"), NOVEMBER), at(who("Øverste Ledelsen"), NOVEMBER)),
    "health-words": (
        at(
            case.plan_on(NOVEMBER).activate("overload", on=NOVEMBER, event="en leder sygemeldt"),
            NOVEMBER,
        ),
        at(prose(goal="At færre bliver sygemeldt."), NOVEMBER),
    ),
    "plan-undecided": (
        at(case.plan_on(date(2026, 10, 21)), date(2026, 10, 21)),
        at(case.plan_on(date(2026, 10, 20)), date(2026, 10, 20)),
    ),
    "not-published": (
        at(case.plan_on(date(2026, 10, 28)), date(2026, 10, 28)),
        at(case.plan_on(date(2026, 10, 27)), date(2026, 10, 27)),
    ),
    "channel-missing": (
        at(with_publication(channel=""), NOVEMBER),
        at(with_publication(channel="Intranettet"), NOVEMBER),
    ),
    "nobody-told": (
        at(with_publication(told=()), NOVEMBER),
        at(
            with_publication(told=()).involve(
                Involvement(forum="Lederforum", on=NOVEMBER, form=InvolvementForm.TOLD)
            ),
            NOVEMBER,
        ),
    ),
    "briefing-missing": (
        at(with_publication(briefing="-"), NOVEMBER),
        at(with_publication(briefing="En halv time"), NOVEMBER),
    ),
    "follow-up-missing": (
        at(case.plan_on(date(2026, 10, 21)), date(2026, 10, 21)),
        at(case.plan_on(date(2026, 10, 20)), date(2026, 10, 20)),
    ),
    "report-groups-missing": (
        at(with_agreement(groups=()), NOVEMBER),
        at(with_agreement(groups=("Direktionen",)), NOVEMBER),
    ),
    "report-date-missing": (
        at(with_agreement(report_by=None), NOVEMBER),
        at(with_agreement(report_by=None, groups=()), NOVEMBER),
    ),
    "discussion-missing": (
        at(with_agreement(discussions=()), NOVEMBER),
        at(case.plan_on(NOVEMBER), NOVEMBER),
    ),
    "rerating-undated": (
        at(with_agreement(rerate_on=None), NOVEMBER),
        at(with_agreement(rerate_on=NOVEMBER), NOVEMBER),
    ),
    "task-overdue": (
        at(case.plan_on(date(2027, 1, 28)), date(2027, 1, 28)),
        at(case.plan_on(date(2027, 1, 27)), date(2027, 1, 27)),
    ),
    "check-overdue": (
        at(case.plan_on(date(2027, 3, 1)), date(2027, 3, 2)),
        at(case.plan_on(date(2027, 3, 1)), date(2027, 3, 1)),
    ),
    "next-step-overdue": (
        at(bare().agree_next_steps(Task(what="Book lokaler", due=date(2026, 9, 1))), TODAY),
        at(bare().agree_next_steps(Task(what="Book lokaler", due=TODAY)), TODAY),
    ),
    "reports-missing": (
        at(case.plan_on(date(2027, 3, 20)), date(2027, 3, 20)),
        at(case.plan_on(date(2027, 3, 18)), date(2027, 3, 19)),
    ),
    "rerating-overdue": (
        at(case.plan_on(date(2027, 9, 14)), date(2027, 9, 16)),
        at(case.plan_on(date(2027, 9, 15)), date(2027, 9, 16)),
    ),
    "not-comparable": (
        at(rerated(Scale(1, 7), 5, 1), NOVEMBER),
        at(rerated(Scale(), 5, 1), NOVEMBER),
    ),
    "theme-succeeds": (
        at(rerated(Scale(), 5, 5), NOVEMBER),
        at(routine(rerated(Scale(), 5, 5)), NOVEMBER),
    ),
    "themes-in-focus": (
        at(rerated(Scale(), 5, 3), NOVEMBER),
        at(rerated(Scale(), 5, 4), NOVEMBER),
    ),
    "next-cycle": (
        at(rerated(Scale(), 5, 3), NOVEMBER),
        at(case.plan_on(NOVEMBER), NOVEMBER),
    ),
}


def test_no_code_lacks_its_pair() -> None:
    assert set(PAIRS) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_plan_raises_it_and_a_near_miss_does_not(code: str) -> None:
    raising, near_miss = PAIRS[code]
    assert code in codes(*raising)
    assert code not in codes(*near_miss)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_said_in_words(code: str, language: str) -> None:
    for finding in check(*PAIRS[code][0]):
        text, advice = finding.render(language), finding.advice(language)
        assert text.endswith((".", "?"))
        assert advice.endswith(".")
        assert "{" not in text + advice


# The example case on its days.


DAYS = {
    "2026-09-02-before-the-choice": (case.before_choice(), date(2026, 9, 2)),
    "2026-10-07": (case.plan_on(date(2026, 10, 7)), date(2026, 10, 7)),
    "2026-11-23": (case.plan_on(NOVEMBER), NOVEMBER),
    "2027-01-21": (case.plan_on(date(2027, 1, 21)), date(2027, 1, 21)),
    "2027-04-15": (case.plan_on(date(2027, 4, 15)), date(2027, 4, 15)),
    "2027-09-16": (case.plan_on(date(2027, 9, 16)), date(2027, 9, 16)),
}


def listing(findings: Iterable[Finding], language: str) -> str:
    """Return findings as a list to read: how grave, what, what to do, and code and path."""
    labels = load_labels(language)
    lines = []
    step: Step | None = None
    for finding in findings:
        if finding.step is not step:
            step = finding.step
            lines += ["", labels.name(step), ""]
        lines.append(f"{labels.name(finding.severity)}: {finding.render(language)}")
        lines.append(f"    {finding.advice(language)}")
        lines.append(f"    [{finding.code}] {finding.path}")
    return "\n".join(lines).strip() + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", DAYS)
def test_the_whole_list_of_a_day_reads_as_it_was_read(day: str, language: str) -> None:
    golden = (GOLDEN / f"{day}.{language}.txt").read_text(encoding="utf-8")
    assert listing(check(*DAYS[day]), language) == golden


def test_no_day_has_a_list_that_nobody_checks() -> None:
    wanted = {f"{day}.{language}.txt" for day in DAYS for language in LANGUAGES}
    assert {file.name for file in GOLDEN.iterdir()} == wanted


def found(day: str) -> set[tuple[str, str]]:
    return {(finding.code, finding.path) for finding in check(*DAYS[day])}


GAPS = {
    ("apv-task-responsible", "cards['overload'].tasks[3].who"),
    ("apv-follow-up", "cards['restitution'].follow_up"),
}


def test_before_the_choice_the_tie_and_what_to_talk_about_are_told() -> None:
    assert found("2026-09-02-before-the-choice") >= {
        ("tie-open", "proposal.contested"),
        ("on-line", "themes['sparring']"),
        ("split", "themes['manager-dialogue']"),
        ("few-ratings", "themes['sickness-absence'].success"),
    }


def test_after_workshop_3_a_draft_and_two_gaps_are_left() -> None:
    assert found("2026-10-07") == {
        ("card-unfinished", "cards['restitution'].unfinished"),
        *GAPS,
    }


def test_three_weeks_after_publication_nothing_is_overdue() -> None:
    assert found("2026-11-23") == GAPS


def test_a_parked_theme_is_overdue_by_one_day() -> None:
    assert found("2027-01-21") == {
        ("parked-overdue", "parking['sickness-absence'].revisit_on"),
        *GAPS,
    }
    overdue = check(*DAYS["2027-01-21"])[0]
    assert "Det er 1 dag over tiden." in overdue.render("da")


def test_in_april_a_silent_group_and_undone_tasks_are_told() -> None:
    assert found("2027-04-15") >= {
        ("reports-missing", "reports"),
        ("task-overdue", "cards['overload'].tasks[3]"),
        ("task-overdue", "cards['cross-pressure'].tasks[4]"),
        *GAPS,
    }
    texts = [finding.render("da") for finding in check(*DAYS["2027-04-15"])]
    assert (
        "1 af 6 ledergrupper har ikke meldt tilbage. Fristen var den 19. marts 2027. "
        "Mangler: Teknik, miljø og drift."
    ) in texts


def test_after_the_re_rating_what_succeeds_goes_on_and_the_next_cycle_is_told() -> None:
    assert found("2027-09-16") >= {
        ("theme-succeeds", "cards['new-managers'].state"),
        ("theme-succeeds", "cards['overload'].state"),
        ("parked-overdue", "parking['cross-cooperation'].revisit_on"),
    }
    texts = [finding.render("da") for finding in check(*DAYS["2027-09-16"])]
    assert "Stadig i fokus: tema 12 og 4." in texts
    assert "Næste runde begynder med tema 12, 4, 2, 13, 6 og 10." in texts


# Order, exactness, secrecy.


def test_findings_stand_by_step_severity_path_and_code() -> None:
    findings = check(*DAYS["2027-09-16"])
    ranks = [(list(Step).index(f.step), list(Severity).index(f.severity)) for f in findings]
    assert ranks == sorted(ranks)


def test_the_order_in_which_the_plan_was_made_changes_nothing() -> None:
    plan, day = DAYS["2027-09-16"]
    shuffled = {}
    for name in ("cards", "parking", "rounds", "qualifications", "reports", "involvements"):
        items = list(getattr(plan, name))
        random.Random(1).shuffle(items)
        shuffled[name] = tuple(items)
    assert check(attrs.evolve(plan, **shuffled), day) == check(plan, day)


def test_a_replaced_plan_has_nothing_due() -> None:
    plan = case.plan_on(date(2027, 9, 16)).replace(on=date(2027, 10, 1))
    assert check(plan, date(2027, 10, 1)) == check(plan, date(2027, 10, 2)) == ()
    assert check(plan, date(2027, 9, 30)) != ()
    named = with_card(plan, "overload", responsible="Jens Hansen")
    assert codes(named, date(2027, 10, 2)) == {"name-in-role"}


def test_today_must_be_a_date() -> None:
    with pytest.raises(InvalidValueError, match="today must be a date"):
        check(bare(), datetime.datetime(2026, 9, 2))


# The documentation.


def test_each_code_has_its_entry_and_says_what_the_table_says() -> None:
    english = load_labels("en")
    entries = dict(
        re.findall(r"^### `([a-z-]+)`\n\n\*([^*]+)\*", REFERENCE.read_text("utf-8"), re.MULTILINE)
    )
    assert entries == {
        code: f"{english.name(kind.severity)} · {english.name(kind.step)}"
        for code, kind in CODES.items()
    }


@pytest.mark.parametrize("code", CODES)
def test_the_entry_of_a_code_gives_the_librarys_advice(code: str) -> None:
    page = REFERENCE.read_text("utf-8")
    entry = page.partition(f"### `{code}`")[2].partition("###")[0].partition("\n## ")[0]
    advice = load_labels("en")[f"findings.advice.{code}"]
    assert "Raised when " in entry
    assert " ".join(entry.split()).endswith(f"What to do: {advice}")


# A finding of a workplace's own.
