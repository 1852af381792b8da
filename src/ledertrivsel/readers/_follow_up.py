"""Follow-up in notes: what was agreed, and what the leader groups reported."""

from __future__ import annotations

from ledertrivsel.decisions import (
    FollowUpAgreement,
    Report,
)
from ledertrivsel.readers._entries import Rows
from ledertrivsel.readers._facts import Facts
from ledertrivsel.readers._teller import Teller, one_line, same, whole
from ledertrivsel.readers._wording import items, name, phrases, plain


def read_follow_up(
    teller: Teller, facts: Facts, tables: list[Rows]
) -> tuple[FollowUpAgreement | None, tuple[str, ...], tuple[Report, ...]]:
    keys = ("leader-groups", "report-by", "discussions", "yearly", "rerate", "follow-up-note")
    have = [facts.found[key] for key in keys if key in facts.found]
    agreement = None
    known: tuple[str, ...] = ()
    if teller.plan.follow_up is not None:
        known = teller.plan.follow_up.groups
    if have:
        by = facts.found.get("report-by")
        report_by = teller.day(plain(one_line(by)), by.wording, by.line) if by else None
        rerate_on, rerate, words_of_it = facts.rerating()
        note = "\n\n".join(part for part in (facts.text("follow-up-note"), words_of_it) if part)
        groups = items(plain(facts.text("leader-groups")), commas=True)
        agreement = teller.made(
            have[0].line,
            FollowUpAgreement,
            groups=tuple(group.rstrip(".") for group in groups),
            report_by=report_by,
            discussions=facts.discussions(),
            rerate_on=rerate_on,
            rerate=rerate,
            note=note,
        )
        known = agreement.groups if agreement and agreement.groups else known
    reports, names = _reports(teller, tables, known)
    return agreement, names, reports


def _reports(
    teller: Teller, tables: list[Rows], known: tuple[str, ...]
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    reports: list[Report] = []
    names: list[str] = []
    for table in tables:
        for line, row in table.rows:
            given = plain(row.get("group", ""))
            group = next((title for title in known if same(title, given)), "" if known else given)
            if not group:
                shown = ", ".join(known)
                args = ("known-leader-group", whole(row), line, "known")
                teller.tell("reports", *args, known=shown)
                continue
            if group not in names:
                names.append(group)
            said = [cell for key, cell in row.items() if key != "group" and cell]
            if not said or (len(said) == 1 and name(said[0]) in phrases("silent")):
                continue
            on = table.on
            if row.get("date"):
                on = teller.day(row["date"], "on", line)
            report = teller.made(
                line,
                Report,
                whole(row),
                group=group,
                on=on,
                used=teller.theme_list(row.get("used", ""), "used", line),
                works=row.get("works", ""),
                hard=row.get("hard", ""),
                wish=row.get("wish", ""),
            )
            if report is None:
                continue
            if any(r.group == report.group and r.on == report.on for r in reports):
                teller.tell("reports", "report-once", whole(row), line)
            else:
                reports.append(report)
    return tuple(reports), tuple(names)
