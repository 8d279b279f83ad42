/* Large blocks on large pages, and lines of far memory asked for before they are wanted.
 *
 * Both are advice: what stands in a block is the same with and without. */
#ifndef GTMSIM_LARGE_H
#define GTMSIM_LARGE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

enum { GTMSIM_LINE = 64, GTMSIM_LARGE_PAGE = 1 << 21 };

/* Ask for large pages where a block has whole ones. To be told before the block is first written. */
static inline void gtmsim_on_large_pages(void *block, size_t bytes)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    const uintptr_t page = GTMSIM_LARGE_PAGE;
    uintptr_t begin = ((uintptr_t)block + page - 1) & ~(page - 1), end = ((uintptr_t)block + bytes) & ~(page - 1);
    if (begin < end)
        (void)madvise((void *)begin, end - begin, MADV_HUGEPAGE);
#else
    (void)block, (void)bytes;
#endif
}

/* Return memory that begins with a cache line, and with a large page where it fills half of one; NULL if there is none. */
static inline void *gtmsim_in_lines(size_t bytes)
{
    size_t unit = bytes >= GTMSIM_LARGE_PAGE / 2 ? GTMSIM_LARGE_PAGE : GTMSIM_LINE;
    size_t whole = (bytes + unit - 1) / unit * unit;
    void *block = aligned_alloc(unit, whole);
    if (block && unit == GTMSIM_LARGE_PAGE)
        gtmsim_on_large_pages(block, whole);
    return block;
}

/* Ask memory for some cache lines that will soon be wanted. gcc thinks that a function which only fetches does nothing, and leaves
 * its calls out, but for the empty instruction. */
static inline void gtmsim_fetch(const void *what, int lines)
{
    for (int line = 0; line < lines; line++)
        __builtin_prefetch((const char *)what + line * GTMSIM_LINE);
    __asm__ volatile("");
}

#endif
