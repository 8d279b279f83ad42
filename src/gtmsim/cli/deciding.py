"""Commands that decide in the face of what is not known: robust, regimes, learn."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from gtmsim.cli.ending import Interrupted
from gtmsim.cli.how import Kept, taking
from gtmsim.cli.options import Files, Guesses, Metric, RunsEach, Vary, examples
from gtmsim.cli.progress import progress_of

if TYPE_CHECKING:
    from gtmsim.explore.in_worlds import Worlds

Count = Annotated[int, typer.Option("--worlds", "-w", metavar="N", min=2, help="How many worlds are drawn.")]


@dataclass(frozen=True, kw_only=True)
class Drawn(Kept):
    """How alternatives are run in worlds that are drawn."""

    metric: Metric = None
    worlds: Count = 300
    replications: RunsEach = 10
    vary: Vary = None
    guesses: Guesses = False

    def met(self, files: list[str]) -> "Worlds":
        """Return the alternatives run in worlds. Raises Interrupted before two worlds are finished."""
        from gtmsim.explore.in_worlds import in_worlds

        self.refuse()
        scenarios = self.loaded(files)
        with progress_of("worlds", self.quiet, "worlds") as progress:
            met = in_worlds(
                scenarios, metric=self.metric, worlds=self.worlds, replications=self.replications, vary=self.vary or (),
                guesses=True if self.guesses else None, seed=self.seed, engine=self.engine, jobs=self.jobs,
                progress=progress, announce=self.announce,
            )  # fmt: skip
        if met.count < 2:
            raise Interrupted
        return met


@dataclass(frozen=True, kw_only=True)
class FewerDrawn(Drawn):
    """The same where fewer worlds say enough."""

    worlds: Count = 100


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog=examples(
            "gtmsim robust preset:mid_market preset:mid_market+combined preset:mid_market+sdr_team --worlds 50",
            "gtmsim robust lender.yaml lead_desk.yaml --metric bookings --vary 'world.requests.*.lift'",
        )
    )(taking(robust))
    app.command(
        epilog=examples(
            "gtmsim regimes preset:mid_market preset:mid_market+combined --worlds 300",
            "gtmsim regimes lender.yaml lead_desk.yaml --vary 'world.sources.*.intent=0.1..0.5' --vary policy.resumption",
        )
    )(taking(regimes))
    app.command(
        epilog=examples(
            "gtmsim learn preset:mid_market preset:mid_market+combined",
            "gtmsim learn lender.yaml lead_desk.yaml --metric bookings --worlds 500",
        )
    )(taking(learn))


def robust(
    files: Files,
    *,
    how: FewerDrawn,
) -> None:
    """Tell which alternative to live with, whatever the world turns out to be.

    Each runs in many worlds, drawn from what is not known well; told are its mean, its regret, and where it is best or worst.
    """
    from gtmsim.explore.robust import robust as over
    from gtmsim.tell.robust import robust_words

    met = how.met(files)
    how.tell(over(met), robust_words, interrupted=met.interrupted, table=met)


def regimes(
    files: Files,
    *,
    of: Annotated[
        str | None, typer.Option("--of", metavar="FILE", help="Whose worlds are sought. Default: the first.")
    ] = None,
    how: Drawn,
) -> None:
    """Tell in which worlds an alternative beats the others.

    Worlds are drawn from what is not known well. Where it wins is told as a few limits, counted in worlds they were not found in.
    """
    from gtmsim.errors import UsageError
    from gtmsim.explore.regimes import regimes as where
    from gtmsim.tell.naming import distinct
    from gtmsim.tell.regimes import regimes_words

    if of is not None and of not in files:
        raise UsageError(f"--of names one of the files: {', '.join(files)}")
    name = None if of is None else distinct(files)[files.index(of)]
    met = how.met(files)
    how.tell(where(met, name), regimes_words, interrupted=met.interrupted, table=met)


def learn(
    files: Files,
    *,
    how: Drawn,
) -> None:
    """Tell which uncertain number is most worth measuring before deciding.

    That is, by how much more the choice would bring on average if it were known, in what the metric counts.
    """
    from gtmsim.explore.learn import learn as worth
    from gtmsim.tell.learn import learn_words

    met = how.met(files)
    how.tell(worth(met), learn_words, interrupted=met.interrupted, table=met)
