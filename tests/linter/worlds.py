"""The base place with more in it, for what is warned of: changes file by file, and findings told in short."""

from __future__ import annotations

from places import BASE, changed, findings_of, marked

FW, DEAL, TALK, BANK = "framework.yaml", "opportunity.yaml", "review.yaml", "bank.yaml"
ANSWERED, SENT = "customer: review-answered", "seller: review-sent"
END = "ends: {won: won, lost: lost}\ngates:"


def gate(name, source, target):
    """One more gate of the deal."""
    pair = f'they-{name}: {{say: "They did.", {SENT}, {ANSWERED}}}'
    return (
        f"  {name}:\n    from: {source}\n    to: {target}\n    ask: What about {name}?\n    requires:\n      {pair}\n"
    )


SIGNED = gate("signed", "proposal", "won")
FULL = {**BASE, DEAL: changed(BASE[DEAL], "gates:", END) + SIGNED}
"""The base place with a second gate and a good end; free of findings."""


def with_(*changes, base=FULL):
    """The files after these changes, each a file, what stands there once, and what shall."""
    files = dict(base)
    for name, old, new in changes:
        files[name] = changed(files[name], old, new)
    return files


def said(*changes, base=FULL):
    """Code, line and underlined words of every finding after these changes."""
    return [(each.code, each.line, marked(each)) for each in findings_of(with_(*changes, base=base))]


def messages(*changes, base=FULL):
    """Message and next step of every finding after these changes."""
    return [(each.message, each.hint) for each in findings_of(with_(*changes, base=base))]


def asking(clause):
    """The change of what the first gate asks the customer for."""
    return DEAL, f"        {ANSWERED}\n", f"        customer: {clause}\n"
