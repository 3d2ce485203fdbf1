"""An activity comes from the framework's list, as a term comes from its vocabulary (A20)."""

from __future__ import annotations

import pytest
from places import BASE, FRAMEWORK, changed, findings_of

NONE = "an activity comes from the framework's list of activities, and it has none"
WITH = 'version: "1"\nactivities: [asking, listening]'


def with_field(kind):
    """The framework with a field of that type."""
    return changed(FRAMEWORK, "evidence:\n", f"fields: {{focus: {{type: {kind}}}}}\nevidence:\n")


def test_an_activity_needs_a_list():
    """One finding at the first of them, with what to add and where; with a list there is none."""
    (found,) = findings_of({**BASE, "framework.yaml": with_field("activity")})
    assert (found.code, found.message) == ("GC014", NONE)
    assert found.hint == "add `activities: [ … ]` to acme/framework.yaml"
    assert findings_of({**BASE, "framework.yaml": changed(with_field("activity"), 'version: "1"', WITH)}) == []


def test_the_lists_do_not_stand_for_each_other():
    """A vocabulary gives no activities, and activities give no terms."""
    words = changed(with_field("activity"), 'version: "1"', 'version: "1"\nvocabulary: [asking]')
    assert [each.message for each in findings_of({**BASE, "framework.yaml": words})] == [NONE]
    (found,) = findings_of({**BASE, "framework.yaml": changed(with_field("term"), 'version: "1"', WITH)})
    assert found.message == "a term comes from the vocabulary, and the framework has none"


@pytest.mark.parametrize("value", ['[asking, " "]', "[[asking]]"])
def test_an_activity_has_a_name(value):
    """An empty one is none, nor is a list of them."""
    wrong = changed(FRAMEWORK, 'version: "1"', f'version: "1"\nactivities: {value}')
    assert [each.code for each in findings_of({**BASE, "framework.yaml": wrong})] == ["GC015"]
