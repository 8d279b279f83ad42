"""Stages and requests of a lowered program, step by step in words."""

from collections.abc import Iterator

from gtmsim.amounts import counted, short
from gtmsim.measure.levels import ids, present
from gtmsim.program.layout import (
    Answer,
    Block,
    Close,
    Op,
    RequestCol,
    RequestInt,
    RunCol,
    Situation,
    StageCol,
    StageInt,
)
from gtmsim.program.tables import Program
from gtmsim.tell.params import Params
from gtmsim.tell.records import close_words
from gtmsim.tell.style import Style
from gtmsim.tell.table import table

_ANSWERS = {
    Answer.PREEMPT: "taken at once",
    Answer.QUEUE: "queued",
    Answer.REFER: "referred",
    Answer.SELF_SERVE: "sent to the library",
    Answer.DENY: "denied",
}
_SITUATIONS = {
    Situation.BEYOND: "beyond the plan",
    Situation.LARGE: "for large deals",
    Situation.CONTESTED: "with a rival in the deal",
    Situation.CUSTOMERS: "for customers",
}
_STAYS = frozenset({Op.SCREEN, Op.WORK, Op.TRIAGE, Op.AGAIN, Op.AWAIT, Op.LEAVE, Op.RECYCLE})
_HELPS = frozenset({Op.WORK, Op.AGAIN, Op.HELP, Op.END})


class Steps:
    """Tells the steps of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.names = present(program)
        self.params = Params(program)
        self.rows: list[list[int]] = program.steps.tolist()

    def stages(self, style: Style) -> Iterator[str]:
        """Yield each stage: its name, then its steps with their numbers."""
        for stage, name in ids(self.names.stages):
            row = self.program.stage_ints[stage]
            note = "  makes a lead an opportunity" if row[StageInt.OPPORTUNITY] else ""
            note += "  after the win" if row[StageInt.AFTER_WIN] else ""
            steps = self._run_from(self._entry(stage), _STAYS)
            # Where a stage leads by shares stands behind all stages, for its targets were not known before.
            steps += [step for step, row in enumerate(self.rows) if row[0] == Op.BRANCH and row[1] == stage]
            steps += [
                step for step, row in enumerate(self.rows) if row == [Op.WIN, self._entry(stage), 0, 0, 0, 0]
            ]
            yield f"  {style.title(name)}{note}\n{self._table(steps, style)}"

    def requests(self, style: Style) -> Iterator[str]:
        """Yield each request type: its name, then its steps with their numbers."""
        for request, name in ids(self.names.requests):
            steps = self._run_from(int(self.program.request_ints[request][RequestInt.ENTRY_STEP]), _HELPS)
            yield f"  {style.title(name)}\n{self._table(steps, style)}"

    def _run_from(self, entry: int, inside: frozenset[Op]) -> list[int]:
        """Return a step and those after it that belong to the same stage or request."""
        end = entry + 1
        while end < len(self.rows) and self.rows[end][0] in inside:
            end += 1
        return list(range(entry, end))

    def _table(self, steps: list[int], style: Style) -> str:
        rows = [(str(step), Op(self.rows[step][0]).name, self._words(self.rows[step])) for step in steps]
        return table(("", "", ""), rows, "rll", style, indent="    ")

    def _words(self, row: list[int]) -> str:
        op, a, b, c, d, _ = row
        match op:
            case Op.ENTER:
                return self._enter(a)
            case Op.SCREEN:
                return self._screen(a, b)
            case Op.WORK:
                gives_up = (
                    f"; gives up after {self._drawn(b, StageCol.PATIENCE)}: {self.target(c)}"
                    if c >= 0
                    else ""
                )
                return f"waits for a session of {self.names.kinds[a]}{gives_up}"
            case Op.TRIAGE:
                return self._triage(a, b, c)
            case Op.AGAIN:
                gap = self._drawn(a, StageCol.GAP) if self._is_stage_work(b) else ""
                return f"sessions left? {f'after {gap} ' if gap else ''}back to step {b}"
            case Op.AWAIT:
                losing = self._drawn(a, StageCol.LOSS_CLOCK)
                others = f"; those who will not advance: {losing}" if losing else ""
                clock = self._drawn(a, StageCol.CLOCK) or "none"
                return (
                    f"until the buyer's clock has passed, counted from step {self._entry(a)}: {clock}{others}"
                )
            case Op.LEAVE:
                return self._leave(a, b, c, d)
            case Op.BRANCH:
                ways = [
                    f"{self.params.share(Block.BRANCH, row, 0)} {self.target(int(self.program.branches[row]))}"
                    for row in range(b, b + c)
                ]
                return ", ".join(ways)
            case Op.WIN:
                return f"the win is booked, then {self.target(a)}"
            case Op.RECYCLE:
                return self._recycle(a, b, c, StageCol.NURTURES if d else StageCol.RECYCLES)
            case Op.ANSWER:
                return self._answer(a, b, c, d)
            case Op.HELP:
                lift = self.params.said(Block.REQUEST, a, RequestCol.LIFT)
                saved = self.params.span(Block.REQUEST, a, RequestCol.SAVED)
                return f"if still in the stage that asked: {lift} on the logit of advancing, {saved} of seller work saved"
            case _:
                return "the request is over"

    def _enter(self, stage: int) -> str:
        sessions = self.params.get(Block.STAGE, stage, StageCol.SESSIONS)
        told = [
            f"{self._sessions(Block.STAGE, stage)} of {self._drawn(stage, StageCol.SESSION)}"
            if sessions
            else "no seller work"
        ]
        if self.params.get(Block.STAGE, stage, StageCol.TIME_OUT) > 0.0:
            close = self.target(int(self.program.stage_ints[stage][StageInt.TIME_OUT_STEP]))
            told.append(f"time-out after {self.params.span(Block.STAGE, stage, StageCol.TIME_OUT)}: {close}")
        asks = [
            f"{name} {short(self.params.get(Block.ASK_RATE, stage, request) * 604_800)} a week"
            for request, name in ids(self.names.requests)
            if self.params.get(Block.ASK_RATE, stage, request) > 0.0
        ]
        return "; ".join(told + ([f"asks for {', '.join(asks)}"] if asks else []))

    def _sessions(self, block: Block, row: int) -> str:
        column, spread = (
            (StageCol.SESSIONS, StageCol.SESSION_SPREAD)
            if block is Block.STAGE
            else (RequestCol.SESSIONS, RequestCol.SESSION_SPREAD)
        )
        mean = self.params.get(block, row, column)
        if self.params.get(block, row, spread) == 0.0 or mean == 1.0:
            return counted(round(mean), "session")
        return f"{self.params.said(block, row, column)} sessions on average"

    def _triage(self, stage: int, cold: int, rejected: int) -> str:
        told = []
        if self.params.get(Block.STAGE, stage, StageCol.DECAY_EXPONENT) > 0.0:
            exponent, scale = (
                self._stage(stage, StageCol.DECAY_EXPONENT),
                self._span(stage, StageCol.DECAY_SCALE),
            )
            told.append(
                f"interest is left with chance (1 + wait / {scale})^-{exponent}, else {self.target(cold)}"
            )
        if self.params.get(Block.STAGE, stage, StageCol.REJECTS_BELOW) > 0.0:
            below, reading = self._stage(stage, StageCol.REJECTS_BELOW), self._share(stage, StageCol.READING)
            told.append(
                f"rejected if read below {below} (the reading is {reading} score): {self.target(rejected)}"
            )
        return "after the first session: " + "; ".join(told)

    def _screen(self, stage: int, out: int) -> str:
        told = (
            f"not handed over below a score of {self._stage(stage, StageCol.THRESHOLD)}: {self.target(out)}"
        )
        if self.params.get(Block.STAGE, stage, StageCol.VOLUME_TARGET) > 0.0:
            target, pull = (
                self._stage(stage, StageCol.VOLUME_TARGET),
                self._share(stage, StageCol.VOLUME_PULL),
            )
            told += f"; lower while fewer than {target} a week are handed over, by {pull} of what is missing"
        return told

    def _recycle(self, stage: int, back: int, otherwise: int, column: StageCol) -> str:
        share, attempts = self._share(stage, column), self._stage(stage, StageCol.ATTEMPTS)
        after = self._drawn(stage, StageCol.RECYCLE_AFTER)
        return f"{share} come back to step {back} after {after}, {attempts} attempts at most; else {self.target(otherwise)}"

    def _leave(self, stage: int, onward: int, lost: int, undecided: int) -> str:
        told = [f"{self._share(stage, StageCol.ADVANCE)} {self.target(onward)}"]
        if self.params.get(Block.STAGE, stage, StageCol.LOST) > 0.0:
            told.append(f"{self._share(stage, StageCol.LOST)} {self.target(lost)}")
        if self.params.get(Block.STAGE, stage, StageCol.NO_DECISION) > 0.0:
            told.append(f"{self._share(stage, StageCol.NO_DECISION)} {self.target(undecided)}")
        without = self.params.get(Block.STAGE, stage, StageCol.WITHOUT_INTENT)
        note = f"; without intent {self._stage(stage, StageCol.WITHOUT_INTENT)} times the chance to advance"
        none = "; nobody without intent advances"
        after = self.program.stage_ints[stage][StageInt.AFTER_WIN]
        share = self.params.get(Block.STAGE, stage, StageCol.DEAL_SHARE)
        part = (
            ""
            if share == 1.0
            else f"; takes {self._share(stage, StageCol.DEAL_SHARE)} of what moves the deal"
        )
        return ", ".join(told) + part + ("" if without == 1.0 or after else note if without > 0.0 else none)

    def _answer(self, request: int, work: int, refer: int, found: int) -> str:
        told = self._answers(
            request, Situation.PLAIN, {Answer.PREEMPT: work, Answer.QUEUE: work, Answer.REFER: refer}, found
        )
        for situation, words in _SITUATIONS.items():
            if self.params.get(Block.REQUEST, request, RequestCol.WRITTEN + situation) > 0.0:
                told += f"; {words}: {self._answers(request, situation, {}, found)}"
        work_said = f"{self._sessions(Block.REQUEST, request)} of {self.params.drawn(Block.REQUEST, request, RequestCol.SESSION)}"
        return f"{told}; {work_said}"

    def _answers(self, request: int, situation: Situation, ways: dict[Answer, int], found: int) -> str:
        told = []
        for answer in Answer:
            column = RequestCol.ANSWERS + situation * len(Answer) + answer
            if self.params.get(Block.REQUEST, request, column) == 0.0:
                continue
            step = f" (step {ways[answer]})" if answer in ways else ""
            if answer is Answer.SELF_SERVE:
                level = self.params.share(Block.RUN, 0, RunCol.LIBRARY)
                step = f" ({level} find help there{' at first' * self.program.library_moves}, step {found})"
            told.append(f"{self.params.share(Block.REQUEST, request, column)} {_ANSWERS[answer]}{step}")
        return ", ".join(told)

    def target(self, step: int) -> str:
        """Return where a step leads: an end by its name, a stage by its name, else the step's number."""
        op, a, *_ = self.rows[step]
        if op == Op.WIN:
            return "won"
        if op == Op.CLOSE:
            return "won" if a == Close.WON else close_words(a)
        if op == Op.ENTER:
            return f"to {self.names.stages[a]}"
        return f"step {step}"

    def _is_stage_work(self, step: int) -> bool:
        return self.rows[step][1] < self.program.stages

    def _entry(self, stage: int) -> int:
        return int(self.program.stage_ints[stage][StageInt.ENTRY_STEP])

    def _stage(self, stage: int, column: StageCol) -> str:
        return self.params.said(Block.STAGE, stage, column)

    def _share(self, stage: int, column: StageCol) -> str:
        return self.params.share(Block.STAGE, stage, column)

    def _span(self, stage: int, column: StageCol) -> str:
        return self.params.span(Block.STAGE, stage, column)

    def _drawn(self, stage: int, column: StageCol) -> str:
        return self.params.drawn(Block.STAGE, stage, column)
