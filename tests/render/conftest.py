"""Fixtures: `ferry` and `led` for what a reader sees, `hostile` for what must do no harm, `every_brief` for all."""

from __future__ import annotations

import pytest

from secondsource.model import Brief, Story

from .sample import ferry_brief, hostile_brief, led_brief, problems_brief


@pytest.fixture
def ferry() -> Brief:
    return ferry_brief()


@pytest.fixture
def led() -> Brief:
    return led_brief()


@pytest.fixture
def hostile() -> Brief:
    return hostile_brief()


@pytest.fixture(params=["ferry", "led", "hostile", "problems only", "nothing", "empty story"])
def every_brief(request: pytest.FixtureRequest) -> Brief:
    made = {
        "ferry": ferry_brief,
        "led": led_brief,
        "hostile": hostile_brief,
        "problems only": problems_brief,
        "nothing": lambda: Brief((), (), ()),
        "empty story": lambda: Brief((), (Story("s1", "", (), (), (), (), (), ()),), ()),
    }
    return made[request.param]()
