"""One plan for managers' well-being, in three steps: prepare, qualify, make concrete.

`import ledertrivsel` loads nothing; each name loads its module when it is first used (PEP 562).
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:  # What type checkers read; `typing` itself would be dear to import.
    from ledertrivsel._api import (
        check as check,
    )
    from ledertrivsel._api import (
        export as export,
    )
    from ledertrivsel._api import (
        load_method as load_method,
    )
    from ledertrivsel._api import (
        open_store as open_store,
    )
    from ledertrivsel._api import (
        proposal as proposal,
    )
    from ledertrivsel._api import (
        read_notes as read_notes,
    )
    from ledertrivsel._api import (
        read_plan as read_plan,
    )
    from ledertrivsel._api import (
        read_ratings as read_ratings,
    )
    from ledertrivsel._api import (
        view as view,
    )
    from ledertrivsel._api import (
        write_plan as write_plan,
    )
    from ledertrivsel.ballots import (
        Ballot as Ballot,
    )
    from ledertrivsel.ballots import (
        new_voice as new_voice,
    )
    from ledertrivsel.cards import (
        ActionCard as ActionCard,
    )
    from ledertrivsel.cards import (
        Activation as Activation,
    )
    from ledertrivsel.cards import (
        CardState as CardState,
    )
    from ledertrivsel.cards import (
        Check as Check,
    )
    from ledertrivsel.cards import (
        FollowUp as FollowUp,
    )
    from ledertrivsel.cards import (
        Offset as Offset,
    )
    from ledertrivsel.cards import (
        OffsetUnit as OffsetUnit,
    )
    from ledertrivsel.cards import (
        Task as Task,
    )
    from ledertrivsel.cards import (
        Unfinished as Unfinished,
    )
    from ledertrivsel.decisions import (
        Choice as Choice,
    )
    from ledertrivsel.decisions import (
        Discussion as Discussion,
    )
    from ledertrivsel.decisions import (
        Evidence as Evidence,
    )
    from ledertrivsel.decisions import (
        FollowUpAgreement as FollowUpAgreement,
    )
    from ledertrivsel.decisions import (
        Involvement as Involvement,
    )
    from ledertrivsel.decisions import (
        InvolvementForm as InvolvementForm,
    )
    from ledertrivsel.decisions import (
        InvolvementSubject as InvolvementSubject,
    )
    from ledertrivsel.decisions import (
        Mandate as Mandate,
    )
    from ledertrivsel.decisions import (
        Publication as Publication,
    )
    from ledertrivsel.decisions import (
        Remark as Remark,
    )
    from ledertrivsel.decisions import (
        Report as Report,
    )
    from ledertrivsel.documents import (
        dump as dump,
    )
    from ledertrivsel.documents import (
        from_data as from_data,
    )
    from ledertrivsel.documents import (
        load as load,
    )
    from ledertrivsel.documents import (
        to_data as to_data,
    )
    from ledertrivsel.errors import (
        DocumentError as DocumentError,
    )
    from ledertrivsel.errors import (
        InvalidValueError as InvalidValueError,
    )
    from ledertrivsel.errors import (
        LedertrivselError as LedertrivselError,
    )
    from ledertrivsel.errors import (
        StoreError as StoreError,
    )
    from ledertrivsel.findings import (
        Finding as Finding,
    )
    from ledertrivsel.findings import (
        Severity as Severity,
    )
    from ledertrivsel.hookspecs import (
        Export as Export,
    )
    from ledertrivsel.hookspecs import (
        hookimpl as hookimpl,
    )
    from ledertrivsel.labels import (
        load_labels as load_labels,
    )
    from ledertrivsel.labels import (
        say as say,
    )
    from ledertrivsel.matrix import (
        Matrix as Matrix,
    )
    from ledertrivsel.matrix import (
        Placement as Placement,
    )
    from ledertrivsel.matrix import (
        Quadrant as Quadrant,
    )
    from ledertrivsel.methods import (
        Agenda as Agenda,
    )
    from ledertrivsel.methods import (
        Bounds as Bounds,
    )
    from ledertrivsel.methods import (
        Instrument as Instrument,
    )
    from ledertrivsel.methods import (
        Method as Method,
    )
    from ledertrivsel.methods import (
        Step as Step,
    )
    from ledertrivsel.parking import (
        ParkedReason as ParkedReason,
    )
    from ledertrivsel.parking import (
        ParkedTheme as ParkedTheme,
    )
    from ledertrivsel.plan import (
        Plan as Plan,
    )
    from ledertrivsel.plan import (
        PlanState as PlanState,
    )
    from ledertrivsel.plugins import (
        Registry as Registry,
    )
    from ledertrivsel.prioritization import (
        Proposal as Proposal,
    )
    from ledertrivsel.prioritization import (
        Rule as Rule,
    )
    from ledertrivsel.prioritization import (
        propose as propose,
    )
    from ledertrivsel.prioritization import (
        rank as rank,
    )
    from ledertrivsel.progress import (
        next_cycle as next_cycle,
    )
    from ledertrivsel.progress import (
        progress as progress,
    )
    from ledertrivsel.qualification import (
        OpenPoint as OpenPoint,
    )
    from ledertrivsel.qualification import (
        OpenPointKind as OpenPointKind,
    )
    from ledertrivsel.qualification import (
        Qualification as Qualification,
    )
    from ledertrivsel.rounds import (
        Round as Round,
    )
    from ledertrivsel.rounds import (
        RoundGroup as RoundGroup,
    )
    from ledertrivsel.rounds import (
        RoundMode as RoundMode,
    )
    from ledertrivsel.rounds import (
        RoundPurpose as RoundPurpose,
    )
    from ledertrivsel.scales import (
        DONT_KNOW as DONT_KNOW,
    )
    from ledertrivsel.scales import (
        Cut as Cut,
    )
    from ledertrivsel.scales import (
        CutKind as CutKind,
    )
    from ledertrivsel.scales import (
        Rating as Rating,
    )
    from ledertrivsel.scales import (
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
    )
    from ledertrivsel.themes import (
        Theme as Theme,
    )
    from ledertrivsel.themes import (
        ThemeSource as ThemeSource,
    )
    from ledertrivsel.view import (
        Audience as Audience,
    )
    from ledertrivsel.view import (
        View as View,
    )
    from ledertrivsel.workshop import (
        Group as Group,
    )
    from ledertrivsel.workshop import (
        Participant as Participant,
    )
    from ledertrivsel.workshop import (
        Representation as Representation,
    )
    from ledertrivsel.workshop import (
        Role as Role,
    )
    from ledertrivsel.workshop import (
        Session as Session,
    )
    from ledertrivsel.workshop import (
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
