"""Every outcome of calendar intake, by outcome and rule, with its sentence in each language."""

from __future__ import annotations

from collections.abc import Mapping

from gatecoach.intake.outcomes import Outcome

SENTENCES: Mapping[tuple[Outcome, str], Mapping[str, str]] = {
    # what becomes evidence, or takes some back
    ("evidence", "labelled"): {
        "en": 'evidence {what} by {by}: a label says what this invitation to "{meeting}" is.',
        "de": "Nachweis {what} von {by}: Ein Etikett sagt, was diese Einladung zu „{meeting}“ ist.",
    },
    ("evidence", "moved"): {
        "en": 'evidence {what} by {by}: "{meeting}" has another time; earlier answers count no more.',
        "de": "Nachweis {what} von {by}: „{meeting}“ ist verlegt; frühere Antworten zählen nicht mehr.",
    },
    ("evidence", "cancelled"): {
        "en": '{by} cancels "{meeting}": the invitation is taken back, and with it every acceptance.',
        "de": "{by} sagt „{meeting}“ ab: Die Einladung ist zurückgenommen, und mit ihr jede Zusage.",
    },
    ("evidence", "uninvited"): {
        "en": '{by} takes guests off "{meeting}": their acceptance counts no more.',
        "de": "{by} lädt Gäste von „{meeting}“ wieder aus: Ihre Zusage zählt nicht mehr.",
    },
    ("evidence", "answer"): {
        "en": 'evidence {what} by {by}: {answer} to "{meeting}".',
        "de": "Nachweis {what} von {by}: {answer} zu „{meeting}“.",
    },
    ("evidence", "delegate"): {
        "en": 'evidence {what} by {by}, to whom {delegator} passed "{meeting}" on: {answer}.',
        "de": "Nachweis {what} von {by}, an {delegator} hat „{meeting}“ weitergegeben: {answer}.",
    },
    ("evidence", "confirmed"): {
        "en": 'evidence {what} by {by}: {answer} to "{meeting}"; {reader} looked at it and says what it is.',
        "de": "Nachweis {what} von {by}: {answer} zu „{meeting}“; {reader} hat es angesehen und sagt, was es ist.",
    },
    ("evidence", "unread"): {
        "en": 'evidence {what} by {by}, not read yet: {answer} to "{meeting}" is neither a yes nor a no of its type.',
        "de": "Nachweis {what} von {by}, noch ungelesen: {answer} zu „{meeting}“ ist weder Ja noch Nein seiner Art.",
    },
    ("evidence", "one-occurrence"): {
        "en": 'evidence {what} by {by}, not read yet: {answer} to one occurrence of "{meeting}", not to all.',
        "de": "Nachweis {what} von {by}, noch ungelesen: {answer} zu einem Termin der Reihe „{meeting}“.",
    },
    ("evidence", "automatic"): {
        "en": 'kept as {what} by {by}, marked as sent by a machine ({mark}): {answer} to "{meeting}".',
        "de": "behalten als {what} von {by}, als maschinell gesendet markiert ({mark}): {answer} zu „{meeting}“.",
    },
    # signs of contact
    ("contact", "nothing-answers-it"): {
        "en": 'a sign of contact from {by}: {answer} to "{meeting}", and no type answers that.',
        "de": "ein Lebenszeichen von {by}: {answer} zu „{meeting}“, und keine Art von Nachweis antwortet darauf.",
    },
    ("contact", "no-link"): {
        "en": 'a sign of contact from {by}, no evidence: "{meeting}" is none of our labelled invitations.',
        "de": "ein Lebenszeichen von {by}, kein Nachweis: „{meeting}“ ist keine unserer Einladungen mit Etikett.",
    },
    ("contact", "their-invitation"): {
        "en": 'a sign of contact from {by}: they invite to "{meeting}"; what it says of answers is their own word.',
        "de": "ein Lebenszeichen von {by}: lädt zu „{meeting}“ ein; was darin über Antworten steht, "
        "ist das Wort des Einladenden.",
    },
    ("contact", "no-answer"): {
        "en": 'a sign of contact from {by}: what they sent about "{meeting}" says neither yes nor no.',
        "de": "ein Lebenszeichen von {by}: Was zu „{meeting}“ kam, sagt weder Ja noch Nein.",
    },
    ("contact", "not-invited"): {
        "en": 'a sign of contact from {by}, no evidence: they answer "{meeting}" without being invited to it.',
        "de": "ein Lebenszeichen von {by}, kein Nachweis: antwortet auf „{meeting}“, ohne eingeladen zu sein.",
    },
    # for a person to decide
    ("review", "delegated"): {
        "en": 'please look: {by} passes "{meeting}" on to somebody else; that is no yes of theirs.',
        "de": "bitte ansehen: {by} gibt „{meeting}“ weiter; ein eigenes Ja ist das nicht.",
    },
    ("review", "no-outcome"): {
        "en": 'please look: {by} says {answer} to "{meeting}", and {what} has no outcome that could say so.',
        "de": "bitte ansehen: {by} sagt {answer} zu „{meeting}“, und {what} hat kein Ergebnis, das das sagen könnte.",
    },
    ("review", "one-occurrence"): {
        "en": 'please look: {by} says {answer} to one occurrence of "{meeting}"; {what} would count it for all.',
        "de": "bitte ansehen: {by} sagt {answer} zu einem Termin der Reihe „{meeting}“; {what} zählte dann für alle.",
    },
    ("review", "later-too"): {
        "en": 'please look: {by} answers an occurrence of "{meeting}" and all later ones.',
        "de": "bitte ansehen: {by} antwortet auf einen Termin der Reihe „{meeting}“ und alle späteren.",
    },
    ("review", "unknown-version"): {
        "en": 'please look: {by} answers version {sequence} of "{meeting}", and which time that was cannot be told.',
        "de": "bitte ansehen: {by} antwortet auf Fassung {sequence} von „{meeting}“; welche Zeit das war, "
        "lässt sich nicht sagen.",
    },
    ("review", "other-time"): {
        "en": 'please look: {by} answers "{meeting}" for another time than the one we named.',
        "de": "bitte ansehen: {by} antwortet auf „{meeting}“ zu einer anderen Zeit als der, die wir nannten.",
    },
    ("review", "invitation-not-here"): {
        "en": 'please look: {by} answers "{meeting}", which has a label, but the invitation itself is not here.',
        "de": "bitte ansehen: {by} antwortet auf „{meeting}“; das Etikett ist da, die Einladung selbst nicht.",
    },
    ("review", "other-organizer"): {
        "en": 'please look: {by} answers "{meeting}", but names another organizer than the one who invited.',
        "de": "bitte ansehen: {by} antwortet auf „{meeting}“, nennt aber jemand anderen als Einladenden.",
    },
    ("review", "sent-by-another"): {
        "en": 'please look: {by} speaks about "{meeting}", but the mail is from {sender}.',
        "de": "bitte ansehen: {by} spricht zu „{meeting}“, aber die Mail ist von {sender}.",
    },
    ("review", "sent-on-behalf"): {
        "en": 'please look: {sender} speaks for {by} about "{meeting}"; whose word that is, a person must say.',
        "de": "bitte ansehen: {sender} spricht für {by} zu „{meeting}“; wessen Wort das ist, muss ein Mensch sagen.",
    },
    ("review", "several-types"): {
        "en": 'please look: {by} says {answer} to "{meeting}", and several types could be that ({types}); say which.',
        "de": "bitte ansehen: {by} sagt {answer} zu „{meeting}“, und mehreres könnte das sein ({types}).",
    },
    ("review", "two-deals"): {
        "en": 'please look: labels give "{meeting}" to several deals ({deals}); say which one {by} means.',
        "de": "bitte ansehen: Etiketten geben „{meeting}“ mehreren Vorgängen ({deals}); sagen Sie, welchen {by} meint.",
    },
    ("review", "signature-fails"): {
        "en": 'please look: {by} says {answer} to "{meeting}", but the signature of the mail does not fit it.',
        "de": "bitte ansehen: {by} sagt {answer} zu „{meeting}“, aber die Signatur der Mail passt nicht dazu.",
    },
    ("review", "too-many-entries"): {
        "en": 'please look: more than {limit} entries change "{meeting}"; as long as they are here none of it counts.',
        "de": "bitte ansehen: Mehr als {limit} Einträge ändern „{meeting}“; solange sie da sind, zählt nichts davon.",
    },
    ("review", "several-labels"): {
        "en": 'please look: "{meeting}" has several labels ({label}); leave the one that says what it is.',
        "de": "bitte ansehen: „{meeting}“ hat mehrere Etiketten ({label}); lassen Sie das, das sagt, was es ist.",
    },
    ("review", "label-on-foreign"): {
        "en": 'please look: "{meeting}" is labelled {label}, but {by} is no seller of ours; the label is set aside.',
        "de": "bitte ansehen: „{meeting}“ trägt das Etikett {label}, aber {by} gehört nicht zu unserem Vertrieb; "
        "das Etikett gilt hier nicht.",
    },
    ("review", "new-person"): {
        "en": "please look: {by} is new, at the domain of a person we know; add them if they take part.",
        "de": "bitte ansehen: {by} ist neu, in der Domäne einer bekannten Person; nehmen Sie sie gegebenenfalls auf.",
    },
    ("review", "same-id-other-content"): {
        "en": 'please look: another entry about "{meeting}" by {by} has the same number and time stamp, '
        "and other content.",
        "de": "bitte ansehen: Ein anderer Eintrag von {by} zu „{meeting}“ hat Nummer und Zeitstempel gemeinsam, "
        "aber anderen Inhalt.",
    },
    # what becomes nothing
    ("no", "same-time"): {
        "en": 'nothing new: {by} changed words of the invitation to "{meeting}", not its time; answers to it stand.',
        "de": "nichts Neues: {by} hat an „{meeting}“ Worte geändert, nicht die Zeit; Antworten gelten weiter.",
    },
    ("no", "nothing-to-cancel"): {
        "en": 'nothing: {by} cancels something of "{meeting}" that no invitation here is about.',
        "de": "nichts: {by} sagt zu „{meeting}“ etwas ab, um das es in keiner Einladung hier geht.",
    },
    ("no", "not-a-person"): {
        "en": 'nothing: {by} is a room, a thing or a group; no person answers "{meeting}" here.',
        "de": "nichts: {by} ist ein Raum, ein Gerät oder eine Gruppe; auf „{meeting}“ antwortet hier kein Mensch.",
    },
    ("no", "published"): {
        "en": "nothing: an entry as somebody keeps it in their calendar; what it says of answers is their own word.",
        "de": "nichts: ein Eintrag, wie ihn jemand in seinem Kalender führt; "
        "was darin über Antworten steht, ist nur dessen Wort.",
    },
    ("no", "other-method"): {
        "en": "nothing: {method} neither invites nor answers nor cancels.",
        "de": "nichts: {method} ist weder Einladung noch Antwort noch Absage.",
    },
    ("no", "duplicate"): {
        "en": "nothing new: the same entry is here already, as {first}.",
        "de": "nichts Neues: Derselbe Eintrag ist schon da, als {first}.",
    },
    ("no", "seller-unlabelled"): {
        "en": 'nothing: {by} speaks about "{meeting}", which is no labelled invitation of ours.',
        "de": "nichts: {by} spricht zu „{meeting}“, und das ist keine unserer Einladungen mit Etikett.",
    },
    ("no", "unrelated"): {
        "en": 'nothing: {by} takes no part for the customer, and "{meeting}" is none of our labelled invitations.',
        "de": "nichts: {by} wirkt nicht für den Kunden mit, und „{meeting}“ ist keine unserer Einladungen mit Etikett.",
    },
    ("no", "look-alike"): {
        "en": 'nothing: the address of {by} only looks like the domain {like}, and "{meeting}" is nothing of ours.',
        "de": "nichts: Die Adresse von {by} sieht der Domain {like} nur ähnlich, und „{meeting}“ ist nicht von uns.",
    },
    ("no", "set-aside"): {
        "en": 'nothing: {reader} looked at what {by} says about "{meeting}" and set it aside.',
        "de": "nichts: {reader} hat angesehen, was {by} zu „{meeting}“ sagt, und es beiseitegelegt.",
    },
    ("no", "no-calendar"): {
        "en": "nothing: this mail carries no calendar entry.",
        "de": "nichts: Diese Mail enthält keinen Kalendereintrag.",
    },
    ("no", "forwarded"): {
        "en": "nothing: the calendar entry stands in a mail that this one forwards; hand that one in by itself.",
        "de": "nichts: Der Kalendereintrag steht in einer weitergeleiteten Mail; geben Sie diese selbst ein.",
    },
    # what is not read, or not taken
    ("reject", "not-invited"): {
        "en": 'not taken: {by} answers "{meeting}", but was not invited to it, and nobody here knows them.',
        "de": "nicht angenommen: {by} antwortet auf „{meeting}“, ist aber nicht eingeladen und hier niemandem bekannt.",
    },
    ("reject", "carrier"): {
        "en": "not read: mail intake refuses the mail that carries it ({cause}).",
        "de": "nicht gelesen: Die Mail, in der es steht, wird abgewiesen ({cause}).",
    },
    ("reject", "not-a-calendar"): {
        "en": "not read: it is neither a calendar object nor a mail.",
        "de": "nicht gelesen: Es ist weder ein Kalenderobjekt noch eine Mail.",
    },
    ("reject", "too-large"): {
        "en": "not read: it is larger than {limit}.",
        "de": "nicht gelesen: Es ist größer als {limit}.",
    },
    ("reject", "too-many-lines"): {
        "en": "not read: it has more than {limit} lines.",
        "de": "nicht gelesen: Es hat mehr als {limit} Zeilen.",
    },
    ("reject", "too-many-components"): {
        "en": "not read: it has more than {limit} components.",
        "de": "nicht gelesen: Es hat mehr als {limit} Bestandteile.",
    },
    ("reject", "too-many-parts"): {
        "en": "not read from here on: the mail carries more than {limit} calendar objects.",
        "de": "ab hier nicht gelesen: Die Mail enthält mehr als {limit} Kalenderobjekte.",
    },
    ("reject", "too-many-attendees"): {
        "en": "not read: it names more than {limit} attendees.",
        "de": "nicht gelesen: Es nennt mehr als {limit} Teilnehmer.",
    },
    ("reject", "too-deep"): {
        "en": "not read: its components are nested more than {limit} deep.",
        "de": "nicht gelesen: Seine Bestandteile sind tiefer als {limit} verschachtelt.",
    },
    ("reject", "unbalanced"): {
        "en": "not read: its components do not begin and end in pairs.",
        "de": "nicht gelesen: Seine Bestandteile beginnen und enden nicht paarweise.",
    },
    ("reject", "several-calendars"): {
        "en": "not read: it holds more than one calendar object; hand them in one by one.",
        "de": "nicht gelesen: Es enthält mehr als ein Kalenderobjekt; geben Sie sie einzeln ein.",
    },
    ("reject", "no-event"): {
        "en": "not read: it holds no event.",
        "de": "nicht gelesen: Es enthält keinen Termin.",
    },
    ("reject", "bad-encoding"): {
        "en": "not read: it is not written in the encoding it should be in ({charset}).",
        "de": "nicht gelesen: Es ist nicht in der Kodierung geschrieben, in der es sein sollte ({charset}).",
    },
    ("reject", "control-characters"): {
        "en": "not read: it holds characters that no text holds.",
        "de": "nicht gelesen: Es enthält Zeichen, die in keinem Text stehen.",
    },
    ("reject", "two-methods"): {
        "en": "not read: the mail names another METHOD than the object; two readers would see two things.",
        "de": "nicht gelesen: Die Mail nennt eine andere METHOD als das Objekt; zwei Leser sähen zweierlei.",
    },
    ("reject", "twice"): {
        "en": "not read: it says {property} twice; nobody can say which one holds.",
        "de": "nicht gelesen: Es nennt {property} zweimal; niemand kann sagen, was gilt.",
    },
    ("reject", "missing"): {
        "en": "not read: {property} is missing.",
        "de": "nicht gelesen: {property} fehlt.",
    },
    ("reject", "several-attendees"): {
        "en": "not read: an answer is one person's, and it names several attendees.",
        "de": "nicht gelesen: Eine Antwort ist die einer Person, und es nennt mehrere Teilnehmer.",
    },
    ("reject", "bad-value"): {
        "en": "not read: {property} cannot be read, or different readers would read it differently.",
        "de": "nicht gelesen: {property} ist nicht lesbar, oder verschiedene Leser läsen es verschieden.",
    },
    ("reject", "unparseable"): {
        "en": "not read: it is broken in a way that a calendar cannot be ({cause}).",
        "de": "nicht gelesen: Es ist auf eine Weise kaputt, wie es ein Kalender nicht sein kann ({cause}).",
    },
}  # fmt: skip
"""Every outcome there is; who acts, what it is about and what it says are put in as they are."""
