"""Every act there is, one file a pen. Reading this folder is reading what can happen."""

from workflow.rules.acts.agenda import OpenAgenda
from workflow.rules.acts.bodies import FillSeat
from workflow.rules.acts.commenting import RaiseMatter
from workflow.rules.acts.councils import RecordCouncilResult
from workflow.rules.acts.cycle import ReportMeasure
from workflow.rules.acts.deciding import Propose
from workflow.rules.acts.disagreeing import RecordAttempt
from workflow.rules.acts.drafting import WriteSection
from workflow.rules.acts.founding import FoundTerritory
from workflow.rules.acts.keeping import CorrectRecord
from workflow.rules.acts.meetings import CallMeeting
from workflow.rules.acts.needs import RecordNeed
from workflow.rules.acts.posting import PostDraft
from workflow.rules.acts.settling import SettleMatter
from workflow.rules.acts.steering import SignOffPart

PENS: dict[str, str] = {
    # the pen, and one act by which it is known; importing them all is what fills `workflow.rules.act.ACTS`
    "founding": FoundTerritory.NAME,
    "bodies": FillSeat.NAME,
    "needs": RecordNeed.NAME,
    "drafting": WriteSection.NAME,
    "deciding": Propose.NAME,
    "disagreeing": RecordAttempt.NAME,
    "agenda": OpenAgenda.NAME,
    "steering": SignOffPart.NAME,
    "meetings": CallMeeting.NAME,
    "posting": PostDraft.NAME,
    "commenting": RaiseMatter.NAME,
    "settling": SettleMatter.NAME,
    "councils": RecordCouncilResult.NAME,
    "cycle": ReportMeasure.NAME,
    "keeping": CorrectRecord.NAME,
}
