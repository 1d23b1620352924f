"""Acts in words: the territory and its past, priorities and means, promises and years looked back on.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

CYCLE: Mapping[str, Deed] = {
    # the territory
    "record_agreement": Deed(
        _("Record an agreement of municipalities"),
        _("On what they agreed, who the parties are, since when, with the document."),
        (
            Line(_("The municipalities %(parties)s made an agreement (%(kind)s): “%(told)s”.")),
            Line(_("The municipalities %(parties)s made an agreement (%(kind)s).")),
        ),
    ),
    "admit_municipality": Deed(
        _("Admit a municipality"),
        _("A municipality joins the territory; plans begun before keep the territory they began with."),
        (Line(_("%(municipality)s has belonged to the territory since %(day)s.")),),
    ),
    "release_municipality": Deed(
        _("Release a municipality"),
        _("A municipality leaves the territory; a plan on its way must then take a process file without it."),
        (Line(_("%(municipality)s left the territory on %(day)s.")),),
        tails=(Line(_("Reason: “%(reason)s”.")),),
    ),
    # the past
    "enter_past_plan": Deed(
        _("Enter a plan from before the book"),
        _("Its years, its territory then, who approved it, and where that is known from."),
        (
            Line(_("A plan from before this book was entered: “%(title)s” for %(from_year)s–%(to_year)s.")),
            Line(_("A plan from before this book was entered, for %(from_year)s–%(to_year)s.")),
        ),
        tails=(Line(_("It was approved by: %(approved_by)s, no. %(resolution)s.")), Line(_("Source: “%(source)s”."))),
    ),
    "enter_past_measure": Deed(
        _("Enter a measure of a past plan"),
        _("What was planned and what became of it, with the evidence there is."),
        (
            Line(_("A measure of the past plan was entered: “%(told)s” (%(status)s).")),
            Line(_("A measure of the past plan was entered (%(status)s).")),
        ),
        tails=(Line(_("“%(evidence)s”.")),),
    ),
    # priorities and means
    "rank_aims": Deed(
        _("Record an order of priorities"),
        _("What people at a meeting want most, in what order, and how they came to it; it decides nothing by itself."),
        (
            Line(_("An order was recorded (%(kind)s, %(ranked_by)s, people: %(people)s): %(order)s.")),
            Line(_("An order of wishes was recorded (%(ranked_by)s).")),
        ),
    ),
    "record_means": Deed(
        _("Record money in sight"),
        _("How much for one year, from whom, and how sure it is."),
        (
            Line(_("Money in sight for %(year)s: %(amount)s thousand crowns, %(certainty)s, from: %(funder)s.")),
            Line(_("Money in sight for %(year)s: %(amount)s thousand crowns, %(certainty)s.")),
        ),
    ),
    "share_costs": Deed(
        _("Share the costs of a measure"),
        _("Municipalities share the costs as they agreed, each with its amount a year."),
        (Line(_("The costs of “%(aim)s” are shared by: %(municipalities)s.")),),
    ),
    "list_in_network": Deed(
        _("List a measure in the minimal network"),
        _("The measure secures a service of the network the municipalities agreed on."),
        (Line(_("“%(aim)s” belongs to the minimal network of services.")),),
    ),
    # promises and years
    "give_promise": Deed(
        _("Record a promise"),
        _("Who promised what, and by when; it stays open until it is kept or taken back."),
        (
            Line(_("%(owner)s promised: “%(told)s” (by %(due)s).")),
            Line(_("A promise was recorded.")),
        ),
    ),
    "close_promise": Deed(
        _("End a promise"),
        _("It was kept, with evidence, or whoever gave it is released from it, with a reason."),
        (Line(_("The promise “%(promise)s”: %(status)s.")),),
        tails=(Line(_("“%(told)s”.")),),
    ),
    "adopt_action_plan": Deed(
        _("Adopt the action plan of a year"),
        _("Which measures are worked on in one year, as the steering group decided."),
        (Line(_("The action plan for %(year)s was adopted; its measures: %(measures)s.")),),
    ),
    "evaluate_plan": Deed(
        _("Evaluate a year of the plan"),
        _("How the plan fared in one year, and when it will be looked at again."),
        (
            Line(_("The year %(year)s was evaluated: “%(told)s”.")),
            Line(_("The year %(year)s was evaluated.")),
        ),
        tails=(Line(_("The next review is due on %(next_on)s.")),),
    ),
}
