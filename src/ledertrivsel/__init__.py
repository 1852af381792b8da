"""One plan for managers' well-being, in three steps: prepare, qualify, make concrete.

`import ledertrivsel` loads nothing; each name loads its module when it is first used (PEP 562).
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:  # What type checkers read; `typing` itself would be dear to import.
    from ledertrivsel._api import (
        check as check,
        export as export,
        load_method as load_method,
        open_store as open_store,
        proposal as proposal,
        read_notes as read_notes,
        read_plan as read_plan,
        read_ratings as read_ratings,
        view as view,
        write_plan as write_plan,
    )
    from ledertrivsel.ballots import (
        Ballot as Ballot,
        new_voice as new_voice,
    )
    from ledertrivsel.cards import (
        ActionCard as ActionCard,
        Activation as Activation,
        CardState as CardState,
        Check as Check,
        FollowUp as FollowUp,
        Offset as Offset,
        OffsetUnit as OffsetUnit,
        Task as Task,
        Unfinished as Unfinished,
    )
    from ledertrivsel.decisions import (
        Choice as Choice,
        Discussion as Discussion,
        Evidence as Evidence,
        FollowUpAgreement as FollowUpAgreement,
        Involvement as Involvement,
        InvolvementForm as InvolvementForm,
        InvolvementSubject as InvolvementSubject,
        Mandate as Mandate,
        Publication as Publication,
        Remark as Remark,
        Report as Report,
    )
    from ledertrivsel.documents import (
        dump as dump,
        from_data as from_data,
        load as load,
        to_data as to_data,
    )
    from ledertrivsel.errors import (
        DocumentError as DocumentError,
        InvalidValueError as InvalidValueError,
        LedertrivselError as LedertrivselError,
        StoreError as StoreError,
    )
    from ledertrivsel.findings import (
        Finding as Finding,
        Severity as Severity,
    )
    from ledertrivsel.hookspecs import (
        Export as Export,
        hookimpl as hookimpl,
    )
    from ledertrivsel.labels import (
        load_labels as load_labels,
        say as say,
    )
    from ledertrivsel.matrix import (
        Matrix as Matrix,
        Placement as Placement,
        Quadrant as Quadrant,
    )
    from ledertrivsel.methods import (
        Agenda as Agenda,
        Bounds as Bounds,
        Instrument as Instrument,
        Method as Method,
        Step as Step,
    )
    from ledertrivsel.parking import (
        ParkedReason as ParkedReason,
        ParkedTheme as ParkedTheme,
    )
    from ledertrivsel.plan import (
        Plan as Plan,
        PlanState as PlanState,
    )
    from ledertrivsel.plugins import (
        Registry as Registry,
    )
    from ledertrivsel.prioritization import (
        Proposal as Proposal,
        Rule as Rule,
        propose as propose,
        rank as rank,
    )
    from ledertrivsel.progress import (
        next_cycle as next_cycle,
        progress as progress,
    )
    from ledertrivsel.qualification import (
        OpenPoint as OpenPoint,
        OpenPointKind as OpenPointKind,
        Qualification as Qualification,
    )
    from ledertrivsel.rounds import (
        Round as Round,
        RoundGroup as RoundGroup,
        RoundMode as RoundMode,
        RoundPurpose as RoundPurpose,
    )
    from ledertrivsel.scales import (
        Cut as Cut,
        CutKind as CutKind,
        DONT_KNOW as DONT_KNOW,
        Rating as Rating,
        Scale as Scale,
    )
    from ledertrivsel.storage import (
        OVERWRITE as OVERWRITE,
    )
    from ledertrivsel.suppression import (
        Suppressed as Suppressed,
    )
    from ledertrivsel.tally import (
        Tally as Tally,
    )
    from ledertrivsel.themes import (
        Text as Text,
        Theme as Theme,
        ThemeSource as ThemeSource,
    )
    from ledertrivsel.view import (
        Audience as Audience,
        View as View,
    )
    from ledertrivsel.workshop import (
        Group as Group,
        Participant as Participant,
        Representation as Representation,
        Role as Role,
        Session as Session,
        schedule as schedule,
    )

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
    "dump": "documents",
    "export": "_api",
    "from_data": "documents",
    "hookimpl": "hookspecs",
    "load": "documents",
    "load_labels": "labels",
    "load_method": "_api",
    "new_voice": "ballots",
    "next_cycle": "progress",
    "open_store": "_api",
    "progress": "progress",
    "proposal": "_api",
    "propose": "prioritization",
    "rank": "prioritization",
    "read_notes": "_api",
    "read_plan": "_api",
    "read_ratings": "_api",
    "say": "labels",
    "schedule": "workshop",
    "to_data": "documents",
    "view": "_api",
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
