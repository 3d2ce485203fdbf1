"""`SpiffWorkflow`'s decision table with hit policy COLLECT: a rule per place, and the rules that hit are the list.

The only peer whose refusal says by itself all that is missing. The table alone is asked, without a BPMN process
around it, which would cost more; the stage is kept by hand. Rules say `not ?`, which is faster here than `False`.
"""

from __future__ import annotations

from types import SimpleNamespace

from contest import ASKED, GATES, STAGES, contend
from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

PLACES = [place for _, _, place in ASKED[0]]
INPUTS = [place.replace("-", "_").replace(".", "_") for place in PLACES]
workflow = SimpleNamespace(script_engine=PythonScriptEngine())


def authored():
    """The table as DMN: one column per place, each rule looks at one of them."""
    columns = "".join(
        f'<input id="i-{name}"><inputExpression id="e-{name}"><text>{name}</text></inputExpression></input>'
        for name in INPUTS
    )
    rules = "".join(
        f'<rule id="r-{row}">'
        + "".join(
            f'<inputEntry id="c-{row}-{column}"><text>{"not ?" if row == column else "-"}</text></inputEntry>'
            for column in range(len(INPUTS))
        )
        + f'<outputEntry id="o-{row}"><text>"{place}"</text></outputEntry></rule>'
        for row, place in enumerate(PLACES)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="bench">'
        '<decision id="gate" name="gate"><decisionTable id="table" hitPolicy="COLLECT">'
        f'{columns}<output id="missing" name="missing"/>{rules}</decisionTable></decision></definitions>'
    )


parser = BpmnDmnParser()
parser.add_dmn_xml(etree.fromstring(authored()))
table = parser.get_engine("gate", None)


def missing_at(evidence, gate):
    """What the table collects for a deal at a gate."""
    missing = evidence.missing(gate)
    data = {name: place not in missing for name, place in zip(INPUTS, PLACES, strict=True)}
    return table.result(SimpleNamespace(workflow=workflow, data=data)).get("missing", ())


def journey(evidence, first, more):
    """Ten decisions, the stage kept by hand."""
    stage = 0
    evidence.add(first)
    refused = []
    for gate in GATES:
        refused.append(missing_at(evidence, gate))
        assert refused[-1]
        evidence.add(more[gate])
        assert not missing_at(evidence, gate)
        stage += 1
    return refused, STAGES[stage], (evidence, stage)


if __name__ == "__main__":
    contend("SpiffWorkflow", "DMN", journey)
