"""What every engine gives is the same, and what cannot be begun says so in words."""

from __future__ import annotations

import socket
import sys

import pytest
from click.testing import CliRunner

from secondsource import Settings, brief
from secondsource.cli import main
from secondsource.errors import EngineError, MissingExtraError


@pytest.mark.parametrize("name", ["spark", "ray://", "Ray", ""])
def test_no_engine_of_that_name(name: str) -> None:
    with pytest.raises(EngineError, match="is no engine; say local"):
        brief([], settings=Settings(engine=name))


def test_without_its_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "secondsource.engines.ray", raising=False)
    with pytest.raises(MissingExtraError, match=r"secondsource\[ray\]"):
        brief([], settings=Settings(engine="ray"))


@pytest.mark.parametrize(("address", "reason"), [("nowhere", "is no address"), ("127.0.0.1:{port}", "nobody answers")])
def test_an_address_that_leads_nowhere_is_a_misuse(address: str, reason: str, limousine: object) -> None:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")
    with socket.socket() as bound:  # bound and not listening: who knocks is refused
        bound.bind(("127.0.0.1", 0))
        engine = "ray://" + address.format(port=bound.getsockname()[1])
        result = CliRunner().invoke(main, ["brief", str(limousine), "--engine", engine])
    assert result.exit_code == 2
    assert engine in result.stderr
    assert reason in result.stderr
