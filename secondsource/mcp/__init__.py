"""What an assistant may ask: a Model Context Protocol server over reports in some folders and over an archive.

    tools.py    what can be asked, and what is answered
    access.py   which files may be read for it
    server.py   the same, told to the protocol

https://modelcontextprotocol.io
"""
