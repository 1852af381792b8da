"""One plan for managers' well-being, in three steps: prepare, qualify, make concrete.

`import ledertrivsel` loads nothing; each name loads its module when it is first used (PEP 562).
Type checkers read `__init__.pyi` beside it.
"""

__version__ = "0.1.0"

_HOMES = {
    "ActionCard": "cards",
    "Activation": "cards",
    "Agenda": "methods",
    "Audience": "view",
    "Ballot": "ballots",
    "Bounds": "methods",
    "CardState": "cards",
    "Check": "cards",
    "Choice": "decisions",
    "Cut": "scales",
    "CutKind": "scales",
    "DONT_KNOW": "scales",
    "Discussion": "decisions",
    "DocumentError": "errors",
    "Evidence": "decisions",
    "Export": "hookspecs",
    "Finding": "findings",
    "FollowUp": "cards",
    "FollowUpAgreement": "decisions",
    "Group": "workshop",
    "Instrument": "methods",
    "InvalidValueError": "errors",
    "Involvement": "decisions",
    "InvolvementForm": "decisions",
    "InvolvementSubject": "decisions",
    "LedertrivselError": "errors",
    "Mandate": "decisions",
    "Matrix": "matrix",
    "Method": "methods",
    "OVERWRITE": "storage",
    "Offset": "cards",
    "OffsetUnit": "cards",
    "OpenPoint": "qualification",
    "OpenPointKind": "qualification",
    "ParkedReason": "parking",
    "ParkedTheme": "parking",
    "Participant": "workshop",
    "Placement": "matrix",
    "Plan": "plan",
    "PlanState": "plan",
    "Proposal": "prioritization",
    "Publication": "decisions",
    "Quadrant": "matrix",
    "Qualification": "qualification",
    "Rating": "scales",
    "Registry": "plugins",
    "Remark": "decisions",
    "Report": "decisions",
    "Representation": "workshop",
    "Role": "workshop",
    "Round": "rounds",
    "RoundGroup": "rounds",
    "RoundMode": "rounds",
    "RoundPurpose": "rounds",
    "Rule": "prioritization",
    "Scale": "scales",
    "Session": "workshop",
    "Severity": "findings",
    "Step": "methods",
    "StoreError": "errors",
    "Suppressed": "suppression",
    "Tally": "tally",
    "Task": "cards",
    "Text": "themes",
    "Theme": "themes",
    "ThemeSource": "themes",
    "Unfinished": "cards",
    "View": "view",
    "check": "_api",
    "copy_store": "transfer",
    "differences": "comparison",
    "dump": "documents",
    "export": "_api",
    "find_person": "personal",
    "from_data": "documents",
    "hookimpl": "hookspecs",
    "load": "documents",
    "load_labels": "labels",
    "load_method": "_api",
    "movements": "progress",
    "new_voice": "ballots",
    "next_cycle": "progress",
    "open_store": "_api",
    "proposal": "_api",
    "propose": "prioritization",
    "rank": "prioritization",
    "read_notes": "_api",
    "read_plan": "_api",
    "read_ratings": "_api",
    "redact": "redaction",
    "retain": "retention",
    "say": "labels",
    "say_problem": "labels",
    "schedule": "agendas",
    "to_data": "documents",
    "view_for": "_api",
    "write_plan": "_api",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import the module a name lives in, the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ledertrivsel' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"ledertrivsel.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
