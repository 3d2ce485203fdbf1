"""What intake says of each message, in English and German: one plain sentence for every outcome and rule."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["evidence", "contact", "review", "no", "reject"]
OUTCOMES: tuple[Outcome, ...] = ("evidence", "contact", "review", "no", "reject")

ENGLISH: dict[Outcome, dict[str, str]] = {
    "evidence": {
        "labelled": "evidence {what} by {by}: a label says what this mail of ours is.",
        "reply": "evidence {what} by {by}: it replies to {answers}.",
        "confirmed": "evidence {what} by {by}: {reader} looked at it and says that it answers {answers}.",
        "automatic": "kept as {what} by {by}, marked as sent by a machine ({mark}): it replies to {answers}.",
    },
    "contact": {
        "nothing-answers-it": "a sign of contact from {by}: it replies to {answers}, and no type answers that.",
        "no-link": "a sign of contact from {by}, no evidence: it replies to none of our labelled mails.",
    },
    "review": {
        "label-on-foreign-mail": "please look: it is labelled {label}, but {by} is "
        "not one of our sellers; the label is set aside.",
        "label-on-reply": "please look: it is labelled {label}, but it is a reply of {by}; it was read as that.",
        "several-labels": "please look: it has several labels ({label}); leave the one that says what it is.",
        "several-types": "please look: it replies to {answers}, and {types} could all answer that; say which.",
        "two-deals": "please look: labels give {message} to several deals ({deals}); say which it is about.",
        "new-person": "please look: {by} is new, at the domain of a person we know; add them if they take part.",
        "quoted-text": "please look: {by} quotes {answers} without replying to it; say whether it answers that.",
        "not-to-us": "please look: {by} replies to {answers}, but to none of our addresses.",
        "future-date": "please look: {by} replies to {answers}, with a date that is still to come.",
        "maybe-automatic": 'please look: the subject of the reply of {by} ("{mark}") is that of an automatic answer.',
        "list": "please look: the reply of {by} came through a list ({mark}), which may change the sender.",
        "signature-fails": "please look: {by} replies to {answers}, but the signature does not fit the text.",
        "link-added": "please look: in the mail of {by} somebody added the line that names {answers}.",
        "no-new-text": "please look: {by} replies to {answers} without a word of their own.",
        "same-id-other-content": "please look: another mail has the same Message-ID {id} and other content.",
    },
    "no": {
        "automatic": "nothing: a machine sent it ({mark}), and it stands for no evidence.",
        "duplicate": "nothing new: the same mail is here already, as {first}.",
        "draft": "nothing: it is a draft that was never sent.",
        "calendar": "nothing as a mail: it carries a calendar entry ({method}), which calendar intake reads.",
        "seller-unlabelled": "nothing: a mail of {by} without a label, outside every labelled thread.",
        "among-themselves": "nothing: {by} replies to {answers}, but writes to the customer's own people only.",
        "forwarded": "nothing: {by} forwards {answers} without a word of their own.",
        "list": "nothing: {by} wrote it to a list ({mark}), and it replies to none of our labelled mails.",
        "look-alike": "nothing: the address of {by} only looks like the domain {like}; it is another one.",
        "set-aside": "nothing: {reader} looked at it and set it aside.",
        "unrelated": "nothing: {by} takes no part for the customer, and it replies to none of our labelled mails.",
    },
    "reject": {
        "too-large": "not read: it is larger than {limit}.",
        "too-many-lines": "not read: it has more than {limit} lines.",
        "headers-too-large": "not read: its headers are larger than {limit}.",
        "too-many-headers": "not read: it has more than {limit} headers in one place.",
        "header-too-long": "not read: its header {header} is longer than {limit} characters.",
        "too-deep": "not read: its parts are nested more than {limit} deep.",
        "too-many-parts": "not read: it has more than {limit} parts.",
        "too-many-addresses": "not read: its header {header} has more than {limit} addresses.",
        "not-a-mail": "not read: it is no mail, it does not begin with headers.",
        "no-sender": "not read: it has no From header with one readable address.",
        "two-senders": "not read: it names more than one sender; nobody can say who wrote it.",
        "no-message-id": "not read: it has no usable Message-ID, so nothing can refer to it.",
        "no-date": "not read: it has no Date with a day, a time and a time zone.",
        "unparseable": "not read: it is broken in a way that a mail cannot be ({cause}).",
    },
}
"""What is said of each message, by outcome and rule."""

GERMAN: dict[Outcome, dict[str, str]] = {
    "evidence": {
        "labelled": "Nachweis {what} von {by}: Ein Etikett sagt, was diese Mail von uns ist.",
        "reply": "Nachweis {what} von {by}: Sie antwortet auf {answers}.",
        "confirmed": "Nachweis {what} von {by}: {reader} hat sie angesehen und sagt, sie antworte auf {answers}.",
        "automatic": "als {what} von {by} behalten und als maschinell gesendet "
        "vermerkt ({mark}): Sie antwortet auf {answers}.",
    },
    "contact": {
        "nothing-answers-it": "ein Lebenszeichen von {by}: Sie antwortet auf {answers}, "
        "und keine Art von Nachweis antwortet darauf.",
        "no-link": "ein Lebenszeichen von {by}, kein Nachweis: Sie antwortet auf keine unserer etikettierten Mails.",
    },
    "review": {
        "label-on-foreign-mail": "bitte ansehen: Sie trägt das Etikett {label}, aber "
        "{by} ist keiner unserer Verkäufer; es gilt nicht.",
        "label-on-reply": "bitte ansehen: Sie trägt das Etikett {label}, ist aber "
        "eine Antwort von {by}; als solche wurde sie gelesen.",
        "several-labels": "bitte ansehen: Sie trägt mehrere Etiketten ({label}); nur das richtige soll bleiben.",
        "several-types": "bitte ansehen: Sie antwortet auf {answers}, und {types} könnten das sein; was davon ist sie?",
        "two-deals": "bitte ansehen: Etiketten geben {message} mehreren Vorgängen ({deals}); um welchen geht es?",
        "new-person": "bitte ansehen: {by} ist neu, aus der Domain einer Person, "
        "die wir kennen; nimmt sie teil, dann tragen Sie sie ein.",
        "quoted-text": "bitte ansehen: {by} zitiert {answers}, ohne darauf zu antworten; ist es eine Antwort?",
        "not-to-us": "bitte ansehen: {by} antwortet auf {answers}, aber an keine unserer Adressen.",
        "future-date": "bitte ansehen: {by} antwortet auf {answers}, mit einem Datum, das noch kommt.",
        "maybe-automatic": "bitte ansehen: Der Betreff der Antwort von {by} "
        '("{mark}") ist der einer automatischen Antwort.',
        "list": "bitte ansehen: Die Antwort von {by} kam über eine Liste ({mark}), die den Absender ändern kann.",
        "signature-fails": "bitte ansehen: {by} antwortet auf {answers}, aber die Signatur passt nicht zum Text.",
        "link-added": "bitte ansehen: In der Mail von {by} hat jemand die Zeile ergänzt, die {answers} nennt.",
        "no-new-text": "bitte ansehen: {by} antwortet auf {answers} ohne ein eigenes Wort.",
        "same-id-other-content": "bitte ansehen: Eine andere Mail hat dieselbe Message-ID {id} und anderen Inhalt.",
    },
    "no": {
        "automatic": "nichts: Eine Maschine hat sie gesendet ({mark}), und sie steht für keinen Nachweis.",
        "duplicate": "nichts Neues: Dieselbe Mail ist schon da, als {first}.",
        "draft": "nichts: Sie ist ein Entwurf, der nie gesendet wurde.",
        "calendar": "nichts als Mail: Sie trägt einen Kalendereintrag ({method}), den die Kalender-Aufnahme liest.",
        "seller-unlabelled": "nichts: eine Mail von {by} ohne Etikett, außerhalb jedes etikettierten Gesprächs.",
        "among-themselves": "nichts: {by} antwortet auf {answers}, schreibt aber nur an Leute des Kunden.",
        "forwarded": "nichts: {by} leitet {answers} ohne ein eigenes Wort weiter.",
        "list": "nichts: {by} schrieb sie an eine Liste ({mark}), und sie antwortet auf keine etikettierte Mail.",
        "look-alike": "nichts: Die Adresse von {by} sieht der Domain {like} nur ähnlich; sie ist eine andere.",
        "set-aside": "nichts: {reader} hat sie angesehen und beiseitegelegt.",
        "unrelated": "nichts: {by} nimmt nicht für den Kunden teil, und sie "
        "antwortet auf keine unserer etikettierten Mails.",
    },
    "reject": {
        "too-large": "nicht gelesen: Sie ist größer als {limit}.",
        "too-many-lines": "nicht gelesen: Sie hat mehr als {limit} Zeilen.",
        "headers-too-large": "nicht gelesen: Ihre Kopfzeilen sind größer als {limit}.",
        "too-many-headers": "nicht gelesen: Sie hat mehr als {limit} Kopfzeilen an einer Stelle.",
        "header-too-long": "nicht gelesen: Ihre Kopfzeile {header} ist länger als {limit} Zeichen.",
        "too-deep": "nicht gelesen: Ihre Teile sind mehr als {limit} tief verschachtelt.",
        "too-many-parts": "nicht gelesen: Sie hat mehr als {limit} Teile.",
        "too-many-addresses": "nicht gelesen: Ihre Kopfzeile {header} hat mehr als {limit} Adressen.",
        "not-a-mail": "nicht gelesen: Sie ist keine Mail, sie beginnt nicht mit Kopfzeilen.",
        "no-sender": "nicht gelesen: Ihr fehlt ein From mit einer lesbaren Adresse.",
        "two-senders": "nicht gelesen: Sie nennt mehr als einen Absender; niemand weiß, wer sie schrieb.",
        "no-message-id": "nicht gelesen: Ihr fehlt eine brauchbare Message-ID; nichts kann sich auf sie beziehen.",
        "no-date": "nicht gelesen: Ihr fehlt ein Date mit Tag, Uhrzeit und Zeitzone.",
        "unparseable": "nicht gelesen: Sie ist kaputt, wie es eine Mail nicht sein kann ({cause}).",
    },
}
"""The same in German."""

SENTENCES: dict[tuple[Outcome, str], dict[str, str]] = {
    (outcome, rule): {"en": sentence, "de": GERMAN[outcome][rule]}
    for outcome, rules in ENGLISH.items()
    for rule, sentence in rules.items()
}
"""Every outcome there is, by outcome and rule, with its sentence in each language."""

PROOFS: dict[str, dict[str, str]] = {
    "link-signed": {
        "en": "their domain signed the words and the line that names our mail.",
        "de": "Ihre Domain hat die Worte und die Zeile signiert, die unsere Mail nennt.",
    },
    "signed": {
        "en": "their domain signed it, but not the line that names our mail.",
        "de": "Ihre Domain hat sie signiert, aber nicht die Zeile, die unsere Mail nennt.",
    },
    "vouched": {
        "en": "a server we trust checked the sender.",
        "de": "Ein Server, dem wir trauen, hat den Absender geprüft.",
    },
    "not-vouched": {
        "en": "it was fetched, but no server we trust vouches for the sender.",
        "de": "Sie wurde abgeholt, aber kein Server, dem wir trauen, bürgt für den Absender.",
    },
    "uploaded": {
        "en": "somebody handed it in, and nothing in it that we can check proves where it comes from.",
        "de": "Jemand hat sie eingereicht, und nichts Prüfbares darin belegt, woher sie kommt.",
    },
    "signature-foreign": {
        "en": "it is signed, but not by the domain of its sender.",
        "de": "Sie ist signiert, aber nicht von der Domain ihres Absenders.",
    },
    "signature-partial": {
        "en": "its signature leaves out the end of the text (l=), so that anybody could add to it.",
        "de": "Ihre Signatur lässt das Ende des Textes aus (l=); jeder könnte etwas anfügen.",
    },
    "signature-unusable": {
        "en": "its signature is of a kind that proves nothing.",
        "de": "Ihre Signatur ist von einer Art, die nichts beweist.",
    },
    "signature-broken": {
        "en": "its signature does not fit the text: something was changed on the way or afterwards.",
        "de": "Ihre Signatur passt nicht zum Text: Unterwegs oder danach wurde etwas geändert.",
    },
    "signature-expired": {
        "en": "its signature had run out when it was written.",
        "de": "Ihre Signatur war abgelaufen, als sie geschrieben wurde.",
    },
    "form-unsigned": {
        "en": "its signature leaves out how and when it is to be read, and it was handed in.",
        "de": "Ihre Signatur lässt aus, wie und wann sie zu lesen ist, und sie wurde eingereicht.",
    },
    "link-added": {
        "en": "the line that names our mail was added after it was signed.",
        "de": "Die Zeile, die unsere Mail nennt, kam nach dem Signieren dazu.",
    },
    "key-unknown": {
        "en": "it is signed, but the key of its domain is not at hand.",
        "de": "Sie ist signiert, aber der Schlüssel ihrer Domain liegt nicht vor.",
    },
    "key-unreachable": {
        "en": "it is signed, but looking up the key of its domain failed; try again.",
        "de": "Sie ist signiert, aber der Schlüssel ihrer Domain war nicht zu erreichen; bitte noch einmal versuchen.",
    },
    "key-weak": {
        "en": "the key of its domain is too short to prove anything.",
        "de": "Der Schlüssel ihrer Domain ist zu kurz, um etwas zu beweisen.",
    },
    "key-out-of-date": {
        "en": "the key of its domain was not in use when it was written.",
        "de": "Der Schlüssel ihrer Domain galt nicht, als sie geschrieben wurde.",
    },
    "not-checked": {
        "en": "under review it is no more than somebody's word.",
        "de": "Bis jemand sie angesehen hat, gilt sie nur als Behauptung.",
    },
}
"""Why a grade is what it is and no higher, by code."""
