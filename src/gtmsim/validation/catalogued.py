"""Which facts a folder of files says: whoever keeps a catalogue of claims can tell which of them are tried."""

from pathlib import Path

from gtmsim.validation.facts import read_facts


def facts_in(folder: Path) -> dict[str, str]:
    """Return the id of every fact that has a check, and the name of its file. Raises ScenarioError for a file that is wrong."""
    return {
        fact.id: file.name
        for file in sorted(folder.glob("*.yaml"))
        for fact in read_facts(file, f"{folder.name}/{file.name}").facts
        if fact.checks
    }
