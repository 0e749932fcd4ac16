"""Jupyter servers that are there sooner, without a grammar that nobody asks.

Jupyter checks its events with jsonschema, which imports `rfc3987-syntax` where that is installed, for
addresses beyond ASCII. Importing it compiles a grammar: 4.3 of the 8 seconds that `academy start` took on
a core of 2.5 GHz. No schema of Jupyter's or ours holds such an address.
"""

import sys


def leave_out_grammar() -> None:
    """Let jsonschema believe that the grammar is not installed; call it before Jupyter's server is imported.

    jsonschema documents that a format whose library is missing is not checked.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # Python's own sign for "not here"


def learners_server() -> None:
    """Be one learner's server on a hub; the entry point of `academy-learners-server`."""
    leave_out_grammar()
    from jupyterhub.singleuser import main

    main()
