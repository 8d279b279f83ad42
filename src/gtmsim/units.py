"""What a tick, a cent and a date are. A tick is one second; money is whole cents; a year has 365 days."""

TICKS_PER_MINUTE = 60
TICKS_PER_HOUR = 3_600
TICKS_PER_DAY = 86_400
TICKS_PER_WEEK = 604_800
TICKS_PER_YEAR = 365 * TICKS_PER_DAY
CENTS_PER_UNIT = 100

# A time that never comes. Far above any horizon, far below 2^63, so sums of two stay safe in both engines.
NEVER = 1 << 60
