"""Tells a desk of findings that may fall under a watch rule: once, and again only when their standing changes.

alert.py      what is told
due.py        what has not been told yet, channel by channel
channels.py   where it can be told; places.py how that is written
webhook.py, mail.py, atom.py, lines.py   a channel each; `lines.py` is the terminal and the system's log
"""
