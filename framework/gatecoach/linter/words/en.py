"""English: by what words a question is closed, or about the result."""

from __future__ import annotations

from gatecoach.linter.words.table import Words, pattern, words_of

BY_WHEN = r"\b(by|before|within|until|this|next) ((the )?(end of )?(the |this |next )?)?(day|week|month|quarter|year)\b"
CLOSING = r"\b(clos(e|es|ed|ing)|sign(s|ed|ing)?|land(s|ed|ing)?|win|wins|won|order(s|ed)?)\b"
PRONOUN = "(you|they|it|he|she|we)"

ENGLISH = Words(
    small=words_of(
        "the and but of to by for with from is are were be been do does did have has had would can could should you "
        "your they their them we our us my she it its this that these those what how who whom whose which when where "
        "why if not there here more most than about"
    ),
    asking=pattern(r"(what|how|who|whom|whose|which|when|where|why)('s|'re|'d|'ll|ever)?"),
    verbs=words_of(
        "did do does is are am was were have has had can could will would shall should may might must didn't don't "
        "doesn't isn't aren't wasn't weren't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't mustn't "
        "ain't cannot"
    ),
    besides=words_of(
        "if when while after before since once as unless although though in on at with from given during last"
    ),
    lead=words_of("and so but or well now then also ok okay yes honestly actually really"),
    polite=pattern(
        r"(can|could|will|would) (you|we|they) (please )?(tell|describe|explain|show|walk|talk|take|share|help|give)\b",
        r"(can|could|would) (you|i) (please )?(paint|picture|imagine)\b",
        r"(tell|describe|explain|show|walk|talk|share|give|name|imagine|say|let)\b",
    ),
    tags=pattern(
        r",\s*(right|correct|ok|okay|yes|no|or not|don't you think|wouldn't you say)\s*\?",
        rf",\s*(is|are|was|were|do|does|did|have|has|will|would|can)(n't)? {PRONOUN}\s*\?",
        r"\bor not\s*\?",
    ),
    results=(
        pattern(r"\bquotas?\b", r"\bforecast(s|ed|ing)?\b", r"\bpipelines?\b"),
        pattern(r"\b(your|our) (sales |revenue |monthly |quarterly )?(target|number)s?\b"),
        pattern(r"\b(revenue|sales) (target|goal|number|figure)s?\b"),
        pattern(r"\b(hit|make|reach|meet|beat|miss) (the|your|our|this \w+'s) (number|target|plan|goal)s?\b"),
        pattern(rf"{CLOSING}[^?]{{0,30}}{BY_WHEN}"),
        pattern(r"\bwhen (will|does|do|can|is|are)\b[^?]{0,40}\b(close|closing|sign|signing)\b"),
        pattern(r"\b(probability|likelihood|odds|chances?|percent(age)?)\b[^?]{0,30}\b(clos|win|sign|deal|order)\w*"),
        pattern(r"\bhow (likely|sure|certain|confident)\b[^?]{0,30}\b(clos|win|sign|deal|order)\w*"),
        pattern(r"\bhow much (revenue|business|money|turnover) (will|can|do|are)\b"),
        pattern(r"\b(close|closing|win) (date|rate|ratio)\b", r"\bcommit(ted)? (number|amount|figure)s?\b"),
    ),
    stems=words_of(
        "business clos commit deal figure forecast goal land money number order pipeline plan quota "
        "revenue sign target turnover win won"
    ),
)
