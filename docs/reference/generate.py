"""Write what is made of the code: the tables of the reference, of api.md and writing-a-mapping.md, the JSON Schemas.

The pages are written by hand around their tables (`make reference`). A mapping that no page speaks of yet is added at
the end of language.md with its first sentence, and a reason at the end of codes.md, so that nothing is ever missing.
"""

from __future__ import annotations

import enum
import importlib
import inspect
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from gatecoach.cli.app import app
from gatecoach.codes import CODES, Code
from gatecoach.definition.keys import Key, keys, meaning_of
from gatecoach.intake.crm.reasons import REJECTED
from gatecoach.report.schema import decision_schema
from gatecoach.schema import json_schema
from gatecoach.texts import ENGLISH

DOCS = Path(__file__).resolve().parents[1]
PAGE = DOCS / "reference/language.md"
CODES_PAGE = DOCS / "reference/codes.md"
COMMANDS_PAGE = DOCS / "reference/commands.md"
FINDINGS_PAGE = DOCS / "reference/findings.md"
API_PAGE = DOCS / "api.md"
MAPPING_PAGE = DOCS / "writing-a-mapping.md"
BEGIN, END = "<!-- keys of: {} -->", "<!-- end of keys -->"
REASONS = re.compile(r"<!-- reasons: ([a-z -]+?) -->\n.*?<!-- end of reasons -->", re.DOTALL)
FINDINGS = re.compile(r"<!-- findings -->\n.*?<!-- end of findings -->", re.DOTALL)
NAMES = re.compile(r"<!-- names of: ([a-z.]+) -->\n.*?<!-- end of names -->", re.DOTALL)
REJECTS = re.compile(r"<!-- rejects -->\n.*?<!-- end of rejects -->", re.DOTALL)
COMMANDS = re.compile(r"<!-- commands -->\n.*?<!-- end of commands -->", re.DOTALL)
COLUMNS = ("key", "what stands there", "left out", "meaning", "findings")


def made() -> dict[Path, str]:
    """Every generated file with the text it should have."""
    return {
        PAGE: page(PAGE.read_text(encoding="utf-8")),
        CODES_PAGE: codes_page(CODES_PAGE.read_text(encoding="utf-8")),
        COMMANDS_PAGE: commands_page(COMMANDS_PAGE.read_text(encoding="utf-8")),
        API_PAGE: NAMES.sub(lambda found: names(found[1]), API_PAGE.read_text(encoding="utf-8")),
        MAPPING_PAGE: REJECTS.sub(lambda _: rejects(), MAPPING_PAGE.read_text(encoding="utf-8")),
        FINDINGS_PAGE: findings_page(),
        DOCS / "schema/gatecoach.schema.json": as_text(json_schema()),
        DOCS / "schema/decision.schema.json": as_text(decision_schema()),
    }


def as_text(schema: dict[str, object]) -> str:
    """A schema as it is committed."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def page(text: str) -> str:
    """The page with today's tables."""
    for where in dict.fromkeys(key.where for key in keys()):
        begin = BEGIN.format(where)
        if begin not in text:
            title = where.replace("-", " ").capitalize()
            text = f"{text.rstrip()}\n\n## {title}\n\n{meaning_of(where)}\n\n{begin}\n{END}\n"
        before, _, rest = text.partition(f"{begin}\n")
        after = rest.partition(END)[2]
        text = f"{before}{begin}\n{table(where)}\n{END}{after}"
    return text


def codes_page(text: str) -> str:
    """The page of codes with today's texts; a reason that stands in none of its tables gets one at the end."""
    named = {code for codes in REASONS.findall(text) for code in codes.split()}
    new = [code for code in ENGLISH if code not in named]
    if new:
        text = f"{text.rstrip()}\n\n## Further reasons\n\n<!-- reasons: {' '.join(new)} -->\n<!-- end of reasons -->\n"
    text = REASONS.sub(lambda found: reasons(found[1].split()), text)
    return FINDINGS.sub(lambda _: f"<!-- findings -->\n{findings()}\n<!-- end of findings -->", text)


def reasons(codes: Sequence[str]) -> str:
    """What these reasons say, as a table between its marks; what differs from case to case stands in italics."""
    rows = [(f"`{code}`", re.sub(r"\{(\w+)\}", r"*\1*", ENGLISH[code]).strip()) for code in codes if code in ENGLISH]
    return f"<!-- reasons: {' '.join(codes)} -->\n{as_table(('code', 'what it says'), rows)}\n<!-- end of reasons -->"


def findings() -> str:
    """Every finding as a table."""
    rows = [(f"`{code}`", CODES[code].severity, CODES[code].title) for code in sorted(CODES)]
    return as_table(("code", "kind", "what is wrong"), rows)


def rejects() -> str:
    """Why rows of exports and events are not used, as a table between its marks."""
    rows = [(f"`{code}`", re.sub(r"\{(\w+)\}", r"*\1*", why.text), why.hint) for code, why in REJECTED.items()]
    return f"<!-- rejects -->\n{as_table(('code', 'what it says', 'next step'), rows)}\n<!-- end of rejects -->"


FINDINGS_HEAD = """\
# Every finding

What `gatecoach lint` tells, one by one, as `gatecoach explain CODE` shows it; this page is made of the same texts
(`make reference`). An *error* keeps the framework from loading. A *warning* says that something is hardly meant, a
*note* is good to know; `gatecoach lint --strict` answers no to warnings as well.

Where a warning or a note is meant, say so with a reason, on its line or on the line above:

```text
        ask: Did they like it?   # gatecoach: allow GC047 because it only opens the talk
```

A line `# file: NAME` begins each file of an example.
"""


def findings_page() -> str:
    """Why each finding is one, and an example before and after."""
    return "\n".join([FINDINGS_HEAD, *(_finding(CODES[code]) for code in sorted(CODES))])


def _finding(code: Code) -> str:
    shown = {"Wrong:": code.wrong, "Right:": code.right}
    examples = "".join(f"\n{name}\n\n```text\n{text}```\n" for name, text in shown.items() if text)
    return f"## {code.id}\n\n{textwrap.fill(f'**{code.title}** ({code.severity}). {code.why}', 120)}\n{examples}"


def table(where: str) -> str:
    """The keys of a mapping as a table."""
    return as_table(COLUMNS, [_row(key) for key in keys() if key.where == where])


def as_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ("---",) * len(head), *rows])


def _row(key: Key) -> tuple[str, ...]:
    return (f"`{key.key}`", key.type, key.default, key.meaning.replace("|", "\\|"), ", ".join(key.codes))


def commands_page(text: str) -> str:
    """The page of commands with what each takes today."""
    told = "\n\n".join(command(name, action) for name, action in commands())
    return COMMANDS.sub(lambda _: f"<!-- commands -->\n{told}\n<!-- end of commands -->", text)


def commands(group: Any = app, name: str = "gatecoach") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every command as it is typed, with what it runs, those of a group behind the others."""
    for each in group.registered_commands:
        yield f"{name} {each.name or each.callback.__name__}", each.callback
    for each in group.registered_groups:
        yield from commands(each.typer_instance, f"{name} {each.name}")


def command(name: str, action: Callable[..., Any]) -> str:
    """The section of a command: what it does, its example, and its arguments and options as a table."""
    words, _, example = inspect.cleandoc(action.__doc__ or "").partition("\n\n\b\nFor example:\n")
    rows = [_option(*each) for each in inspect.signature(action, eval_str=True).parameters.items()]
    shown = f"\n\n```text\n{inspect.cleandoc(example)}\n```" if example else ""
    head = ("argument or option", "what stands there", "left out", "meaning")
    return f"## {name}\n\n{' '.join(words.split())}{shown}\n\n{as_table(head, rows)}"


def _option(name: str, parameter: inspect.Parameter) -> tuple[str, ...]:
    """The row of one argument or option, from its annotation and its default."""
    kind, said = get_args(parameter.annotation)
    declared = (said.default, *(said.param_decls or ()))  # the first name stands where a default would
    written = [each for each in declared if isinstance(each, str) and each.startswith("-")]
    is_option = type(said).__name__ == "OptionInfo"
    names = [f"`{each}`" for each in written or ([f"--{name}".replace("_", "-")] if is_option else [said.metavar])]
    values = [each.value for each in kind] if isinstance(kind, enum.EnumMeta) else []
    takes = "nothing" if kind is bool else ", ".join(f"`{each}`" for each in values) or said.metavar or ""
    default = parameter.default
    left_out = "required" if default is inspect.Parameter.empty else _default(default, kind)
    return (", ".join(names), takes if is_option else "", left_out, (said.help or "").replace("|", "\\|"))


def _default(value: Any, kind: Any) -> str:
    """What holds where an option is left out, as it would be written."""
    shown = value.value if isinstance(value, enum.Enum) else value
    return "" if shown in (None, "") or kind is bool else f"`{shown}`"


def names(module: str) -> str:
    """The public names of a module as a table between its marks, each with the first sentence said about it."""
    home = importlib.import_module(module)
    rows = [(f"`{_called(name, getattr(home, name))}`", _first_sentence(getattr(home, name))) for name in home.__all__]
    return f"<!-- names of: {module} -->\n{as_table(('name', 'what it is'), rows)}\n<!-- end of names -->"


def _called(name: str, thing: Any) -> str:
    """How it is called: a function with its parameters, anything else by its name."""
    if not inspect.isfunction(thing):
        return name
    found = inspect.signature(thing)
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in found.parameters.values()]
    return f"{name}{found.replace(parameters=bare, return_annotation=inspect.Signature.empty)}"


def _first_sentence(thing: Any) -> str:
    """The first line of what is said about it."""
    return (inspect.getdoc(thing) or "").partition("\n")[0].replace("|", "\\|")


def main() -> None:
    """Write every file that is not as it should be."""
    for path, text in made().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
