"""How often a selection is right on problems whose best is known.

Systems with normal values; the first is better than all others by the indifference zone, 0.2 standard deviations, the worst case
there is.
"""

from pathlib import Path

from seek.problems import chosen_right

from gtmsim.cli.script import script

PROMISED, START, TRIALS = 0.9, 10, 400


def main() -> None:
    """Write docs/searching.csv: how often a selection is right, and of how many runs. Its problems are those of the tests."""
    rows = ["systems,correlation,h,promised,right,two_standard_errors,runs_a_selection,trials"]
    for many in (2, 3, 10):
        for shared in (0.5, 0.9):
            for shrink in (1.0, 0.7):
                right, runs = chosen_right(
                    many, TRIALS, confidence=PROMISED, start=START, shared=shared, shrink=shrink
                )
                error = 2.0 * (right * (1.0 - right) / TRIALS) ** 0.5
                rows.append(
                    f"{many},{shared},{shrink},{PROMISED},{right:.3f},{error:.3f},{runs:.0f},{TRIALS}"
                )
    (Path(__file__).parent / "searching.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    script(main, "PYTHONPATH=tests python docs/searching.py")
