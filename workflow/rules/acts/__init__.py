"""Every act there is, one file a pen. Reading this folder is reading what can happen."""

from workflow.rules.act import Act
from workflow.rules.acts.agenda import OpenAgenda
from workflow.rules.acts.agreeing import AgreeSide
from workflow.rules.acts.answering import DraftAnswer
from workflow.rules.acts.bodies import FillSeat
from workflow.rules.acts.calendar import PassGate
from workflow.rules.acts.commenting import RaiseMatter
from workflow.rules.acts.councils import RecordCouncilResult
from workflow.rules.acts.counting import CountTown
from workflow.rules.acts.cycle import ReportMeasure
from workflow.rules.acts.deciding import Propose
from workflow.rules.acts.disagreeing import RecordAttempt
from workflow.rules.acts.drafting import WriteSection
from workflow.rules.acts.emergency import OpenVote
from workflow.rules.acts.founding import FoundTerritory
from workflow.rules.acts.fulfilling import GivePromise
from workflow.rules.acts.grouping import ConfirmAlike
from workflow.rules.acts.history import EnterPastPlan
from workflow.rules.acts.joining import ApplyToJoin
from workflow.rules.acts.keeping import CorrectRecord
from workflow.rules.acts.meetings import CallMeeting
from workflow.rules.acts.members import AdmitMunicipality
from workflow.rules.acts.moderating import HideMatter
from workflow.rules.acts.needs import RecordNeed
from workflow.rules.acts.plans import CreatePlan
from workflow.rules.acts.positions import TakePosition
from workflow.rules.acts.posting import PostDraft
from workflow.rules.acts.preparing import RecordMandate
from workflow.rules.acts.priorities import RankAims
from workflow.rules.acts.programme import StartProgramme
from workflow.rules.acts.settling import SettleMatter
from workflow.rules.acts.speaking import JoinMatter
from workflow.rules.acts.steering import SignOffPart
from workflow.rules.acts.submitting import SubmitToCouncils

# A pen and one act by which its file is known; importing them all is what fills `workflow.rules.act.ACTS`.
PENS: dict[str, type[Act]] = {
    "founding": FoundTerritory,
    "members": AdmitMunicipality,
    "plans": CreatePlan,
    "history": EnterPastPlan,
    "bodies": FillSeat,
    "joining": ApplyToJoin,
    "preparing": RecordMandate,
    "needs": RecordNeed,
    "priorities": RankAims,
    "drafting": WriteSection,
    "deciding": Propose,
    "positions": TakePosition,
    "disagreeing": RecordAttempt,
    "emergency": OpenVote,
    "agenda": OpenAgenda,
    "steering": SignOffPart,
    "agreeing": AgreeSide,
    "meetings": CallMeeting,
    "posting": PostDraft,
    "commenting": RaiseMatter,
    "speaking": JoinMatter,
    "moderating": HideMatter,
    "grouping": ConfirmAlike,
    "answering": DraftAnswer,
    "settling": SettleMatter,
    "submitting": SubmitToCouncils,
    "councils": RecordCouncilResult,
    "cycle": ReportMeasure,
    "fulfilling": GivePromise,
    "programme": StartProgramme,
    "counting": CountTown,
    "calendar": PassGate,
    "keeping": CorrectRecord,
}
