"""How we say it: frozen results become text for people. Words only; every number is computed below."""
