"""What the sender wrote themselves: a body without quotes, without the mail below it and without signature."""

from __future__ import annotations

import html
from collections.abc import Iterator

MAX_TEXT = 200_000
ATTRIBUTIONS = (
    ("On ", "wrote:"),
    ("Am ", "schrieb"),
    ("Le ", "a écrit"),
    ("El ", "escribió"),
    ("Il ", "ha scritto"),
    ("Op ", "schreef"),
    ("Em ", "escreveu"),
    ("Den ", "skrev"),
    ("W dniu ", "napisa"),
)
SENT_ON = (
    "original message", "forwarded message", "ursprüngliche nachricht", "weitergeleitete nachricht",
    "message d'origine", "message transféré", "mensaje original", "mensaje reenviado", "messaggio originale",
    "messaggio inoltrato", "oorspronkelijk bericht", "doorgestuurd bericht", "mensagem original",
    "mensagem encaminhada", "originalmeddelande", "oprindelig meddelelse", "wiadomość oryginalna",
)  # fmt: skip
FROM = ("From:", "Von:", "De:", "De :", "Da:", "Van:", "Från:", "Fra:", "Od:")
BELOW_FROM = (
    "Sent:", "Date:", "To:", "Gesendet:", "Datum:", "An:", "Envoyé", "À:", "À :", "Enviado", "Fecha:", "Para:",
    "Inviato:", "Data:", "A:", "Verzonden:", "Aan:", "Skickat:", "Till:", "Sendt:", "Til:", "Wysłano:", "Do:",
)  # fmt: skip
"""What programs write above an older mail, in the languages whose attributions are known, too."""

SENT_WITH = ("sent from my ", "get outlook for ", "gesendet von ", "von meinem ", "envoyé de mon ", "enviado desde ")
"""How the line begins that a telephone puts below a mail."""

BREAKS = frozenset(
    {"p", "div", "blockquote", "br", "li", "tr", "table", "ul", "ol", "hr", "h1", "h2", "h3", "h4", "pre"}
)
RAW = frozenset({"script", "style"})
UNREAD = RAW | {"head", "title"}
QUOTES = ("gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix")
QUOTED_LINE = "\n> "
NO_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")
"""What some readers take for the end of a line: behind one of them a quoted word would be the sender's own."""


def new_text(text: str) -> str:
    """The lines the sender added; quoted lines go, lines below them stay (people answer below, too)."""
    lines = _lines(text)
    kept: list[str] = []
    at = 0
    while at < len(lines) and not _ends_here(lines, at):
        skipped = _attribution(lines, at)
        if skipped and not _quote_follows(lines, at + skipped):
            break
        if not skipped and not lines[at].lstrip().startswith(">"):
            kept.append(lines[at].rstrip())
        at += skipped or 1
    while kept and (not kept[-1].strip() or _sent_with(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip()[:MAX_TEXT]


def html_text(source: str) -> str:
    """HTML as plain lines; quoted ones begin with `>`. One pass over the text, however broken it is."""
    found: list[str] = []
    skipping, depth, line = "", 0, "\n"
    before = line
    for text, tag in _pieces(source):
        if skipping not in UNREAD or line == QUOTED_LINE:
            found.append(html.unescape(text).translate(NO_LINE_ENDS))
        name = _name(tag)
        if skipping:
            depth += _opens(tag, skipping)
            if depth <= 0:
                skipping, line = "", "\n"
        elif name in UNREAD or _is_quote(tag, name):
            skipping, depth = (name, 1) if _opens(tag, name) > 0 else ("", 0)
            line = QUOTED_LINE if skipping and _is_quote(tag, name) else "\n"
        if name in BREAKS or line != before:
            found.append(line)
        before = line
    return "".join(found)


def _lines(text: str) -> list[str]:
    """The lines of a text as the reader sees them: a sign that could end a line inside a quote does not."""
    if "\n" not in text:
        return text.split("\r")
    return [each.translate(NO_LINE_ENDS) for each in text.replace("\r\n", "\n").split("\n")]


def _is_quote(tag: str, name: str) -> bool:
    return name == "blockquote" or any(each in tag for each in QUOTES)


def _pieces(source: str) -> Iterator[tuple[str, str]]:
    """The source as (text, the tag after it); an unclosed tag swallows what follows, as in a browser."""
    at = 0
    while at < len(source):
        start = source.find("<", at)
        if start < 0:
            yield source[at:], ""
            return
        is_tag = source[start + 1 : start + 2].isalpha() or source[start + 1 : start + 2] in ("/", "!", "?")
        end = _tag_end(source, start) if is_tag else start + 1
        yield (source[at:start], source[start:end]) if is_tag else (source[at:end], "")
        at = _closing(source, end, _name(source[start:end])) if is_tag and source[start + 1] != "/" else end


def _tag_end(source: str, start: int) -> int:
    """The place behind the tag that starts here; a `>` inside an attribute's quotes does not end it."""
    if source.startswith("<!--", start):
        end = source.find("-->", start)
        return end + 3 if end >= 0 else len(source)
    quote = ""
    for at in range(start, len(source)):
        char = source[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and source[at - 1] == "=":
            quote = char
        elif char == ">":
            return at + 1
    return len(source)


def _closing(source: str, at: int, name: str) -> int:
    """The place where an element of code or style ends; its content is no HTML. Others go on where they are."""
    while name in RAW:
        at = source.find("</", at)
        if at < 0:
            return len(source)
        if source[at + 2 : at + 2 + len(name)].casefold() == name:
            return at
        at += 2
    return at


def _name(tag: str) -> str:
    words = tag.strip("</>").split(maxsplit=1)
    return words[0].casefold().removesuffix("/") if words else ""


def _opens(tag: str, name: str) -> int:
    """How far a tag goes into elements of that name: 1, out of one: -1, neither: 0."""
    if _name(tag) != name or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1


def _ends_here(lines: list[str], at: int) -> bool:
    """Whether the sender's own text ends: signature, an older mail pasted below, a forwarded one."""
    line = lines[at].strip()
    if lines[at] in ("-- ", "--"):
        return True
    if len(line) >= 10 and not line.strip("_"):
        return _older_headers(lines, at + 1)
    words = line.strip("-").strip().casefold()
    dashed = line.startswith("--") and words in SENT_ON
    return dashed or words == "begin forwarded message:" or _older_headers(lines, at)


def _older_headers(lines: list[str], at: int) -> bool:
    """Whether the header lines of an older mail stand here (From, and Sent, Date or To close below)."""
    near = [each.strip().replace("*", "") for each in lines[at : at + 4]]
    if not near or not near[0].startswith(FROM):
        return False
    return any(each.startswith(BELOW_FROM) for each in near[1:])


def _attribution(lines: list[str], at: int) -> int:
    """How many lines here say `On Monday 2 March Rosa wrote:`, also when broken over up to three; else 0.

    In a language that is not known here, a line of its own with an address and a date counts if a quote follows.
    """
    first = lines[at].strip()
    if not first:
        return 0
    for opener, verb in ATTRIBUTIONS:
        for count in (1, 2, 3) if first.startswith(opener) else ():
            whole = " ".join(each.strip() for each in lines[at : at + count])
            if whole.endswith(":") and verb in whole and any(char.isdigit() for char in whole):
                return count
    named = first.endswith(":") and "<" in first and "@" in first and any(char.isdigit() for char in first)
    return 1 if named and _quote_follows(lines, at + 1) else 0


def _sent_with(line: str) -> bool:
    return len(line) < 60 and line.strip().casefold().startswith(SENT_WITH)


def _quote_follows(lines: list[str], at: int) -> bool:
    following = next((each for each in lines[at:] if each.strip()), "")
    return following.lstrip().startswith(">")
