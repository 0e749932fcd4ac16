"""Who answers a learner whose plan has no language model: nobody is asked, and the reason is true."""

from obliging import Model

from academy.ai.rules_only import RulesOnly
from academy.ai.why import NO_KEY


def test_a_model_that_is_there_is_said_to_be_part_of_premium_and_is_not_asked() -> None:
    model = Model()
    rules = RulesOnly(model)
    assert not rules.ready() and "part of premium" in rules.why_not().sentence and model.asked == []


def test_where_no_model_is_set_up_no_plan_is_praised_for_one() -> None:
    assert RulesOnly(Model(why=NO_KEY)).why_not() is NO_KEY
