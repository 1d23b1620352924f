"""Everything a town can get wrong in its process file, one disaster at a time: which key is named, with which words.

Each disaster is two lines: what somebody wrote instead of what in the file of Dolany, and what must be said about it.
"""

import re

import pytest

from tests.workflow.rules.dolany import refused, spoilt

DISASTERS = r"""
a key that must be there is missing: id = "dolany-2024" ->
    id: missing; add id = "…"
a whole table is missing: [sign_off]\nbody = "rs" ->
    sign_off: missing; add a table with the keys body
text where a number belongs: period_years = 4 -> period_years = "4"
    plan.period_years: from 1 to 15
a number where a table belongs: council_rule = "all" -> council_rule = "all"\nmeetings = 3
    meetings: 3 is not a table
yes where true belongs: recommends = true -> recommends = "yes"
    councils[0].recommends: write true
one name where a list belongs: ["analyza"] -> "analyza"
    parts[1].after: not a list
a table where a list belongs: [[areas]] -> [areas]
    areas: not a list
a date where text belongs: source = "invented" -> source = 2024-01-01
    source: a date or time is not text
an empty title: cs = "Analýza" -> cs = " "
    parts[0].title.cs: empty
a title with hidden characters: cs = "Analýza" -> cs = "A\u202Eb"
    parts[0].title.cs: invisible
a title in one language: , en = "Analysis" ->
    parts[0].title.en: missing
an identifier with accents: id = "opatreni" -> id = "opatření"
    parts[1].id: without accents
a misspelt key: min_days_total -> min_day_total
    comments.min_day_total: did you mean "min_days_total"
a key like no other: [charter] -> [charter]\nxyz = 1
    charter.xyz: known here: max_stand_asides
a word that is not a choice: "board" -> "rada"
    councils[0].level: known here: board, council
two parts with one name: id = "opatreni" -> id = "analyza"
    parts[1].id: parts[0] already
a council and a group with one name: id = "tym" -> id = "rada"
    bodies[2].id: a council already
a group for an unknown area: area = "rodina" -> area = "rodiny"
    bodies[1].area: did you mean "rodina"
a part after an unknown part: ["analyza"] -> ["uvod"]
    parts[1].after[0]: not among parts
one part named twice: ["analyza"] -> ["analyza", "analyza"]
    parts[1].after[1]: named twice
an unknown body signs: body = "rs" -> body = "rss"
    sign_off.body: did you mean "rs"
a working group signs: body = "rs" -> body = "ps"
    sign_off.body: only a steering group
an unknown body approves: approved_by = "rs" -> approved_by = "xx"
    deliverables[0].approved_by: not among
an advising body approves: approved_by = "rs" -> approved_by = "tym"
    deliverables[0].approved_by: advises
a council of an unknown town: municipality = "dolany" -> municipality = "x"
    councils[0].municipality: x
a weight on a side: user = 2 -> user = {min = 2, weight = 2}
    bodies[1].sides.user.weight: principle 7
a casting vote in a body: admission = "open" -> admission = "open"\ncasting_vote = true
    bodies[1].casting_vote: principle 7
a weight in a council: members_total = 21 -> members_total = 21\nweight = 2
    councils[1].weight: principle 7
a rule on who may comment: [comments] -> [comments]\nwho = "residents"
    comments.who: principles 2 and 6
comments for residents only: [comments] -> [comments]\nresidents_only = true
    comments.residents_only: principles 2
a plan whose page takes no comments: [comments] -> [comments]\nchannels = ["post"]
    comments.channels: add "web"
a council that seeks consensus: vote_only -> consensus_first
    bodies[3].decision: principle 4; 128/2000 § 87
a council with a method: recommends = true -> method = "consensus"
    councils[0].method: principle 4; 128/2000
a council with a majority of its own: members_total = 21 -> members_total = 21\nquorum = 3
    councils[1].quorum: § 87
a working group that only votes: "open"\ndecision = "consensus_first" -> "open"\ndecision = "vote_only"
    bodies[1].decision: principle 4
a working group that only advises: "open"\ndecision = "consensus_first" -> "open"\ndecision = "advisory"
    bodies[1].decision: principle 1
a delivery team that decides: decision = "advisory" -> decision = "consensus_first"
    bodies[2].decision: advisory
a closed working group: admission = "open" -> admission = "appointed"
    bodies[1].admission: guard = "open_group"
a council anybody may join: "appointed"\ndecision = "vote_only" -> "open"\ndecision = "vote_only"
    bodies[3].admission: elected
a council with sides: "vote_only" -> "vote_only"\nsides = {user = 1}
    bodies[3].sides: no sides
a stage that does not exist: stage = "drafting" -> stage = "draft"
    deliverables[0].stage: mean "drafting"
a stage that is never left: stage = "drafting" -> stage = "superseded"
    deliverables[0].stage: never reached
a stage nothing is asked in: body = "rs" -> body = "rs"\nstages = ["posted"]
    sign_off.stages[0]: never be reached
final sign-off among the stages: body = "rs" -> body = "rs"\nstages = ["final_signoff"]
    sign_off.stages[0]: sign_off.final
stages of the town's own: source = "invented" -> source = "x"\nstages = ["party"]
    stages: no part of a process file
stand-asides over a half: "1/4" -> "2/3"
    charter.max_stand_asides: from 0 to 1/2
a share divided by nothing: "1/4" -> "1/0"
    charter.max_stand_asides: not a fraction
a share as a decimal: "1/4" -> 0.25
    charter.max_stand_asides: as text, such as "1/2"
a support that is no majority: [cycle] -> [support_check]\nmin_share = "1/3"\n[cycle]
    support_check.min_share: from 1/2 to 1
a vote without any round: [charter] -> [charter]\nmin_rounds_before_vote = 0
    charter.min_rounds_before_vote: 1 to 12
written answers in a day: [charter] -> [charter]\nwritten_min_working_days = 1
    charter.written_min_working_days: 3 to 60
fewer than no days: min_days_total = 30 -> min_days_after_hearing = -1
    comments.min_days_after_hearing: 0 to 365
a window shorter than its halves: min_days_total = 30 -> min_days_total = 27
    comments.min_days_total: at least 28
no user in the steering group: user = 1,  ->
    bodies[0].sides.user: principle 3
no user in a working group: user = 2 -> user = 0
    bodies[1].sides.user: principle 3
no provider in a working group: 2, provider = 1, -> 2,
    bodies[1].sides.provider: the triad
a side nobody knows: public = 1} -> publik = 1}
    bodies[1].sides.publik: did you mean "public"
a derived group from nowhere: derived_from = ["ps"] ->
    bodies[0].derived_from: name the working groups
a group derived without being so: admission = "derived" -> admission = "open"
    bodies[0].derived_from: remove it
a group derived from the team: ["ps"] -> ["tym"]
    bodies[0].derived_from[0]: name a working group
a council without a number of members: members_total = 21 ->
    councils[1].members_total: missing
a council among the bodies alone: id = "zastupitelstvo"\nkind -> id = "zmesta"\nkind
    bodies[3].id: no members_total
a council called a board: kind = "council" -> kind = "executive_board"
    bodies[3].kind: let both say the same
a council of two: members_total = 21 -> members_total = 2
    councils[1].members_total: 5 to 70
an even board: members_total = 5 -> members_total = 6
    councils[0].members_total: odd number
a board over a third of its council: members_total = 5 -> members_total = 9
    councils[0].members_total: at most 7
a council that only recommends: members_total = 21 -> members_total = 21\nrecommends = true
    councils[1].recommends: board
two councils of one town: level = "board"\nmembers_total = 5\nrecommends = true -> members_total = 9
    councils[1].municipality: councils[0] already
a council by circular: "vote_only" -> "vote_only"\nwritten_procedure = true
    bodies[3].written_procedure: at a meeting
circulars for councils: [charter] -> [charter]\nwritten_procedure = ["council"]
    charter.written_procedure[0]: § 92
a lead nobody named: council_rule = "all" -> council_rule = "lead_plus_ack"
    lead: add lead = "…"
a lead nobody follows: council_rule = "all" -> council_rule = "all"\nlead = "zastupitelstvo"
    lead: no council leads
a lead that only recommends: council_rule = "all" -> council_rule = "lead_plus_ack"\nlead = "rada"
    lead: not among councils
two parts, each before the other: kind = "analytic" -> kind = "analytic"\nafter = ["opatreni"]
    parts[0].after: before itself
nowhere for measures: needs_measures = true ->
    parts: principles 9 and 11
periods that share a year: to_year = 2023 -> to_year = 2024
    cycle.periods[1]: overlaps 2020-2024
a period that ends before it begins: to_year = 2027 -> to_year = 2022
    cycle.periods[1].to_year: before it begins
a guard of law relaxed: no_stakeholders -> reason_missing
    relaxed[0].guard: nobody can waive
a guard that is none: no_stakeholders -> no_stakeholder
    relaxed[0].guard: did you mean "no_stakeholders"
a guard under another principle: principle = 2 -> principle = 3
    relaxed[0].principle: write 2
a twelfth principle: principle = 2 -> principle = 12
    relaxed[0].principle: 1 to 11
a relaxation that is no assumption: assumption = true -> assumption = false
    relaxed[0].assumption: write true
a relaxation not said to be one: assumption = true ->
    relaxed[0].assumption: missing
a relaxation without a reason: reason = {cs = "Všichni se znají.", en = "Everybody knows everybody."} ->
    relaxed[0].reason: missing
"""

DISASTER_PATTERN = re.compile(r"(.+?): (.+) ->(?: (.+))?\n    (\S+): (.+)\n")
FOUND = {name: tuple(parts) for name, *parts in DISASTER_PATTERN.findall(DISASTERS)}


@pytest.mark.parametrize("name", FOUND)
def test_one_mistake_is_named_once_with_its_key_and_its_reason(name: str) -> None:
    old, new, key, words = (part.replace("\\n", "\n") for part in FOUND[name])
    (mistake,) = refused(spoilt((old, new)))
    assert (mistake.file, mistake.key) == ("dolany.toml", key)
    assert words in f"{mistake.wrong}; {mistake.fix}"


def test_no_disaster_is_lost_on_the_way_from_the_table() -> None:
    assert len(FOUND) == len(DISASTERS.strip().splitlines()) / 2
