"""The gap by rep and by team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from gatecoach.audit.figures.rows import NOTHING, Figures, Group
from gatecoach.report.layout import clean
from gatecoach.report.pipeline.about import NO_TEAM, About
from gatecoach.report.pipeline.charts.bars import Bar, Item, bars
from gatecoach.report.pipeline.charts.board import Kind
from gatecoach.report.pipeline.markup import Section, Table, numbers, words

LEGEND = ((Kind.SHOWN, "supported"), (Kind.CLAIMED, "claimed too far"), (Kind.UNCLEAR, "gap not known"))
REST = "\n"
"""What names the others: no owner and no team is called so."""
SHOWN = 12
"""How many bars a picture has; what is left is one more, and the table has everyone."""


def by_rep(figures: Figures, about: About) -> Section:
    """Whose deals are claimed too far."""
    says = (
        "Solid is what evidence supports, pale what is claimed beyond it. A wide gap is a reason to coach, not to "
        "blame: it can also mean that evidence never reached the system."
    )
    return _section("Rep", says, figures.reps, about, about.owner)


def by_team(figures: Figures, about: About) -> Section | None:
    """The same by team; nothing where nothing says who belongs to which."""
    if not figures.teams:
        return None
    return _section("Team", "The same by team.", figures.teams, about, lambda name: clean(name) or NO_TEAM)


def _section(head: str, says: str, groups: Sequence[Group], about: About, named: Callable[[str], str]) -> Section:
    id_, title = head.lower(), f"The gap by {head.lower()}"
    if not groups:
        return Section(id_, title, ["There are no open deals."])
    shown = _shown(groups)
    rest = len(groups) - len(shown) + 1
    titles = [named(each.name) if each.name != REST else f"{rest} more {head.lower()}s" for each in shown]
    items = [Item(name, [_bar(each, about)]) for name, each in zip(titles, shown, strict=True)]
    said = "; ".join(
        f"{name}: {each.further} of {each.deals} deals claimed too far"
        for name, each in zip(titles, shown, strict=True)
    )
    picture = bars(items, LEGEND, title=title, about=f"{said}.")
    return Section(id_, title, [says], [picture], [_table(head, groups, about, named)])


def _shown(groups: Sequence[Group]) -> list[Group]:
    """The first groups, and the others as one without a name of its own."""
    rest = groups[SHOWN:]
    if len(rest) < 2:
        return [*groups]
    together = Group(
        REST,
        sum(each.deals for each in rest),
        sum((each.amount for each in rest), NOTHING),
        sum(each.further for each in rest),
        sum((each.further_amount for each in rest), NOTHING),
        sum(each.odd for each in rest),
        sum((each.odd_amount for each in rest), NOTHING),
        sum(each.gates for each in rest),
        sum(each.unpriced for each in rest),
    )
    return [*groups[:SHOWN], together]


def _bar(group: Group, about: About) -> Bar:
    sizes: tuple[Decimal | int, ...] = (group.supported, group.further, group.odd)
    if about.money:
        sizes = (group.supported_amount, group.further_amount, group.odd_amount)
    kinds = [kind for kind, _ in LEGEND]
    worth = f", {about.worth(group.further_amount)}" if about.money and group.further else ""
    return Bar([*zip(kinds, sizes, strict=True)], f"{group.further} of {group.deals}{worth}")


def _table(head: str, groups: Sequence[Group], about: About, named: Callable[[str], str]) -> Table:
    heads = numbers(about.counted("Open"), about.counted("Claimed too far"), "Gates short")
    rows = [
        [
            named(each.name), about.cell(each.deals, each.amount), about.cell(each.further, each.further_amount),
            each.gates,
        ]
        for each in groups
    ]  # fmt: skip
    return Table("The widest gap first", [*words(head), *heads], rows)
