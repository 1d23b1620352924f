"""What is remembered: the tables the rules read and write, as frozen rows.

The same rows live in two places that must never differ: in the database of an installation (`workflow.models`) and in
the memory of whoever replays a book (`state.Replayed`). A row's `key` is unique in its territory; `born` is the number
of the entry that first made it. `INDEXES` are the only combinations of columns a question may be asked by, so that
every question is answered from an index and never by loading a town.

Times are UTC strings in whole seconds: they sort as they are and look the same everywhere. Words people wrote appear
as the commitment to them, in hex.
"""

from dataclasses import fields

from workflow.rules.row import Row
from workflow.rules.rows_cycle import (
    ActionPlan,
    Agreement,
    Carried,
    Evaluation,
    Means,
    Membership,
    PastPlan,
    Promise,
    Publication,
    Ranking,
    Report,
)
from workflow.rules.rows_deciding import (
    Answer,
    Attendance,
    Call,
    Correction,
    CouncilDecision,
    Exemption,
    Matter,
    Meeting,
    Proposal,
    Redaction,
    Stance,
)
from workflow.rules.rows_people import Application, Body, Conflict, Interest, Seat, Town
from workflow.rules.rows_plan import (
    Aim,
    Assistance,
    Deliverable,
    Edition,
    Mandate,
    Need,
    Part,
    Plan,
    Section,
    SideAgreement,
    SignOff,
    Stakeholder,
    SupportCheck,
    Survey,
    Wording,
)
from workflow.rules.rows_programme import (
    Counted,
    Gate,
    Milestone,
    Participant,
    Programme,
    ProgrammeTown,
    SourcePlan,
    Trained,
    Training,
)
from workflow.rules.rows_speaking import HelpRequest, Joiner, Reply

TABLES: tuple[type[Row], ...] = (
    Town, Body, Seat, Interest, Conflict, Application, Plan, Mandate, Stakeholder, Deliverable, Survey, Need, Aim,
    SideAgreement, Part, Section, Wording, Edition, SignOff, Matter, Answer, Meeting, Attendance, Proposal, Call,
    Stance, CouncilDecision, Exemption, Correction, SupportCheck, Publication, Report, Carried, Assistance, Redaction,
    Membership, Agreement, PastPlan, Promise, Ranking, Means, ActionPlan, Evaluation,
    Programme, ProgrammeTown, Milestone, Gate, Counted, Training, Trained, SourcePlan, Participant,
    Joiner, Reply, HelpRequest,
)  # fmt: skip
TABLE_NAMED = {table.__name__: table for table in TABLES}
COLUMNS: dict[type[Row], tuple[str, ...]] = {table: tuple(column.name for column in fields(table)) for table in TABLES}

__all__ = [
    "COLUMNS",
    "TABLES",
    "TABLE_NAMED",
    "Row",
    "HelpRequest",
    "Joiner",
    "Reply",
    "Counted",
    "Gate",
    "Milestone",
    "Participant",
    "Programme",
    "ProgrammeTown",
    "SourcePlan",
    "Trained",
    "Training",
    "ActionPlan",
    "Agreement",
    "Evaluation",
    "Means",
    "Membership",
    "PastPlan",
    "Promise",
    "Ranking",
    "Aim",
    "Answer",
    "Application",
    "Assistance",
    "Attendance",
    "Body",
    "Call",
    "Carried",
    "Conflict",
    "Correction",
    "CouncilDecision",
    "Deliverable",
    "Edition",
    "Exemption",
    "Interest",
    "Mandate",
    "Matter",
    "Meeting",
    "Need",
    "Part",
    "Plan",
    "Proposal",
    "Publication",
    "Redaction",
    "Report",
    "Seat",
    "Section",
    "SideAgreement",
    "SignOff",
    "Stakeholder",
    "Stance",
    "SupportCheck",
    "Survey",
    "Town",
    "Wording",
]
