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
    stages = [str(stage) for stage in Stage]
    names = {stage: word("stage", stage) for stage in stages}
    context = {
        "picture": drawing.svg(
            stages,
            [str(stage) for stage in MAIN_LINE],
            TRANSITIONS,
            names=names,
            title=_("The stages of a plan and the ways between them"),
            description=_("The same stages and ways are listed in the table on this page."),
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
                ", ".join(names[stage] for stage in key.sources),
                names[key.target],
                who_may(key.act),
            ]
            for key in drawing.keys(stages, TRANSITIONS)
        ],
    }
    return render(request, "pages/lifecycle.html", context)
