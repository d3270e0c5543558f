"""A package, so that tests can import `contract.py` (`from .contract import broken`). Not to be removed."""
