"""What belongs under each subject of a charter, for people who have never written one."""

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from charters.enums import Topic

Words = str | Lazy


@dataclass(frozen=True)
class Guide:
    """In few words for the list, in a sentence or two for the page, and questions that a text answers."""

    brief: Words
    explains: Words
    asks: tuple[Words, ...]


GUIDES: dict[Topic, Guide] = {
    Topic.WELCOME: Guide(
        _("Why this charter exists"),
        _(
            "A few lines to the customer, signed by nobody and readable by everyone. Say why you make these promises."
        ),
        (
            _("What can a customer expect of this document?"),
            _("Since when do you work with a charter?"),
        ),
    ),
    Topic.SITUATION: Guide(
        _("Your organisation in a few lines"),
        _(
            "Say who you are and what you are responsible for, and what you are not. Leave out the organisation chart and the laws."
        ),
        (
            _("What do people come to you for?"),
            _("What do they come for in vain, and who does that?"),
        ),
    ),
    Topic.PURPOSE: Guide(
        _("What the charter is for, and for whom it holds"),
        _(
            "Say for which customers the charter holds: citizens, companies, other administrations, colleagues. Say what it wants to reach."
        ),
        (
            _("Who are your customers?"),
            _("For which services does the charter hold, and for which not?"),
        ),
    ),
    Topic.REFERRAL: Guide(
        _("Whoever came to the wrong door is shown the right one"),
        _(
            "Say what you do with a question that belongs elsewhere: you pass it on, within what time, and you tell the customer."
        ),
        (
            _("Within how many days do you pass a question on?"),
            _("Does the customer hear to whom?"),
        ),
    ),
    Topic.WEBSITE: Guide(
        _("Information that is there, correct and readable"),
        _(
            "Say what customers find on your website, how quickly it follows a change, and in which languages."
        ),
        (
            _("Within how many days is a change of rules on the site?"),
            _("Who can use it: screen readers, telephones, plain language?"),
        ),
    ),
    Topic.OPENING_HOURS: Guide(
        _("When and where customers are received, and what works at any hour"),
        _(
            "Say how customers are received and which services work online at any hour. The hours themselves come from your places: they are shown beside the charter, always up to date."
        ),
        (
            _("Are you open late one day a week, or is there an online service around the clock?"),
            _("How long does someone wait at the counter?"),
        ),
    ),
    Topic.TELEPHONE: Guide(
        _("How quickly someone answers"),
        _(
            "Say when you can be reached by telephone and how quickly someone answers. Numbers and hours come from your places."
        ),
        (
            _("Within how many seconds or rings is a call answered?"),
            _("What happens with a call that nobody could take?"),
        ),
    ),
    Topic.CHANNELS: Guide(
        _("Counter, letter, e-mail, online: the customer chooses"),
        _(
            "Say by which ways customers can reach you, which of them are electronic, and what someone does who has no computer."
        ),
        (
            _("Do you answer through the channel the customer chose?"),
            _("What can be done online from beginning to end?"),
        ),
    ),
    Topic.MAIL: Guide(
        _("Letters and e-mails: confirmed, answered, signed"),
        _(
            "Say what happens with a letter or an e-mail: within what time it is confirmed and answered, in which language, and whose name stands below it."
        ),
        (
            _("Within how many working days is a letter confirmed, and answered?"),
            _("Does each letter name a person to turn to?"),
        ),
    ),
    Topic.SERVICES: Guide(
        _("Your products and services, from the catalogue"),
        _(
            "Your services come from the catalogue; do not type them again. Say here what holds for all of them, and add commitments on those that matter most."
        ),
        (
            _("Which services do most people use?"),
            _("Within what time are they delivered?"),
        ),
    ),
    Topic.REPLY_TIMES: Guide(
        _("Within what time a question is answered"),
        _(
            "Say within what time you answer a question and decide on a request, and what you do when it takes longer. A number says more than “soon”."
        ),
        (
            _("Within how many working days is a simple question answered?"),
            _("Who tells the customer that it takes longer, and when?"),
        ),
    ),
    Topic.PAYMENT: Guide(
        _("How customers pay, and are paid"),
        _(
            "Say how customers can pay you and within what time you pay them. Where nobody pays anything, say that it does not apply."
        ),
        (
            _("Which means of payment do you accept?"),
            _("Within how many days do you pay out?"),
        ),
    ),
    Topic.COUNTERS: Guide(
        _("What the business counters do for you"),
        _(
            "Say what companies can arrange through a business counter instead of with you. Where companies are no customers of yours, say that it does not apply."
        ),
        (_("Which of your formalities go through a business counter?"),),
    ),
    Topic.DATA_REUSE: Guide(
        _("What the administration knows is not asked again"),
        _(
            "Say which data you take from other administrations instead of asking them of the customer, and how the customer can see and correct them."
        ),
        (
            _("Which documents do you no longer ask?"),
            _("Which sources do you consult?"),
        ),
    ),
    Topic.QUALITY_CONTROL: Guide(
        _("How you see whether promises are kept"),
        _(
            "Say how you check whether you keep your promises: surveys, figures, audits. Say when and where you publish the results."
        ),
        (
            _("How often are customers asked what they think?"),
            _("When do the yearly figures appear, and where?"),
        ),
    ),
    Topic.REDRESS: Guide(
        _("Complaint, second line, appeal"),
        _(
            "Say what customers can do when you do not keep a promise: complain, turn to the ombudsman, appeal. A text stands here already; put it in your own words. It cannot be left empty."
        ),
        (
            _("Where does a complaint go, and when is it answered?"),
            _("To whom does someone turn who is not satisfied with the answer?"),
        ),
    ),
    Topic.EXPECTATIONS: Guide(
        _("What customers can do to be helped well"),
        _(
            "A charter has two sides: say politely what helps you to keep your promises. Each expectation is one line; a short introduction is enough."
        ),
        (
            _("Which reference should a customer mention?"),
            _("When should someone who cannot come say so?"),
        ),
    ),
}


# Where and when customers are received is typed once, with the places of the organisation.
OF_PLACES = (Topic.OPENING_HOURS, Topic.TELEPHONE, Topic.CHANNELS)


def guide_to(topic: str) -> Guide:
    return GUIDES[Topic(topic)]
