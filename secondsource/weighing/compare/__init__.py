"""How two claims differ, one file for each kind of difference."""
