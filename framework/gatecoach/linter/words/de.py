"""German: by what words a question is closed, or about the result."""

from __future__ import annotations

from gatecoach.linter.words.table import Words, pattern, words_of

BY_WHEN = r"\b(diese[nrsm]?|noch|bis|im|zum|vor)\b[^?]{0,20}\b(monat|quartal|jahr|woche)\w*"
CLOSING = r"\b(schlie\w+|abschl\w+|abzuschl\w+|unterschr\w+|unterzeich\w+|gewinn\w*|gewonnen)\b"
PLEASE = r"(kannst|könntest|können|könnten|könnt|magst|mögen|würdest|würden|willst|wollen) (du|sie|ihr|wir)"

GERMAN = Words(
    small=words_of(
        "der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im am auf bei für mit "
        "aus nach vor über ist sind war waren wird werden wurde hat haben habt hast hatte kann können soll muss will "
        "du dein deine deinem deinen sie ihr ihre ihrem ihren ihnen wir unser unsere uns ich mein mich mir er es sich "
        "was wie wer wem wen wessen welche welcher welches welchen welchem wann wo woran worin womit wofür wodurch "
        "worauf warum wieso weshalb wenn nicht kein keine noch schon dass als auch nur"
    ),
    asking=pattern(
        r"was|wie|wieviele?|wer|we[mn]|wessen|welch\w+|wann|warum|wieso|weshalb|inwie(fern|weit)",
        r"wo(her|hin|bei|durch|für|gegen|mit|nach|ran|rauf|raus|rin|rüber|rum|runter|von|vor|zu)?",
    ),
    verbs=words_of(
        "hast hat haben habe habt hatte hatten hattest hattet ist sind bin bist seid war waren warst wart wird werden "
        "werde wirst werdet wurde wurden würde würden würdest würdet kann können kannst könnt könnte könnten könntest "
        "soll sollen sollst sollt sollte sollten solltest muss müssen musst müsst müsste müssten darf dürfen darfst "
        "dürft dürfte dürften will wollen willst wollt wollte wollten möchte möchten möchtest weiß wissen weißt wisst "
        "kennt kennen kennst glaubt glauben glaubst meint meinen meinst denkt denken denkst versteht verstehen"
    ),
    besides=words_of(
        "wenn falls als nachdem bevor weil ob da während seit seitdem sobald solange obwohl angenommen in auf mit bei "
        "an nach von aus für zu im am beim vor"
    ),
    lead=words_of("und also aber oder na nun dann ja so ehrlich eigentlich wirklich"),
    polite=pattern(
        rf"{PLEASE} (mir|uns|bitte|mal)\b",
        rf"{PLEASE} (\w+ ){{0,6}}(sagen|erzählen|beschreiben|erklären|zeigen|schildern)\b",
        r"(sag|sagen sie|erzähl|erzählen sie|beschreib|beschreiben sie|erklär|erklären sie|zeig|nenn|nennen sie)e?\b",
    ),
    tags=pattern(
        r",\s*(oder|nicht wahr|richtig|stimmt's|stimmts|nicht|ja|gell|korrekt|oder nicht)\s*\?", r"\boder nicht\s*\?"
    ),
    results=(
        pattern(r"\b(verkaufs|umsatz|abschluss|erfüllungs|ziel)?quoten?\b"),
        pattern(r"\b(umsatz|verkaufs|absatz|abschluss)?(prognosen?|forecasts?)\b", r"\bpipelines?\b"),
        pattern(r"\b(umsatz|verkaufs|monats|quartals|jahres)(ziele?s?n?|zahlen|vorgaben?)\b"),
        pattern(r"\b(deine|eure|unsere) (zahlen|ziele|vorgaben)\b", r"\b(dein|euer|unser) (umsatz|ziel|soll)\b"),
        pattern(r"\bziel(erreichung|vorgaben?)\b", r"\bplan(erfüllung|zahlen)\b"),
        pattern(rf"{BY_WHEN}[^?]{{0,40}}{CLOSING}", rf"{CLOSING}[^?]{{0,40}}{BY_WHEN}"),
        pattern(rf"\bwann\b[^?]{{0,40}}({CLOSING}|\bauftrag\b)"),
        pattern(r"\b(wahrscheinlich(keit)?|sicher)\b[^?]{0,30}\b(abschl\w+|auftrag\w*|gewinn\w*|unterschr\w+)"),
        pattern(r"\babschluss(wahrscheinlichkeit|datum|termin)\w*\b", r"\bwie ?viel umsatz\b"),
    ),
    stems=words_of(
        "absatz abschl abzuschl auftrag erfüllung forecast gewinn gewonnen jahr monat pipeline plan "
        "prognose quartal quote schlie soll umsatz unterschr unterzeich verkauf vorgabe zahl ziel"
    ),
)
