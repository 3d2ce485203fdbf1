"""The small deal of these tests, and what two people say in a talk about it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AT = "2026-03-04T12:00:00+01:00"
PEOPLE = """\
people:
  anna: {side: customer, name: Anna Vance, roles: [key-stakeholder], addresses: [anna@pumps.example]}
  bo: {side: customer, name: Bo Lindt, addresses: [bo@pumps.example]}
  r.diaz: {side: seller, name: Rosa Diaz, roles: [rep], addresses: [rosa@line.example]}
  m.lee: {side: seller, name: Mina Lee, roles: [manager], addresses: [mina@line.example]}
"""
FACTS = """\
evidence:
  - {id: i1, what: invitation-sent, by: r.diaz, at: 2026-02-16, source: mail}
  - {id: i2, what: invitation-answered, by: anna, at: 2026-02-17, source: mail, answers: i1,
     grade: observed, text: yes please}
  - {id: m1, what: needs-review-sent, by: r.diaz, at: 2026-03-02, source: mail}
  - {id: m2, what: needs-review-answered, by: bo, at: 2026-03-03, source: mail, answers: m1,
     grade: observed, text: fine}
  - {id: m3, what: needs-review-answered, by: anna, at: 2026-03-10, source: mail, answers: m1,
     grade: observed, text: it is 40 hours}
statements:
  - {id: s1, about: i2, outcome: accepts, quote: yes please, by: r.diaz, at: 2026-02-18}
  - {id: s2, about: m3, outcome: clarifies, quote: 40 hours, by: r.diaz, at: 2026-03-11}
"""
CRM = {
    "Opportunity": {
        "done": True,
        "records": [
            {
                "attributes": {"type": "Opportunity"}, "Id": "006A", "Name": "Line 3", "StageName": "Solution Fit",
                "OwnerId": "005", "Owner": {"Email": "rosa@line.example"},
                "LastModifiedDate": "2026-03-04T07:00:00.000+0000",
            }
        ],
    }
}  # fmt: skip

PREPARED = [
    "What has Anna said?",  # coach: preparation
    "I sent the review.", "I see no reply of hers.",  # facts
    "She has not read it.", "She has not read it?",  # the customer's view
]  # fmt: skip
EXPLAINED = ["Who wrote back?", "Only Bo."]
OPTIONS = ["What would help her?", "I call her.", "I write one line."]
PLAN = ["Call Anna", "2026-03-05", "2026-03-09", "Back to analysis"]
AGREED = ["I accept it.", "I confirm.", "I confirm, too."]
BOOKED = ["2026-03-14", "I will be there."]
GOAL = ["She has not answered", "She corrects our notes", "You want her own words."]
AIM = ["Customers correct us before we ask", "2026-06-30"]
OPENED = [PREPARED[0], *GOAL, *PREPARED[1:]]
"""The first steps of a gate review of `b2b`, which asks for a goal as well, and in its plan for an aim."""
WHOLE = [*PREPARED, *EXPLAINED, *OPTIONS, *PLAN, *AGREED, *BOOKED]
COACH = ("coach", "gate-review", "006A", "--as", "m.lee", "--as", "r.diaz")
