"""A plan that nobody would want: what layouts break on, all of it at once.

Twenty themes in one corner of the card, words of 29 and of 300 letters, emoji, a long address, a
wide table, an answer of 30,000 characters. All of it is allowed, so all of it must be readable.
"""

import datetime
import functools

from ledertrivsel.cards import ActionCard, Check, FollowUp, Offset, OffsetUnit, Task
from ledertrivsel.decisions import Publication
from ledertrivsel.methods import builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round
from ledertrivsel.themes import Text, ThemeSource

DAY = datetime.date(2026, 11, 2)
LONG_WORD = "Arbejdsmiljørepræsentanternes"
ENDLESS = "Ledertrivselskoordineringsudvalgsformandskab" * 6
ADDRESS = "https://intranet.eksempel.invalid/ledelse/" + "trivsel/" * 20 + "?a=1&b=2"
TABLE = (
    "| Hvem | Hvad | Hvornår | Hvor | Hvordan | Hvorfor | Og så |\n"
    "|---|---|---|---|---|---|---|\n"
    f"| {LONG_WORD} | {LONG_WORD} | 24. december 2026 | {LONG_WORD} | ringer | 😀 | {ENDLESS} |"
)
SPEECH = (
    f"{LONG_WORD} taler længe om samarbejdsudvalgsforberedelse, og 👩\u200d💼 skriver alt ned. "
)


@functools.cache
def ugly_plan() -> Plan:
    """Return the plan, decided and published with its card."""
    method = builtin_method()
    plan = Plan.start(
        method,
        title=f"Plan for {LONG_WORD.lower()} og lederes trivsel 2026–2029 😀 "
        "<b>&amp; alt det andet, som også skal stå i titlen</b>, fordi ingen ville vælge fra",
        organisation=f"{ENDLESS[:90]} i {LONG_WORD} Kommune",
        purpose=f"{SPEECH}\n\n- {ADDRESS}\n- [{ENDLESS}]({ADDRESS})\n\n{TABLE}",
        on=DAY,
    )
    for number in range(13, 22):
        title = f"{LONG_WORD} {number}: samarbejdsudvalgsforberedelse og {ENDLESS[:60]} 😀?"
        plan = plan.add_theme(
            Text({"da": title}),
            question=Text({"da": f"I hvor høj grad lykkes {LONG_WORD.lower()} med {number}?"}),
            source=ThemeSource.OTHER,
        )
    themes = [theme.id for theme in plan.themes]
    rows = [(voice, theme, 5, 1) for voice in ("Nord 👍🏽", LONG_WORD, "Ø") for theme in themes]
    plan = plan.add_round(Round.from_rows("forbered", rows, themes=plan.themes))
    plan = plan.park(
        themes[-1],
        reason=ParkedReason.NEEDS_KNOWLEDGE,
        note=SPEECH * 3,
        who=ENDLESS[:150],
        revisit_on=DAY,
    )
    chosen = themes[:4] + themes[12:13]
    plan = plan.choose(chosen, recommended_by=ENDLESS[:180], on=DAY, rationale=SPEECH * 20)
    plan = plan.confirm(by=LONG_WORD, on=DAY)
    for number, theme in enumerate(chosen):
        answers = {q.id: SPEECH * (5 + number) for q in method.instrument.support_questions}
        plan = plan.qualify(theme, answers=answers).add_card(_card(theme, number))
    return plan.publish(
        Publication(
            on=DAY,
            channel=f"{ADDRESS} {LONG_WORD}",
            told=(LONG_WORD, ENDLESS),
            show_card=True,
            show_parked=True,
        )
    )


def _card(theme: str, number: int) -> ActionCard:
    speech = SPEECH * 230 if number == 0 else SPEECH
    after = Offset(3, OffsetUnit.WEEKS, f"{LONG_WORD.lower()} møde")
    tasks = (
        Task(what=f"{ENDLESS} {SPEECH}", who=ENDLESS[:180], due=after),
        Task(what="Ring", who="", due=DAY),
        Task(what=TABLE, who=LONG_WORD, due=after),
    )
    return ActionCard(
        theme_id=theme,
        title="" if number % 2 else f"{LONG_WORD} {ENDLESS[:120]}",
        applies_when=SPEECH,
        goal=speech[:29_900],
        responsible=f"{LONG_WORD} og {ENDLESS}",
        support=ADDRESS,
        representatives_role=TABLE,
        tasks=tasks,
        follow_up=FollowUp(SPEECH, (Check(due=after, what=ENDLESS),)),
        materials=(ADDRESS, f"[{LONG_WORD}]({ADDRESS})"),
    )
