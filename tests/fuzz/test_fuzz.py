"""A short run of everything that `make fuzz` runs for long, and that the long run tells what it found."""

from __future__ import annotations

import pytest
from fuzz import run
from hypothesis import strategies as st

EVERY = run.properties()


@pytest.mark.parametrize("name", EVERY)
def test_a_short_run_finds_nothing(name):
    """Each property holds for some hundred examples; the seed is fixed, so that a failure is found again."""
    run.run(name, EVERY[name], 2026)


def test_every_area_has_properties_of_its_own():
    """Each module beside the runner takes part, under its name."""
    areas = {path.stem.removeprefix("fuzz_") for path in run.HERE.glob("fuzz_*.py")}
    assert "mail" in areas
    assert {name.partition(":")[0] for name in EVERY} == areas
    assert set(run.properties("mail")) < set(EVERY) or areas == {"mail"}


def test_the_long_run_ends_in_time_and_tells_its_seeds(monkeypatch, capsys):
    """One turn at least, and no further one begins after the time is up."""
    monkeypatch.setattr(run, "properties", lambda _: {"a: b": (lambda **_: None, {"x": st.none()})})
    run.main(["--seconds", "0"])
    assert capsys.readouterr().out.startswith("a: b: 200 examples, seeds ")
    run.main(["--seed", "7"])
    assert capsys.readouterr().out == "a: b: 200 examples, seeds 7 to 7\n"


def test_a_failure_names_the_seed_that_finds_it_again(monkeypatch, capsys):
    """So that somebody else can see it too."""

    def fails(number):
        assert number < 50

    monkeypatch.setattr(run, "properties", lambda _: {"a: b": (fails, {"number": st.integers(0, 99)})})
    with pytest.raises(AssertionError):
        run.main(["--seed", "7"])
    assert "a: b: failed with --seed 7\n" in capsys.readouterr().out


def test_an_area_that_is_not_there_is_a_mistake(monkeypatch, capsys):
    """Nothing run is no success."""
    monkeypatch.setattr(run, "properties", lambda _: {})
    with pytest.raises(SystemExit):
        run.main(["--only", "mial"])
    assert "nothing to run for 'mial'" in capsys.readouterr().err
