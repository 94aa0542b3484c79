"""What people write in English; they are answered in a national language."""

from complaints.demo.words import Request, Theme, Told, Voice
from complaints.enums import Nature

VOICE = Voice(
    complaints={
        "FIN": (
            Told(
                "income_tax",
                Theme.INFORMATION,
                "Conflicting advice for non-residents",
                "Two colleagues at the {town} counter told me two different things about my return. Which one holds?",
            ),
            Told(
                "refund",
                Theme.DELAY,
                "Refund pending for {weeks} weeks",
                "My refund was confirmed in {month}. Nothing has arrived for {weeks} weeks.",
            ),
            Told(
                "customs",
                Theme.DELAY,
                "Parcel held by customs",
                "A used book has been held for {weeks} weeks and nobody can say what is missing.",
            ),
            Told(
                "contact",
                Theme.WAITING,
                "Cut off after {minutes} minutes on hold",
                "I waited {minutes} minutes, then the line went dead.",
            ),
        ),
        "INAMI": (
            Told(
                "abroad",
                Theme.SILENCE,
                "No reply about care abroad",
                "I wrote in {month} and again since. I have had no reply at all.",
            ),
            Told(
                "providers",
                Theme.DELAY,
                "Registration still pending",
                "I qualified abroad and have waited {weeks} weeks for my number.",
            ),
        ),
        "BOSA": (
            Told(
                "sign_in",
                Theme.WEBSITE,
                "Cannot sign in from abroad",
                "The sign-in page has failed since {month} whenever I am outside Belgium.",
            ),
            Told(
                "selection",
                Theme.REASONS,
                "No reasons given after the interview",
                "The letter holds a mark and nothing else. I would like to know why.",
            ),
        ),
    },
    requests={
        "FIN": (
            Request(
                Nature.QUESTION,
                "income_tax",
                "How do I correct my return?",
                "I left out an amount yesterday. How do I correct it?",
            ),
        ),
        "INAMI": (
            Request(
                Nature.COMPLIMENT,
                "contact",
                "Thank you for a clear answer",
                "The reply came the next day and I understood every word.",
            ),
        ),
        "BOSA": (
            Request(
                Nature.SUGGESTION,
                "sign_in",
                "Say which cards work",
                "A list of the cards that work would save time.",
            ),
        ),
    },
    refused={
        "unsubstantiated": (
            "Nothing ever works",
            "Nothing ever works here. It is always the same.",
        ),
        "not_competent": (
            "Noise from a building site",
            "There has been noise in my street every night for three weeks.",
        ),
    },
    misdirected=(),
    replies=(
        "Here is what you asked for. I attach what I still have.",
        "It was a Tuesday morning, around ten.",
    ),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    towns=("Brussels", "Antwerp", "Liège"),
)
