"""How a plan comes about: the lifecycle as a picture, drawn from the table the engine runs on, and as that table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult import drawing
from consult.sentences import act_label, who_may, word
from workflow.rules.lifecycle import MAIN_LINE, TRANSITIONS, Stage


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """One page, nothing else: whoever reads it knows every way a plan can go."""
    column = [*MAIN_LINE, *(stage for stage in Stage if stage not in MAIN_LINE)]
    keys = drawing.keys([str(stage) for stage in column], TRANSITIONS)
    labels = {str(stage): word("stage", stage) for stage in column}
    context = {
        "picture": drawing.svg(
            [str(stage) for stage in column],
            TRANSITIONS,
            labels=labels,
            title=_("The stages of a plan and the ways between them"),
        ),
        "columns": [
            {"label": _("Number")},
            {"label": _("What happens")},
            {"label": _("From")},
            {"label": _("To")},
            {"label": _("Who can do it")},
        ],
        "rows": [
            [
                str(key.number),
                act_label(key.act),
                ", ".join(labels[stage] for stage in key.sources),
                labels[key.target],
                who_may(key.act),
            ]
            for key in keys
        ],
    }
    return render(request, "pages/lifecycle.html", context)
