"""Sixty-odd takes judge whoever gives feedback: the rules are always right, a model ships only if it is."""

import pytest
from misbehaving import Server, answer, good

from bench import coach_evals
from bench.coach_cases import cases
from bench.coach_evals import by_rules, of_model, run, verdict


def environ(server: Server) -> dict[str, str]:
    return {"ACADEMY_AI_URL": server.url}


def test_the_set_has_about_sixty_takes_with_names_of_their_own() -> None:
    names = [case.name for case in cases()]
    assert 55 <= len(names) == len(set(names)) <= 70


def test_the_rules_are_grounded_in_every_take_and_name_the_worst_fault_first() -> None:
    found = verdict(run(by_rules), "rules")
    assert (found.grounded, found.names_the_worst, found.few_tips, found.failed) == (1.0, 1.0, 1.0, ())
    assert found.ships


def test_a_coach_that_flatters_does_not_ship() -> None:
    def flattering(case: coach_evals.coach_cases.Case) -> coach_evals.Json:
        return by_rules(case) | {"overall_score": 100.0}

    found = verdict(run(flattering), "rules")
    assert found.grounded < 0.6 and not found.ships
    assert "45 ms early: Grounded" in found.failed and "Do not ship." in found.text()


def test_a_coach_that_leaves_out_the_worst_fault_does_not_ship() -> None:
    def gentle(case: coach_evals.coach_cases.Case) -> coach_evals.Json:
        told = by_rules(case)
        return told | {key: told[key][1:] for key in ("areas_for_improvement", "specific_tips")}

    found = verdict(run(gentle), "rules")
    assert found.grounded == 1.0 and found.names_the_worst < 0.7 and not found.ships


@pytest.mark.usefixtures("loopback")
def test_a_model_that_answers_rightly_ships() -> None:
    some = cases()[::3]
    with Server(good()) as server:
        found = of_model("loop", environ(server), takes=some)
        asked = len(server.bodies)
    assert (found.answered, found.grounded, found.failed) == (1.0, 1.0, ())
    assert found.ships and "Ship." in found.text()
    assert asked == sum(case.score["status"] == "scored" for case in some)  # else nothing to choose


@pytest.mark.usefixtures("loopback")
def test_a_model_that_claims_does_not_ship_though_no_learner_ever_sees_it() -> None:
    with Server(good(voice="Your groove was perfect.")) as server:
        found = of_model("loop", environ(server), takes=cases()[:4])
    assert (found.answered, found.grounded) == (0.0, 0.0) and not found.ships
    assert "45 ms early: bad_answer" in found.failed


@pytest.mark.usefixtures("loopback")
def test_a_model_that_answers_nothing_readable_does_not_ship() -> None:
    with Server(answer("not JSON")) as server:
        found = of_model("loop", environ(server), takes=cases()[:4])
    assert found.answered == 0.0 and not found.ships
