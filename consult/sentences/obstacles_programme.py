"""Obstacles in words: a common project of several towns and the books it counts from.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Lack

PROGRAMME: Mapping[str, Lack] = {
    "programme_over": Lack(
        (_("The common project “%(programme)s” has ended"), _("The common project has ended")),
        _("The towns' own plans go on; nothing more is counted."),
    ),
    "wrong_standing": Lack(
        (
            _("%(town)s stands in the common project as: %(standing)s; this belongs to: %(standings)s"),
            _("%(town)s was not invited to the common project; this belongs to: %(standings)s"),
            _("The town does not stand where this belongs"),
        ),
        _("Go step by step: invitation, answer, partnership agreement."),
    ),
    "not_joined": Lack(
        (
            _("%(town)s has not joined the common project: there is no partnership agreement"),
            _("The town has not joined the common project"),
        ),
        _("Record the partnership agreement first."),
    ),
    "file_missing": Lack(
        (_("No file is attached"),),
        _("Attach at least one, so that everybody can see what the town tells."),
    ),
    "gate_not_reached": Lack(
        (
            _("The stage “%(gate)s” asks for “%(target)s”: there is %(have)s, needed is %(need)s"),
            _("“%(target)s”: there is %(have)s, needed is %(need)s"),
            _("Not enough towns have come so far"),
        ),
        _("Wait for more towns; what they do counts by itself."),
    ),
    "earlier_gate_open": Lack(
        (_("The stage “%(gate)s” has not ended yet"), _("An earlier stage has not ended yet")),
        _("Let the steering group end it first."),
    ),
    "target_missed": Lack(
        (
            _("“%(target)s” is not reached: there is %(have)s, needed is %(need)s"),
            _("A target is not reached"),
        ),
        _("Reach it, or give the project up and say why."),
    ),
    "book_unknown": Lack(
        (_("There is no record book of %(town)s here"), _("There is no such record book here")),
        _("A town that keeps its plan elsewhere is counted by its files."),
    ),
    "reference_forged": Lack(
        (
            _("The book of %(town)s says something else about entry %(n)s"),
            _("The book says something else about that entry"),
        ),
        _("Give only the number of the entry; everything else is looked up."),
    ),
    "reference_does_not_fit": Lack(
        (
            _("Entry %(n)s of the book of %(town)s was corrected there by entry %(by)s"),
            _("Entry %(n)s of the book of %(town)s is not what is counted for “%(target)s”"),
            _("Entry %(n)s of the book of %(town)s is not what is counted here"),
            _("The entry is not what is counted here"),
        ),
        _("Choose another entry; the process file says which act counts."),
    ),
    "sources_missing": Lack(
        (
            _("The regional plan is made from approved plans of %(have)s towns, needed are %(need)s"),
            _("Not enough approved plans of towns are taken up"),
        ),
        _("Take up more of them first."),
    ),
}
