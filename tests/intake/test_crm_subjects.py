"""What the tables of a CRM say about deals: stages as claims, people and their roles, typed fields, histories."""

from __future__ import annotations

import datetime as dt

import pytest
from intake.exports import PEOPLE, RENEWAL, own, read, sheet, told

from gatecoach.facts import Claim, FieldValue, HeldRole, Person
from gatecoach.intake.crm.ids import same

DAY = dt.date(2026, 3, 1)
TABLES = own("""
deals: {in: deals, id: Id, name: {column: Name, optional: true}, owner: {column: Owner, optional: true},
        stage: {column: Stage, optional: true}, since: {column: Since, optional: true}}
contacts: {people: {in: people, deal: Deal, id: Id, name: [First, Last], address: Mail, role: Role}}
stage-history: {stages: {in: stages, deal: Deal, stage: Stage, at: At, by: {column: By, optional: true}}}
""")
ONE = sheet("Id | Stage | Since \n 1 | Proposal | 2026-03-01")


def claims(intake, number=0):
    """Stage and day of each claim of a deal."""
    return [(each.stage, str(each.at)) for each in intake.subjects[number].claimed]


def deal(**cells):
    """The intake of one row of deals with these cells."""
    return read(TABLES, deals=sheet(f"Id | {' | '.join(cells)} \n 1 | {' | '.join(cells.values())}"))


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("proposal", "proposal"), ("PROPOSAL ", "proposal"), ("Needs analysis", "needs-analysis"),
        ("needs-analysis", "needs-analysis"), ("bedarf", "needs-analysis"), ("Won", "won"), ("lost", "lost"),
    ],
)  # fmt: skip
def test_a_stage_is_known_by_its_id_and_by_its_title_in_any_language(title, stage):
    """Ends are stages, too; capital letters and blanks are of no account."""
    assert claims(deal(Stage=title, Since="2026-03-01")) == [(stage, "2026-03-01")]


@pytest.mark.parametrize(
    ("mapping", "title", "stage"),
    [
        ("stages: {Quoted: proposal}", "quoted", "proposal"),
        ("stages: {Proposal: won}", "proposal", "won"),
        ("reading: {compare: exact}\nstages: {Quoted: proposal}", "quoted", None),
        ("reading: {compare: exact}\nstages: {Quoted: proposal}", "Quoted", "proposal"),
        ("stages: {Early: none}", "early", None),
    ],
)
def test_the_lines_of_the_mapping_come_first(mapping, title, stage):
    """They may say something else than the framework's own titles, and compare exactly."""
    intake = read(
        own(f"{mapping}\ndeals: {{in: deals, id: Id, stage: Stage}}"), deals=f"Id,Stage\n1,{title}\n".encode()
    )
    assert [each.stage for each in intake.subjects[0].claimed] == ([stage] if stage else [])


def test_a_column_may_say_what_its_own_values_are():
    """Before the lines that hold for all columns; another value may be something, too, and so may a blank."""
    stage = "{column: Stage, values: {Q: proposal}, otherwise: needs-analysis, instead: Q}"
    mapping = own(f"stages: {{Q: won}}\ndeals: {{in: deals, id: Id, stage: {stage}}}")
    intake = read(mapping, deals=b"Id,Stage\n1,q\n2,whatever\n3,\n4,won\n")
    assert [each.claimed[0].stage for each in intake.subjects] == ["proposal", "needs-analysis", "proposal", "won"]


HISTORIES = [
    ("equal neighbours are one claim", "N 02-01, P 02-05, P 02-09", "P 03-01", "N 02-01, P 02-05"),
    ("rows come in any order", "P 02-05, N 02-01", "P 03-01", "N 02-01, P 02-05"),
    ("a return is a claim of its own", "N 02-01, P 02-05, N 02-09", "N 03-01", "N 02-01, P 02-05, N 02-09"),
    ("today comes last where history lacks it", "N 02-01", "P 03-01", "N 02-01, P 03-01"),
    ("without history there is only today", "", "P 03-01", "P 03-01"),
]
LETTERS = {"N": "Needs analysis", "P": "Proposal"}


@pytest.mark.parametrize(("history", "today", "claimed"), [row[1:] for row in HISTORIES], ids=[r[0] for r in HISTORIES])
def test_the_history_of_stages_becomes_claims(history, today, claimed):
    """Each stage that was entered is a claim from that day on."""
    lines = [f"1,{LETTERS[each[0]]},2026-{each[2:]}" for each in history.split(", ") if each]
    stages = "\n".join(["Deal,Stage,At", *lines]).encode()
    deals = f"Id,Stage,Since\n1,{LETTERS[today[0]]},2026-{today[2:]}\n".encode()
    wanted = [(LETTERS[each[0]].lower().replace(" ", "-"), f"2026-{each[2:]}") for each in claimed.split(", ")]
    assert claims(read(TABLES, deals=deals, stages=stages)) == wanted


def test_days_and_instants_of_a_history_are_put_in_order():
    """A day is its first moment."""
    stages = sheet(
        "Deal|Stage|At \n 1|Won|2026-03-01T00:00:01Z \n 1|Proposal|2026-03-01 \n 1|bedarf|2026-02-28T23:59:59Z"
    )
    found = claims(read(TABLES, deals=b"Id\n1\n", stages=stages))
    assert [each for each, _ in found] == ["needs-analysis", "proposal", "won"]


@pytest.mark.parametrize(("stage", "since"), [("Unheard", "2026-03-01"), ("", "2026-03-01"), ("Proposal", "soon")])
def test_a_claim_of_today_that_cannot_be_read_leaves_none(stage, since):
    """An older claim must not pass for today's, and one without its time not for one that always held."""
    stages = sheet("Deal | Stage | At \n 1 | bedarf | 2026-02-01")
    strict = TABLES.replace("stage: {column: Stage, optional: true}", "stage: Stage")
    intake = read(strict, deals=f"Id,Stage,Since\n1,{stage},{since}\n".encode(), stages=stages)
    assert claims(intake) == []
    assert len(intake.rejects) == 1
    assert not intake.rejects[0].whole


def test_where_the_deals_may_lack_a_stage_the_history_speaks():
    """The mapping says so by `optional`; a stage that stands there and is unknown is another matter."""
    stages = sheet("Deal | Stage | At \n 1 | bedarf | 2026-02-01 \n 2 | bedarf | 2026-02-01")
    intake = read(TABLES, deals=b"Id,Stage\n1,\n2,Unheard\n", stages=stages)
    assert (claims(intake), claims(intake, 1)) == ([("needs-analysis", "2026-02-01")], [])


@pytest.mark.parametrize(
    ("id_", "length", "compared"),
    [
        ("006AAAAAAAAAAA1Y5P", 15, "006AAAAAAAAAAA1"), ("0060y00000AbCdeAAF", 15, "0060y00000AbCde"),
        ("006AAAAAAAAAAA1AAA", 15, "006AAAAAAAAAAA1AAA"), ("003SYN0000000002AA", 15, "003SYN0000000002AA"),
        ("006AAAAAAAAAAA1", 15, "006AAAAAAAAAAA1"), ("00öAAAAAAAAAAA1Y5P", 15, "00öAAAAAAAAAAA1Y5P"),
        ("1234567", 5, "12345"), ("1234567", None, "1234567"), ("123", 5, "123"),
    ],
)  # fmt: skip
def test_only_check_signs_are_left_out_of_an_id(id_, length, compared):
    """Two records whose ids differ only behind 15 signs, as made-up ones do, are not taken for one."""
    assert same(id_, length) == compared


@pytest.mark.parametrize(
    ("written", "exported", "owner"),
    [
        ("005AAAAAAAAAAA1", "005AAAAAAAAAAA1Y5P", "rosa"), ("005AAAAAAAAAAA1Y5P", "005AAAAAAAAAAA1", "rosa"),
        ("005AAAAAAAAAAA1", "005AAAAAAAAAAA2Y5P", "005AAAAAAAAAAA2Y5P"),
        ("rosa.diaz@bright.example", "rosa.diaz@brigg.example", "rosa.diaz@brigg.example"),
    ],
)  # fmt: skip
def test_users_are_known_by_the_signs_that_name_a_record(written, exported, owner):
    """Ids may be longer in the export or in the mapping; addresses are compared as a whole."""
    mapping = own(f"id-length: 15\nowners: {{{written}: rosa}}\ndeals: {{in: deals, id: Id, owner: Owner}}")
    assert read(mapping, deals=f"Id,Owner\n1,{exported}\n".encode()).subjects[0].owner == owner


@pytest.mark.parametrize(("cells", "stage"), [("Proposal|Won", "proposal"), ("|Won", "won"), (" | ", None)])
def test_of_several_columns_the_first_that_holds_something_counts(cells, stage):
    """A row in which all of them are blank is a blank, and breaks nothing."""
    mapping = own("deals: {in: deals, id: Id, stage: {column: [Stage, Old], optional: true}}")
    (subject,) = read(mapping, deals=f"Id,Stage,Old\n1,{cells.replace('|', ',')}\n".encode()).subjects
    assert [each.stage for each in subject.claimed] == ([stage] if stage else [])


def test_what_two_tables_say_of_a_person_is_put_together():
    """Both may name the deal: roles, addresses and the name, whichever table has them, in whatever order."""
    mapping = own("""
deals: {in: deals, id: Id}
contacts:
  part: {in: parts, deal: Deal, id: Id, role: Role}
  who: {in: people, deal: Deal, id: Id, name: Name, address: Mail}
""")
    files = {
        "deals": b"Id\n1\n", "parts": b"Deal,Id,Role\n1,7,User\n",
        "people": b"Deal,Id,Name,Mail\n1,7,Ada,ada@pumps.example\n1,7,Ada V,ada@valves.example\n",
    }  # fmt: skip
    for names in (("deals", "parts", "people"), ("people", "parts", "deals")):
        ((person,),) = [each.people for each in read(mapping, **{name: files[name] for name in names}).subjects]
        assert (person.name, person.addresses) == ("Ada", ("ada@pumps.example", "ada@valves.example"))
        assert [each.role for each in person.roles] == ["user"]


def test_a_claim_without_a_day_was_always_known():
    """As a host's own `claimed=`; and who moved the deal is kept."""
    assert deal(Stage="Proposal").subjects[0].claimed == (Claim(stage="proposal"),)
    stages = sheet(
        "Deal | Stage | At | By \n 1 | bedarf | 2026-02-01 | rosa@bright.example \n 1 | won | 2026-03-01 | 005X"
    )
    assert [each.by for each in read(TABLES, deals=b"Id\n1\n", stages=stages).subjects[0].claimed] == ["rosa", "005X"]


PIPELINES = """\
mapping: own
for: opportunity
stages: {Start: needs-analysis}
pipelines:
  Sales: {stages: {s1: needs-analysis, s2: proposal}}
  Renewals: {for: renewal, stages: {s1: early, r2: late}}
deals: {in: deals, id: Id, pipeline: Pipe, stage: Stage}
stage-history: {stages: {in: stages, deal: Deal, stage: Stage, at: At}}
"""


def test_a_pipeline_has_a_journey_and_stages_of_its_own():
    """One stage id may be two stages in two pipelines; a deal of an unknown pipeline cannot be placed."""
    deals = sheet(
        "Id|Pipe|Stage \n 1|sales|s1 \n 2|Renewals|s1 \n 3|Sales|Start \n 4|Renewals|late \n 5|Service|s1 \n 6||s1"
    )
    intake = read(PIPELINES, RENEWAL, deals=deals)
    assert [(each.journey, each.claimed[0].stage) for each in intake.subjects] == [
        ("opportunity", "needs-analysis"), ("renewal", "early"), ("opportunity", "needs-analysis"), ("renewal", "late"),
    ]  # fmt: skip
    assert told(intake) == [
        ("unknown-pipeline", "deals", 6, "Pipe", "Service"), ("unknown-pipeline", "deals", 7, "Pipe", ""),
    ]  # fmt: skip


def test_the_pipeline_of_a_deal_says_what_the_stages_of_its_history_are():
    """The history does not say the pipeline, the deal does; a stage of another pipeline is told at its row."""
    deals = sheet("Id|Pipe|Stage \n 1|Sales|s2 \n 2|Renewals|r2")
    lines = "1|s1|2026-02-01 \n 1|s2|2026-02-02 \n 2|s1|2026-02-01 \n 2|r2|2026-02-02 \n 2|s2|2026-02-03"
    intake = read(PIPELINES, RENEWAL, deals=deals, stages=sheet(f"Deal | Stage | At \n {lines}"))
    assert claims(intake) == [("needs-analysis", "2026-02-01"), ("proposal", "2026-02-02")]
    assert claims(intake, 1) == [("early", "2026-02-01"), ("late", "2026-02-02")]
    assert told(intake) == [("unknown-stage", "stages", 6, "Stage", "s2")]


def test_a_stage_may_be_none_of_ours_in_one_pipeline_only():
    """What one pipeline leaves out stays a stage of the other."""
    mapping = PIPELINES.replace("r2: late", "r2: late, Proposal: none")
    deals = sheet("Id|Pipe|Stage \n 1|Sales|s2 \n 2|Renewals|r2")
    stages = sheet("Deal | Stage | At \n 1|Proposal|2026-02-01 \n 2|Proposal|2026-02-01")
    intake = read(mapping, RENEWAL, deals=deals, stages=stages)
    assert (claims(intake), claims(intake, 1)) == ([("proposal", "2026-02-01")], [("late", "None")])
    assert (intake.skipped, intake.rejects) == ({"no-stage-of-ours": 1}, ())


def test_without_its_deal_only_a_clear_stage_of_a_history_is_a_claim():
    """Where no file has the deals, a name that several pipelines have is told, and what one alone has is known."""
    stages = sheet("Deal | Stage | At \n 2 | s1 | 2026-02-01 \n 2 | r2 | 2026-02-02 \n 2 | s9 | 2026-02-03")
    intake = read(PIPELINES, RENEWAL, stages=stages)
    assert claims(intake) == [("late", "2026-02-02")]
    assert sorted(told(intake)) == [
        ("several-stages", "stages", 2, "Stage", "s1"),
        ("unknown-stage", "stages", 4, "Stage", "s9"),
    ]


def test_contacts_become_people_with_all_roles_they_have():
    """One person a contact; names are put together; who has no role takes part, too."""
    people = sheet("""
        Deal | Id | First | Last  | Mail               | Role
        1    | 7  | Ada   | Vance | ada@pumps.example  | decision maker
        1    | 7  | Ada   | Vance | ada@pumps.example  | User
        1    | 8  |       | Lindt | bo@pumps.example   |
    """)
    assert read(TABLES, deals=ONE, people=people).subjects[0].people == (
        Person(id="7", side="customer", name="Ada Vance", roles=("buyer", "user"), addresses=("ada@pumps.example",)),
        Person(id="8", side="customer", name="Lindt", addresses=("bo@pumps.example",)),
    )


def test_people_whom_the_host_knows_stay_as_they_are():
    """Contact and owner are recognised by their addresses, and what was written about them is not overruled."""
    people = sheet("Deal|Id|First|Last|Mail|Role \n 1|7|A||Anna@Pumps.example|User")
    deals = sheet("Id | Owner \n 1 | Rosa@bright.example")
    (subject,) = read(TABLES, deals=deals, people=people).subjects
    assert (subject.people, subject.owner) == ((PEOPLE[1],), "rosa")


@pytest.mark.parametrize(
    ("mapping", "role", "held"),
    [
        ("roles: {Boss: buyer}", "boss", "buyer"),
        ("roles: {Other: none}", "Other", None),
        ("", "entscheider", "buyer"),
        ("", "", None),
    ],
)
def test_a_role_is_what_the_mapping_or_the_framework_calls_it(mapping, role, held):
    """By title in any language or by id; `none` is no role."""
    text = f"{mapping}\ndeals: {{in: deals, id: Id}}\ncontacts: {{c: {{in: people, deal: Deal, id: Id, role: Role}}}}"
    (person,) = read(own(text), deals=b"Id\n1\n", people=f"Deal,Id,Role\n1,7,{role}\n".encode()).subjects[0].people
    assert person.roles == ((HeldRole(role=held),) if held else ())


def test_two_tables_say_who_somebody_is():
    """One has names and addresses, the other who takes part; rows may come before what they need."""
    mapping = own(
        """
        deals: {in: deals, id: Id}
        contacts:
          part: {in: parts, deal: Deal, id: Contact, role: {column: Role, otherwise: user, instead: user}}
          who: {in: who, id: Id, name: Name, address: Mail}
    """.replace("        ", "")
    )
    parts = sheet("Deal | Contact | Role \n 1 | 7 | Boss \n 2 | 7 | buyer \n 2 | 8 |")
    who = sheet("Id | Name | Mail \n 7 | Ada | ada@pumps.example \n 8 | Bo | nowhere")
    first, second = read(mapping, parts=parts, who=who, deals=b"Id\n1\n2\n").subjects
    assert [(each.id, each.name, each.roles[0].role) for each in first.people] == [("7", "Ada", "user")]
    assert [(each.id, each.name, each.roles[0].role) for each in second.people] == [("7", "Ada", "buyer")]


def test_the_mapping_names_people_of_the_crm():
    """Users of the CRM and contacts are persons of the host by its lines."""
    mapping = own(
        "owners: {005X: rosa, '7': anna}\ndeals: {in: deals, id: Id, owner: [Owner, User]}\n"
        "contacts: {c: {in: people, deal: Deal, id: Id}}"
    )
    (subject,) = read(mapping, deals=b"Id,Owner,User\n1, ,005X\n", people=b"Deal,Id\n1,7\n").subjects
    assert (subject.owner, subject.people) == ("rosa", (PEOPLE[1],))


def test_ids_are_compared_by_their_first_signs():
    """Exports write them with or without three more; the deal keeps the id that its own row has."""
    mapping = own("id-length: 5\ndeals: {in: deals, id: Id}\ncontacts: {c: {in: people, deal: Deal, id: Id}}")
    (subject,) = read(mapping, deals=b"Id\n00001AAA\n", people=b"Deal,Id\n00001,70001BBB\n").subjects
    assert (subject.id, [each.id for each in subject.people]) == ("00001AAA", ["70001"])


FIELDS = """
deals:
  in: deals
  id: Id
  fields:
    amount: {column: Amount, currency: Currency, optional: true}
    close-date: {column: Close, optional: true}
    kind: {column: Kind, values: {New Business: new, Other: none}, optional: true}
    big: {column: Big, values: {Ja: "yes"}, optional: true}
    chance: {column: Chance, optional: true}
    seats: {column: Seats, optional: true}
    note: {column: Note, optional: true}
"""


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("Amount", "48000.50", "48000.5"), ("Amount", "EUR 48000", "48000"), ("Amount", "48000 USD", "48000 USD"),
        ("Amount", "USD 48000", "48000 USD"), ("Amount", "$48000", "48000 USD"), ("Amount", "€ 48000", "48000"),
        ("Close", "2026-06-30T00:00:00Z", "2026-06-30"), ("Kind", "new business", "new"),
        ("Kind", "renewal", "renewal"),
        ("Kind", "other", ""), ("Big", "ja", True), ("Big", "No", False), ("Chance", "0.35", "0.35"),
        ("Chance", "35 %", "0.35"), ("Chance", "100%", "1"), ("Seats", "12.50", "12.5"),
        ("Note", "any thing", "any thing"),
        ("Note", "", None), ("Amount", " ", None), ("Amount", "n/a", None),
    ],
)  # fmt: skip
def test_a_field_is_read_as_the_framework_declares_it(column, cell, value):
    """What is blank is unknown and no field; what the mapping calls blank is blank."""
    mapping = own(f"reading: {{blanks: [N/A]}}\ncurrencies: {{$: USD, €: EUR}}\n{FIELDS}")
    (subject,) = read(mapping, deals=f"Id,{column}\n1,{cell}\n".encode()).subjects
    assert list(subject.fields.values()) == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("mapping", "code", "amount"),
    [
        ("", "EUR", "48000"), ("", "USD", "48000 USD"), ("", "", "48000"), ("currency: USD", "", "48000 USD"),
        ("currency: USD", "EUR", "48000"), ("currencies: {'1': EUR, '2': USD}", "2", "48000 USD"),
        ("currencies: {euro: EUR}", "Euro", "48000"),
    ],
)  # fmt: skip
def test_an_amount_in_another_currency_says_so(mapping, code, amount):
    """The kernel counts in one currency, and what it is not counted in is unknown to it, never taken for the other."""
    (subject,) = read(own(f"{mapping}\n{FIELDS}"), deals=f"Id,Amount,Currency\n1,48000,{code}\n".encode()).subjects
    assert subject.fields == {"amount": amount}


def test_numbers_and_times_are_read_as_the_files_are_written():
    """One place says it for all columns, and a column may differ."""
    mapping = own(
        """
        reading: {decimal: comma, thousands: point, times: DD.MM.YYYY, zone: Europe/Berlin}
        deals:
          in: deals
          id: Id
          stage: Stage
          since: {column: Since, format: DD.MM.YYYY HH:mm}
          fields: {amount: Amount, close-date: Close}
    """.replace("        ", "")
    )
    deals = sheet("Id | Stage | Since | Amount | Close \n 1 | won | 01.03.2026 09:30 | 48.000,50 | 30.06.2026")
    (subject,) = read(mapping, deals=deals).subjects
    assert subject.fields == {"amount": "48000.5", "close-date": "2026-06-30"}
    assert subject.claimed[0].at == dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC)


def test_the_history_of_fields_is_dated():
    """Which field a row is about says the name of the deals' column; other fields are counted."""
    mapping = own(f"{FIELDS}field-history: {{h: {{in: changes, deal: Deal, field: Field, value: New, at: At}}}}")
    changes = sheet("""
        Deal | Field  | New    | At
        1    | Amount | 30000  | 2026-02-03
        1    | Close  | 2026-05-31 | 2026-02-01
        1    | Owner  | 005X   | 2026-02-04
        1    | Amount |        | 2026-02-05
    """)
    intake = read(mapping, deals=b"Id,Amount\n1,48000\n", changes=changes)
    assert intake.subjects[0].field_values == (
        FieldValue(field="close-date", value="2026-05-31", at=dt.date(2026, 2, 1)),
        FieldValue(field="amount", value="30000", at=dt.date(2026, 2, 3)),
    )
    assert intake.skipped == {"other-field": 1, "blank-value": 1}


def test_a_former_amount_is_in_the_currency_that_the_deal_has_today():
    """The history does not say it; where it does, and where the deal says none, nothing is added. A blank has one."""
    amount = "amount: {column: Amount, currency: Currency}"
    mapping = own(f"""
deals: {{in: deals, id: Id, fields: {{{amount}}}}}
field-history: {{h: {{in: changes, deal: Deal, field: Field, value: New, at: At}}}}
""")
    deals = sheet("Id | Amount | Currency \n 1 | 48000 | USD \n 2 | 5 | \n 3 | | USD")
    rows = (
        "1|Amount|30000|2026-02-03 \n 1|Amount|20000 CHF|2026-02-01 \n 2|Amount|7|2026-02-03 \n 3|Amount|9|2026-02-03"
    )
    intake = read(mapping, deals=deals, changes=sheet(f"Deal | Field | New | At \n {rows}"))
    assert [[each.value for each in deal.field_values] for deal in intake.subjects] == [
        ["20000 CHF", "30000 USD"], ["7"], ["9 USD"],
    ]  # fmt: skip


def test_a_star_in_a_value_stands_for_any_text():
    """Which begins or ends so; nothing at all is no text, and a star alone wants something."""
    for value, ids in (('"006*"', "1"), ('"*aa"', "13"), ('"0*a"', "1"), ('"*"', "123"), ('["", "001*"]', "24")):
        mapping = own(f"deals: {{in: deals, id: Id, only: {{What: {value}}}}}")
        intake = read(mapping, deals=sheet("Id|What \n 1|006AA \n 2|001BB \n 3|aa \n 4|"))
        assert "".join(each.id for each in intake.subjects) == ids


def test_a_path_names_a_table_of_a_json_file():
    """Where two tables have one name; the name alone means both."""
    file = {"data": {"deals": [{"id": "1"}]}, "old": {"deals": {"results": [{"id": "2"}]}}}
    for named, ids in (("data.deals", "1"), ("old.deals", "2"), ("deals", "12")):
        intake = read(own(f"deals: {{in: {named}, id: id}}", "json"), file=file)
        assert "".join(each.id for each in intake.subjects) == ids


def test_rows_that_are_not_meant_are_left_out_and_counted():
    """`only` wants one value of each column, `drop` minds any; capital letters, numbers and truth read as text."""
    mapping = own("deals: {in: deals, id: Id, only: {Type: [Sale, Lease]}, drop: {Deleted: [true, 1], State: old}}")
    deals = sheet("Id|Type|Deleted|State \n 1|sale|0| \n 2|Lease|TRUE| \n 3|Gift|| \n 4|Sale|1| \n 5|Sale||OLD")
    intake = read(mapping, deals=deals)
    assert ([each.id for each in intake.subjects], intake.skipped) == (["1"], {"dropped": 3, "not-only": 1})


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("max@bright.example", False), ("MAX@EU.Bright.Example", False), ("a@notbright.example", True),
        ("a@bright.example.pumps.example", True), ("a@xn--mller-kva.example", False), ("ada@pumps.example", True),
    ],
)  # fmt: skip
def test_a_contact_with_an_address_of_ours_is_no_customer(address, kept):
    """At our domains and below them, however they are spelt; a colleague in the contact roles speaks for nobody."""
    mapping = TABLES + "own-domains: [Bright.example, müller.example]\n"
    people = sheet(f"Deal|Id|First|Last|Mail|Role \n 1|7|A|B|{address}|User")
    intake = read(mapping, deals=ONE, people=people)
    assert bool(intake.subjects[0].people) is kept
    assert told(intake) == ([] if kept else [("own-address", "people", 2, "Mail", address)])


def test_rows_within_a_record_know_the_record_around_them():
    """A list of changes inside a deal: the deal's id stands around the change."""
    mapping = own(
        "deals: {in: deals, id: id}\n"
        "stage-history: {h: {in: deals, each: past.stage, deal: {around: id}, stage: to, at: on}}",
        "json",
    )
    past = [{"to": "won", "on": "2026-03-01"}, "x", {"to": "Proposal", "on": "2026-02-01"}]
    intake = read(mapping, deals={"deals": [{"id": "1", "past": {"stage": past}}, {"id": "2"}]})
    assert claims(intake) == [("proposal", "2026-02-01"), ("won", "2026-03-01")]
    assert [each.reason for each in intake.rejects] == ["no-record"]


def test_a_name_of_a_table_may_hold_the_deal():
    """What stands for the * is a column, too."""
    mapping = own('deals: {in: deals, id: id}\ncontacts: {c: {in: "roles_of_*_all", deal: "*", id: to}}', "json")
    intake = read(mapping, file={"deals": [{"id": "9"}], "roles_of_9_all": [{"to": 7}]})
    assert [each.id for each in intake.subjects[0].people] == ["7"]


def test_without_a_table_of_deals_the_rows_name_them():
    """A nightly file of changes belongs to deals that the host knows; each comes once."""
    stages = sheet("Deal | Stage | At \n 2 | won | 2026-03-01 \n 1 | won | 2026-03-02 \n 2 | bedarf | 2026-02-01")
    people = sheet("Deal|Id|First|Last|Mail|Role \n 1|7|A|V|ada@pumps.example| \n 3|7|A|V|ada@pumps.example|")
    intake = read(TABLES, stages=stages, people=people)
    assert sorted((each.id, len(each.claimed), len(each.people)) for each in intake.subjects) == [
        ("1", 1, 1), ("2", 2, 0), ("3", 0, 1),
    ]  # fmt: skip
    assert intake.rejects == ()


def test_the_same_row_again_changes_nothing_and_another_one_is_told():
    """The first row of a deal holds."""
    deals = sheet("Id | Stage | Since \n 1 | won | 2026-03-01 \n 1 | won | 2026-03-01 \n 1 | lost | 2026-03-02")
    intake = read(TABLES, deals=deals)
    assert (claims(intake), intake.skipped) == ([("won", "2026-03-01")], {"duplicate": 1})
    assert told(intake) == [("two-rows", "deals", 4, "", "1")]
