"""What stands beside a made-up journey: a talk about it, a bank of questions, and how mature the coaching is."""

from __future__ import annotations

from gatecoach.testing.choosing import Choice
from gatecoach.testing.kinds import Tree, duration


def bank(choice: Choice, closes: str, gives: str) -> Tree:
    """A bank with one plain question and one that becomes evidence."""
    answer = {"type": "choice", "of": ["much", "little"], "by": "coachee", "gives": gives}
    more = {"ask": "How much of it?", "closes": closes, "use-case": "big", "answer": answer}
    return {
        "questions": "bank",
        "for": "deal",
        "bank": {
            "first": {"ask": "What was it?", "closes": closes},
            "second": {
                **more,
                "area": choice.pick(["deal", "evidence", "behaviour", "mindset"]),
                "conversation": choice.pick(["customer", "self", "coach"]),
            },
        },
    }


def maturity() -> Tree:
    """A journey of the organisation itself."""
    return {
        "journey": "maturity",
        "sides": ["managers", "enablement"],
        "stages": {"informal": {}, "formal": {"title": "Formal"}},
        "evidence": {
            "taught": {
                "side": "enablement",
                "fields": {"hours": {"type": "number", "optional": True, "added-up": True, "called": "the hours"}},
            },
            "applied": {"side": "managers", "answers": "taught"},
        },
        "gates": {
            "trained": {
                "from": "informal",
                "to": "formal",
                "requires": {"trained": {"say": "They apply it.", "enablement": "taught", "managers": "applied"}},
            }
        },
    }


def talk(choice: Choice, about: str) -> Tree:
    """A talk about the deal: a plan, what follows from it, and the next talk."""
    readers = choice.maybe(50, "private-to", lambda: ["coachee", "coach"])
    return {
        "journey": "talk",
        "kind": "conversation",
        "sides": ["coachee", "coach"],
        "about": [about],
        **readers,
        **choice.maybe(30, "asks-more", lambda: "coach"),
        **choice.maybe(30, "suggested", lambda: {"first-talk-of": "coach"}),
        "stages": {"planning": {}, "booking": {}},
        "ends": {"closed": "done"},
        "evidence": {
            "plan": {
                "side": "coachee",
                **readers,
                "fields": {"does": {"type": "text"}, "due": {"type": "date"}},
                "summary": {"does": "does", "due": "due"},
                "insight": True,
            },
            "plan-accepted": {"side": ["coachee", "coach"], "answers": "plan", "settles": "kept"},
            "booking": {"side": "coach", "fields": {"for-day": {"type": "date"}}},
            "booking-accepted": {"side": "coachee", "answers": "booking"},
        },
        "gates": {
            "planned": {
                "from": "planning",
                "to": "booking",
                "requires": {
                    "plan": {"say": "There is a plan.", "coachee": "plan", "coach": "none", "because": "It is theirs."},
                    "agreed": {
                        "say": "All accepted it.",
                        "for-each": "plan",
                        "coach": {"what": "plan-accepted", "by": "everyone"},
                        "coachee": {"what": "plan-accepted", "by": "everyone"},
                    },
                    "blocked": {
                        "say": "Each gate was spoken about.",
                        "mode": "warn",
                        "for-each": {"what": "gate-blocked", "in": choice.pick(["here", "about"])},
                        "coachee": {"what": "plan", "at-least": choice.number(1, 2)},
                    },
                },
            },
            "close": {
                "from": "booking",
                "to": "closed",
                "requires": {
                    "next": {
                        "say": "The next talk is booked.",
                        "coach": {"what": "booking", "with": {"for-day": {"between": ["7 days", "14 days"]}}},
                        "coachee": {"what": "booking-accepted", "by": "everyone"},
                    }
                },
                "waivers": {"by": ["boss"], "for-at-most": duration(choice, 7, 30)},
            },
        },
    }
