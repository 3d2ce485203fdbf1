"""Every reason in English: the catalogue that the other languages follow."""

from __future__ import annotations

ENGLISH = {
    # the status of one side of a requirement
    "missing": "Missing on the {side} side: {title}.",
    "contested": "Contested on the {side} side: {title}. The latest word on it is a no.",
    "unverifiable": "Nobody can tell on the {side} side: {title}. No connected source could show it.",
    "expired": "Too old to count today: {title}.",
    "not-on-path": "{gate} is not on the path of this deal.",
    "nothing-proven": "Nothing counts yet of the side that has to prove it, and without that no gate opens.",
    # an item that almost counts
    "machine-sent": "This is an automatic reply; {who} has not said anything yet.",
    "uninvited": "{who} is not one of the people here, and nobody has vouched for them.",
    "left": "{who} has left, and what they said goes with them.",
    "revoked": "{who} did this, but it was taken back.",
    "conflicting-copies": "{who} did this, but there are two copies that differ; nobody can say which is true.",
    "answers-older-version": "{who} did this, but it belongs to a version that was replaced since.",
    "wrong-side": "{who} did this, but it has to be an act of the {side} side.",
    "wrong-role": "{who} did this, but holds none of the roles that count here ({roles}).",
    "wrong-teller": "{who} has to say this in person; that {told} tells it does not count.",
    "wrong-channel": "{who} did this, but it was not seen where it counts ({channels}).",
    "too-early": "It came too early: its step of the talk has not begun.",
    "too-late": "{who} did this, but too late: it counts within {days} days.",
    "not-linked": "It does not answer what it has to answer ({answers}).",
    "before-what-it-answers": "{who} did this before there was anything to answer ({answers}).",
    "grade-too-low": "Nobody can be sure that {who} did this (it is {grade} and has to be {needs}): "
    "take it from a connected source, not from a file.",
    "outcome-unread": "{who} did this, but nobody has said yet what it means, with a quote.",
    "outcome-against": "{who} did this, but it reads as {outcome}: that is no agreement, or a later no took it back.",
    "field-unknown": "What is needed to judge this is not known: {fields}.",
    "field-not-accepted": "{who} gave {found}, but it counts only where {asked}.",
    "incomplete": "Not complete: {fields} is missing or cannot be read.",
    "quorum-short": "Not enough yet: there is {have}, and {need} is asked for.",
    # a waiver that does not hold
    "waiver-not-allowed": "The waiver of {requirement} does not hold: it may not be waived.",
    "waiver-by-owner": "The waiver of {requirement} does not hold: {by} owns the deal.",
    "waiver-wrong-role": "The waiver of {requirement} does not hold: {by} held no role that may waive it.",
    "waiver-without-reason": "The waiver of {requirement} does not hold: it gives no reason.",
    "waiver-too-long": "The waiver of {requirement} does not hold: until {until} is longer than allowed.",
    "waiver-too-early": "The waiver of {requirement} does not hold: it was given before the talk entered its step.",
    "waiver-ended": "The waiver of {requirement} ended on {until}.",
    "waiver-over-contested": "The waiver of {requirement} does not hold: an explicit no cannot be waived.",
    # a word that a talk does not take
    "session-closed": "This talk has ended ({step}); nothing more can be recorded.",
    "not-asked-here": "This is not asked for in the step {step}.",
    "nothing-to-answer": "There is nothing yet that this could answer ({answers}).",
    "answers-what": "Say which one this answers: {items}.",
    "only-through-a-gate": "{end} is reached only by doing what its gate asks for.",
    "reason-missing": "Say why: ending early or going back needs a reason.",
    "not-quoted": "{who} did not say this word for word; whoever reads a word quotes from it.",
    "result-not-activity": 'Kept, but a result is nothing that one can do: "{found}". Say what you will do for it.',
    "copied-example": 'Kept, but this is the example word for word: "{found}". Say it in your own words.',
    "more-told-than-asked": "Ask more than you tell: in this talk the {side} asked {asked} and told {told}.",
    "talk-suggested": 'You are the {side} of a talk for the first time: "{title}" ({talk}) is suggested before it.',
    "not-behind": "{step} is no step behind this one; only an earlier step can be gone back to.",
    # a fact that cannot belong to a subject
    "unknown-evidence": "There is no kind of evidence called {what} here. {hint}",
    "unknown-field": "There is no field called {field} here. {hint}",
    "unknown-requirement": "There is no requirement {what} here; write gate.requirement. {hint}",
    "unknown-stage": "There is no stage called {stage} here. {hint}",
    "ambiguous-link": "{item} answers {answers}, but more than one item has this id; name the source's own.",
    "too-many-links": "{item} hangs more than {links} links below anything it could answer; link it more directly.",
    "end-needs-field": "{end} needs {field}, which is not known.",
    # why there is no invitation, or not to everybody
    "nothing-booked": "No follow-up is booked in this talk, or none that it accepts.",
    "no-organizer": "Nobody who leads this talk has a mail address, so nobody can invite. Without one: {who}.",
    "no-address": "{who} has no mail address here and is not invited.",
    # why nothing that happens could open a gate now
    "no-source-for": "No connected source could show this: {title}. It counts only from {channels}.",
    "no-stays-newest": "The newest word on this is a no that nothing said now can be certainly later than: {title}.",
    "too-few-different": "There cannot be enough of this: {title}. It takes {need} from different {apart}.",
    "never-counts": "Nothing that happens now can count as this: {title}.",
    "no-set-opens": "Nothing that happens now opens {gate}: whatever helps one part of it leaves another open.",
    # why a question is asked
    "closes-requirement": "This is still {status} ({sides}): {say}",
    "closes-gate": "This helps with the gate as a whole: {gate}",
}
