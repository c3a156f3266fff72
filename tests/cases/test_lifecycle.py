"""The table of states, walked at random."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pult.cases import lifecycle
from pult.cases.lifecycle import Action, NotPossible, State
from pult.cases.models import OPEN_STATES, Case


class Life(RuleBasedStateMachine):
    """Any actions in any order: the state is always a state, and an end is an end."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.in_hand, self.ended = State.NEW, False, False

    @rule(action=st.sampled_from(sorted(Action)))
    def act(self, action: Action) -> None:
        try:
            after = lifecycle.after(self.state, action)
        except NotPossible:
            assert action not in lifecycle.possible(self.state)
            return
        assert not self.ended
        if self.state is State.NEW and action not in (Action.CLAIM, Action.CANCEL):
            # Nobody answers, books or resolves what nobody has taken.
            assert after is State.NEW
        self.state = after
        self.ended = after in lifecycle.ENDED

    @invariant()
    def an_end_leads_nowhere(self) -> None:
        assert (self.state in lifecycle.ENDED) is (lifecycle.possible(self.state) == frozenset())


TestLife = Life.TestCase


def test_states_are_those_of_the_model() -> None:
    assert {state.value for state in State} == set(Case.State.values)
    assert sorted(OPEN_STATES) == sorted(state.value for state in lifecycle.OPEN)


def test_every_open_case_can_be_cancelled_and_no_other() -> None:
    able = {state for state in State if Action.CANCEL in lifecycle.possible(state)}

    assert able == lifecycle.OPEN


def test_every_action_is_of_use() -> None:
    used = {action for actions in lifecycle.TABLE.values() for action in actions}

    assert used == set(Action)


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED, State.CANCELLED])
def test_nothing_is_answered_after_the_end(state: State) -> None:
    with pytest.raises(NotPossible):
        lifecycle.after(state, Action.ANSWER)
