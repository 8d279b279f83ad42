"""`python -m gtmsim` is the command line."""

from gtmsim.cli import main

main()
