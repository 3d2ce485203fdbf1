"""Codes of the YAML reader: what keeps a file from being read, and sentences that lost their quotes."""

from __future__ import annotations

from gatecoach.codes.code import Code, table

READER = table(
    Code(
        id="GC001",
        title="This is not readable text",
        why="A file must be plain text in UTF-8, the encoding that editors use today. "
        "Something in it is no character, or one that nobody can see. "
        "Save the file again as UTF-8, or delete the sign at the place shown.",
        wrong='say: "A broken \\ud83d sign"\n',
        right='say: "A whole 😀 sign"\n',
    ),
    Code(
        id="GC002",
        title="The YAML cannot be read",
        why="The signs that YAML gives a meaning (colons, dashes, quotes, brackets and the spaces before a line) "
        "do not fit together here. Often a text with a colon lacks its quotes. "
        "The rest of the file is looked at once this place is mended.",
        wrong="say: They told us: not this year\n",
        right='say: "They told us: not this year"\n',
    ),
    Code(
        id="GC003",
        title="The same key stands here twice",
        why="Each key may stand once in its mapping. If two were allowed, one of them would silently win, "
        "and what you read would not be what is used. Keep one of them, or give the other a name of its own.",
        wrong="mode: warn\nfrom: needs-analysis\nmode: enforce\n",
        right="mode: enforce\nfrom: needs-analysis\n",
    ),
    Code(
        id="GC004",
        title="Tags are not read",
        why="A word that begins with an exclamation mark asks YAML to build something special, even to run programs. "
        "Files from anybody must be safe to open, so no tag is read. "
        "A text that really begins with this sign needs quotes.",
        wrong="title: !important Needs analysis\n",
        right='title: "!important Needs analysis"\n',
    ),
    Code(
        id="GC005",
        title="Too many values, or a repeat of nothing",
        why="With *name a file can repeat what was marked with &name before. "
        "A few lines could so stand for millions of values, hence everything is counted as if written out: "
        "at most 200,000 values. A repeated name must have been marked above, and may not stand inside itself.",
        wrong="first: &by [rep]\nsecond: *buy\n",
        right="first: &by [rep]\nsecond: *by\n",
    ),
    Code(
        id="GC006",
        title="Too many levels inside each other",
        why="Lists and mappings may stand at most 64 levels inside each other. "
        "No framework needs so many; mostly a line of brackets was pasted by mistake.",
        wrong="a: " + "[" * 64 + "]" * 64 + "\n",
        right="a: " + "[" * 63 + "]" * 63 + "\n",
    ),
    Code(
        id="GC007",
        title="The file is too large",
        why="A file may have at most 1 MiB (about a million letters). "
        "All files in one folder belong together, so a large one can be split without any other change.",
        wrong="",
        right="journey: opportunity\n",
    ),
    Code(
        id="GC008",
        title="A second document in one file",
        why='The line "---" begins a new document in YAML. A file holds one document, '
        "so that every finding and every link can name it by its file.",
        wrong="journey: opportunity\n---\njourney: renewal\n",
        right="---\njourney: opportunity\n",
    ),
    Code(
        id="GC009",
        title="This cannot be a key",
        why="A key is a plain word before a colon. The merge key << would bring in keys that nobody sees here, "
        "and a list, a mapping or a repeated value is no word. Write the keys out.",
        wrong="base: &base {mode: warn}\ngate:\n  <<: *base\n",
        right="base: {mode: warn}\ngate:\n  mode: warn\n",
    ),
    Code(
        id="GC010",
        title="A sentence in brackets needs quotes",
        why="Inside [ ] and { } a comma ends a value. A sentence without quotes is silently cut at its first comma, "
        "and the rest becomes another entry. That is why every sentence inside brackets needs quotes, "
        "also one that has no comma today. On a line of its own it needs none.",
        wrong="needs: {say: They confirmed, or corrected, seller: review-sent}\n",
        right='needs: {say: "They confirmed, or corrected", seller: review-sent}\n',
    ),
    Code(
        id="GC011",
        title="A colon turned a sentence into a key and a value",
        why="A colon followed by a space makes a key of the words before it. "
        "In a list of sentences that is hardly meant. Put the sentence in quotes, "
        'or begin the item with ">-" and write the sentence on the next line.',
        wrong="ask:\n  - Which fact is new: theirs or ours?\n",
        right='ask:\n  - "Which fact is new: theirs or ours?"\n  - >-\n    And this: who says so?\n',
    ),
    Code(
        id="GC016",
        title="The file is empty",
        why="There is nothing in this file but perhaps remarks. "
        "Begin it with its head key, or delete the file so that nobody looks for something in it.",
        wrong="# to be written\n",
        right="journey: opportunity\n",
    ),
)
