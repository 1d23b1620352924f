"""Words for the closed lists about speaking: for whom, where a reply stands, help to take part, what may be hidden.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from consult.sentences.telling import Lazy

OF_SPEAKING: Mapping[str, Mapping[str, Lazy]] = {
    "channel": {
        "web": pgettext_lazy("channel", "on the web"),
        "hearing": pgettext_lazy("channel", "at the public hearing"),
        "email": pgettext_lazy("channel", "by e-mail"),
        "post": pgettext_lazy("channel", "by post"),
        "in_person": pgettext_lazy("channel", "in person"),
        "relayed": pgettext_lazy("channel", "brought by a member of a group"),
        "data_box": pgettext_lazy("channel", "by data box"),
    },
    "voice": {
        "self": pgettext_lazy("voice", "for myself"),
        "helper": pgettext_lazy("voice", "for somebody I help"),
        "organisation": pgettext_lazy("voice", "for an organisation"),
        "group": pgettext_lazy("voice", "for a group of people"),
        "signatures": pgettext_lazy("voice", "a sheet of signatures"),
    },
    "lane": {
        "reply": pgettext_lazy("lane", "a reply"),
        "in_favour": pgettext_lazy("lane", "for"),
        "against": pgettext_lazy("lane", "against"),
        "would_accept": pgettext_lazy("lane", "what I would accept"),
    },
    "satisfaction": {
        "satisfied": pgettext_lazy("satisfaction", "The answer satisfies me"),
        "not_satisfied": pgettext_lazy("satisfaction", "The answer does not satisfy me"),
    },
    "help wanted": {
        "transport": pgettext_lazy("help wanted", "transport"),
        "companion": pgettext_lazy("help wanted", "a companion"),
        "interpreter": pgettext_lazy("help wanted", "an interpreter"),
        "easy_reading": pgettext_lazy("help wanted", "easy-to-read text"),
        "care": pgettext_lazy("help wanted", "care for somebody meanwhile"),
        "other": pgettext_lazy("help wanted", "something else"),
    },
    "help status": {
        "open": pgettext_lazy("help status", "waiting"),
        "given": pgettext_lazy("help status", "will be given"),
        "not_given": pgettext_lazy("help status", "cannot be given"),
    },
    "holding ground": {
        "rate_limit": pgettext_lazy("holding ground", "many texts at once from one place"),
        "sensitive_data": pgettext_lazy("holding ground", "it may hold sensitive data"),
        "spam": pgettext_lazy("holding ground", "it looks like unsolicited advertising"),
    },
    "hiding ground": {
        "personal_data": pgettext_lazy("hiding ground", "somebody's personal data"),
        "hate": pgettext_lazy("hiding ground", "hate"),
        "advertising": pgettext_lazy("hiding ground", "advertising"),
        "unlawful": pgettext_lazy("hiding ground", "unlawful content"),
    },
}
