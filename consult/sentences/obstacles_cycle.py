"""Obstacles in words: the territory, past plans, orders of wishes, and the contents a part must have.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

CYCLE: Mapping[str, Lack] = {
    "municipality_not_member": Lack(
        (_("%(municipality)s does not belong to the territory"), _("A municipality does not belong to the territory")),
        _("Admit it first, or use a process file without it."),
    ),
    "municipality_left": Lack(
        (_("%(municipality)s has left the territory"), _("A municipality has left the territory")),
        _("Let the steering group decide on a process file without it; nobody decides for those who left."),
    ),
    "not_a_party": Lack(
        (
            _("%(municipality)s is not a party to the agreement “%(agreement)s”"),
            _("A municipality is not a party to the agreement"),
        ),
        _("Name only the parties, or record the agreement that names it."),
    ),
    "wrong_agreement": Lack(
        (_("The agreement “%(agreement)s” is about something else"), _("The agreement is about something else")),
        _("Choose the agreement on this, or record it first."),
    ),
    "not_past": Lack(
        (
            _("“%(plan)s” is no plan from before the book"),
            _("A plan for the years from %(from_year)s on is none from before the book"),
            _("This is only for plans from before the book"),
        ),
        _("A plan that is being made is created anew and goes through all its stages."),
    ),
    "not_ranked": Lack(
        (_("“%(aim)s” has no place in the order"), _("Something has no place in the order")),
        _("Give every one its place, the last ones too."),
    ),
    "ranked_twice": Lack(
        (_("“%(aim)s” stands in the order twice"), _("Something stands in the order twice")),
        _("Name each once."),
    ),
    "ranking_does_not_follow": Lack(
        (
            _("The order does not follow from the points: %(points)s of them for %(aims)s places"),
            _("The order does not follow from the points"),
        ),
        _("Give one number for each, from the most to the fewest; only an agreed order needs none."),
    ),
    "checklist_missing": Lack(
        (
            _("%(part)s: nothing in it covers “%(item)s”"),
            _("A content the part must have is missing"),
        ),
        _("Write a section on it and say that it covers it."),
    ),
    "annex_missing": Lack(
        (
            _("%(council)s: approval with an annex and the annex itself belong together"),
            _("Approval with an annex and the annex itself belong together"),
        ),
        _("Attach what the council decided for its own municipality, or record the approval without an annex."),
    ),
    "council_still_asked": Lack(
        (
            _("%(council)s has the plan before it"),
            _("The councils have the plan before them under the rule they were asked by"),
        ),
        _(
            "Wait for their votes. Meanwhile the rule stays, and a council is only left out when its municipality has "
            "left the territory."
        ),
    ),
}
