"""What waits for somebody: calls to answer, comments to settle, texts to approve, results and minutes to record."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from consult.course import next_steps
from consult.decided import question_line
from consult.inherited import Inheritance
from consult.places import Here
from consult.recordings import waiting_recordings
from consult.sentences import act_label, word
from consult.templatetags.dohoda import count, day, moment, on
from consult.who import Held, now
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.acts.cycle import AFTER
from workflow.rules.authority import AUTHORITY
from workflow.rules.lifecycle import ENDS, Stage
from workflow.rules.pens import SCRIBE_ROLES, TEAM_ROLES, holds
from workflow.store import Rows

SETTLING = frozenset({Stage.RESOLVING})
MOST = 10


def waiting_for(held: Held, here: Here) -> list[dict[str, str]]:
    """Each thing as a sentence and where it is done, the most pressing first. A handful of queries a seat."""
    things = [*_calls(held, here), *_results(held, here), *_parts(held, here), *_matters(held, here)]
    things += [
        *_recordings(held, here),
        *_minutes(held, here),
        *_meetings(held, here),
        *_cycle(held, here),
        *_onward(held, here),
    ]
    return [thing for thing in things if thing["url"]]


def _thing(sentence: str, url: str, hint: str = "") -> dict[str, str]:
    return {"sentence": sentence, "url": url, "hint": hint}


def _calls(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """Open calls in which this seat counts and has not spoken."""
    if not held.votes:
        return
    calls = here.rows(rows.Call).filter(body=held.standing.body, open=True).order_by("born")
    for call in calls[:MOST]:
        counted = [seat for seat, _side, _sub in call.counted if seat not in call.left]
        spoken = f"{call.key}.{held.standing.body}.{held.standing.seat}"
        if (
            held.key not in counted
            or model_of(rows.Stance).objects.filter(territory=here.territory, key=spoken).exists()
        ):
            continue
        hint = _("answers until %(day)s") % {"day": on(call.deadline)} if call.deadline else ""
        if call.kind == "consent":
            url = here.address("agenda", call.key.split("/", 1)[1])
            yield _thing(
                _("Say whether you agree with prepared answers: %(n)s") % {"n": len(call.proposals)}, url, hint
            )
            continue
        asked = here.rows(rows.Proposal).filter(key=here.key(call.proposals[0])).first()
        what = question_line(here, asked.kind, asked.subject) if asked else ""
        yield _thing(_("Take a position: %(what)s") % {"what": what}, here.address("decision", call.proposals[0]), hint)


def _results(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """A council's clerk: the plan lies before the council, and no result stands."""
    council = here.process.council(held.standing.body or "")
    if council is None or here.plan.stage != Stage.COUNCILS or held.role != "clerk":
        return
    decided = here.rows(rows.CouncilDecision).filter(council=council.id, standing=True)
    if not decided.exists():
        yield _thing(_("Record how the council decided"), here.address("councils"))


def _parts(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """Steering group: parts that were handed to it."""
    if held.standing.body != here.process.sign_off.body:
        return
    handed = here.rows(rows.Part).filter(status="submitted").count()
    if handed and here.plan.stage in (Stage.DRAFTING, Stage.STEERING):
        yield _thing(_("Waiting for approval: %(parts)s") % {"parts": count(handed, "part")}, here.address("sign_off"))


def _matters(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """Groups: comments that must be settled before the plan can go on."""
    if held.body_kind not in ("working_group", "delivery_team"):
        return
    early = here.process.comments.settle_while_open and here.plan.stage == Stage.COMMENTING
    if here.plan.stage not in SETTLING and not early:
        return
    left = here.rows(rows.Matter).filter(open=True, due=True).count()
    if left:
        sentence = _("Waiting to be settled: %(matters)s") % {"matters": count(left, "comment")}
        yield _thing(sentence, f"{here.address('register')}?state=open")


def _recordings(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """Those who may write down: comments said by voice that nobody has written down yet."""
    waiting = waiting_recordings(here).count()
    state = Rows(here.territory)
    if waiting and any(holds(state, pen, held.standing, held.standing.body) for pen in AUTHORITY["transcribe_matter"]):
        yield _thing(_("Write down what was said in recordings: %(n)s") % {"n": waiting}, here.address("recordings"))


def _minutes(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """Who takes the minutes: meetings held without any."""
    if held.role not in SCRIBE_ROLES and held.body_kind != "delivery_team":
        return
    over = here.rows(rows.Meeting).filter(minutes=None, cancelled=False).exclude(closed_at=None)
    if held.body_kind != "delivery_team":
        over = over.filter(body=held.standing.body)
    for row in over.order_by("starts_at")[:MOST]:
        sentence = _("Publish the minutes of the meeting held %(day)s") % {"day": on(row.starts_at)}
        yield _thing(sentence, here.address("meeting", row.key.split("/", 1)[1]))


def _meetings(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """The next meeting of one's own group; the team comes to the public ones. One whose hour has come is opened."""
    of_mine = Q(body=held.standing.body)
    if held.body_kind == "delivery_team":
        of_mine |= Q(body=None)
    leads = held.role in SCRIBE_ROLES or held.body_kind == "delivery_team"
    ahead = here.rows(rows.Meeting).filter(of_mine, opened_at=None, cancelled=False)
    for row in ahead.order_by("starts_at")[:2]:
        url, over = here.address("meeting", row.key.split("/", 1)[1]), row.starts_at <= now()
        if over and leads:
            yield _thing(_("Open the meeting called for %(day)s") % {"day": moment(row.starts_at)}, url)
        elif not over:
            yield _thing(_("Come to the meeting %(day)s") % {"day": on(row.starts_at)}, url)


def _cycle(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """The team: what the last plan left open, a review that is due, promises whose day has passed."""
    if held.role not in TEAM_ROLES or here.plan.stage in ENDS:
        return
    today = now()[:10]
    if here.plan.predecessor and here.plan.stage == Stage.PREPARATION and (left := Inheritance(here).left):
        sentence = _("Choose what to do with what the last plan left open: %(n)s") % {"n": left}
        yield _thing(sentence, here.address("inheritance"))
    if here.plan.review_on and here.plan.review_on < today and here.plan.stage in AFTER:
        hint = _("it was due on %(day)s") % {"day": day(here.plan.review_on)}
        yield _thing(_("Evaluate how the plan is fulfilled"), here.address("fulfilment"), hint)
    overdue = here.rows(rows.Promise).filter(status="open", due__lt=today).count()
    if overdue:
        yield _thing(
            _("Promises whose day has passed: %(n)s") % {"n": overdue}, f"{here.address('fulfilment')}#promises"
        )


def _onward(held: Held, here: Here) -> Iterator[dict[str, str]]:
    """The team: the plan may go on, nothing is missing."""
    if held.role not in TEAM_ROLES and held.body_kind != "office":
        return
    for step in next_steps(here):
        if not step.obstacles:
            target = word("stage", step.target)
            sentence = _("Nothing is missing for the next stage, %(stage)s: %(act)s") % {
                "stage": target,
                "act": act_label(step.act),
            }
            yield _thing(sentence, here.address("plan_act", step.act))
