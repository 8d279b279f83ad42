/* Philox4x64-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011).
 *
 * A block is a pure function of a key and a counter, so a draw is a pure function of its address. The address is laid
 * out as numpy reproduces it: numpy adds one to counter word 0 before it makes its first block, so do we. */
#ifndef GTMSIM_PHILOX_H
#define GTMSIM_PHILOX_H

#include <assert.h>
#include <stdint.h>

static inline uint64_t gtmsim_multiply(uint64_t a, uint64_t b, uint64_t *high)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    *high = (uint64_t)(product >> 64);
    return (uint64_t)product;
}

/* Unrolled: a loop costs half as much again. */
#define GTMSIM_ROUND                                                        \
    {                                                                       \
        uint64_t high0, high2;                                              \
        uint64_t low0 = gtmsim_multiply(0xD2E7470EE14C6C93ULL, c0, &high0); \
        uint64_t low2 = gtmsim_multiply(0xCA5A826395121157ULL, c2, &high2); \
        c0 = high2 ^ c1 ^ key0;                                             \
        c1 = low2;                                                          \
        c2 = high0 ^ c3 ^ key1;                                             \
        c3 = low0;                                                          \
        key0 += 0x9E3779B97F4A7C15ULL;                                      \
        key1 += 0xBB67AE8584CAA73BULL;                                      \
    }
#define GTMSIM_ROUNDS                                                             \
    GTMSIM_ROUND GTMSIM_ROUND GTMSIM_ROUND GTMSIM_ROUND GTMSIM_ROUND GTMSIM_ROUND \
    GTMSIM_ROUND GTMSIM_ROUND GTMSIM_ROUND GTMSIM_ROUND

/* One word of a block. In registers throughout: handed over in memory, a block costs as much as three rounds. */
static inline uint64_t gtmsim_word(uint64_t key0, uint64_t key1, uint64_t c0, uint64_t c1, uint64_t c2, int64_t word)
{
    uint64_t c3 = 0;
    GTMSIM_ROUNDS
    return word == 0 ? c0 : word == 1 ? c1 : word == 2 ? c2 : c3;
}

/* The upper 53 bits as a number in [0, 1): every such double is exact, 1 never comes. */
static inline double gtmsim_unit(uint64_t word)
{
    return (double)(word >> 11) * (1.0 / 9007199254740992.0);
}

/* The keys of the ten rounds, two each: they are the same for every draw of a replication. */
enum { GTMSIM_ROUND_KEYS = 20 };

static inline void gtmsim_round_keys(uint64_t key[GTMSIM_ROUND_KEYS], int64_t seed, int64_t replication)
{
    for (uint64_t round = 0; round < 10; round++) {
        key[2 * round] = (uint64_t)seed + round * 0x9E3779B97F4A7C15ULL;
        key[2 * round + 1] = (uint64_t)replication + round * 0xBB67AE8584CAA73BULL;
    }
}

/* The first of the four words at an address, as a number: the same as `gtmsim_uniform`, round by round with keys that are there
 * already. One copy of the code for all who draw, so that it stays near. */
static __attribute__((noinline, unused)) double gtmsim_first_uniform(const uint64_t key[GTMSIM_ROUND_KEYS], int64_t index,
                                                                     int64_t purpose, int64_t entity)
{
    assert(index >= 0 && purpose >= 0 && entity >= 0);
    uint64_t a = (uint64_t)index + 1, b = (uint64_t)purpose, c = (uint64_t)entity, d = 0;
#pragma GCC unroll 10
    for (int round = 0; round < 10; round++) {
        uint64_t high_a, high_c;
        uint64_t low_a = gtmsim_multiply(0xD2E7470EE14C6C93ULL, a, &high_a);
        uint64_t low_c = gtmsim_multiply(0xCA5A826395121157ULL, c, &high_c);
        a = high_c ^ b ^ key[2 * round];
        b = low_c;
        c = high_a ^ d ^ key[2 * round + 1];
        d = low_a;
    }
    return gtmsim_unit(a);
}

/* The number that stands at an address; numpy's `random(4)[word]`. */
static inline double gtmsim_uniform(int64_t seed, int64_t replication, int64_t index, int64_t purpose, int64_t entity,
                                    int64_t word)
{
    assert(word >= 0 && word < 4);
    assert(seed >= 0 && replication >= 0 && index >= 0 && purpose >= 0 && entity >= 0);
    return gtmsim_unit(gtmsim_word((uint64_t)seed, (uint64_t)replication, (uint64_t)index + 1, (uint64_t)purpose,
                                   (uint64_t)entity, word));
}

#endif
