"""What people do wrong around a talk: said before the first question where it can be, and nothing kept by mistake."""

from __future__ import annotations

import errno
import io
import json
import sys

import pytest
from cli.small_deal import AT, COACH, EXPLAINED, OPTIONS, PLAN, PREPARED, WHOLE

from gatecoach.journal.linefile import LineFile

ASKED = "What I want to learn"
BEFORE_PLAN = [*PREPARED, *EXPLAINED, *OPTIONS]


def refused(done, *words):
    """Whether a command ended with code 2 and these words, before anybody was asked anything."""
    said = " ".join(done.err.split())
    return done.code == 2 and ASKED not in done.out + done.err and all(each in said for each in words)


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        ("2026-03-03", False),
        ("2026-03-04T11:59:59+01:00", False),
        ("2026-03-04T11:00:00Z", True),
        ("2026-03-04", True),
    ],
)
def test_a_talk_does_not_go_on_before_its_last_word(on_deal, run, at, taken):
    """An earlier time is refused at once; the same moment, or a day that has not ended by then, is not."""
    on_deal(*COACH, answers=PREPARED[:1])
    done = run(*COACH, "--data", "deal", "--at", at, "--resume", answers=PREPARED[1:2])
    words = "the last word of this talk was said at 4 March 2026, 12:00", "Leave --at out, or give a later time."
    assert refused(done, *words) is not taken
    assert (done.code == 130) is taken


@pytest.mark.parametrize("values", [1, 3])
def test_an_item_that_is_not_finished_is_named_when_the_input_ends(on_deal, texts, values):
    """Its values are not kept, and nobody is told that they were."""
    done = on_deal(*COACH, answers=[*BEFORE_PLAN, *PLAN[:values]])
    assert 'Interrupted. Not kept, as it was not finished: "A promise to do something by a day".' in done.err
    assert "Everything said before it is kept. Go on with:" in done.err
    assert texts() == BEFORE_PLAN


@pytest.mark.parametrize("values", [0, 4])
def test_between_two_items_nothing_is_lost(on_deal, values):
    """Before the first value and after the last one there is nothing to name."""
    done = on_deal(*COACH, answers=[*BEFORE_PLAN, *PLAN[:values]])
    assert "Interrupted. Everything said so far is kept. Go on with:" in done.err


def test_an_item_that_is_not_finished_is_named_when_the_talk_is_stopped(on_deal):
    """As when the input ends."""
    done = on_deal(*COACH, answers=[*BEFORE_PLAN, PLAN[0], "stop: no time"])
    assert 'Not kept, as it was not finished: "A promise to do something by a day".' in done.out


@pytest.mark.parametrize("out", ["nowhere/summary.md", "deal"])
def test_a_summary_that_cannot_be_written_is_said_first(on_deal, folder, kept, out):
    """No folder, or a folder in its place: nothing is opened."""
    assert refused(on_deal(*COACH, "--out", out, answers=WHOLE), out, "Name another file with --out")
    assert kept() == {}
    assert not (folder / "nowhere").exists()


def test_a_summary_of_before_stays_until_the_talk_has_closed(on_deal, folder):
    """Trying whether the file can be written changes nothing in it."""
    (folder / "summary.md").write_text("of last week", encoding="utf-8")
    assert on_deal(*COACH, "--out", "summary.md").code == 130
    assert (folder / "summary.md").read_text(encoding="utf-8") == "of last week"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full")
@pytest.mark.parametrize("format", ["text", "json"])
def test_a_summary_that_cannot_be_written_in_the_end_is_shown(on_deal, format):
    """A disk that became full in the meantime costs the file, not the result."""
    done = on_deal(*COACH, "--out", "/dev/full", "--format", format, answers=WHOLE)
    assert done.code == 2
    assert "/dev/full: it cannot be written" in done.err
    assert json.loads(done.out)["closed"] if format == "json" else "(closed)" in done.out


def test_the_way_back_repeats_where_the_summary_goes(on_deal):
    """Also in which form."""
    done = on_deal(*COACH, "--out", "my summary.json", "--format", "json")
    assert done.err.endswith(f"--at {AT} --format json --out 'my summary.json' --resume\n")


@pytest.mark.parametrize("word", ["quit", "Exit", "q", "help", "?", ":q", "bye.", "QUIT!"])
def test_a_word_for_the_program_is_no_answer(on_deal, texts, word):
    """Who wants out is told how, and asked again."""
    done = on_deal(*COACH, answers=[word, PREPARED[0]])
    assert 'Not recorded. Type "stop: why" to end the talk, or press Ctrl-C' in done.out
    assert texts() == PREPARED[:1]


def test_a_sentence_with_such_a_word_is_an_answer(on_deal, texts):
    """Only the whole line counts."""
    on_deal(*COACH, answers=["Can they quit?"])
    assert texts() == ["Can they quit?"]


def test_a_word_for_the_program_is_no_value_either(on_deal, kept):
    """In the middle of a plan it is asked again, too."""
    on_deal(*COACH, answers=[*BEFORE_PLAN, "quit", *PLAN])
    (events,) = kept().values()
    assert events[-1].data["fields"]["activity"] == PLAN[0]


@pytest.fixture
def bytes_typed(run, monkeypatch):
    """Hold a talk with these bytes as input."""

    def talking(data):
        stdin = io.TextIOWrapper(io.BytesIO(data), encoding="ascii", errors="replace")
        monkeypatch.setattr("cli.conftest.io.StringIO", lambda _: stdin)
        return run(*COACH, "--data", "deal", "--at", AT)

    return talking


def test_input_is_utf_8_whatever_the_machine_is_set_to(bytes_typed, texts):
    """Letters arrive whole, a mark at the beginning of the file is no part of them."""
    bytes_typed("\ufeffWas möchte Anna?\n".encode())
    assert texts() == ["Was möchte Anna?"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_line_in_another_encoding_is_refused_and_asked_again(bytes_typed, texts, encoding):
    """No substitute for a letter is ever kept."""
    done = bytes_typed("Was möchte Anna?\n".encode(encoding) + b"\nWhat does she want?\n")
    assert "Not recorded: this line is not UTF-8 text." in " ".join(done.out.split())
    assert texts() == ["What does she want?"]


def test_what_was_lost_before_is_not_kept(bytes_typed, texts):
    """A substitute that somebody else put in is no letter either."""
    bytes_typed("Was m\ufffdchte Anna?\nWhat now?\n".encode())
    assert texts() == ["What now?"]


def test_a_process_in_a_plain_locale_reads_utf_8(process, texts):
    """Also where the machine knows ASCII only."""
    process(*COACH, "--data", "deal", "--at", AT, stdin="Was möchte Anna?\n", LC_ALL="POSIX", PYTHONUTF8="0",
            PYTHONCOERCECLOCALE="0")  # fmt: skip
    assert texts() == ["Was möchte Anna?"]


@pytest.mark.parametrize("place", [":memory:", "talks.txt"])
def test_a_talk_is_kept_in_a_file(on_deal, place):
    """Nothing that is gone afterwards is taken, or proposed."""
    done = on_deal(*COACH, "--journal", place)
    assert refused(done, "Name a file that ends in .db or .jsonl")
    assert "memory" not in done.err.replace(place, "")


def test_without_file_locks_a_talk_is_kept_in_a_database(on_deal, monkeypatch):
    """Which needs none; memory is no way out."""
    monkeypatch.setattr("gatecoach.journal.gate.fcntl", None)
    lines = on_deal(*COACH, "--journal", "talks.jsonl")
    assert refused(lines, "no POSIX file locks", "Name a file that ends in .db (extra `journal`).")
    assert on_deal(*COACH, "--journal", "talks.db").code == 130


def test_a_journal_that_can_only_be_read_is_noticed_before_the_first_question(on_deal, monkeypatch):
    """At the opening and when the talk goes on."""
    failing = OSError(errno.EROFS, "read-only")

    def append(*_):
        raise failing

    here = ("--journal", "talks.jsonl")
    with monkeypatch.context() as only_here:
        only_here.setattr(LineFile, "append", append)
        assert refused(on_deal(*COACH, *here), "the journal was not written: it may only be read")
    on_deal(*COACH, *here)
    monkeypatch.setattr(LineFile, "append", append)
    assert refused(on_deal(*COACH, *here, "--resume"), "the journal was not written: it may only be read")


def test_going_on_adds_nothing_by_itself(on_deal, kept):
    """Trying whether the journal can be written leaves it as it is."""
    on_deal(*COACH, answers=PREPARED[:1])
    before = kept()
    assert on_deal(*COACH, "--resume").code == 130
    assert kept() == before


@pytest.mark.parametrize(
    "words",
    [
        ("--as", "bo"),
        ("--as", "m.lee", "--with", "anna"),
        ("--as", "m.lee", "--coachee", "anna"),
        ("--as", "r.diaz", "--coach", "bo"),
    ],
)
def test_the_customer_has_no_seat_in_a_talk_about_the_deal(on_deal, kept, words):
    """Neither as coach nor as coachee; who may is named."""
    done = on_deal("coach", "gate-review", "006A", *words)
    assert refused(done, "is on the customer side", "Name one of: r.diaz, m.lee.")
    assert kept() == {}


def test_who_speaks_must_take_part_also_in_a_new_talk(on_deal, kept):
    """Refused before the talk is opened."""
    done = on_deal(*COACH, "--as", "bo", "--coach", "m.lee")
    assert refused(done, '"bo" does not take part in this talk', "Taking part: r.diaz, m.lee.")
    assert kept() == {}


def test_the_owner_cannot_coach_the_own_deal_alone(on_deal):
    """The reason is the owner, not that there is none."""
    done = on_deal("coach", "gate-review", "006A", "--as", "r.diaz", "--coach", "r.diaz")
    assert refused(done, '"r.diaz" owns the deal', "cannot be the coach as well", "--coachee PERSON")


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (("--coach", "r.diaz"), ("the coach of this talk is m.lee, not r.diaz", "Leave --coach out")),
        (("--coachee", "m.lee"), ("the coachee of this talk is r.diaz, not m.lee", "Leave --coachee out")),
    ],
)
def test_seats_do_not_change_when_a_talk_goes_on(on_deal, named, words):
    """Others are refused, the same ones may be named again."""
    on_deal(*COACH)
    assert refused(on_deal(*COACH, *named, "--resume"), *words)
    assert on_deal(*COACH, "--coach", "m.lee", "--coachee", "r.diaz", "--resume").code == 130
