"""Acts in words: what is said around a comment, moderating with its appeals, and comments that say the same.

Source strings, in English; the Czech ones stand in the catalogue.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from consult.sentences.telling import Deed, Line

REASON = Line(_("Reason: “%(reason)s”."))

SPEAKING: Mapping[str, Deed] = {
    # speaking
    "join_matter": Deed(
        _("I agree with this comment"),
        _("You will be heard and answered together with it; reasons count, numbers do not rank."),
        (Line(_("Somebody joined comment no. %(matter)s.")),),
    ),
    "reply_to_matter": Deed(
        _("Reply to a comment"),
        _("Your reply stands under the comment; where arguments are gathered, it stands among them."),
        (
            Line(_("For comment no. %(matter)s somebody argues: “%(told)s”."), "lane=in_favour"),
            Line(_("Somebody argues for comment no. %(matter)s."), "lane=in_favour"),
            Line(_("Against comment no. %(matter)s somebody argues: “%(told)s”."), "lane=against"),
            Line(_("Somebody argues against comment no. %(matter)s."), "lane=against"),
            Line(_("On comment no. %(matter)s somebody would accept: “%(told)s”."), "lane=would_accept"),
            Line(_("Somebody says what they would accept on comment no. %(matter)s."), "lane=would_accept"),
            Line(_("A reply to comment no. %(matter)s: “%(told)s”.")),
            Line(_("Somebody replied to comment no. %(matter)s.")),
        ),
    ),
    "open_lane": Deed(
        _("Gather arguments on a comment"),
        _("What speaks for it, what against it, and what would people accept? The group reads it before it answers."),
        (Line(_("Arguments for and against comment no. %(matter)s are gathered, and what people would accept.")),),
        tails=(Line(_("Question: “%(question)s”.")),),
    ),
    "answer_back": Deed(
        _("Say what you think of the answer"),
        _("Whoever sent the comment says whether the answer satisfies them."),
        (
            Line(_("The author of comment no. %(matter)s is satisfied with the answer."), "satisfaction=satisfied"),
            Line(_("The author of comment no. %(matter)s is not satisfied with the answer.")),
        ),
        tails=(REASON,),
    ),
    "disown_matter": Deed(
        _("This was not me"),
        _("Somebody sent a comment in your name; it stays, with this mark, and the office looks at it."),
        (Line(_("Comment no. %(matter)s was sent in somebody's name who says it was not them.")),),
    ),
    "ask_for_help": Deed(
        _("Ask for help to take part"),
        _("What you need is counted; who you are and what you write about it only the office reads."),
        (Line(_("Somebody asks for help to take part: %(kind)s.")),),
        tails=(Line(_("It is for: %(meeting)s.")),),
    ),
    "answer_help": Deed(
        _("Answer a request for help"),
        _("Whether the help is given; if not, the person is told why."),
        (
            Line(_("Help to take part, which somebody asked for, will be given."), "given"),
            Line(_("Help to take part, which somebody asked for, cannot be given.")),
        ),
    ),
    # moderating
    "appeal_hiding": Deed(
        _("Ask for a second look"),
        _("A comment or reply is held back or hidden and you think it should be shown. Somebody else decides on it."),
        (
            Line(_("Somebody asks for a second look at a hidden reply to comment no. %(matter)s."), "reply"),
            Line(_("Somebody asks for a second look at comment no. %(matter)s, which is not shown.")),
        ),
        tails=(REASON,),
    ),
    "uphold_hiding": Deed(
        _("Leave words hidden after an appeal"),
        _("The appeal was heard by somebody else than who hid them; it says why they stay hidden."),
        (
            Line(_("An appeal was heard: the reply to comment no. %(matter)s stays hidden."), "reply"),
            Line(_("An appeal was heard: comment no. %(matter)s stays as it is.")),
        ),
        tails=(REASON,),
    ),
    "hide_reply": Deed(
        _("Hide the words of a reply"),
        _("On a ground and with a reason; its place stays, and anybody may ask for a second look."),
        (Line(_("The words of a reply to comment no. %(matter)s are hidden (%(ground)s).")),),
        tails=(REASON,),
    ),
    "show_reply": Deed(
        _("Show a hidden reply again"),
        _("The reply is read by everybody again."),
        (Line(_("The words of a reply to comment no. %(matter)s are shown again.")),),
        tails=(REASON,),
    ),
    "transcribe_matter": Deed(
        _("Write down a voice recording"),
        _("What is said in it, word for word; the recording stays the original."),
        (Line(_("The voice recording of comment no. %(matter)s was written down.")),),
    ),
    # grouping
    "confirm_alike": Deed(
        _("Put together comments that say the same"),
        _("They are dealt with together; each keeps its number and gets its answer."),
        (Line(_("People found that comments say the same as no. %(lead)s: no. %(matters)s.")),),
    ),
    "split_alike": Deed(
        _("Take comments out of their group"),
        _("They say something else after all and are dealt with on their own."),
        (Line(_("These comments say something else than their group and stand on their own: no. %(matters)s.")),),
    ),
}
