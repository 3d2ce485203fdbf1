"""Every reason in German."""

from __future__ import annotations

GERMAN = {
    # the status of one side of a requirement
    "missing": "Fehlt auf der {side}: {title}.",
    "contested": "Strittig auf der {side}: {title}. Das letzte Wort dazu ist ein Nein.",
    "unverifiable": "Auf der {side} nicht nachprüfbar: {title}. Keine angebundene Quelle könnte es zeigen.",
    "expired": "Zu alt, um heute noch zu zählen: {title}.",
    "not-on-path": "{gate} liegt nicht auf dem Weg dieses Vorgangs.",
    "nothing-proven": "Von der Seite, die den Beweis führt, zählt noch nichts, und ohne das öffnet sich kein Gate.",
    # an item that almost counts
    "machine-sent": "Das ist eine automatische Antwort; {who} hat noch nichts gesagt.",
    "uninvited": "{who} gehört nicht zu den Beteiligten, und niemand bürgt dafür.",
    "left": "{who} ist nicht mehr dabei, und damit zählt auch das Gesagte nicht mehr.",
    "revoked": "{who} hat das getan, aber es wurde zurückgenommen.",
    "conflicting-copies": "{who} hat das getan, aber es gibt zwei Fassungen, die sich unterscheiden; "
    "niemand weiß, welche stimmt.",
    "answers-older-version": "{who} hat das getan, aber es gehört zu einer Fassung, die inzwischen ersetzt wurde.",
    "wrong-side": "{who} hat das getan, aber es muss eine Handlung der {side} sein.",
    "wrong-role": "{who} hat das getan, hat aber keine der Rollen, die hier zählen ({roles}).",
    "wrong-teller": "{who} muss das selbst sagen; hier zählt nicht, wer es berichtet ({told}).",
    "wrong-channel": "{who} hat das getan, aber es wurde nicht dort gesehen, wo es zählt ({channels}).",
    "too-early": "Das kam zu früh: Der Schritt des Gesprächs, zu dem es gehört, hat noch nicht begonnen.",
    "too-late": "{who} hat das getan, aber zu spät: Die Frist in Tagen war {days}.",
    "not-linked": "Das ist keine Antwort auf das, worauf es antworten muss ({answers}).",
    "before-what-it-answers": "{who} hat das getan, bevor es etwas zu beantworten gab ({answers}).",
    "grade-too-low": "Niemand kann sicher sein, dass {who} das getan hat (es ist {grade} und muss {needs} sein): "
    "Nehmen Sie es aus einer angebundenen Quelle, nicht aus einer Datei.",
    "outcome-unread": "{who} hat das getan, aber noch hat niemand mit einem Zitat gesagt, was es bedeutet.",
    "outcome-against": "{who} hat das getan, aber es bedeutet {outcome}: Das ist keine Zustimmung, "
    "oder ein späteres Nein hat sie zurückgenommen.",
    "field-unknown": "Was man wissen muss, um das zu beurteilen, ist nicht bekannt: {fields}.",
    "field-not-accepted": "{who} hat {found} angegeben, aber es zählt nur, wenn gilt: {asked}.",
    "incomplete": "Unvollständig, es fehlt oder ist nicht lesbar: {fields}.",
    "quorum-short": "Noch nicht genug: vorhanden {have}, verlangt {need}.",
    # a waiver that does not hold
    "waiver-not-allowed": "Der Erlass von {requirement} gilt nicht: Diese Anforderung darf nicht erlassen werden.",
    "waiver-by-owner": "Der Erlass von {requirement} gilt nicht: {by} ist für den Vorgang selbst verantwortlich.",
    "waiver-wrong-role": "Der Erlass von {requirement} gilt nicht: {by} hatte keine Rolle, die das darf.",
    "waiver-without-reason": "Der Erlass von {requirement} gilt nicht: Er nennt keinen Grund.",
    "waiver-too-long": "Der Erlass von {requirement} gilt nicht: Bis {until} ist länger als erlaubt.",
    "waiver-too-early": "Der Erlass von {requirement} gilt nicht: Er kam, bevor das Gespräch diesen Schritt begann.",
    "waiver-ended": "Der Erlass von {requirement} endete am {until}.",
    "waiver-over-contested": "Der Erlass von {requirement} gilt nicht: Ein ausdrückliches Nein lässt sich nicht "
    "erlassen.",
    # a word that a talk does not take
    "session-closed": "Dieses Gespräch ist beendet ({step}); es lässt sich nichts mehr festhalten.",
    "not-asked-here": "Im Schritt {step} wird danach nicht gefragt.",
    "nothing-to-answer": "Es gibt noch nichts, worauf das antworten könnte ({answers}).",
    "answers-what": "Sagen Sie, worauf das antwortet: {items}.",
    "only-through-a-gate": "{end} wird nur erreicht, indem man tut, was das Gate dorthin verlangt.",
    "reason-missing": "Sagen Sie, warum: Wer vorzeitig endet oder zurückgeht, nennt einen Grund.",
    "not-quoted": "{who} hat das nicht wörtlich so gesagt; wer etwas deutet, zitiert daraus.",
    "result-not-activity": 'Festgehalten, aber ein Ergebnis kann man nicht tun: "{found}". Sagen Sie, '
    "was Sie dafür tun.",
    "copied-example": 'Festgehalten, aber das ist wörtlich das Beispiel: "{found}". Sagen Sie es in eigenen Worten.',
    "more-told-than-asked": "Mehr fragen als sagen: In diesem Gespräch kamen von der Seite {side} {asked} Fragen "
    "und {told} Aussagen.",
    "left-open": "Das Gespräch ist abgeschlossen, und das blieb offen: {say}",
    "talk-suggested": 'Sie sind zum ersten Mal {side} eines Gesprächs: Davor empfiehlt sich "{title}" ({talk}).',
    "talk-not-held": 'Sie sind {side} von Gesprächen. Noch nicht geführt und empfohlen: "{title}" ({talk}).',
    "promise-missed": 'Eine Zusage wurde nicht gehalten ({who}: "{does}", fällig {due}): '
    'Es empfiehlt sich "{title}" ({talk}).',
    "promise-overdue": 'Eine Zusage ist überfällig ({who}: "{does}", fällig {due}): '
    'Es empfiehlt sich "{title}" ({talk}).',
    "not-behind": "{step} liegt nicht hinter diesem Schritt; zurück geht es nur zu einem früheren.",
    # a fact that cannot belong to a subject
    "unknown-evidence": "Einen Nachweis namens {what} gibt es hier nicht. {hint}",
    "unknown-field": "Ein Feld namens {field} gibt es hier nicht. {hint}",
    "unknown-requirement": "Eine Anforderung {what} gibt es hier nicht; schreiben Sie gate.anforderung. {hint}",
    "unknown-stage": "Eine Stufe namens {stage} gibt es hier nicht. {hint}",
    "ambiguous-link": "{item} antwortet auf {answers}, aber mehrere Nachweise tragen diese Kennung.",
    "too-many-links": "{item} hängt mehr als {links} Verknüpfungen unter allem, worauf es antworten könnte.",
    "end-needs-field": "{end} verlangt {field}, und das ist nicht bekannt.",
    # why there is no invitation, or not to everybody
    "nothing-booked": "In diesem Gespräch ist kein Folgegespräch verabredet, oder keines, das es annimmt.",
    "no-organizer": "Niemand, der dieses Gespräch führt, hat eine Mailadresse; niemand kann einladen. Ohne: {who}.",
    "no-address": "{who} hat hier keine Mailadresse und wird nicht eingeladen.",
    # why nothing that happens could open a gate now
    "no-source-for": "Keine angebundene Quelle könnte das zeigen: {title}. Es zählt nur aus: {channels}.",
    "no-stays-newest": "Das neueste Wort dazu ist ein Nein, und nichts, was jetzt gesagt wird, ist sicher später: "
    "{title}.",
    "too-few-different": "Davon kann es nicht genug geben: {title}. Verlangt: {need}, {apart}.",
    "never-counts": "Nichts, was jetzt geschieht, kann dafür zählen: {title}.",
    "no-set-opens": "Nichts, was jetzt geschieht, öffnet {gate}: Was einem Teil hilft, lässt einen anderen offen.",
    # why a question is asked
    "closes-requirement": "Das ist noch {status} ({sides}): {say}",
    "closes-gate": "Das hilft beim Gate als Ganzem: {gate}",
}
