"""What intake says of each event, in English and German: one plain sentence for every rule."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "evidence": "evidence {what} by {by} in {deal}.",
    "claim": "a claim of {deal}: {stage}.",
    "statement": "a reading of {about} in {deal}: {outcome}.",
    "unknown-type": "please look: the mapping has no event {type}. {hint}",
    "same-id-other-content": "please look: another event has the source {source} and the id {id}, and other content; "
    "the first one holds.",
    "duplicate": "nothing new: this event was taken before.",
    "dropped": "nothing: the mapping drops it.",
    "other-record": "nothing: it is about a record of another kind.",
    "no-meaning": "nothing: the mapping does not say which evidence it is.",
    "no-stage-of-ours": "nothing: the mapping says that this stage is none of ours.",
    "no-json": "not read: {why}.",
    "not-an-event": "not read: this is no CloudEvent, which is an object with its attributes.",
    "no-attribute": "not read: the attribute {name} is missing, or it is no text.",
    "other-version": "not read: its version is {version}, and known is 1.0.",
    "two-data": "not read: it has both data and data_base64.",
    "bad-data": "not read: its data are no JSON.",
    "unusable": "not used: {why}.",
}
"""What is said of each event by rule; `why` is the sentence of the reason that the parameters name."""

GERMAN: dict[str, str] = {
    "evidence": "Nachweis {what} von {by} in {deal}.",
    "claim": "eine Behauptung zu {deal}: {stage}.",
    "statement": "eine Lesart von {about} in {deal}: {outcome}.",
    "unknown-type": "bitte ansehen: Die Zuordnung kennt kein Ereignis {type}. {hint}",
    "same-id-other-content": "bitte ansehen: Ein anderes Ereignis hat die Quelle {source} und die Id {id} und anderen "
    "Inhalt; das erste gilt.",
    "duplicate": "nichts Neues: Dieses Ereignis wurde schon aufgenommen.",
    "dropped": "nichts: Die Zuordnung lässt es weg.",
    "other-record": "nichts: Es geht um einen Datensatz anderer Art.",
    "no-meaning": "nichts: Die Zuordnung sagt nicht, welcher Nachweis es ist.",
    "no-stage-of-ours": "nichts: Die Zuordnung sagt, dass diese Stufe keine von unseren ist.",
    "no-json": "nicht gelesen: {why}.",
    "not-an-event": "nicht gelesen: Das ist kein CloudEvent; das wäre ein Objekt mit seinen Attributen.",
    "no-attribute": "nicht gelesen: Das Attribut {name} fehlt oder ist kein Text.",
    "other-version": "nicht gelesen: Seine Version ist {version}, bekannt ist 1.0.",
    "two-data": "nicht gelesen: Es hat sowohl data als auch data_base64.",
    "bad-data": "nicht gelesen: Seine Daten sind kein JSON.",
    "unusable": "nicht verwendet: {why}.",
}
"""The same in German."""

SENTENCES: dict[str, dict[str, str]] = {rule: {"en": text, "de": GERMAN[rule]} for rule, text in ENGLISH.items()}
"""Every rule there is with its sentence in each language."""
