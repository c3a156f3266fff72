"""The main job in real Chromium, over everything that `./run` starts."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.flows.{name}" for name in ("visitor", "looks", "stack", "member", "operator"))
)
