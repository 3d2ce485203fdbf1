"""Makes the example pipeline: tables as a warehouse would hold them, and the export that a CRM would give of the same.

Always the same files, for chance begins at a fixed number. Nothing in them is real. Run it in this folder.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from pathlib import Path

HERE = Path(__file__).parent
LAST_DAY = dt.date(2026, 6, 30)
"""Nothing in the example is younger; it is meant to be looked at as of this day."""
STAGES = ["lead", "discovery", "needs-analysis", "solution-fit", "proposal", "commit"]
TITLES = {
    "lead": "1 Lead", "discovery": "2 Discovery", "needs-analysis": "3 Needs", "solution-fit": "4 Fit",
    "proposal": "5 Proposal", "commit": "6 Commit", "won": "Won", "lost": "Lost", "no-decision": "Nothing decided",
}  # fmt: skip
TEAMS = {"north": ["ida.brandt", "tom.asher", "lea.voss"], "south": ["max.rowe", "nora.quill"]}
MANAGERS = {"north": "gero.falk", "south": "june.hale"}
DIRECTOR = "ada.stern"
HOPEFUL = {"max.rowe": 2, "tom.asher": 1}
"""Reps who claim up to so many stages more than others."""
FIRST = ["Vera", "Jon", "Mira", "Paul", "Elsa", "Otto", "Rhea", "Karl", "Nell", "Ivo", "Tess", "Hugo", "Ruth", "Levi"]
NAMES = [
    "Moll",
    "Ash",
    "Berg",
    "Crane",
    "Dorn",
    "Eder",
    "Frost",
    "Gill",
    "Horn",
    "Ives",
    "Joss",
    "Kern",
    "Lund",
    "Marsh",
]
PLACES = ["Alder", "Brook", "Cliff", "Dale", "East", "Ferry", "Grove", "Hill", "Isle", "Knoll"]
TRADES = ["Dairy", "Foundry", "Mills", "Press", "Glass", "Timber", "Paper", "Tools"]
ROLES = ["key-stakeholder", "champion", "economic-buyer", "procurement", "legal"]

# For each gate: our act, their answer, who of them gives it, and how it is read.
GATES = [
    [("account-researched",), ("invitation-sent", "invitation-answered", "key-stakeholder", "accepts"),
     ("reason-asked", "reason-given", "key-stakeholder")],
    [("interview-held",), ("notes-sent", "need-admitted", "key-stakeholder"),
     ("notes-sent", "openness-stated", "key-stakeholder"), ("notes-sent", "solution-talk-agreed", "champion"),
     ("notes-sent", "power-confirmed", "economic-buyer")],
    [("needs-review-sent", "needs-review-answered", "key-stakeholder", "confirms"),
     ("metric-asked", "metric-named", "key-stakeholder")],
    [("fit-map-sent",), ("stakeholder-map-drawn",), ("criteria-asked", "criteria-given", "key-stakeholder"),
     ("process-asked", "process-described", "champion"),
     ("economic-buyer-invited", "economic-buyer-accepted", "economic-buyer", "accepts"),
     ("champion-briefed", "champion-acted", "champion")],
    [("cost-to-serve-approved",), ("business-case-sent", "numbers-confirmed", "economic-buyer", "confirms"),
     ("mutual-action-plan-sent", "mutual-action-plan-accepted", "champion", "accepts"),
     ("mutual-action-plan-sent", "mutual-action-plan-accepted", "economic-buyer", "accepts"),
     ("date-asked", "date-given", "economic-buyer"), ("proposal-presented", "proposal-discussed", "champion")],
    [("terms-approved",), ("handover-brief-written",),
     ("paper-steps-asked", "paper-steps-confirmed", "legal", "confirms"),
     ("contract-sent", "contract-signed", "procurement", "signs")],
]  # fmt: skip
OURS = {"cost-to-serve-approved", "terms-approved"}
"""What a manager does and no rep."""
TYPED = {"account-researched", "interview-held", "fit-map-sent", "stakeholder-map-drawn", "handover-brief-written",
         "proposal-presented", *OURS}  # fmt: skip
"""What somebody writes down, for no mail shows it."""
SAID = "Thank you, that is how we see it."

chance = random.Random(8)  # noqa: S311 - no secret hangs on it
tables: dict[str, list[dict[str, object]]] = {
    name: [] for name in ("deals", "claims", "evidence", "fields", "links", "statements", "waivers", "people", "roles",
                          "participants", "sources")
}  # fmt: skip


def person(id_: str, name: str, side: str, role: str, team: str = "") -> str:
    """Somebody, once."""
    if all(each["person"] != id_ for each in tables["people"]):
        tables["people"].append({"person": id_, "side": side, "name": name, "team": team})
        tables["roles"].append({"person": id_, "role": role})
    return id_


def sellers() -> None:
    """Our own people."""
    for team, reps in TEAMS.items():
        for id_ in reps:
            person(id_, id_.replace(".", " ").title(), "seller", "rep", team)
        person(MANAGERS[team], MANAGERS[team].replace(".", " ").title(), "seller", "manager", team)
    person(DIRECTOR, "Ada Stern", "seller", "sales-director")


def moment(day: dt.date) -> str:
    """Some time on that day, as an instant; now and then only the day is known."""
    if chance.random() < 0.1:
        return day.isoformat()
    return f"{day.isoformat()}T{chance.randint(8, 17):02d}:{chance.randint(0, 59):02d}:00+02:00"


class Deal:
    """One deal: who takes part, how far it really is, and what is claimed of it."""

    def __init__(self, number: int) -> None:
        """The deal of that number."""
        self.id = f"D-{1000 + number}"
        self.company = f"{PLACES[number % len(PLACES)]} {TRADES[number * 3 % len(TRADES)]}"
        self.team = "north" if chance.random() < 0.6 else "south"
        self.owner = chance.choice(TEAMS[self.team])
        self.ended = number % 10 in (3, 6, 9)
        self.shown = chance.choice([0, 0, 1, 1, 2, 2, 3, 4]) if not self.ended else chance.choice([1, 2, 3, 6, 6])
        self.days = chance.randint(12, 22)
        self.first = LAST_DAY - dt.timedelta(days=self.days * (self.shown + 1) + (70 if self.ended else 0))
        if number in (14, 28, 41):  # begun long ago, and nothing has come of them
            self.first -= dt.timedelta(days=260)
        self.cast = {role: self._somebody(number, place, role) for place, role in enumerate(ROLES)}

    def _somebody(self, number: int, place: int, role: str) -> str:
        first, last = FIRST[(number * 5 + place * 3) % len(FIRST)], NAMES[(number * 7 + place * 2) % len(NAMES)]
        house = "".join(self.company.lower().split())
        return person(f"{first}.{last}.{house}.{number}".lower(), f"{first} {last}", "customer", role)

    def day(self, gate: int, more: int = 0) -> dt.date:
        """A day on which one works on that gate."""
        return min(self.first + dt.timedelta(days=self.days * gate + more), LAST_DAY)

    def write(self) -> None:
        """Everything about it."""
        amount = chance.randint(8, 240) * 500
        tables["deals"].append({
            "deal": self.id, "name": self.company, "owner": self.owner, "claimed": "", "amount": amount,
            "close-date": (LAST_DAY + dt.timedelta(days=chance.randint(5, 90))).isoformat(),
            "deal-type": chance.choice(["new", "new", "expansion", "renewal"]),
        })  # fmt: skip
        for id_ in [self.owner, MANAGERS[self.team], DIRECTOR, *self.cast.values()]:
            tables["participants"].append({"deal": self.id, "person": id_})
        for gate in range(self.shown):
            self.work(gate, whole=True)
        if self.shown < len(GATES):
            self.work(self.shown, whole=False)
        self.claim()

    def work(self, gate: int, *, whole: bool) -> None:
        """What was done for a gate: all of it, or what there is so far."""
        asked: dict[str, str] = {}
        for step in GATES[gate]:
            if not whole and chance.random() < 0.55:
                continue
            ours, *theirs = step
            if ours not in asked:
                asked[ours] = self.act(ours, gate)
            if theirs:
                self.answer(theirs, asked[ours], gate)

    def act(self, what: str, gate: int) -> str:
        """Something of ours."""
        id_ = f"e{len(tables['evidence']) + 1:04d}"
        by = MANAGERS[self.team] if what in OURS else self.owner
        where = {"told_by": by} if what in TYPED else {"source": "mail"}
        grade = "asserted" if what in TYPED else "observed"
        late = 5 if what == "proposal-presented" else 0
        self.evidence(id=id_, by=by, at=moment(self.day(gate, 1 + late)), what=what, grade=grade, **where)
        if what == "interview-held":
            share = chance.choice(["0.15", "0.18", "0.2", "0.2", "0.45"])
            tables["fields"].append({"deal": self.id, "id": id_, "field": "talk-share", "value": share})
        return id_

    def answer(self, theirs: list[str], to: str, gate: int) -> None:
        """Their answer to it."""
        what, role, *outcome = theirs
        id_ = f"e{len(tables['evidence']) + 1:04d}"
        day = self.day(gate, chance.randint(7, 11))
        text = {"text": SAID} if outcome else {}
        self.evidence(
            id=id_, by=self.cast[role], at=moment(day), what=what, source="mail", grade="authentic", **text
        )  # fmt: skip
        tables["links"].append({"deal": self.id, "id": id_, "source": "mail", "answers": to})
        if outcome:
            said = {"about": id_, "outcome": outcome[0], "quote": "that is how we see it", "by": self.owner}
            tables["statements"].append({"deal": self.id, **said, "at": self.day(gate, 12).isoformat()})

    def evidence(self, **row: object) -> None:
        """One item."""
        tables["evidence"].append({"deal": self.id, **row})

    def claim(self) -> None:
        """What the CRM says, and when it began to say so: as far as it is, or as far as somebody hopes."""
        hope = chance.choice([0, 0, 1, 1, 2]) + HOPEFUL.get(self.owner, 0)
        top = min(self.shown + hope, len(STAGES) - 1)
        skipped = {chance.randint(1, top)} if top > 2 and chance.random() < 0.4 else set()
        for place in range(top + 1):
            if place not in skipped:
                day = self.first + dt.timedelta(days=min(self.days * place, (LAST_DAY - self.first).days - 1))
                self.claimed(STAGES[place], day)
        if self.ended:
            end = "won" if self.shown == len(GATES) else chance.choice(["lost", "lost", "no-decision"])
            self.claimed(end, self.day(self.shown, 14))

    def claimed(self, stage: str, day: dt.date) -> None:
        """A stage from that day on."""
        tables["claims"].append({"deal": self.id, "stage": stage, "at": day.isoformat()})


def waive() -> None:
    """One requirement that the director lets pass for a while."""
    tables["waivers"].append({
        "deal": "D-1050", "id": "w1", "requirement": "needs-admitted.we-listened", "by": DIRECTOR, "at": "2026-06-22",
        "until": "2026-07-15", "reason": "I was in the interview and did the talking.",
    })  # fmt: skip


def dirty() -> None:
    """What is wrong with most exports: repeats, gaps, slips of the pen."""
    deals, claims, evidence = tables["deals"], tables["claims"], tables["evidence"]
    deals.append(dict(deals[4]))
    deals.append({**deals[11], "amount": 99_000})
    deals[7]["amount"] = -deals[7]["amount"]  # type: ignore[operator]
    deals[17]["amount"] = "about 40k"
    deals[22]["owner"] = deals[35]["owner"] = ""
    claims.append({"deal": deals[20]["deal"], "stage": "negotiation", "at": "2026-06-20"})
    claims.append({"deal": deals[31]["deal"], "stage": "negotiation", "at": "2026-06-24"})
    claims.append({"deal": deals[1]["deal"], "stage": "solution-fit", "at": "31/06/2026"})
    evidence += [dict(evidence[9]), dict(evidence[57])]
    evidence.append({**evidence[30], "id": "e9001", "at": "14.06.2026"})
    evidence.append({**evidence[31], "id": "e9002", "at": "2026-06-14T10:20:00"})
    evidence.append({**evidence[40], "id": "e9003", "what": "lunch-had"})
    evidence.append({**evidence[41], "id": "e9004", "deal": "D-0999"})
    tables["participants"].append({"deal": deals[2]["deal"], "person": "somebody.new"})


def export() -> None:
    """The same deals as a CRM exports them: what reps have typed, and nothing of what the customer wrote."""
    rows = tables["deals"]
    where: dict[object, dict[str, object]] = {}
    for each in tables["claims"]:
        where[each["deal"]] = each
    stage = {id_: TITLES.get(str(each["stage"]), "Negotiation") for id_, each in where.items()}
    write("export/deals.csv", [
        {"id": each["deal"], "name": each["name"], "owner": each["owner"], "stage": stage.get(each["deal"], ""),
         "since": where[each["deal"]]["at"], "amount": each["amount"], "currency": "EUR",
         "close-date": each["close-date"]} for each in rows
    ])  # fmt: skip
    write("export/stages.csv", [
        {"deal": each["deal"], "stage": TITLES.get(str(each["stage"]), "Negotiation"), "at": each["at"]}
        for each in tables["claims"]
    ])  # fmt: skip
    people = {each["person"]: each for each in tables["people"]}
    role = {each["person"]: each["role"] for each in tables["roles"]}
    write("export/contacts.csv", [
        {"deal": each["deal"], "id": each["person"], "name": people[each["person"]]["name"],
         "address": f"{each['person']}@example.org", "role": role[each["person"]]}
        for each in tables["participants"] if people.get(each["person"], {}).get("side") == "customer"
    ])  # fmt: skip
    write("export/activities.csv", [
        {"id": each["id"], "deal": each["deal"], "at": each["at"], "by": each["by"], "entered-by": each["by"],
         "what": each["what"]} for each in tables["evidence"] if each.get("told_by")
    ])  # fmt: skip


def write(name: str, rows: list[dict[str, object]]) -> None:
    """A table as a CSV file."""
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Make all files."""
    sellers()
    for number in range(60):
        Deal(number).write()
    tables["sources"] = [{"source": "mail", "channel": "mail"}]
    waive()
    dirty()
    for name, rows in tables.items():
        write(f"tables/{name}.csv", rows)
    export()


if __name__ == "__main__":
    main()
