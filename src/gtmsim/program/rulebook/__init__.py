"""The rulebook's pages, one idea each; `gtmsim.program.rules` is all of them."""
