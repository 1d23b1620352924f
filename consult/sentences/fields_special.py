"""Facts the rules work out, and fields that mean something of their own in one act (`act.field`).

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Field

WORKED_OUT: Mapping[str, Field] = {
    "answer": Field(_("Fingerprint of the answer")),
    "carried": Field(_("Carried over")),
    "closes_at": Field(_("Last moment for comments")),
    "contradiction": Field(_("Contradicts the counts")),
    "counted": Field(_("Who counts")),
    "deadline": Field(_("Last moment to answer")),
    "due": Field(_("To be settled in this plan")),
    "duly": Field(_("Invitation in time")),
    "edition": Field(_("Edition")),
    "failed_rounds": Field(_("Failed rounds")),
    "how": Field(_("How it was decided")),
    "items": Field(_("Answers listed")),
    "late": Field(_("Came after the period")),
    "number": Field(_("Number")),
    "parts": Field(_("Parts")),
    "preparatory": Field(_("Preparatory steps")),
    "reasons": Field(_("Why")),
    "result": Field(_("Result")),
    "results": Field(_("Results")),
    "round": Field(_("Round")),
    "settled": Field(_("Settled")),
    "sides": Field(_("By side")),
    "tallies": Field(_("Count")),
}

OF_ONE_ACT: Mapping[str, Field] = {
    "apply_to_join.about": Field(_("About you"), _("Why you want to take part; you need no mandate.")),
    "record_aim.aim": Field(_("Short name")),
    "record_council_result.attempt": Field(_("Which decision of this council it is")),
    "establish_body.body": Field(_("Short name")),
    "record_mandate.body": Field(_("Who resolved it"), _("The council or board that gave the mandate.")),
    "call_meeting.body": Field(_("Which group meets"), _("Leave empty for a public meeting or a joint one.")),
    "hold_matter.ground": Field(_("Why it waits")),
    "hide_matter.ground": Field(_("Why it is hidden"), _("What it says about the plan is never a ground.")),
    "hide_reply.ground": Field(_("Why it is hidden"), _("What it says about the plan is never a ground.")),
    **dict.fromkeys(
        ("hide_reply.reply", "show_reply.reply"), Field(_("The reply"), _("One that stands under a comment."))
    ),
    **dict.fromkeys(
        ("appeal_hiding.reply", "uphold_hiding.reply"),
        Field(_("The reply"), _("Leave empty if it is about the comment itself.")),
    ),
    "appeal_hiding.reason": Field(_("Why it should be shown"), _("In a sentence or two.")),
    "answer_help.reason": Field(_("Why it cannot be given"), _("Only the person who asked will read it.")),
    "ask_for_help.kind": Field(_("What you need")),
    "ask_for_help.about": Field(
        _("More about it"), _("Only the office reads it; write as little about yourself as you can.")
    ),
    "ask_for_help.meeting": Field(_("For which meeting"), _("Leave empty if it is for taking part as a whole.")),
    "reply_to_matter.told": Field(_("Your reply"), _("Your own words are enough.")),
    "redact.ground": Field(_("Legal ground"), _("Which right or law asks for it.")),
    "refuse_applicant.ground": Field(_("Ground"), _("Everybody can read it, and the applicant can appeal.")),
    "propose.kind": Field(_("What is asked")),
    "write_section.matter": Field(
        _("Comment it follows from"), _("Once the draft is posted, every change of substance needs one.")
    ),
    "record_agreement.agreement": Field(_("Short name of the agreement")),
    "record_agreement.day": Field(_("Day"), _("Since when it holds.")),
    "admit_municipality.day": Field(_("Since when it belongs to the territory")),
    "release_municipality.day": Field(_("Since when it no longer belongs")),
    "enter_past_measure.aim": Field(_("Short name")),
    "enter_past_plan.day": Field(_("Day"), _("When it was approved.")),
    "enter_past_plan.source": Field(_("Source"), _("Where all this is known from.")),
    "give_promise.promise": Field(_("Short name of the promise")),
    "give_promise.owner": Field(
        _("Who promised it"), _("An organisation or office; a name only if the person agrees.")
    ),
    "rank_aims.points": Field(_("Points"), _("One number for each, in the same order; none for an agreed order.")),
    "record_means.year": Field(_("Year"), _("The year the money is for.")),
    "adopt_action_plan.year": Field(_("Year"), _("The year it is for.")),
    "evaluate_plan.year": Field(_("Year"), _("The year looked back on.")),
    "call_meeting.programme": Field(_("Programme"), _("What will be dealt with, in order.")),
    "start_programme.programme": Field(_("Name of the common project"), _("As in the process file.")),
    "join_town.agreement": Field(_("Partnership agreement"), _("The file; the book keeps its fingerprint.")),
    "count_town.need": Field(_("What it counts for"), _("As the process file calls it.")),
    "count_external.need": Field(_("What it counts for"), _("As the process file calls it.")),
    "take_back_count.need": Field(_("What it counted for"), _("As the process file calls it.")),
    "count_town.origin": Field(_("Name of that book")),
    "include_source.origin": Field(_("Name of that book")),
    "count_town.value": Field(_("What it adds")),
    "count_external.value": Field(_("What it adds"), _("1 where towns are counted.")),
    "count_participants.people": Field(_("People who have taken part")),
    "record_training.people": Field(_("Who came"), _("In the book only random numbers stand for the people.")),
    "record_training.day": Field(_("Day"), _("When it took place.")),
    "close_programme.report": Field(_("Report on the project"), _("The file; the book keeps its fingerprint.")),
    "call_meeting.meeting": Field(_("Short name of the meeting")),
    "propose.on": Field(_("Fingerprint of the text in question")),
    "amend_proposal.on": Field(_("Fingerprint of the text in question")),
    "write_section.place": Field(_("Order in the part"), _("1 for the first section.")),
    "propose.proposal": Field(_("Short name of the question")),
    "fill_seat.seat": Field(_("Short name of the seat")),
    "admit_applicant.seat": Field(_("Short name of the seat")),
    "write_section.section": Field(_("Short name of the section")),
    "write_section.text": Field(_("Text"), _("What the plan will say.")),
    "record_mandate.text": Field(_("Wording of the resolution"), _("As it was adopted.")),
    "raise_matter.told": Field(_("What would you change?"), _("Your own words are enough.")),
    "open_call.until": Field(_("Answers in writing until"), _("Leave empty for a round at a meeting.")),
    "plan_review.who": Field(_("Who sees to it"), _("A role or an office; a name only if the person agrees.")),
}
