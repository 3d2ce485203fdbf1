"""How well a mail's sender is proven: what the receiving server we trust says about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gatecoach.intake.addresses import ascii_domain


def is_observed(results: str, domain: str, trusted: Collection[str]) -> bool:
    """Whether these Authentication-Results are a trusted server's and vouch for mail from `domain`.

    They vouch by dmarc=pass for exactly this domain, or by a DKIM pass of it, a parent or a sub-domain.
    A DMARC verdict that is not a pass outweighs everything: the domain's owner disowns the mail.
    """
    server, *verdicts = [section.split() for section in _sections(results)] or [[]]
    if not server or server[0].casefold() not in {each.casefold() for each in trusted}:
        return False
    read = [_verdict(words) for words in verdicts if words]
    dmarc = [each for each in read if each["method"] == "dmarc"]
    if dmarc:
        return all(each["result"] == "pass" and ascii_domain(each.get("header.from", "")) == domain for each in dmarc)
    signed = [each for each in read if (each["method"], each["result"]) == ("dkim", "pass")]
    return any(aligned(_signer(each), domain) for each in signed)


def _signer(verdict: dict[str, str]) -> str:
    return ascii_domain(verdict.get("header.d") or verdict.get("header.i", "").rpartition("@")[2])


def aligned(signer: str, domain: str) -> bool:
    """The same domain, or one below the other; a bare top-level name vouches for nobody."""
    if "." not in signer:
        return False
    return signer == domain or signer.endswith(f".{domain}") or domain.endswith(f".{signer}")


def _verdict(words: list[str]) -> dict[str, str]:
    """One `method=result property=value …` as a mapping; the first word names method and result."""
    method, _, result = words[0].casefold().partition("=")
    properties = dict(word.casefold().split("=", 1) for word in words[1:] if "=" in word)
    return {**properties, "method": method.partition("/")[0], "result": result}


def _sections(results: str) -> list[str]:
    """The parts between semicolons; comments are left out, quoted text becomes a mark that equals nothing.

    Both may hold text that the sender chose, semicolons included. What does not close is not believed at all.
    """
    kept = list(_outside(results))
    return [] if kept[-1:] == ["unclosed"] else "".join(kept).split(";")


def _outside(results: str) -> Iterator[str]:
    """The characters outside comments and quotes; ends with the word `unclosed` if one stays open."""
    depth, quoted, escaped = 0, False, False
    for char in results:
        if escaped:
            escaped = False
        elif char == "\\" and (quoted or depth):
            escaped = True
        elif char == '"' and not depth:
            quoted = not quoted
            yield '"'
        elif char in "()" and not quoted:
            depth += 1 if char == "(" else -1
            yield " "
        elif not quoted and not depth:
            yield char
        if depth < 0:
            break
    if depth or quoted:
        yield "unclosed"
