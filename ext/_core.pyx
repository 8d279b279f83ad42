"""The core: the quick engine. It tells the same story as `gtmsim.engines.reference`, record by record, by other means.

Where the reference has generators that wait at gates, the core has plain state and one heap of events; where the reference
forgets an alarm, the core asks the owner of an event whether it is still due. Functions have the names they have there. What
a number decides is asked of the compiled rulebook in both. Each part is one idea, and says which in its first line.
"""

cimport cython
from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport int16_t, int32_t, int64_t, uint64_t
from libc.stdlib cimport free, qsort, realloc
from libc.string cimport memcmp, memcpy, memset

import numpy as np

cimport gtmsim._rulebook as rules
from gtmsim._draws cimport ROUND_KEYS, first_uniform, round_keys


cdef extern from "event_list.h" nogil:
    const int64_t GTMSIM_NEVER
    const bint GTMSIM_CHECKED
    const int64_t GTMSIM_LAST_TICK

    ctypedef struct gtmsim_key:
        pass

    ctypedef struct gtmsim_event:
        int64_t tick
        int64_t entity
        int32_t phase
        int32_t slot

    ctypedef struct gtmsim_pile:
        pass

    ctypedef struct gtmsim_top:
        pass

    ctypedef struct gtmsim_event_list:
        gtmsim_key *key
        gtmsim_top *top
        gtmsim_pile *pile

    int gtmsim_push(gtmsim_event_list *list, int64_t tick, int32_t phase, int64_t entity, int32_t slot) noexcept
    int64_t gtmsim_next_tick(gtmsim_event_list *list) noexcept
    gtmsim_event gtmsim_pop(gtmsim_event_list *list) noexcept
    void gtmsim_put_back(gtmsim_event_list *list) noexcept
    gtmsim_event gtmsim_soon(const gtmsim_event_list *list) noexcept
    int gtmsim_choose_spans(gtmsim_event_list *list, int64_t horizon, int64_t waiting) noexcept
    void gtmsim_clear(gtmsim_event_list *list) noexcept
    int64_t gtmsim_count(const gtmsim_event_list *list) noexcept
    gtmsim_key *gtmsim_keys(gtmsim_event_list *list, int64_t count, bint anew) noexcept
    int gtmsim_sort_out(gtmsim_event_list *list, int64_t count) noexcept


cdef extern from "large.h" nogil:
    void *gtmsim_in_lines(size_t bytes) noexcept
    void gtmsim_on_large_pages(void *block, size_t bytes) noexcept
    void gtmsim_fetch(const void *what, int lines) noexcept


cdef extern from * nogil:
    int lowest_bit "__builtin_ctzll"(uint64_t) noexcept
    int leading_zeros "__builtin_clzll"(uint64_t) noexcept


include "_layout.pxi"
include "core_state.pxi"
include "core_room.pxi"
include "core_words.pxi"
include "core_checks.pxi"
include "core_calendars.pxi"
include "core_book.pxi"
include "core_clock.pxi"
include "core_firm.pxi"
include "core_queues.pxi"
include "core_careers.pxi"
include "core_crews.pxi"
include "core_staff.pxi"
include "core_match.pxi"
include "core_library.pxi"
include "core_intake.pxi"
include "core_requests.pxi"
include "core_offers.pxi"
include "core_prices.pxi"
include "core_revenue.pxi"
include "core_customers.pxi"
include "core_care.pxi"
include "core_deals.pxi"
include "core_demand.pxi"
include "core_market.pxi"
include "core_pursuit.pxi"
include "core_calls.pxi"
include "core_hub.pxi"
include "core_needs.pxi"
include "core_rivals.pxi"
include "core_roadmap.pxi"
include "core_buyers.pxi"
include "core_loyalty.pxi"
include "core_worth.pxi"
include "core_planning.pxi"
include "core_structure.pxi"
include "core_events.pxi"
include "core_weeks.pxi"
include "core_branch.pxi"


def check_layout():
    """Raise ImportError when the columns that were compiled are not those that Python now has."""
    from gtmsim.program import layout as now

    for columns, compiled in (
        (now.StageCol.WIDTH, STAGE_COL_WIDTH), (now.RequestCol.WIDTH, REQUEST_COL_WIDTH),
        (now.SourceCol.WIDTH, SOURCE_COL_WIDTH), (now.SegmentCol.WIDTH, SEGMENT_COL_WIDTH),
        (now.PersonCol.WIDTH, PERSON_COL_WIDTH), (now.RunCol.WIDTH, RUN_COL_WIDTH),
        (now.CellTotal.WIDTH, CELL_TOTAL_WIDTH), (now.StageTotal.WIDTH, STAGE_TOTAL_WIDTH),
        (now.KindTotal.WIDTH, KIND_TOTAL_WIDTH), (now.RoleTotal.WIDTH, ROLE_TOTAL_WIDTH),
        (now.RequestTotal.WIDTH, REQUEST_TOTAL_WIDTH), (now.RunTotal.WIDTH, RUN_TOTAL_WIDTH),
        (now.ChannelCol.WIDTH, CHANNEL_COL_WIDTH), (now.ProductCol.WIDTH, PRODUCT_COL_WIDTH),
        (now.PursuitCol.WIDTH, PURSUIT_COL_WIDTH), (now.AimCol.WIDTH, AIM_COL_WIDTH),
        (now.DrainCol.WIDTH, DRAIN_COL_WIDTH), (now.TeamCol.WIDTH, TEAM_COL_WIDTH),
        (now.CustomerCol.WIDTH, CUSTOMER_COL_WIDTH), (now.ProductTotal.WIDTH, PRODUCT_TOTAL_WIDTH),
        (now.PursuitTotal.WIDTH, PURSUIT_TOTAL_WIDTH), (now.DrainTotal.WIDTH, DRAIN_TOTAL_WIDTH),
        (now.TeamTotal.WIDTH, TEAM_TOTAL_WIDTH), (now.CustomerTotal.WIDTH, CUSTOMER_TOTAL_WIDTH),
        (now.LoyaltyCol.WIDTH, LOYALTY_COL_WIDTH), (now.StartCol.WIDTH, START_COL_WIDTH),
        (now.LoyaltyTotal.WIDTH, LOYALTY_TOTAL_WIDTH), (now.Service.WIDTH, SERVICE_WIDTH),
        (now.WeekCol.WIDTH, WEEK_COL_WIDTH), (now.RecordCol.WIDTH, RECORD_COL_WIDTH),
        (now.RivalCol.WIDTH, RIVAL_COL_WIDTH), (now.RivalTotal.WIDTH, RIVAL_TOTAL_WIDTH),
        (now.Firm.WIDTH, FIRM_WIDTH), (now.HubCol.WIDTH, HUB_COL_WIDTH), (now.LinkCol.WIDTH, LINK_COL_WIDTH),
        (now.StockKind.COUNT, STOCK_KIND_COUNT),
        (now.RoadmapCol.WIDTH, ROADMAP_COL_WIDTH), (now.RoadmapTotal.WIDTH, ROADMAP_TOTAL_WIDTH),
        (now.Block.COUNT, BLOCK_COUNT), (now.TotalBlock.COUNT, TOTAL_BLOCK_COUNT),
    ):  # fmt: skip
        if columns != compiled:
            raise ImportError(f"gtmsim._core was compiled when {type(columns).__name__} had {compiled} places, not {columns}")
    deadlines, clocks = now.Phase.DEADLINE + 1 - now.Phase.PATIENCE, now.Phase.MATCH - now.Phase.CLOCK
    if (len(now.StepCol), deadlines, deadlines + clocks) != (STEP_WIDTH, DEADLINES, DEAL_ALARMS):
        raise ImportError("gtmsim._core knows the widths of steps or the phases of deals otherwise than the layout has them")


check_layout()


def bin_found(int64_t ticks):
    """Return the histogram bin of a duration as the core finds it, to be held against `rules.bin_of`."""
    return bin_of(ticks)


def run(program, layout, int64_t seed, int64_t first, const double[:, ::1] table):
    """Run one replication for each row of `table`, from replication `first` on; return totals, ledger and weekly series.

    `layout` is `program.totals.totals_of(program)`, `table` holds the values of `program.slots` in each replication. Raises
    MemoryError, InvariantError, KeyboardInterrupt, and ProgramError for a program that is too wide to be addressed.
    """
    cdef Run state = Run(program, layout, seed, False)
    cdef const int64_t[::1] slots = slots_of(program, table)
    cdef int64_t i, n = table.shape[0], width = layout.width
    cdef int64_t[:, ::1] totals = np.zeros((n, width), np.int64)
    with nogil:
        for i in range(n):
            set_params(state, slots, table, i)
            replicate(state, first + i)
            memcpy(&totals[i, 0], state.totals, width * sizeof(int64_t))
            sum_up(state)
    return (
        np.asarray(totals),
        as_array(state.ledger_sum, state.people, state.kinds),
        as_array(state.weekly_sum, state.weeks, state.week_width),
    )


def trace(program, layout, int64_t seed, int64_t replication, const double[:, ::1] table):
    """Run one replication; return its records, totals, ledger, weekly series and parameters. Raises like `run`."""
    cdef Run state = Run(program, layout, seed, True)
    cdef const int64_t[::1] slots = slots_of(program, table)
    with nogil:
        set_params(state, slots, table, 0)
        replicate(state, replication)
    return as_array(state.records, state.recorded, RECORD_COL_WIDTH), *sums_of(state), np.asarray(state.told)


def stream(program, layout, int64_t seed, int64_t replication, const double[:, ::1] table):
    """Yield one replication's records while it happens, some thousands at a time; return its totals, ledger and weekly series.

    No more records are held than those of one chunk. Raises like `run`.
    """
    cdef Run state = Run(program, layout, seed, True)
    cdef const int64_t[::1] slots = slots_of(program, table)
    cdef bint over = False
    state.until_signals = state.events_between_signals = EVENTS_OF_A_CHUNK
    with nogil:
        set_params(state, slots, table, 0)
        begin(state, replication)
    while not over:
        with nogil:
            over = go_some_way(state, GTMSIM_NEVER)
            if over:
                finish_all(state)
        yield as_array(state.records, state.recorded, RECORD_COL_WIDTH)
        state.recorded = 0
    return sums_of(state)


cdef const int64_t[::1] slots_of(program, const double[:, ::1] table):
    """Return where the numbers of a table's columns go. Raises ValueError for the table of another program."""
    if table.shape[1] != len(program.slots):
        raise ValueError(f"the table has {table.shape[1]} uncertain numbers, the program {len(program.slots)}")
    return program.slots


cdef void set_params(Run run, const int64_t[::1] slots, const double[:, ::1] table, int64_t row) noexcept nogil:
    """Put a replication's uncertain numbers in their places, and let those hold that hold first."""
    tell(run, slots, table, row)
    run.phase_now = 0
    forget_slots(&run.deal_slots)  # those of the replication before call for nothing
    if row == 0 or slots.shape[0] > 0 or run.phase_at.shape[0] > 0:
        hold(run)


cdef inline void tell(Run run, const int64_t[::1] slots, const double[:, ::1] table, int64_t row) noexcept nogil:
    cdef int64_t i
    for i in range(slots.shape[0]):
        run.told[slots[i]] = table[row, i]


cdef void hold(Run run) noexcept nogil:
    """Let the parameters hold that hold from the latest date on."""
    memcpy(&run.params[0], &run.told[told_from(run, run.phase_now)], run.params.shape[0] * sizeof(double))
    learn_who_can(run)


cdef inline int64_t told_from(Run run, int64_t phase) noexcept nogil:
    """Return where the parameters begin that hold once so many dates are past."""
    return (1 + phase) * run.params.shape[0] if phase < run.phase_at.shape[0] else 0


cdef void sum_up(Run run) noexcept nogil:
    """Add a replication's hours and weeks to those of the replications before."""
    cdef int64_t i
    for i in range(<int64_t>run.people * run.kinds):
        run.ledger_sum[i] += run.ledger[i]
    for i in range(run.weeks * run.week_width):
        run.weekly_sum[i] += run.weekly[i]


cdef object sums_of(Run run):
    """Return a replication's totals, ledger and weekly series."""
    return (
        as_array(run.totals, 1, run.total_places)[0],
        as_array(run.ledger, run.people, run.kinds),
        as_array(run.weekly, run.weeks, run.week_width),
    )


cdef object as_array(const int64_t *block, int64_t rows, int64_t columns):
    """Return a copy of a block as a numpy table."""
    cdef object table = np.empty((rows, columns), np.int64)
    cdef int64_t[::1] flat = table.reshape(-1)
    if rows * columns > 0:
        memcpy(&flat[0], block, rows * columns * sizeof(int64_t))
    return table
